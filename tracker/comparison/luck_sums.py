"""How a sum over independent events would fall by luck, where each event can bring one of a few known values.

With few different sums their chances are counted out. With more, a saddlepoint gives the tails: it follows
skewness where a normal does not, needs no draws, and so the same question always has the same answer.

The sum can be tilted: every chance is multiplied by ``exp(tilt × value)`` and scaled to add up to 1. The
tilted sums form the family with which an interval is found: the ends are the means of those tilts under
which what was seen would just be in a tail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from tracker.roots import crossing
from tracker.vectors import Floats

MOST_SUMS = 4096
"""Up to so many different sums are counted out."""

_MOST_KINDS = 15
_HAIR = 1e-9
_STEPS = 100
_FARTHEST = 600.0
_NEAR_MEAN = 1e-4


@dataclass(frozen=True, eq=False)
class LuckSum:
    """The sum of independent events' values.

    Attributes
    ----------
    values
        What each event can bring, shape (events, outcomes).
    chances
        How likely each is, adding up to 1 in each row; 0 where an event has fewer outcomes than others.
    counting
        Whether different sums are counted out where they are few; False takes the saddlepoint always.

    Examples
    --------
    >>> coins = LuckSum(np.array([[0.0, 1.0]] * 3), np.full((3, 2), 0.5))
    >>> round(coins.at_least(3.0), 9), coins.at_most(1.0), round(coins.mean(tilt=1.0986122886681098), 9)
    (0.125, 0.5, 2.25)
    """

    values: Floats
    chances: Floats
    counting: bool = True

    @cached_property
    def scale(self) -> float:
        """The largest spread of any event's values, the unit of what counts as equal."""
        return max(float(np.ptp(self.values, axis=1).max(initial=0.0)), 1e-300)

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The smallest and the largest sum that can come."""
        possible = self.chances > 0
        low = np.where(possible, self.values, np.inf).min(axis=1).sum()
        return float(low), float(np.where(possible, self.values, -np.inf).max(axis=1).sum())

    @cached_property
    def counted(self) -> tuple[Floats, Floats] | None:
        """All different sums in ascending order with their chances; None where they are too many."""
        kinds = self._kinds() if self.counting else []
        if not self.counting or len(kinds) > _MOST_KINDS:
            return None
        sums, chances = np.zeros(1), np.ones(1)
        for values, weights, times in kinds:
            added, likely = _repeated(values, weights, times)
            if len(sums) * len(added) > 4 * MOST_SUMS:
                return None
            sums, chances = _merged(np.add.outer(sums, added), np.multiply.outer(chances, likely), self.scale)
            if len(sums) > MOST_SUMS:
                return None
        return sums, chances

    def at_least(self, bar: float, *, tilt: float = 0.0) -> float:
        """The chance of a sum of at least `bar`; a tie to within a hair counts as reached."""
        return self._tail(bar, tilt, upper=True)

    def at_most(self, bar: float, *, tilt: float = 0.0) -> float:
        """The chance of a sum of at most `bar`."""
        return self._tail(bar, tilt, upper=False)

    def mean(self, *, tilt: float = 0.0) -> float:
        """The expected sum."""
        if self.counted is not None:
            sums, weights = self._tilted(tilt)
            return float((sums * weights).sum() / weights.sum())
        return self._cumulants(tilt)[1]

    def tilt_to(self, mean: float) -> float:
        """The tilt at which the expected sum is `mean`; infinite where it lies at or beyond a bound.

        >>> coins = LuckSum(np.array([[0.0, 1.0]] * 3), np.full((3, 2), 0.5))
        >>> round(coins.tilt_to(2.25), 6), coins.tilt_to(3.0)
        (1.098612, inf)
        """
        low, high = self.bounds
        slack = _HAIR * self.scale
        if mean <= low + slack or mean >= high - slack:
            return -np.inf if mean <= low + slack else np.inf
        return _root(lambda tilt: self.mean(tilt=tilt) - mean, self.scale)

    def tilt_where(self, bar: float, chance: float, *, upper: bool) -> float:
        """The tilt at which a sum of at least (`upper`) or at most `bar` has just this chance."""
        if upper:
            return _root(lambda tilt: self.at_least(bar, tilt=tilt) - chance, self.scale)
        return _root(lambda tilt: chance - self.at_most(bar, tilt=tilt), self.scale)

    def _kinds(self) -> list[tuple[Floats, Floats, int]]:
        both = np.concatenate([np.round(self.values / self.scale, 12), self.chances], axis=1)
        _, first, times = np.unique(both, axis=0, return_index=True, return_counts=True)
        return [(self.values[at], self.chances[at], int(n)) for at, n in zip(first, times, strict=True)]

    def _tilted(self, tilt: float) -> tuple[Floats, Floats]:
        assert self.counted is not None
        sums, chances = self.counted
        with np.errstate(divide="ignore"):
            power = np.log(chances) + tilt * sums
        return sums, np.exp(power - power.max())

    def _tail(self, bar: float, tilt: float, *, upper: bool) -> float:
        slack = _HAIR * self.scale * max(1, len(self.values))
        low, high = self.bounds
        if (bar <= low + slack) if upper else (bar >= high - slack):
            return 1.0
        if (bar > high + slack) if upper else (bar < low - slack):
            return 0.0
        if self.counted is not None:
            sums, weights = self._tilted(tilt)
            reached = sums >= bar - slack if upper else sums <= bar + slack
            return float(min(weights[reached].sum() / weights.sum(), 1.0))
        if (bar >= high - slack) if upper else (bar <= low + slack):
            return self._extreme(tilt, upper=upper)
        return self._saddlepoint(bar, tilt, upper=upper)

    def _extreme(self, tilt: float, *, upper: bool) -> float:
        """The chance that every event brings its largest value, or its smallest."""
        weights = self._weights(tilt)
        possible = self.chances > 0
        ends = np.where(possible, self.values, -np.inf if upper else np.inf)
        end = ends.max(axis=1, keepdims=True) if upper else ends.min(axis=1, keepdims=True)
        at_end = np.where(possible & (np.abs(self.values - end) <= _HAIR * self.scale), weights, 0.0)
        with np.errstate(divide="ignore"):
            return float(np.exp(np.log(at_end.sum(axis=1)).sum()))

    def _weights(self, tilt: float) -> Floats:
        with np.errstate(divide="ignore"):
            power = np.log(self.chances) + tilt * self.values
        found: Floats = np.exp(power - power.max(axis=1, keepdims=True))
        found /= found.sum(axis=1, keepdims=True)
        return found

    def _cumulants(self, tilt: float) -> tuple[float, float, float]:
        """The logarithm of the tilted chances' sum, and the tilted mean and variance."""
        with np.errstate(divide="ignore"):
            power = np.log(self.chances) + tilt * self.values
        top = power.max(axis=1, keepdims=True)
        weights = np.exp(power - top)
        whole = weights.sum(axis=1)
        means = (weights * self.values).sum(axis=1) / whole
        spread = (weights * (self.values - means[:, None]) ** 2).sum(axis=1) / whole
        return float((top[:, 0] + np.log(whole)).sum()), float(means.sum()), float(spread.sum())

    @cached_property
    def _saddles(self) -> dict[float, tuple[float, float, float]]:
        return {}

    def _saddle(self, bar: float) -> tuple[float, float, float]:
        """The tilt whose mean is the bar, with the logarithm of the chances' sum and the variance there."""
        if bar not in self._saddles:
            at = _newton(self._cumulants, bar, self.scale)
            height, _, spread = self._cumulants(at)
            self._saddles[bar] = at, height, spread
        return self._saddles[bar]

    def _saddlepoint(self, bar: float, tilt: float, *, upper: bool) -> float:
        from scipy.special import ndtr

        at, height, spread = self._saddle(bar)
        off = at - tilt
        if abs(off) * sqrt(spread) < _NEAR_MEAN:
            return 0.5
        distance = max(2 * (off * bar - height + self._cumulants(tilt)[0]), 1e-300)
        root = sqrt(distance) if off > 0 else -sqrt(distance)
        adjusted = root + log(off * sqrt(spread) / root) / root
        return float(ndtr(-adjusted if upper else adjusted))


