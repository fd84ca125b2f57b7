"""The places between two bounds at which Metaculus keeps a curve."""

from __future__ import annotations

import math

from forecasts.errors import UnfitNoun

_MOST = 5_000


def grid(lower: float, upper: float, *, zero: float | None, steps: int) -> tuple[float, ...]:
    """One place more than there are steps, evenly apart, or with a zero point in even ratios to it.

    With a zero point z, which lies outside the bounds, and r = (upper - z) / (lower - z), the place at the
    share x of the way is lower + (upper - lower) (r^x - 1) / (r - 1).

    >>> grid(0.0, 10.0, zero=None, steps=2)
    (0.0, 5.0, 10.0)
    >>> [round(place, 9) for place in grid(1.0, 100.0, zero=0.0, steps=2)]
    [1.0, 10.0, 100.0]
    """
    inside = zero is not None and lower <= zero <= upper
    if not upper > lower or not 1 <= steps <= _MOST or inside or not math.isfinite(upper - lower):
        raise UnfitNoun(
            f"The scale runs from {lower:g} to {upper:g} in {steps} steps, with the zero point {zero}",
            "export the question again",
        )
    shares = [step / steps for step in range(steps + 1)]
    if zero is not None:
        ratio = (upper - zero) / (lower - zero)
        if math.isfinite(ratio) and ratio > 0 and not math.isclose(ratio, 1):
            shares = [(ratio**share - 1) / (ratio - 1) for share in shares]
    return tuple(lower + (upper - lower) * share for share in shares)
