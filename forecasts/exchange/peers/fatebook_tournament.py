"""Fatebook's export of a tournament: everybody's forecasts in it, under the name of the tournament."""

from __future__ import annotations

from forecasts.exchange.files import DataFile
from forecasts.exchange.peers.common import header
from forecasts.exchange.peers.fatebook import MARKS, TOURNAMENT, read

__all__ = ["TITLE", "read", "recognises"]

TITLE = "Fatebook"


def recognises(file: DataFile) -> bool:
    """Whether the header is that of a tournament's export."""
    return header(file) >= {TOURNAMENT, *MARKS}
