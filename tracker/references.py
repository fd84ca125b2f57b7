"""What somebody who knows nothing would have scored on the same questions."""

from __future__ import annotations

from math import exp, log


def coin(observed: float) -> float:
    """The Brier score of always saying 50%: 0.25 for yes and for no, less for a graded outcome.

    >>> coin(1.0)
    0.25
    """
    if not 0 <= observed <= 1:
        raise ValueError(f"an outcome lies between 0 and 1, not {observed}")
    return (0.5 - observed) ** 2


def constant_rate(day: float | None, *, horizon: float) -> float:
    """The Timeline Brier of 50% by the horizon, equally likely on each remaining day.

    ``F(t) = 1 - 2^(-t / horizon)``. The choice of 50% is arbitrary, so a report that shows it says so.
    `day` counts from the forecast; None where the event did not happen by the horizon.

    >>> round(constant_rate(51, horizon=183), 4)
    0.3129
    """
    if horizon <= 0:
        raise ValueError(f"the horizon lies {horizon} days ahead, and must lie ahead")
    rate = log(2)
    end = 1.0 if day is None else min(day / horizon, 1.0)
    before = end + 2 / rate * (exp(-rate * end) - 1) - (exp(-2 * rate * end) - 1) / (2 * rate)
    return before + (exp(-2 * rate * end) - exp(-2 * rate)) / (2 * rate)
