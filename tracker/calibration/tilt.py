"""Whether things were said too likely and too soon, or too unlikely and too late, in chances and timelines.

A chance misses by ``y - p``, a timeline by ``1/2 - u``, u the share of it that had passed on the day the
event came: the mean miss of "by this day?" over all its levels. Both are above 0 where more happened, or
sooner, than was said; their sum is 0 on average for a calibrated forecaster.

How far the shares u spread depends on who read a window as a distribution, and how; that they lie as often
below as above the middle does not. So the test of windows asks for signs alone: each miss would as easily
have fallen the other way. Stated quantiles say themselves how far they spread, and are tested with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.calibration.expectation import expected_against_observed
from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.paired_test import tails
from tracker.pooling import Floats, check, column

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from tracker.tally import Tally

_MOST_COUNTED = 500
_MIDDLE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class TiltTest:
    """How far what happened lies from what was said, and the chance of as much by luck, on either side.

    `excess` is how much more happened, or sooner, than was said, in events; below 0 less, or later.
    `deviation` is its standard deviation by luck. None where `reason` says why. Forecasts are taken as
    independent: give one an event.
    """

    count: int
    excess: float | None
    deviation: float | None
    p_value: float | None
    reason: str | None = None


def tilt_test(tally: Tally, passed: ArrayLike) -> TiltTest:
    """The test that chances and timelines together are neither too high nor too low.

    Parameters
    ----------
    tally
        Chances with outcomes 0 or 1; may be empty.
    passed
        Of each timeline the share that had passed when its event came, ``F(y)``; one that came after the
        share that its own last date covers, or not at all, has the middle of what was left. Shape (n,).

    Notes
    -----
    Chances alone have the exact test of `expected_against_observed`. With timelines, each chance falls by its
    own luck and each timeline's miss to either side alike (`LuckSum`: few different sums are counted out, of
    more a saddlepoint gives the tails).

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.
    ValueError
        On a share outside 0 to 1.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = tilt_test(Tally.from_counts([0.4], [10], [8]), [0.1, 0.2, 0.3])
    >>> round(found.excess, 2), round(found.p_value, 4)
    (4.9, 0.0048)
    """
    said, counts, happened = tally.counts("The test of tilt")
    shares = column(passed, "passed").astype(np.float64)
    check(shares, "passed", "a share lies between 0 and 1")
    count = round(float(counts.sum())) + len(shares)
    if not count:
        return TiltTest(count=0, excess=None, deviation=None, p_value=None, reason=NO_FORECASTS)
    misses = _MIDDLE - shares
    excess = float((happened - counts * said).sum() + misses.sum())
    deviation = sqrt(float((counts * said * (1 - said)).sum() + (misses**2).sum()))
    if misses.any():
        p_value = _beside_signs(said, counts, misses, excess)
    else:
        alone = expected_against_observed(tally)
        p_value = alone.p_value if alone else 1.0
    return TiltTest(count=count, excess=excess, deviation=deviation, p_value=p_value)


def _beside_signs(said: Floats, counts: Floats, misses: Floats, excess: float) -> float:
    p = np.repeat(said, np.rint(counts).astype(np.int64))
    size, even = np.abs(misses), np.full(len(misses), 0.5)
    luck = LuckSum(
        np.concatenate([np.column_stack([-p, 1 - p]), np.column_stack([-size, size])]),
        np.concatenate([np.column_stack([1 - p, p]), np.column_stack([even, even])]),
        counting=len(p) + len(misses) <= _MOST_COUNTED,
    )
    return tails(luck, excess)


def shift_test(passed: ArrayLike, limit: ArrayLike) -> TiltTest:
    """The test that stated distributions lie neither too low nor too high.

    Parameters
    ----------
    passed
        The share of each that lies below the truth; of a truth above all that was stated, the middle of the
        rest. Shape (n,).
    limit
        The share of each up to the last that was stated. Shape (n,).

    Notes
    -----
    The sum is taken as normal, with the variance ``limit^3/3 + (1 - limit)(1 + limit)^2/4 - 1/4`` each.

    Raises
    ------
    ValueError
        On a share outside 0 to 1.

    Examples
    --------
    >>> round(shift_test([0.1, 0.2, 0.3, 0.2], [0.9] * 4).p_value, 4)
    0.0376
    """
    from scipy.special import ndtr

    shares, limits = column(passed, "passed").astype(np.float64), column(limit, "limit").astype(np.float64)
    check(shares, "passed", "a share lies between 0 and 1")
    check(limits, "limit", "a share lies between 0 and 1")
    if not len(shares):
        return TiltTest(count=0, excess=None, deviation=None, p_value=None, reason=NO_FORECASTS)
    excess = float((_MIDDLE - shares).sum())
    deviation = sqrt(float((limits**3 / 3 + (1 - limits) * (1 + limits) ** 2 / 4 - 0.25).sum()))
    return TiltTest(
        count=len(shares),
        excess=excess,
        deviation=deviation,
        p_value=float(2 * ndtr(-abs(excess) / deviation)) if deviation else 1.0,
    )
