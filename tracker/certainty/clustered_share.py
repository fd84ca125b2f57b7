"""Between which ends a share lies, where forecasts on one event stand or fall together.

A hundred forecasts on three events are three events. The share is over forecasts, but its interval is one of
as many independent trials as the events can be worth: at most ``(sum n)^2 / sum n^2``, n the forecasts on an
event, and fewer where events differ more than that from one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.intervals import exact_ends
from tracker.vectors import Floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_HAIR = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusteredShare:
    """A share of forecasts with its interval over events.

    Attributes
    ----------
    share
        The share of forecasts.
    low, high
        The interval; None where there are no forecasts.
    count, events
        How many forecasts there are, and on how many events.
    worth
        As how many independent trials they count in the interval.
    """

    share: float | None
    low: float | None
    high: float | None
    count: float
    events: int
    worth: float


def kish(sizes: ArrayLike) -> float:
    """How many independent trials clusters of such sizes are worth at most, if each is one draw.

    ``(sum n)^2 / sum n^2``: as many as there are clusters where all are alike, fewer where some are large.

    References
    ----------
    Kish (1965), Survey Sampling.

    Examples
    --------
    >>> kish([34, 34, 34]), round(kish([100, 1, 1]), 2)
    (3.0, 1.04)
    """
    n = np.asarray(sizes, dtype=float)
    squares = float((n * n).sum())
    return float(n.sum()) ** 2 / squares if squares > 0 else 0.0


def clustered_share(happened: ArrayLike, count: ArrayLike, *, level: float = 0.95) -> ClusteredShare:
    """The share of forecasts of which something is true, with an interval that its events allow.

    With m events, k of n forecasts true on each, and s the share over all, the variance of s between events
    is ``v = sum (k - s n)^2 / N^2``. Then ``s(1 - s)/v``, with t of m - 1 degrees of freedom in
    place of N - 1, is as many trials as they are worth, no more than `kish` allows, and the interval is
    Clopper and Pearson's for them. Where each event has one forecast it is Clopper and Pearson's itself.

    Parameters
    ----------
    happened, count
        The forecasts of each event of which it is true, and all of them: one each per event, shape (m,).

    References
    ----------
    Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data, Survey Methodology 24:193-201.

    Examples
    --------
    >>> found = clustered_share([34, 34, 32], [34, 34, 34])
    >>> round(found.share, 2), round(found.low, 2), round(found.high, 2), found.worth
    (0.98, 0.28, 1.0, 3.0)
    """
    k, n = np.asarray(happened, dtype=float), np.asarray(count, dtype=float)
    if k.shape != n.shape or k.ndim != 1:
        raise ValueError("give how often it was true, and the count, for each event")
    if not np.all((n > 0) & (k >= -_HAIR) & (k <= n + _HAIR)):
        raise ValueError("each event has forecasts, of which it is true of none up to all")
    total, events = float(n.sum()), len(n)
    if not events:
        return ClusteredShare(share=None, low=None, high=None, count=0.0, events=0, worth=0.0)
    share = float(k.sum()) / total
    ends = share_interval(share, kish(n), by_variance(k, n, level=level), level=level)
    low, high, worth = (float(end) for end in ends)
    return ClusteredShare(share=share, low=low, high=high, count=total, events=events, worth=worth)


def share_interval(
    share: ArrayLike, most: ArrayLike, varied: ArrayLike, *, level: float
) -> tuple[Floats, Floats, Floats]:
    """Clopper and Pearson's interval for a share of the smaller of two numbers of trials, and that number."""
    s, worth = np.asarray(share, dtype=float), np.fmin(most, varied)
    low, high = exact_ends(s * worth, (1 - s) * worth, level=level)
    return np.minimum(low, s), np.maximum(high, s), worth


def by_variance(happened: ArrayLike, count: ArrayLike, *, level: float) -> Floats:
    """As how many independent trials events count by how much they differ; over the last axis.

    Infinite where they do not differ, or there is one.
    """
    k, n = np.asarray(happened, dtype=float), np.asarray(count, dtype=float)
    total = n.sum(axis=-1)
    share = k.sum(axis=-1) / total
    spread = ((k - share[..., None] * n) ** 2).sum(axis=-1)
    return trials_by_spread(spread, np.full_like(total, k.shape[-1]), total, share, level=level)


def trials_by_spread(spread: Floats, events: Floats, total: Floats, share: Floats, *, level: float) -> Floats:
    """Korn and Graubard's number of trials, from ``sum (k - s n)^2`` over the events; array in, array out."""
    from scipy.special import stdtrit

    tail, many = (1 + level) / 2, np.maximum(events, 2)
    variance = spread / total**2
    degrees = (stdtrit(np.maximum(total - 1, 1.0), tail) / stdtrit(many - 1, tail)) ** 2
    some = (variance > _HAIR) & (total > 1) & (events > 1)
    found: Floats = np.where(some, share * (1 - share) / np.where(some, variance, 1.0) * degrees, np.inf)
    return found
