"""What luck gives where several forecasts are on one event, and one draw decides them all.

A thing happens where its event's uniform draw lies below its probability. So each happens as likely as was
said, and what is on one event stands or falls together as far as its chances allow: no other dependence
makes a sum of them vary more. Where claims on one event can come out differently, intervals and bands are
therefore wider than need be, and never too narrow.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.expectation import poisson_binomial
from tracker.calibration.isotonic import shared_curves

if TYPE_CHECKING:
    from tracker.tally import Tally
    from tracker.vectors import Floats

_NEGLIGIBLE = 1e-30
_SHORT = 1024
_MANY = 300
_LEVEL = 0.9


def chances_of_counts(p: Floats, events: np.ndarray) -> tuple[int, Floats]:
    """The chance of each number of happenings.

    Of the forecasts on one event, j or more happen with the j-th largest of their probabilities; events are
    independent.

    Parameters
    ----------
    p, events
        The probability of each forecast, and its event.

    Returns
    -------
    tuple
        The smallest number that is not negligibly rare, and the chances from it upwards.

    Examples
    --------
    >>> lowest, chances = chances_of_counts(np.array([0.5, 0.2, 0.5]), np.array(["a", "a", "b"]))
    >>> lowest, chances.round(12).tolist()
    (0, [0.25, 0.4, 0.25, 0.1])
    """
    place = np.unique(events, return_inverse=True)[1]
    order = np.lexsort((-p, place))
    sizes = np.bincount(place)
    parts = np.split(p[order], np.cumsum(sizes)[:-1])
    alone = np.array([part[0] for part in parts if len(part) == 1])
    if len(alone) > _MANY:
        said, counts = np.unique(alone, return_counts=True)
        found = [poisson_binomial(said, counts.astype(float))]
        parts = [part for part in parts if len(part) > 1]
    else:
        found = []
    found += [_trimmed(0, -np.diff(part, prepend=1.0, append=0.0)) for part in parts]
    return _summed(found)


def interval_and_p(lowest: int, chances: Floats, observed: int) -> tuple[int, int, float]:
    """The middle 95% of a count, and the chance of one as far out as that observed, on either side.

    ``p = min(1, 2 min(P(K <= k), P(K >= k)))``.

    >>> interval_and_p(0, np.array([0.25, 0.5, 0.25]), 2)
    (0, 2, 0.5)
    """
    total = chances.sum()
    at_most, at_least = np.cumsum(chances) / total, np.cumsum(chances[::-1])[::-1] / total
    place, last = observed - lowest, len(chances) - 1
    below = 0.0 if place < 0 else float(at_most[min(place, last)])
    above = 0.0 if place > last else float(at_least[max(place, 0)])
    low, high = (min(int(np.searchsorted(at_most, share)), last) for share in (0.025, 0.975))
    return lowest + low, lowest + high, min(1.0, 2 * min(below, above))


def shared_band(tally: Tally, shown: Tally, *, seed: int, replicates: int) -> tuple[Floats, Floats]:
    """Where the reliability curve runs in 90 of 100 such sets by a calibrated forecaster, at each point.

    Parameters
    ----------
    tally
        The forecasts with their clusters.
    shown
        The same without clusters: a cell a point.

    Returns
    -------
    tuple
        The lower and the upper end, shape (points,).
    """
    middles = (shown.said[1:] + shown.said[:-1]) / 2
    place = np.searchsorted(middles, tally.said)
    drawn = shared_curves(tally, shown, place, rng=np.random.default_rng(seed), replicates=replicates)
    heights = np.concatenate([curves for _, curves in drawn])
    low, high = np.quantile(heights, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0, overwrite_input=True)
    return low, high


def _summed(found: list[tuple[int, Floats]]) -> tuple[int, Floats]:
    """The chances of a sum, from those of its parts, the shortest first."""
    parts = [(len(chances), place, lowest, chances) for place, (lowest, chances) in enumerate(found)]
    heapify(parts)
    place = len(parts)
    while len(parts) > 1:
        (_, _, first, left), (_, _, second, right) = heappop(parts), heappop(parts)
        lowest, chances = _trimmed(first + second, _convolved(left, right))
        heappush(parts, (len(chances), place, lowest, chances))
        place += 1
    return parts[0][2], parts[0][3]


def _trimmed(lowest: int, chances: Floats) -> tuple[int, Floats]:
    kept = np.flatnonzero(chances > _NEGLIGIBLE)
    return lowest + int(kept[0]), chances[kept[0] : kept[-1] + 1]


def _convolved(left: Floats, right: Floats) -> Floats:
    if min(len(left), len(right)) <= _SHORT:
        return np.convolve(left, right)
    size = len(left) + len(right) - 1
    padded = 1 << (size - 1).bit_length()
    both: Floats = np.fft.irfft(np.fft.rfft(left, padded) * np.fft.rfft(right, padded), padded)[:size]
    return both.clip(min=0)
