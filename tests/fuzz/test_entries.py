"""Attacked entries are refused whole, or leave a sound ledger."""

from __future__ import annotations

from tests.fuzz.entries import main


def test_a_hundred_attacks_on_entries() -> None:
    """Some are taken, most are refused, none is half."""
    assert 0 < main(100) < 100
