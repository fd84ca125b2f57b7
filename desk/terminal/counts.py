"""How many of each noun, in words."""

from __future__ import annotations

from collections.abc import Mapping

_PLURALS = {"settings": "settings"}


def counted(counts: Mapping[str, int]) -> str:
    """Counts by noun, in the order of the alphabet.

    >>> counted({"outcome": 1, "forecast": 1200})
    '1,200 forecasts, 1 outcome'
    """
    return ", ".join(
        f"{count:,} {noun if count == 1 else _PLURALS.get(noun, f'{noun}s')}"
        for noun, count in sorted(counts.items())
    )
