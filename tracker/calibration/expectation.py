"""How many things were expected to happen, how many did, and whether luck explains the difference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_MOST_CELLS = 20_000
_NEGLIGIBLE = 1e-30
_SHORT = 64
_DRAWS_AT_ONCE = 2_000_000
_DIRECT = "exact"
_NORMAL = "normal, corrected for skewness and for whole numbers"
_MEASURE = "Expected against observed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """How many of `count` things were expected to happen, and how many did.

    `low` and `high` hold at least the middle 95% of what a calibrated forecaster would see; `p_value` is
    the chance that such a forecaster sees something as far out, on either side. None where `reason` says
    why. Independent events are assumed: where several forecasts are on one event, the test is too sharp.
    """

    count: int
    expected: float | None
    observed: int | None
    low: int | None
    high: int | None
    p_value: float | None
    method: str
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `count`, `expected`, `observed`, `low`, `high`, `p_value`."""
        import pandas as pd

        names = ("count", "expected", "observed", "low", "high", "p_value")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def expected_against_observed(tally: Tally) -> Expectation:
    """Whether as many things happened as the probabilities add up to: calibration in the large.

    ``p = min(1, 2 min(P(K <= k), P(K >= k)))`` with K Poisson-binomial. Exact up to rounding in the
    fifteenth decimal. Each tail is summed by itself, so that where up to 64 forecasts or one probability
    are at hand rare tails keep their digits, down to 1e-30; what is rarer is 0. Above 20,000 different
    probabilities by a normal corrected for skewness, and `method` says so. The test is cautious with few
    forecasts: at 10, it rejects 2 of 100 calibrated forecasters where 5 were asked for.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = expected_against_observed(Tally.of([0.9, 0.9, 0.8, 0.2], [1, 1, 0, 0]))
    >>> round(found.expected, 12), found.observed, found.low, found.high, round(found.p_value, 4)
    (2.8, 2, 1, 4, 0.5816)
    """
    said, counts, happened = tally.counts(_MEASURE)
    count, observed = round(float(counts.sum())), round(float(happened.sum()))
    if not count:
        return Expectation(
            count=0,
            expected=None,
            observed=None,
            low=None,
            high=None,
            p_value=None,
            method="none",
            reason=NO_FORECASTS,
        )
    exact = len(said) <= _MOST_CELLS
    lowest, at_most, at_least = _exact(said, counts) if exact else _normal(said, counts)
    place = observed - lowest
    below_or_at = 0.0 if place < 0 else float(at_most[min(place, len(at_most) - 1)])
    at_or_above = 0.0 if place >= len(at_least) else float(at_least[max(place, 0)])
    return Expectation(
        count=count,
        expected=float((said * counts).sum()),
        observed=observed,
        low=lowest + int(np.searchsorted(at_most, 0.025)),
        high=min(lowest + int(np.searchsorted(at_most, 0.975)), count),
        p_value=min(1.0, 2 * min(below_or_at, at_or_above)),
        method=_DIRECT if exact else _NORMAL,
    )


def poisson_binomial(said: Floats, counts: Floats) -> tuple[int, Floats]:
    """The chance of each number of happenings, if each forecast's thing happens as likely as was said.

    Parameters
    ----------
    said, counts
        Different probabilities and how often each was said, shape (cells,).

    Returns
    -------
    tuple
        The smallest number that is not negligibly rare, and the chances from it upwards.

    Examples
    --------
    >>> lowest, chances = poisson_binomial(np.array([0.5]), np.array([2.0]))
    >>> lowest, chances.round(12).tolist()
    (0, [0.25, 0.5, 0.25])
    """
    from heapq import heapify, heappop, heappush

    parts = [
        (len(chances), place, lowest, chances)
        for place, (lowest, chances) in enumerate(map(_binomial, said.tolist(), counts.astype(int).tolist()))
    ]
    heapify(parts)
    place = len(parts)
    while len(parts) > 1:
        (_, _, first, left), (_, _, second, right) = heappop(parts), heappop(parts)
        start, both = _trimmed(_convolved(left, right))
        heappush(parts, (len(both), place, first + second + start, both))
        place += 1
    return (parts[0][2], parts[0][3]) if parts else (0, np.ones(1))


