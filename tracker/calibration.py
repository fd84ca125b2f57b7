"""Whether things said to be 70% likely happened 70% of the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_NEGLIGIBLE = 1e-25
_WORTH_TRIMMING = 200
_PLACES, _COARSE_PLACES, _MOST_POINTS = 9, 3, 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """How many of `count` forecast things were expected to happen, and how many did.

    `low` and `high` hold the middle 95% of what a calibrated forecaster would see; `p_value` is the
    chance that such a forecaster sees something as far out, on either side.
    """

    count: int
    expected: float
    observed: int
    low: int
    high: int
    p_value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One stated probability: how often it was said, how often the thing happened, and the curve there.

    `low` and `high` hold the curve's height in 90 of 100 sets by a forecaster who is calibrated.
    """

    said: float
    count: int
    happened: float
    curve: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reliability:
    """The reliability curve, and what it says about the mean Brier score.

    ``score = miscalibration - discrimination + uncertainty``. `by_luck` is the miscalibration that a
    calibrated forecaster shows on average with these probabilities: never compare it with 0. Equal
    probabilities are one point; `places` is to how many places they were taken as equal.
    """

    points: tuple[Point, ...]
    count: int
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    by_luck: float
    places: int
    replicates: int
    seed: int


def _checked(said: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    p, y = np.asarray(said, dtype=float), np.asarray(happened, dtype=float)
    if p.shape != y.shape or p.ndim != 1:
        raise ValueError("give one outcome for each probability")
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities lie between 0 and 1")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("outcomes are 0 or 1")
    return p, y


def _binomial(chance: float, trials: int) -> Floats:
    if trials == 1:
        return np.array([1 - chance, chance])
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(trials + 1)
    ways = gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1)
    found: Floats = np.exp(ways + xlogy(k, chance) + xlog1py(trials - k, -chance))
    return found


def _trimmed(start: int, chances: Floats) -> tuple[int, Floats]:
    if len(chances) < _WORTH_TRIMMING:
        return start, chances
    kept = np.flatnonzero(chances > _NEGLIGIBLE)
    return start + int(kept[0]), chances[kept[0] : kept[-1] + 1]


def poisson_binomial(said: ArrayLike) -> Floats:
    """The chance of each number of successes among independent trials of these probabilities.

    Exact up to rounding: the binomials of equal probabilities are convolved, two by two, and what is
    less likely than 1e-25 is dropped. Shape (n + 1,).

    >>> poisson_binomial([0.5, 0.5]).round(12).tolist()
    [0.25, 0.5, 0.25]
    """
    p, count = np.unique(np.asarray(said, dtype=float), return_counts=True)
    parts = [
        (0, _binomial(chance, trials)) for chance, trials in zip(p.tolist(), count.tolist(), strict=True)
    ]
    while len(parts) > 1:
        odd = parts[len(parts) // 2 * 2 :]
        parts = [
            _trimmed(a + b, np.convolve(x, y))
            for (a, x), (b, y) in zip(parts[::2], parts[1::2], strict=False)
        ] + odd
    whole = np.zeros(int(count.sum()) + 1)
    start, total = parts[0] if parts else (0, np.ones(1))
    whole[start : start + len(total)] = total / total.sum()
    return whole


def expected_against_observed(said: ArrayLike, happened: ArrayLike) -> Expectation | None:
    """How many things were expected to happen, how many did, and whether luck explains the difference.

    The number expected is the sum of the probabilities. The test is exact for independent events and
    cautious: ``p = min(1, 2 min(P(K <= k), P(K >= k)))`` with K Poisson-binomial. None without forecasts.

    >>> found = expected_against_observed([0.9, 0.9, 0.8, 0.2], [1, 1, 0, 0])
    >>> round(found.expected, 12), found.observed, found.low, found.high, round(found.p_value, 4)
    (2.8, 2, 1, 4, 0.5816)
    """
    p, y = _checked(said, happened)
    if len(p) == 0:
        return None
    chances = poisson_binomial(p)
    observed = int(y.sum())
    at_most = np.cumsum(chances)
    tail = min(chances[: observed + 1].sum(), chances[observed:].sum())
    return Expectation(
        count=len(p),
        expected=float(p.sum()),
        observed=observed,
        low=int(np.searchsorted(at_most, 0.025)),
        high=min(int(np.searchsorted(at_most, 0.975)), len(p)),
        p_value=float(min(1.0, 2 * tail)),
    )


def _pooled(p: Floats) -> tuple[Floats, int]:
    fine = np.round(p, _PLACES)
    if len(np.unique(fine)) <= _MOST_POINTS:
        return fine, _PLACES
    return np.round(p, _COARSE_PLACES), _COARSE_PLACES


def _curve(happened: Floats, counts: NDArray[np.integer[Any]]) -> Floats:
    from scipy.optimize import isotonic_regression

    found: Floats = isotonic_regression(happened / counts, weights=counts).x
    return found


def reliability(
    said: ArrayLike, happened: ArrayLike, *, seed: int, replicates: int = 999
) -> Reliability | None:
    """The never-falling curve nearest to what happened at each stated probability, with its 90% band.

    Equal probabilities are pooled first, so the order of the rows cannot matter: to nine places, so that
    0.1 + 0.2 is 0.3, or to three where there are more than a thousand of them; then adjacent
    violators are pooled. The band and `by_luck` come from `replicates` sets in which each thing
    happens with its stated probability. None without forecasts. Reference: Dimitriadis, Gneiting
    and Jordan 2021, doi 10.1073/pnas.2016191118.

    >>> found = reliability([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 0], seed=1)
    >>> [(point.said, point.curve) for point in found.points], found.uncertainty
    ([(0.2, 0.0), (0.8, 0.5)], 0.1875)
    """
    p, y = _checked(said, happened)
    if len(p) == 0:
        return None
    p, places = _pooled(p)
    values, which, counts = np.unique(p, return_inverse=True, return_counts=True)
    yes = np.bincount(which, weights=y, minlength=len(values)).astype(float)
    curve = _curve(yes, counts)

    def squared(heights: Floats, hits: Floats) -> float:
        return float((hits * (1 - heights) ** 2 + (counts - hits) * heights**2).sum() / len(p))

    score = squared(values, yes)
    rate = np.full(len(values), yes.sum() / len(p))
    rng = np.random.default_rng(seed)
    simulated = rng.binomial(counts, values, size=(replicates, len(values))).astype(float)
    curves = np.array([_curve(hits, counts) for hits in simulated])
    lucky = [
        squared(values, hits) - squared(heights, hits)
        for hits, heights in zip(simulated, curves, strict=True)
    ]
    low, high = np.quantile(curves, [0.05, 0.95], axis=0)
    return Reliability(
        points=tuple(
            Point(said=a, count=n, happened=k, curve=c, low=b, high=t)
            for a, n, k, c, b, t in zip(
                *(column.tolist() for column in (values, counts, yes, curve, low, high)), strict=True
            )
        ),
        count=len(p),
        score=score,
        miscalibration=score - squared(curve, yes),
        discrimination=squared(rate, yes) - squared(curve, yes),
        uncertainty=squared(rate, yes),
        by_luck=float(np.mean(lucky)),
        places=places,
        replicates=replicates,
        seed=seed,
    )
