"""A mean over events of any scores, averaged within each event first, with its interval; or many at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tracker.certainty.bootstrap import (
    MANY_EVENTS,
    interval_of_mean,
    no_variation,
    redrawn_many,
    redrawn_means,
)
from tracker.vectors import Codes, Floats, column_sums, event_means, finite, numbered

_NUMBERS_AT_ONCE = 4_000_000
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class EventMean:
    """A mean over events, of the mean within each, with its interval over events.

    `low` and `high` are None for a single event, which cannot vary, and where all scores are the same;
    `reason` then says so.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    events: int
    level: float
    replicates: int
    seed: int
    reason: str | None = None


def mean_over_events(
    scores: ArrayLike, events: Iterable[Hashable], *, seed: int, replicates: int = 9999, level: float = 0.95
) -> EventMean:
    """The mean over events of any scores, averaged within each event first.

    Forecasts on one event stand or fall together, so an event counts once and is what is drawn again. For
    chances it is what `bootstrap.mean_interval` finds of `Tally.per_event()`; this is for scores
    that are no function of a probability and an outcome alone.

    Parameters
    ----------
    scores
        One finite score per forecast, at least one, shape (n,).
    events
        The event of each forecast.

    Raises
    ------
    ValueError
        If there is no score, one is NaN or infinite, or the lengths differ.

    Examples
    --------
    >>> found = mean_over_events([0.1, 0.3, 0.5], ["flood", "flood", "drought"], seed=1)
    >>> round(found.mean, 12), found.events, found.count
    (0.35, 2, 3)
    """
    listed = list(events)
    _, means = event_means(scores, listed, "scores")
    if not len(means):
        raise ValueError("a mean needs at least one score")
    mean, low, high = float(means.mean()), None, None
    reason = no_variation(means)
    if reason is None:
        drawn = redrawn_means(means, seed=seed, replicates=replicates)
        most = 1.0 if means.max() <= 1 else np.inf
        low, high = interval_of_mean(
            drawn, mean, means - mean, level=level, bounds=(0.0 if means.min() >= 0 else -np.inf, most)
        )
    return EventMean(
        mean=mean,
        low=low,
        high=high,
        count=len(listed),
        events=len(means),
        level=level,
        replicates=replicates,
        seed=seed,
        reason=reason,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyMeans:
    """A mean for each group, over its events, of the mean within each; lower is better.

    `low` and `high` are NaN where a group has one event, or all its events score the same.
    """

    groups: tuple[Hashable, ...]
    mean: Floats
    low: Floats
    high: Floats
    count: Codes
    events: Codes


def many_means(
    scores: ArrayLike,
    groups: Iterable[Hashable],
    events: Iterable[Hashable],
    *,
    seed: int,
    replicates: int,
    level: float = 0.95,
) -> ManyMeans:
    """The mean of each group with its interval, as `mean_over_events` finds them of its scores alone.

    Groups with as many events share their draws, as they do where each is drawn alone from one seed.

    Parameters
    ----------
    scores
        One finite score per forecast, shape (n,).
    groups, events
        The group and the event of each forecast.

    Examples
    --------
    >>> found = many_means([0.1, 0.3, 0.5, 0.2], "aaab", "xxyx", seed=1, replicates=99)
    >>> found.groups, found.mean.round(12).tolist(), found.events.tolist()
    (('a', 'b'), [0.35, 0.2], [2, 1])
    """
    values = finite(scores, "scores")
    names, group = numbered(groups)
    _, event = numbered(events)
    if not len(group) == len(event) == len(values):
        raise ValueError(f"{len(values)} scores need as many groups and events")
    width = int(event.max(initial=0)) + 1
    cells, cell = np.unique(group * width + event, return_inverse=True)
    within = column_sums(cell, values, len(cells)) / np.bincount(cell, minlength=len(cells))
    owner = cells // width
    size = np.bincount(owner, minlength=len(names))
    order = np.lexsort((within, owner))
    within, starts = within[order], np.cumsum(size) - size
    mean = column_sums(owner[order], within, len(names)) / size
    low, high = np.full((2, len(names)), np.nan)
    for count in np.unique(size):
        rows = np.flatnonzero(size == count)
        table = within[starts[rows][:, None] + np.arange(count)]
        varied = np.ptp(table, axis=1) > _NEGLIGIBLE * np.maximum(np.abs(table).max(axis=1), _NEGLIGIBLE)
        if count > 1 and varied.any():
            rows, table = rows[varied], table[varied]
            low[rows], high[rows] = _ends(table, mean[rows], seed=seed, replicates=replicates, level=level)
    return ManyMeans(
        groups=names,
        mean=mean,
        low=low,
        high=high,
        count=np.bincount(group, minlength=len(names)),
        events=size,
    )


def _ends(table: Floats, mean: Floats, *, seed: int, replicates: int, level: float) -> tuple[Floats, Floats]:
    """The ends for groups of equal size, one a row of the table of their events' scores."""
    count, ends = table.shape[1], np.empty((2, len(table)))
    at_once = max(1, _NUMBERS_AT_ONCE // replicates)
    for start in range(0, len(table), at_once):
        rows = slice(start, start + at_once)
        drawn = redrawn_many(table[rows], seed=seed, replicates=replicates)
        ends[:, rows] = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=1, overwrite_input=True)
    low, high = ends
    if count < MANY_EVENTS:
        from scipy.special import stdtrit

        error = np.sqrt(((table - mean[:, None]) ** 2).sum(axis=1) / (count * (count - 1)))
        reach = float(stdtrit(count - 1, (1 + level) / 2)) * error
        least = np.where(table.min(axis=1) >= 0, 0.0, -np.inf)
        most = np.where(table.max(axis=1) <= 1, 1.0, np.inf)
        low, high = np.fmin(low, np.fmax(mean - reach, least)), np.fmax(high, np.fmin(mean + reach, most))
    return np.fmin(low, mean), np.fmax(high, mean)
