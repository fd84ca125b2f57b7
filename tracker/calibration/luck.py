"""What a calibrated forecaster's chances and timelines would have scored, by luck alone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forecasts.errors import FractionalWeights
from tracker.pooling import GRID

if TYPE_CHECKING:
    from tracker.tally import Tally

SETS = 9999
_FEWEST = 99
_DRAWS_AT_ONCE = 2_000_000
_DRAWS = 100_000_000


def brier_by_luck(
    tally: Tally, *, seed: int, replicates: int | None = None, level: float = 0.95
) -> tuple[float, float] | None:
    """Between which mean Brier scores a calibrated forecaster with these probabilities would come out.

    The middle `level` of 9,999 made-up sets, or of as many as a hundred million draws allow, but 99; or of
    as many as `replicates` says. Forecasts in one cluster share their draw, since they stand or fall
    together. Above 10,001 different probabilities without clusters, they are rounded to 1/10000 first. None
    without forecasts.

    Raises
    ------
    FractionalWeights
        Without clusters, where weights are no counts.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> low, high = brier_by_luck(Tally.from_counts([0.9], [8], [8]), seed=1)
    >>> round(low, 3), round(high, 3)
    (0.01, 0.31)
    """
    if not len(tally.said):
        return None
    rng = np.random.default_rng(seed)
    few = tally.unclustered() if tally.independent else tally.by_content()
    if few.cluster is None:
        if not few.whole:
            raise FractionalWeights("The range of scores by luck")
        few = few if len(few.said) <= GRID + 1 else few.rounded()
    said, count, trials = few.said, few.count, few.count.astype(np.int64)
    sets = min(max(_DRAWS // len(said), _FEWEST), SETS) if replicates is None else replicates
    lever, means = count * (1 - 2 * said), np.empty(sets)
    at_once = max(1, _DRAWS_AT_ONCE // len(said))
    for start in range(0, sets, at_once):
        size = min(at_once, sets - start)
        if few.cluster is None:
            sums = rng.binomial(trials, said, size=(size, len(said))) @ (1 - 2 * said)
        else:
            sums = (rng.random((size, few.events))[:, few.cluster] < said) @ lever
        means[start : start + size] = sums
    means = (means + (count * said**2).sum()) / few.total
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The scores that one forecast can get, and how likely each is if the forecast is calibrated.

    In the order of the outcomes from soonest to never, so that forecasts on one event can share a draw.
    """

    scores: NDArray[np.float64]
    chances: NDArray[np.float64]


def timeline_outlook(days: ArrayLike, cdf: ArrayLike, *, horizon: int) -> Outlook:
    """The Timeline Brier of a distribution for an event on each day up to the horizon, and for none.

    `days` and `cdf` are the knots, as in `forecasts.belief.Timeline`; `horizon` is in days since the
    forecast. Between whole days the distribution is taken as straight. The event on day d has the
    mass between d - 1 and d; a jump on day 0 is day 0's.

    >>> sure = timeline_outlook([0.0, 10.0], [0.0, 0.0], horizon=10)
    >>> float(sure.scores[-1]), float(sure.chances[-1])
    (0.0, 1.0)
    """
    if horizon < 1:
        raise ValueError(f"the horizon lies {horizon} days ahead, and must lie at least one")
    heights = np.interp(np.arange(horizon + 1), np.asarray(days, float), np.asarray(cdf, float), left=0.0)
    a, b = heights[:-1], heights[1:]
    before = np.concatenate([[0.0], np.cumsum((a * a + a * b + b * b) / 3)])
    a, b = 1 - a, 1 - b
    after = np.concatenate([[0.0], np.cumsum((a * a + a * b + b * b) / 3)])
    scores = np.append(before + after[-1] - after, before[-1]) / horizon
    return Outlook(scores, np.diff(heights, prepend=0.0, append=1.0))


def range_by_luck(
    outlooks: Sequence[Outlook], events: Sequence[Hashable], *, seed: int, replicates: int = 9999
) -> tuple[float, float]:
    """The middle 95% of a calibrated forecaster's mean score over such a set of forecasts.

    The mean is taken within each event and then over events. Forecasts on one event share their draw,
    since they stand or fall together; events are independent. The same seed gives the same range.

    >>> even = timeline_outlook([0.0, 100.0], [0.0, 0.9], horizon=100)
    >>> low, high = range_by_luck([even] * 8, range(8), seed=1)
    >>> round(low, 3), round(high, 3)
    (0.131, 0.233)
    """
    if not outlooks or len(outlooks) != len(events):
        raise ValueError("give one event for each outlook, and at least one")
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(event, len(numbers)) for event in events]
    sizes = np.bincount(codes)
    draws = np.random.default_rng(seed).random((len(numbers), replicates))
    means = np.zeros(replicates)
    for outlook, code in zip(outlooks, codes, strict=True):
        happened = np.searchsorted(np.cumsum(outlook.chances), draws[code], side="right")
        means += outlook.scores[np.minimum(happened, len(outlook.scores) - 1)] / (sizes[code] * len(sizes))
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
