"""How many of many uncertain things happen: the chance of each number.

Things on events of their own are independent. Of those that share an event, one uniform draw decides: each
happens where the draw lies below its probability. So each happens as likely as was said, and what is on one
event stands or falls together as far as its chances allow: no other dependence makes their number vary more.
Where claims on one event can come out differently, intervals are therefore wider than need be, and never too
narrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from heapq import heapify, heappop, heappush
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    from tracker.tally import Tally

_NEGLIGIBLE = 1e-30
_SHORT = 1024
_TOGETHER = 256
_LARGEST = 0.05
_FINE = 20_000.0
_LONGEST = 10_000_000.0


class Tails(NamedTuple):
    """The chances of at most and of at least each number, from a smallest one upwards.

    Numbers go up in steps of `step`, and `lowest` counts such steps: 1, save where so many happen that no
    single one matters.
    """

    lowest: int
    at_most: Floats
    at_least: Floats
    step: int = 1


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
    return _summed(map(_binomial, said.tolist(), counts.astype(int).tolist()))


def chances_of_counts(tally: Tally) -> tuple[int, Floats]:
    """The chance of each number of happenings, if the forecasts of a cluster share one draw.

    Of the forecasts on one event, j or more happen with the j-th largest of their probabilities.

    Parameters
    ----------
    tally
        Forecasts with whole counts, with clusters or without.

    Returns
    -------
    tuple
        As `poisson_binomial` does.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> lowest, chances = chances_of_counts(Tally.of([0.5, 0.2, 0.5], [0, 0, 0], cluster=["a", "a", "b"]))
    >>> lowest, chances.round(12).tolist()
    (0, [0.25, 0.4, 0.25, 0.1])
    """
    if tally.cluster is None or tally.independent:
        flat = tally.unclustered()
        return poisson_binomial(flat.said, flat.count)
    ordered = tally.by_content()
    cluster, counts = np.asarray(ordered.cluster), ordered.count.astype(np.int64)
    sizes = np.bincount(cluster, weights=ordered.count).astype(np.int64)
    alone = sizes[cluster] == 1
    said, often = np.unique(ordered.said[alone], return_counts=True)
    parts = [poisson_binomial(said, often.astype(np.float64))] if len(said) else []
    each, owner = np.repeat(ordered.said, counts), np.repeat(cluster, counts)
    for size in np.unique(sizes[sizes > 1]).tolist():
        chances = each[sizes[owner] == size].reshape(-1, size)[:, ::-1]
        parts += _pairwise(-np.diff(chances, prepend=1.0, append=0.0))
    return _summed(parts)


def tails(lowest: int, chances: Floats) -> Tails:
    """The chances of at most and of at least each number, each summed from its own end.

    >>> found = tails(3, np.array([0.25, 0.5, 0.25]))
    >>> found.lowest, found.at_most.tolist(), found.at_least.tolist()
    (3, [0.25, 0.75, 1.0], [1.0, 0.75, 0.25])
    """
    total = chances.sum()
    return Tails(lowest, np.cumsum(chances) / total, np.cumsum(chances[::-1])[::-1] / total)


def tails_by_the_normal(tally: Tally) -> Tails:
    """The same by a normal corrected for skewness, for more forecasts than can be counted.

    Forecasts of one cluster share their draw. An event with more than a twentieth of the variance would make
    the sum far from normal, and is counted exactly beside the others. Above a standard deviation of 20,000
    the numbers go up in steps of a 20,000th of it, so that weights may be as large as they like.
    """
    moments = _moments(tally)
    _, variance, _ = moments
    large = variance > _LARGEST * max(float(variance.sum()), 0.0)
    if tally.cluster is None or not large.any():
        step = _step(float(variance.sum()))
        return _normal(*(float(part.sum()) / step**power for power, part in enumerate(moments, 1)), step=step)
    totals = np.bincount(tally.cluster, weights=tally.count)
    step = _step(float(variance.sum()), longest=float(totals[large].max()))
    rest = ~large
    lowest, at_most, _, _ = _normal(
        *(float(part[rest].sum()) / step**power for power, part in enumerate(moments, 1))
    )
    apart = [_of_event(tally, place, step) for place in np.flatnonzero(large).tolist()]
    return tails(*_summed([(lowest, np.diff(at_most, prepend=0.0)), *apart]))._replace(step=step)


def _step(variance: float, *, longest: float = 0.0) -> int:
    return max(1, ceil(sqrt(max(variance, 0.0)) / _FINE), ceil(longest / _LONGEST))


def _of_event(tally: Tally, place: int, step: int) -> tuple[int, Floats]:
    """The chances of how many of one event's forecasts happen, in steps."""
    ours = tally.cluster == place
    said, count = tally.said[ours][::-1], tally.count[ours][::-1]
    number = np.rint(np.concatenate([[0.0], np.cumsum(count)]) / step).astype(np.int64)
    chances: Floats = np.bincount(number, weights=-np.diff(said, prepend=1.0, append=0.0)).astype(np.float64)
    return _trimmed(0, chances)


