"""How a number of any size is written, by itself or with what it counts."""

from __future__ import annotations

from math import isinf

NOTHING = "–"


def amount(value: float | None) -> str:
    """A number of any size: whole ones whole, others to four digits, a dash where there is none.

    >>> amount(1188098), amount(12.5), amount(0.10697), amount(17855.84), amount(None)
    ('1,188,098', '12.5', '0.107', '17,856', '–')
    """
    if value is None:
        return NOTHING
    if isinf(value):
        return "∞"
    if float(value).is_integer() or abs(value) >= 10_000:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 1_000 else f"{value:.4g}"


def counted(number: float, noun: str) -> str:
    """A number and its noun; a sum of weights need not be whole.

    >>> counted(1, "forecast"), counted(1200, "event"), counted(2.5, "forecast")
    ('1 forecast', '1,200 events', '2.5 forecasts')
    """
    return f"{amount(number)} {noun}{'' if number == 1 else 's'}"