def _repeated(values: Floats, weights: Floats, times: int) -> tuple[Floats, Floats]:
    """The sums of so many events of one kind, with their chances."""
    some = weights > 0
    values, weights = values[some], weights[some]
    if len(values) == 2:
        from scipy.special import gammaln, xlog1py, xlogy

        k = np.arange(times + 1)
        ways = gammaln(times + 1) - gammaln(k + 1) - gammaln(times - k + 1)
        likely = np.exp(ways + xlogy(k, weights[1]) + xlog1py(times - k, -weights[1]))
        return values[0] * (times - k) + values[1] * k, likely
    sums, chances = np.zeros(1), np.ones(1)
    for _ in range(times):
        scale = max(float(np.ptp(values)), 1e-300)
        sums, chances = _merged(np.add.outer(sums, values), np.multiply.outer(chances, weights), scale)
        if len(sums) > MOST_SUMS:
            break
    return sums, chances


def _merged(sums: Floats, chances: Floats, scale: float) -> tuple[Floats, Floats]:
    """Equal sums once, in ascending order, with their chances added up."""
    order = np.argsort(sums, axis=None, kind="stable")
    ordered, likely = sums.ravel()[order], chances.ravel()[order]
    starts: NDArray[np.int64] = np.flatnonzero(np.diff(ordered, prepend=-np.inf) > _HAIR * scale)
    return ordered[starts], np.add.reduceat(likely, starts)


def _newton(cumulants: Callable[[float], tuple[float, float, float]], mean: float, scale: float) -> float:
    """The tilt with this mean, by Newton's steps kept within what is known to hold it."""
    low, high, at = -_FARTHEST / scale, _FARTHEST / scale, 0.0
    for _ in range(_STEPS):
        _, here, spread = cumulants(at)
        excess = mean - here
        if excess * excess <= 1e-20 * spread:
            break
        low, high = (at, high) if excess > 0 else (low, at)
        step = at + excess / spread if spread > 0 else np.inf
        at = step if low < step < high else (low + high) / 2
    return at


def _root(rising: Callable[[float], float], scale: float) -> float:
    """Where a rising function of the tilt is 0; infinite where it is not reached."""
    low, high = -1 / scale, 1 / scale
    while rising(low) > 0:
        if low < -_FARTHEST / scale:
            return -np.inf
        low *= 2
    while rising(high) < 0:
        if high > _FARTHEST / scale:
            return np.inf
        high *= 2
    return crossing(rising, low, high, within=exp(-23) / scale, relative=1e-9)
