"""Whether things were said too likely and too soon, or too unlikely and too late, in chances and timelines.

A chance misses by ``y - p``, a timeline by ``1/2 - u``, u the share of it that had passed on the day the
event came: the mean miss of "by this day?" over all its levels. Both are above 0 where more happened, or
sooner, than was said; their sum is 0 on average for a calibrated forecaster.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.counts import poisson_binomial
from tracker.calibration.decomposition import NO_FORECASTS
from tracker.calibration.expectation import expected_against_observed
from tracker.pooling import Floats, check, column

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from tracker.tally import Tally

_MOST_CELLS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class TiltTest:
    """How far what happened lies from what was said, and the chance of as much by luck, on either side.

    `z` is in standard deviations: above 0 more happened, or sooner, than was said; below 0 less, or later.
    None where `reason` says why. Forecasts are taken as independent: give one an event.
    """

    count: int
    z: float | None
    p_value: float | None
    reason: str | None = None


def tilt_test(tally: Tally, passed: ArrayLike, limit: ArrayLike) -> TiltTest:
    """The test that chances and timelines together are neither too high nor too low.

    Parameters
    ----------
    tally
        Chances with outcomes 0 or 1; may be empty.
    passed
        Of each timeline the share that had passed when its event came, ``F(y)``; one that came after the
        share `limit`, or not at all, has the middle of what was left, ``(1 + limit) / 2``. Shape (n,).
    limit
        The share of each timeline that its own last date covers, whether the event came or not. Shape (n,).

    Notes
    -----
    Chances alone have the exact test of `expected_against_observed`. The sum over timelines is taken as
    normal, with the variance ``limit^3/3 + (1 - limit)(1 + limit)^2/4 - 1/4`` each; the number that
    happened is exact beside it (normal above 20,000 different probabilities).

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.
    ValueError
        On a share outside 0 to 1.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = tilt_test(Tally.from_counts([0.4], [10], [8]), [0.1, 0.2, 0.3], [0.9, 0.9, 0.9])
    >>> round(found.z, 2), round(found.p_value, 4)
    (3.01, 0.0028)
    """
    said, counts, happened = tally.counts("The test of tilt")
    shares, limits = column(passed, "passed").astype(np.float64), column(limit, "limit").astype(np.float64)
    check(shares, "passed", "a share lies between 0 and 1")
    check(limits, "limit", "a share lies between 0 and 1")
    count = round(float(counts.sum())) + len(shares)
    if not count:
        return TiltTest(count=0, z=None, p_value=None, reason=NO_FORECASTS)
    beside = float((limits**3 / 3 + (1 - limits) * (1 + limits) ** 2 / 4 - 0.25).sum())
    spread = float((counts * said * (1 - said)).sum())
    excess = float((happened - counts * said).sum() + (0.5 - shares).sum())
    z = excess / sqrt(spread + beside) if spread + beside > 0 else None
    if beside == 0:
        alone = expected_against_observed(tally)
        return TiltTest(count=count, z=z, p_value=alone.p_value if alone else 1.0)
    return TiltTest(count=count, z=z, p_value=_both(said, counts, excess, sqrt(beside), spread))


def _both(said: Floats, counts: Floats, excess: float, deviation: float, spread: float) -> float:
    """The two-sided chance of a whole number and a normal beside it that are together so far from 0."""
    from scipy.special import ndtr

    if len(said) > _MOST_CELLS:
        return float(2 * ndtr(-abs(excess) / sqrt(spread + deviation**2)))
    lowest, chances = poisson_binomial(said, counts)
    rest = (excess + float((said * counts).sum()) - lowest - np.arange(len(chances))) / deviation
    tails = (float((chances * ndtr(rest)).sum()), float((chances * ndtr(-rest)).sum()))
    return min(1.0, 2 * min(tails) / float(chances.sum()))
