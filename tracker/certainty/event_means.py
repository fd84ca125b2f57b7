"""Means over events of any scores, each with an interval that keeps its word: of one set, or of very many.

Forecasts on one event stand or fall together, so they are averaged first and the event counts once. A score
that has bounds, known before its outcome is, has the interval of weighted misses, which needs no number of
events. A score without an upper bound has one from twenty events on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tracker.certainty.mean_interval import ONE_EVENT, SURE
from tracker.certainty.skewed_mean import FEWEST_EVENTS, TOO_FEW, skewed_mean_interval
from tracker.certainty.weighted_misses import weighted_sum_interval
from tracker.vectors import Codes, Floats, column_sums, finite, numbered

_NEGLIGIBLE = 1e-12
_ALL_THE_SAME = "All scores are the same: nothing shows how much their mean would vary."


@dataclass(frozen=True, kw_only=True, slots=True)
class EventMean:
    """A mean over events, of the mean within each; lower is better.

    `low` and `high` are None where `reason` says why.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    events: int
    level: float
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyMeans:
    """A mean for each group, over its events, of the mean within each; lower is better.

    `low` and `high` are NaN where there is no interval.
    """

    groups: tuple[Hashable, ...]
    mean: Floats
    low: Floats
    high: Floats
    count: Codes
    events: Codes


def mean_over_events(
    scores: ArrayLike,
    events: Iterable[Hashable],
    *,
    least: ArrayLike = 0.0,
    most: ArrayLike = np.inf,
    level: float = 0.95,
) -> EventMean:
    """The mean over events of any scores, averaged within each event first, with its interval.

    Parameters
    ----------
    scores
        One finite score per forecast, at least one, shape (n,).
    events
        The event of each forecast.
    least, most
        Between which values each score could have come out, known before the outcome: one for all, or one
        per forecast. The narrower, the narrower the interval. Without an upper bound there is an interval
        from twenty events on.

    Raises
    ------
    ValueError
        If there is no score, one is NaN, infinite or outside its bounds, or the lengths differ.

    Examples
    --------
    >>> found = mean_over_events([0.1, 0.3, 0.5], ["flood", "flood", "drought"], most=1.0)
    >>> round(found.mean, 12), found.events, found.count, round(found.low, 3), round(found.high, 3)
    (0.35, 2, 3, 0.034, 0.94)
    """
    listed = list(events)
    if not len(listed):
        raise ValueError("a mean needs at least one score")
    found = many_means(scores, [0] * len(listed), listed, least=least, most=most, level=level)
    low, high, mean = float(found.low[0]), float(found.high[0]), float(found.mean[0])
    ends = (None, None) if np.isnan(low) else (low, high)
    reason = None
    if ends[0] is None:
        bounded = np.isfinite(np.asarray(most, dtype=float)).all()
        reason = SURE if bounded else _ALL_THE_SAME
        if not bounded and found.events[0] < FEWEST_EVENTS:
            reason = TOO_FEW
        if found.events[0] < 2:
            reason = ONE_EVENT
    return EventMean(
        mean=mean,
        low=ends[0],
        high=ends[1],
        count=len(listed),
        events=int(found.events[0]),
        level=level,
        reason=reason,
    )


def many_means(
    scores: ArrayLike,
    groups: Iterable[Hashable],
    events: Iterable[Hashable],
    *,
    least: ArrayLike = 0.0,
    most: ArrayLike = np.inf,
    level: float = 0.95,
) -> ManyMeans:
    """The mean of each group with its interval, as `mean_over_events` has it, all at once.

    Parameters
    ----------
    scores
        One finite score per forecast, shape (n,).
    groups, events
        The group and the event of each forecast.
    least, most
        As in `mean_over_events`; a group in which some bound is infinite has no bounds.

    Examples
    --------
    >>> found = many_means([0.1, 0.3, 0.5, 0.2], "aaab", "xxyx", most=1.0)
    >>> found.groups, found.mean.round(12).tolist(), found.events.tolist()
    (('a', 'b'), [0.35, 0.2], [2, 1])
    """
    values = finite(scores, "scores")
    names, group = numbered(groups)
    _, event = numbered(events)
    if not len(group) == len(event) == len(values):
        raise ValueError(f"{len(values)} scores need as many groups and events")
    bottom, top = (np.broadcast_to(np.asarray(x, dtype=float), values.shape) for x in (least, most))
    slack = _NEGLIGIBLE * np.maximum(np.abs(values), 1.0)
    if not np.all((bottom <= values + slack) & (values <= top + slack)):
        raise ValueError("a score lies outside its bounds")
    width = int(event.max(initial=0)) + 1
    cells, cell = np.unique(group * width + event, return_inverse=True)
    often = np.bincount(cell)
    within, lowest, highest = (column_sums(cell, x, len(cells)) / often for x in (values, bottom, top))
    owner = cells // width
    size = np.bincount(owner, minlength=len(names))
    order = np.lexsort((within, owner))
    mean = column_sums(owner[order], within[order], len(names)) / size
    low, high = _bounded(within, lowest, highest, owner, size, level)
    open_ended = np.bincount(owner, weights=np.isinf(highest), minlength=len(names)) > 0
    low[open_ended] = high[open_ended] = np.nan
    within, starts = within[order], np.cumsum(size) - size
    for count in np.unique(size[open_ended & (size >= FEWEST_EVENTS)]):
        rows = np.flatnonzero(open_ended & (size == count))
        table = within[starts[rows][:, None] + np.arange(count)]
        varied = np.ptp(table, axis=1) > _NEGLIGIBLE * np.maximum(np.abs(table).max(axis=1), _NEGLIGIBLE)
        floor = float(bottom.min(initial=np.inf))
        rows, table = rows[varied], table[varied]
        if len(rows):
            low[rows], high[rows] = skewed_mean_interval(table, level=level, least=floor)
    return ManyMeans(
        groups=names,
        mean=mean,
        low=np.fmin(low, np.where(np.isnan(low), np.nan, mean)),
        high=np.fmax(high, np.where(np.isnan(high), np.nan, mean)),
        count=np.bincount(group, minlength=len(names)),
        events=size,
    )


def _bounded(
    within: Floats, lowest: Floats, highest: Floats, owner: Codes, size: Codes, level: float
) -> tuple[Floats, Floats]:
    """The ends by weighted misses; NaN for one event, and where no luck could have changed the mean."""
    closed = np.where(np.isinf(highest), lowest, highest)
    room, above = closed - lowest, (np.minimum(within, closed) - lowest).clip(min=0)
    largest = np.zeros(len(size))
    np.maximum.at(largest, owner, room)
    sums = [column_sums(owner, x, len(size)) for x in (above, above**2, room, lowest)]
    ends = weighted_sum_interval(sums[0], sums[1], largest, sums[2], level=level)
    some = (size > 1) & (sums[2] > _NEGLIGIBLE * size)
    low, high = (np.where(some, (sums[3] + end) / size, np.nan) for end in ends)
    return low, high