def _moments(tally: Tally) -> tuple[Floats, Floats, Floats]:
    """Mean, variance and third central moment of each cluster's number of happenings, or each cell's."""
    said, count = tally.said, tally.count
    if tally.cluster is None:
        variance = count * said * (1 - said)
        return count * said, variance, variance * (1 - 2 * said)
    totals = np.bincount(tally.cluster, weights=count)
    above = np.cumsum(totals)[tally.cluster] - np.cumsum(count)
    first, second, third = (
        np.bincount(tally.cluster, weights=said * ((above + count) ** k - above**k)).astype(np.float64)
        for k in (1, 2, 3)
    )
    return first, second - first**2, third - 3 * first * second + 2 * first**3


def _normal(mean: float, variance: float, third: float, *, step: int = 1) -> Tails:
    from scipy.special import ndtr

    deviation = sqrt(max(variance, 0.0))
    if deviation == 0:
        return Tails(round(mean), np.ones(1), np.ones(1), step)
    skewness = third / deviation**3
    reach = int(12 * deviation) + 2
    lowest = max(0, int(mean) - reach)
    x = (np.arange(lowest, int(mean) + reach) + 0.5 - mean) / deviation
    density = np.exp(-(x**2) / 2) / sqrt(2 * np.pi)
    skew = skewness * (1 - x**2) * density / 6
    at_most: Floats = np.maximum.accumulate((ndtr(x) + skew).clip(0, 1))
    above = (ndtr(-x) - skew).clip(0, 1)
    at_least: Floats = np.minimum.accumulate(np.concatenate([[1.0], above[:-1]]))
    return Tails(lowest, at_most, at_least, step)


def _pairwise(chances: Floats) -> list[tuple[int, Floats]]:
    """Rows added up two by two, all pairs at once, as long as they are short."""
    apart = []
    while len(chances) > 1 and chances.shape[1] <= _TOGETHER:
        if len(chances) % 2:
            apart.append(chances[-1])
            chances = chances[:-1]
        left, right = chances[::2], chances[1::2]
        width = chances.shape[1]
        both = np.zeros((len(left), 2 * width - 1))
        for place in range(width):
            both[:, place : place + width] += left[:, place : place + 1] * right
        chances = both
    return [_trimmed(0, row) for row in (*chances, *apart)]


def _summed(found: Iterable[tuple[int, Floats]]) -> tuple[int, Floats]:
    """The chances of a sum, from those of its parts, the shortest first."""
    parts = [(len(chances), place, lowest, chances) for place, (lowest, chances) in enumerate(found)]
    heapify(parts)
    place = len(parts)
    while len(parts) > 1:
        (_, _, first, left), (_, _, second, right) = heappop(parts), heappop(parts)
        lowest, chances = _trimmed(first + second, _convolved(left, right))
        heappush(parts, (len(chances), place, lowest, chances))
        place += 1
    return (parts[0][2], parts[0][3]) if parts else (0, np.ones(1))


@lru_cache(maxsize=10_000)
def _binomial(chance: float, trials: int) -> tuple[int, Floats]:
    from scipy.special import gammaln, xlog1py, xlogy

    reach = int(12 * sqrt(trials * chance * (1 - chance))) + 40
    first = max(0, int(trials * chance) - reach)
    k: Places = np.arange(first, min(trials, int(trials * chance) + reach) + 1)
    ways = gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1)
    chances = np.exp(ways + xlogy(k, chance) + xlog1py(trials - k, -chance))
    lowest, kept = _trimmed(first, chances / chances.sum())
    kept.setflags(write=False)
    return lowest, kept


def _trimmed(lowest: int, chances: Floats) -> tuple[int, Floats]:
    if chances[0] > _NEGLIGIBLE and chances[-1] > _NEGLIGIBLE:
        return lowest, chances
    kept = np.flatnonzero(chances > _NEGLIGIBLE)
    return lowest + int(kept[0]), chances[kept[0] : kept[-1] + 1]


def _convolved(left: Floats, right: Floats) -> Floats:
    if min(len(left), len(right)) <= _SHORT:
        return np.convolve(left, right)
    size = len(left) + len(right) - 1
    padded = 1 << (size - 1).bit_length()
    both: Floats = np.fft.irfft(np.fft.rfft(left, padded) * np.fft.rfft(right, padded), padded)[:size]
    return both.clip(min=0)
