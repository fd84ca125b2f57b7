"""A damaged ledger: every command ends with a sentence, and an audit names what was done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.damages import damages, faults, made, tried
from tests.shell import all_rows

DRAWS, AUDITED = 120, 60
BESIDE = ("checkpoints", "accounts", "sessions", "tokens", "alembic_version")
"""Tables beside the chain: no record says what should be in them."""


def test_no_command_on_a_damaged_ledger_shows_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Draws of every kind of damage and every command; `python -m tests.fuzz.damages` takes more."""
    assert tried(tmp_path, monkeypatch, DRAWS, seed=1) == []


def test_an_audit_finds_every_damage_to_the_chain_and_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the rows or columns are others than before, of any table that mirrors the chain or is it."""
    shell, whole = made(tmp_path, monkeypatch)
    before = _content(tmp_path / "whole.db")
    known = [one for one in damages(tmp_path / "whole.db") if " byte" not in one.name]
    overlooked, found = [], 0
    for damage in Random(2).sample(known, AUDITED):
        assert list(faults(shell, whole, damage, ("audit",))) == []
        try:
            altered = _content(shell.path) != before
        except sqlite3.DatabaseError:
            altered = True
        if altered:
            found += 1
            overlooked += [damage.name] if shell.run("audit").exit_code == 0 else []
    assert overlooked == []
    assert found > AUDITED / 3


def test_a_typed_table_that_was_altered_is_told_with_the_way_to_make_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports name the first damage, and `upgrade` mends it from the records."""
    shell, _ = made(tmp_path, monkeypatch)
    with closing(sqlite3.connect(shell.path)) as raw, raw:
        raw.execute("UPDATE questions SET zone = '[[['")
    said = " ".join(shell.refusal("scores").split())
    assert "is damaged: entry 2: the table questions says zone = '[[[' of record 2." in said
    assert "`tracker upgrade` makes typed tables anew from the records." in said
    shell("upgrade")
    assert "The chain holds" in shell("audit")
    shell("scores")


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns and rows of every table that is the chain or mirrors it."""
    with closing(sqlite3.connect(path)) as raw:
        made = dict(raw.execute("SELECT name, sql FROM sqlite_master"))
        return {name: [(made[name],), *rows] for name, rows in all_rows(raw).items() if name not in BESIDE}


def test_a_damaged_first_page_is_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a request to run the audit that has just said so."""
    shell, whole = made(tmp_path, monkeypatch)
    damaged = bytearray(whole)
    damaged[44:48] = b"ZZZZ"
    shell.path.write_bytes(damaged)
    assert "is damaged: restore it from a backup" in " ".join(shell.refusal("audit").split())
