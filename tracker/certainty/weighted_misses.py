"""Between which ends a mean score lies, where a miss costs a known amount and hits cost another.

A yes/no forecast can score only two values, and both are known beforehand. A Brier score is
``min(p, 1 - p)^2``, plus ``|1 - 2p|`` if the less likely thing came about; a log score is
``-ln max(p, 1 - p)``, plus ``|logit p|``. So a mean is a constant plus a weighted sum of misses: a directly
standardised rate, for which epidemiology has an interval that needs no normal, no draws and not one miss.
A forecaster who said 95% six times and was right six times has seen no miss, and the interval still says
how far one would throw the mean.

Forecasts on one event are one miss, whose weight is the sum of theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.vectors import Codes, Floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from tracker.means import Loss
    from tracker.tally import Tally

_HAIR = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Misses:
    """A sum of scores, taken apart: what no luck could have changed, and what misses added.

    Attributes
    ----------
    least
        The sum of the lowest scores that the forecasts could get.
    added
        What misses added to it: the sum of the weights of what was missed.
    squares
        The sum of the squares of these weights, one for each event.
    largest
        The largest weight of any event, missed or not.
    total
        The sum of all weights: what misses would add if everything were missed.
    count
        How many forecasts there are, or the sum of their weights.
    """

    least: float
    added: float
    squares: float
    largest: float
    total: float
    count: float

    def __add__(self, other: Misses) -> Misses:
        """Both sums of scores together, of different events."""
        return Misses(
            least=self.least + other.least,
            added=self.added + other.added,
            squares=self.squares + other.squares,
            largest=max(self.largest, other.largest),
            total=self.total + other.total,
            count=self.count + other.count,
        )

    @property
    def mean(self) -> float:
        """The mean score."""
        return (self.least + self.added) / self.count

    @property
    def is_sure(self) -> bool:
        """Whether no luck could have changed the sum: forecasts of 50% always score 0.25."""
        return self.total <= _HAIR * max(self.count, 1.0)

    def interval(self, *, level: float = 0.95) -> tuple[float, float]:
        """Between which ends the mean lies, for these forecasts, had luck fallen otherwise.

        >>> from tracker.tally import Tally
        >>> bold = misses(Tally.of([0.95] * 3 + [0.94] * 3, [1] * 6), "brier")
        >>> round(bold.mean, 4), [round(end, 3) for end in bold.interval()]
        (0.0031, [0.003, 0.415])
        """
        low, high = weighted_sum_interval(self.added, self.squares, self.largest, self.total, level=level)
        return (self.least + float(low)) / self.count, (self.least + float(high)) / self.count


def weighted_sum_interval(
    added: ArrayLike, squares: ArrayLike, largest: ArrayLike, total: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """The interval of the expectation of a weighted sum of independent misses; array in, array out.

    With ``S = sum w x`` the sum of the weights of what was missed, ``V = sum w^2 x``, w the largest weight
    and W the sum of all: the low end is ``W B(S^2/V, W S/V - S^2/V + 1)`` at (1 - level)/2, the high end
    ``W B(a, b - a)`` at (1 + level)/2 with ``a = (S + w)^2/(V + w^2)`` and ``b = (W + w)(S + w)/(V + w^2)``,
    B the quantile of a beta distribution. With equal weights it is Clopper and Pearson's. As W grows without
    end it becomes Fay and Feuer's gamma interval, of which it is the binomial form: a thing can be missed
    only once, and the interval never leaves 0 to W. In simulation it held its word in at least 96 of 100
    sets in every regime of docs/coverage.md.

    Parameters
    ----------
    added, squares, largest, total
        S, V, w and W, of any one shape. A total of infinity gives Fay and Feuer's interval.

    References
    ----------
    Fay and Feuer (1997), Confidence intervals for directly standardized rates: a method based on the gamma
    distribution, Statistics in Medicine 16:791-801; Clopper and Pearson (1934).

    Examples
    --------
    >>> low, high = weighted_sum_interval(0.0, 0.0, 1.0, 5.0)  # none of five
    >>> float(low), round(float(high) / 5, 4)
    (0.0, 0.5218)
    """
    from scipy.special import betaincinv, gammaincinv

    given = (np.asarray(x, dtype=float) for x in (added, squares, largest, total))
    s, v, w, whole = np.broadcast_arrays(*given)
    tail, endless, ruled_out = (1 - level) / 2, np.isinf(whole), np.isinf(w)
    w = np.where(ruled_out, 0.0, w)
    bounded = np.where(endless, 1.0, whole)
    some, s2, v2 = s > 0, s + w, v + w * w
    shape, ratio = _ratio(s * s, v), _ratio(s, v)
    shape2, ratio2 = _ratio(s2 * s2, v2), _ratio(s2, v2)
    rest = (bounded * ratio - shape).clip(min=0) + 1
    rest2 = (bounded + w) * ratio2 - shape2
    low = np.where(endless, gammaincinv(shape, tail) / ratio, bounded * betaincinv(shape, rest, tail))
    all_missed = rest2 <= _HAIR
    upper = bounded * betaincinv(shape2, np.where(all_missed, 1.0, rest2), 1 - tail)
    high = np.where(endless, gammaincinv(shape2, 1 - tail) / ratio2, np.where(all_missed, whole, upper))
    low = np.where(some, np.minimum(low, s), 0.0)
    high = np.where(s2 > 0, np.clip(high, s, whole), 0.0)
    return low, np.where(ruled_out, np.inf, high)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """The ratio, and 1 where there is none, to be passed over."""
    found: Floats = np.divide(top, bottom, out=np.ones_like(top), where=bottom > 0)
    return found


def bounded_sum_interval(
    scores: ArrayLike, least: ArrayLike, most: ArrayLike, *, level: float = 0.95
) -> tuple[float, float]:
    """The interval of a mean of scores, one an event, each of which is known to lie between two values.

    A score between the two is at most as uncertain as one that is either the one or the other, so that the
    interval of two-valued scores holds for it, and is wider than it need be. Give the narrowest bounds that
    are known before the outcome is.

    Parameters
    ----------
    scores, least, most
        One each per event, shape (n,), least <= score <= most, all finite.

    Examples
    --------
    >>> [round(float(end), 3) for end in bounded_sum_interval([0.2, 0.1, 0.3, 0.2], [0] * 4, [1] * 4)]
    [0.052, 0.703]
    """
    values, low, high = (np.asarray(x, dtype=float) for x in (scores, least, most))
    if not values.shape == low.shape == high.shape or values.ndim != 1 or not len(values):
        raise ValueError("give one score and its two bounds for each event, and at least one event")
    if not np.all((low <= values + _HAIR) & (values <= high + _HAIR) & np.isfinite(high) & np.isfinite(low)):
        raise ValueError("each score lies between its bounds, and the bounds are finite")
    below, above = bounded_sum_intervals(values, low, high, np.zeros(1, dtype=np.int64), level=level)
    return float(below[0]), float(above[0])


def bounded_sum_intervals(
    scores: Floats, least: Floats, most: Floats, starts: Codes, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """The intervals of `bounded_sum_interval` for many means: one column, and where each mean's part starts.

    >>> scores, starts = np.array([0.2, 0.1, 0.3, 0.2, 0.5, 0.5]), np.array([0, 4])
    >>> low, high = bounded_sum_intervals(scores, np.zeros(6), np.ones(6), starts)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.052, 0.068], [0.703, 0.974])
    """
    above, room = (scores - least).clip(min=0), most - least
    added, squares, sure, total = (
        np.add.reduceat(part, starts).astype(np.float64) for part in (above, above**2, least, room)
    )
    ends = weighted_sum_interval(added, squares, np.maximum.reduceat(room, starts), total, level=level)
    events = np.diff(starts, append=len(scores))
    return (sure + ends[0]) / events, (sure + ends[1]) / events


def misses(tally: Tally, loss: Loss) -> Misses:
    """The sum of a tally's scores, taken apart into what was sure and what misses added.

    Where all forecasts of a cluster saw the same outcome they stand or fall together: the lower of the two
    sums that they could get is sure, and the weight is how far the other lies above it. Where they saw
    different ones (by July, by December), each is its own miss, and their weights are added, as if all had to
    be missed at once. Of a graded outcome nothing is sure but that a score is not below 0.

    Without clusters, weights must be counts: see `tracker.certainty.mean_interval`.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> shared = misses(Tally.of([0.9, 0.8, 0.7], [0, 0, 1], cluster=["a", "a", "b"]), "brier")
    >>> [round(getattr(shared, part), 9) for part in ("least", "added", "squares", "largest", "total")]
    [0.14, 1.4, 1.96, 1.4, 1.8]
    """
    return parted(tally, *_costs(tally.said, loss), _summed(tally, loss))


def parted(tally: Tally, if_no: Floats, if_yes: Floats, scores: Floats, *, floor: float = 0.0) -> Misses:
    """The sum of any scores of two values, taken apart as `misses` does.

    Parameters
    ----------
    if_no, if_yes
        What one forecast of each cell scores if the thing does not happen, and if it does, shape (cells,).
    scores
        The sum of the scores of each cell, which matters where outcomes are graded.
    floor
        What a graded outcome scores at least.
    """
    least, room = np.minimum(if_no, if_yes), np.abs(if_yes - if_no)
    yes, no = tally.happened, tally.count - tally.happened
    missed = np.where(if_yes > if_no, yes, no)
    graded = np.abs(tally.happened - tally.squares) > _HAIR * tally.count
    sure = np.where(graded, floor, least) * tally.count
    with np.errstate(invalid="ignore"):
        jump = np.where(graded, scores - sure, np.where(missed > 0, room * missed, 0.0))
    top = np.where(graded, np.maximum(if_no, if_yes) - floor, room)
    if tally.cluster is None or tally.labels is None:
        squares = jump * np.where(jump > 0, top, 0.0)
        return _misses(sure, jump, squares, float(top.max(initial=0.0)), top * tally.count, tally.total)
    place, groups = tally.cluster, len(tally.labels)

    def sums(values: Floats) -> Floats:
        return np.bincount(place, weights=values, minlength=groups).astype(float)

    count, happened = sums(tally.count), sums(tally.happened)
    alike = (happened <= _HAIR * count) | (happened >= count * (1 - _HAIR))
    alike &= sums(graded.astype(float)) == 0
    each = [sums(sure), sums(jump), sums(top * tally.count)]
    no_sum, yes_sum = sums(if_no * tally.count), sums(if_yes * tally.count)
    alike &= np.isfinite(no_sum) & np.isfinite(yes_sum)
    lower = np.minimum(no_sum, yes_sum)
    with np.errstate(invalid="ignore"):
        gap = np.abs(yes_sum - no_sum)
        got = np.where(happened > 0, yes_sum, no_sum) - lower
    sure, jump, top = (
        np.where(alike, net, gross) for net, gross in zip((lower, got, gap), each, strict=True)
    )
    return _misses(sure, jump, jump**2, float(top.max(initial=0.0)), top, tally.total)


def _misses(sure: Floats, jump: Floats, squares: Floats, largest: float, top: Floats, count: float) -> Misses:
    return Misses(
        least=math.fsum(sure),
        added=math.fsum(jump),
        squares=math.fsum(squares),
        largest=largest,
        total=math.fsum(top),
        count=count,
    )


def _costs(said: Floats, loss: Loss) -> tuple[Floats, Floats]:
    """What a forecast scores if the thing does not happen, and if it does."""
    if loss == "brier":
        return said**2, (1 - said) ** 2
    with np.errstate(divide="ignore"):
        return -np.log1p(-said), -np.log(said)


def _summed(tally: Tally, loss: Loss) -> Floats:
    from tracker.means import summed_loss

    return summed_loss(loss, tally.said, tally.count, tally.happened, tally.squares)
