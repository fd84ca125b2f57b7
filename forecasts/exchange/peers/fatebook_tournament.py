"""Fatebook's export of a tournament: everybody's forecasts in it, under the name of the tournament."""

from __future__ import annotations

from forecasts.exchange.given import Given
from forecasts.exchange.peers.common import header
from forecasts.exchange.peers.fatebook import MARKS, TOURNAMENT, brought

__all__ = ["TITLE", "brought", "fits"]

TITLE = "Fatebook"


def fits(given: Given) -> bool:
    """Whether the header is that of a tournament's export."""
    return header(given) >= {TOURNAMENT, *MARKS}
