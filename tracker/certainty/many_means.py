"""The intervals of very many means over events at once: the same draws serve all that have as many events."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.certainty.event_bootstrap import MANY_EVENTS
from tracker.vectors import Codes, Floats, column_sums, finite, numbered

_CELLS_AT_ONCE = 4_000_000
_NEGLIGIBLE = 1e-12


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
    """The mean of each group as `event_bootstrap.mean_over_events` finds it, with its interval.

    The means are the same. The intervals are percentiles of `replicates` redrawn means, below twenty events
    no narrower than Student's; since groups with as many events share their draws, they differ from those of
    the other function by as much as two seeds do.

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
    count = table.shape[1]
    rng = np.random.default_rng([seed, count])
    drawn = np.empty((len(table), replicates))
    at_once = max(1, _CELLS_AT_ONCE // count)
    for start in range(0, replicates, at_once):
        some = min(at_once, replicates - start)
        drawn[:, start : start + some] = table @ _times(rng.integers(count, size=(some, count))).T / count
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=1)
    if count < MANY_EVENTS:
        from scipy.special import stdtrit

        error = np.sqrt(((table - mean[:, None]) ** 2).sum(axis=1) / (count * (count - 1)))
        reach = float(stdtrit(count - 1, (1 + level) / 2)) * error
        least = np.where(table.min(axis=1) >= 0, 0.0, -np.inf)
        most = np.where(table.max(axis=1) <= 1, 1.0, np.inf)
        low, high = np.fmin(low, np.fmax(mean - reach, least)), np.fmax(high, np.fmin(mean + reach, most))
    return np.fmin(low, mean), np.fmax(high, mean)


def _times(drawn: NDArray[np.int64]) -> Floats:
    """How often each event came up in each sample."""
    samples, count = drawn.shape
    places = np.arange(samples)[:, None] * count + drawn
    return np.bincount(places.ravel(), minlength=samples * count).reshape(samples, count).astype(float)
