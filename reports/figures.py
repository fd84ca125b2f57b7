"""How figures are written: single scores to four places, means to three, chances in per cent."""

from __future__ import annotations

from math import isinf

NOTHING = "–"


def figure(value: float | None, *, places: int = 3) -> str:
    """A score, a dash where there is none.

    >>> figure(0.04551), figure(0.04551, places=4), figure(-1e-9), figure(float("inf")), figure(None)
    ('0.046', '0.0455', '0.000', '∞', '–')
    """
    if value is None:
        return NOTHING
    return "∞" if isinf(value) else f"{value:z.{places}f}"


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


def between(low: float | None, high: float | None, *, places: int = 3) -> str:
    """An interval or a band, empty where there is none.

    >>> between(0.032, 0.075), between(None, None)
    ('0.032–0.075', '')
    """
    return (
        "" if low is None or high is None else f"{figure(low, places=places)}–{figure(high, places=places)}"
    )


def percent(p: float) -> str:
    """A probability in per cent, to one place where it needs one, and never rounded to certainty.

    >>> percent(0.325), percent(0.9), percent(0.0004), percent(0.9999)
    ('32.5%', '90%', '<0.1%', '>99.9%')
    """
    if 0 < p < 0.0005:
        return "<0.1%"
    if 0.9995 < p < 1:
        return ">99.9%"
    return f"{100 * p:.1f}".removesuffix(".0") + "%"


def counted(number: float, noun: str) -> str:
    """A number and its noun; a sum of weights need not be whole.

    >>> counted(1, "forecast"), counted(1200, "event"), counted(2.5, "forecast")
    ('1 forecast', '1,200 events', '2.5 forecasts')
    """
    return f"{amount(number)} {noun}{'' if number == 1 else 's'}"
