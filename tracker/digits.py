"""Figures as a program reads them: ten digits, and counts as whole numbers."""

from __future__ import annotations

import math

_DIGITS = 10


def rounded(value: float) -> float:
    """The value to ten significant digits, so that machines which round the last bit differently agree.

    NaN and the infinite stay, and so does what would become infinite.

    >>> rounded(0.10562500000000001), rounded(1 / 3), rounded(float("inf"))
    (0.105625, 0.3333333333, inf)
    """
    if not math.isfinite(value):
        return value
    found = float(f"{value:.{_DIGITS}g}")
    return found if math.isfinite(found) else value


def whole(number: float) -> float:
    """A count as a whole number where it is one.

    >>> whole(3.0), whole(2.5)
    (3, 2.5)
    """
    return int(number) if number % 1 == 0 else number
