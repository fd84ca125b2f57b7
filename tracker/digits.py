"""How many digits of a figure are kept wherever a program reads it: ten."""

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