def brier_by_luck(
    tally: Tally, *, seed: int, replicates: int = 1999, level: float = 0.95
) -> tuple[float, float] | None:
    """Between which mean Brier scores a calibrated forecaster with these probabilities would come out.

    The middle `level` of `replicates` made-up sets. Forecasts in one cluster share their draw, since they
    stand or fall together. Above 10,001 different probabilities without clusters, they are rounded to
    1/10000 first. None without forecasts.

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
    if tally.cluster is None:
        tally.counts("The range of scores by luck")
        few = tally if len(tally.said) <= GRID + 1 else tally.rounded()
        trials, at_once = few.count.astype(np.int64), max(1, _DRAWS_AT_ONCE // len(few.said))
        sizes = (min(at_once, replicates - start) for start in range(0, replicates, at_once))
        lever = 1 - 2 * few.said
        sums = np.concatenate(
            [rng.binomial(trials, few.said, size=(size, len(trials))) @ lever for size in sizes]
        )
        means = (sums + (few.count * few.said**2).sum()) / few.total
    else:
        said, count = tally.said, tally.count
        draws = (rng.random(tally.events)[tally.cluster] < said for _ in range(replicates))
        means = np.array([(count * (said - yes) ** 2).sum() / tally.total for yes in draws])
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@lru_cache(maxsize=10_000)
def _binomial(chance: float, trials: int) -> tuple[int, Floats]:
    from scipy.special import gammaln, xlog1py, xlogy

    reach = int(12 * sqrt(trials * chance * (1 - chance))) + 40
    first = max(0, int(trials * chance) - reach)
    k = np.arange(first, min(trials, int(trials * chance) + reach) + 1)
    ways = gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1)
    chances = np.exp(ways + xlogy(k, chance) + xlog1py(trials - k, -chance))
    start, kept = _trimmed(chances / chances.sum())
    kept.setflags(write=False)
    return first + start, kept


def _trimmed(chances: Floats) -> tuple[int, Floats]:
    kept = np.flatnonzero(chances > _NEGLIGIBLE)
    return int(kept[0]), chances[kept[0] : kept[-1] + 1]


def _convolved(left: Floats, right: Floats) -> Floats:
    if min(len(left), len(right)) <= _SHORT:
        return np.convolve(left, right)
    size = len(left) + len(right) - 1
    padded = 1 << (size - 1).bit_length()
    both = np.fft.irfft(np.fft.rfft(left, padded) * np.fft.rfft(right, padded), padded)[:size]
    return both.clip(min=0)


def _exact(said: Floats, counts: Floats) -> tuple[int, Floats, Floats]:
    """The smallest number in question, and from it upwards the chances of at most and of at least so many."""
    lowest, chances = poisson_binomial(said, counts)
    total = chances.sum()
    return lowest, np.cumsum(chances) / total, np.cumsum(chances[::-1])[::-1] / total


def _normal(said: Floats, counts: Floats) -> tuple[int, Floats, Floats]:
    from scipy.special import ndtr

    spread = counts * said * (1 - said)
    mean, deviation = float((counts * said).sum()), sqrt(float(spread.sum()))
    if deviation == 0:
        return round(mean), np.ones(1), np.ones(1)
    skewness = float((spread * (1 - 2 * said)).sum()) / deviation**3
    reach = int(12 * deviation) + 2
    lowest = max(0, int(mean) - reach)
    x = (np.arange(lowest, int(mean) + reach) + 0.5 - mean) / deviation
    density = np.exp(-(x**2) / 2) / sqrt(2 * np.pi)
    skew = skewness * (1 - x**2) * density / 6
    at_most: Floats = np.maximum.accumulate((ndtr(x) + skew).clip(0, 1))
    above = (ndtr(-x) - skew).clip(0, 1)
    at_least: Floats = np.minimum.accumulate(np.concatenate([[1.0], above[:-1]]))
    return lowest, at_most, at_least
