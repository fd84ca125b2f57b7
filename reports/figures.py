"""How figures are written: single scores to four places, means to three, chances in per cent."""

from __future__ import annotations

from math import isinf

from tracker.amounts import NOTHING, amount, counted

__all__ = [
    "LEAST_P",
    "NOTHING",
    "amount",
    "between",
    "counted",
    "figure",
    "p_value",
    "p_value_alone",
    "p_value_in_words",
    "percent",
]

LEAST_P = 0.0001
"""What is smaller is only said to be so: no test here is exact further out."""


def figure(value: float | None, *, places: int = 3) -> str:
    """A score, a dash where there is none.

    >>> figure(0.04551), figure(0.04551, places=4), figure(-1e-9), figure(float("inf")), figure(None)
    ('0.046', '0.0455', '0.000', '∞', '–')
    """
    if value is None:
        return NOTHING
    return "∞" if isinf(value) else f"{value:z.{places}f}"


def signed(value: float | None) -> str:
    """A difference with its sign, a dash where there is none.

    >>> signed(0.0461), signed(-0.2), signed(-1e-9), signed(None)
    ('+0.046', '-0.200', '+0.000', '–')
    """
    return NOTHING if value is None else f"{value:+z.3f}"


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


def p_value(p: float | None) -> str:
    """A p-value in a table: two places, one digit below 0.01, and a dash where there is none.

    >>> p_value(0.2345), p_value(0.0031), p_value(2e-7), p_value(None)
    ('0.23', '0.003', '<0.0001', '–')
    """
    if p is None:
        return NOTHING
    if p < LEAST_P:
        return f"<{LEAST_P}"
    return f"{p:.2f}" if p >= 0.01 else f"{p:.1g}"


def p_value_in_words(p: float) -> str:
    """A p-value in a sentence.

    >>> p_value_in_words(0.2), p_value_in_words(2e-7)
    ('0.20', 'below 0.0001')
    """
    return p_value(p).replace("<", "below ")


def p_value_alone(p: float | None) -> str:
    """A p-value that stands by itself, and says what it is; empty where there is none.

    >>> p_value_alone(0.2345), p_value_alone(0.00012), p_value_alone(0.0), p_value_alone(None)
    ('p = 0.23', 'p = 0.0001', 'p < 0.0001', '')
    """
    if p is None:
        return ""
    return f"p < {LEAST_P}" if p < LEAST_P else f"p = {p_value(p)}"
