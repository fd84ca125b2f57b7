"""Means of events drawn again and again from those at hand, with replacement: the bootstrap.

Below about fifty events, and where a rare miss counts for much, the middle of such means is too narrow an
interval (docs/coverage.md): `tracker.certainty.event_means` has better ones for a mean.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Codes, Floats

_CELLS_AT_ONCE = 4_000_000
_ALIKE = 15
_FEW_EVENTS = 256


def redrawn_means(values: ArrayLike, times: ArrayLike | None = None, *, seed: int, replicates: int) -> Floats:
    """The means of `replicates` bootstrap samples of the events.

    Values are rounded to fifteen places and sorted, so that neither the order of the events nor the last
    digit changes what is drawn. Above 256 events equal values are drawn together, as a multinomial, where
    that saves work.

    Parameters
    ----------
    values
        One finite value per event, shape (n,), or several, shape (n, k), which are drawn together.
    times
        How many events have the values of each row, shape (n,); once each without.
    seed
        The same seed gives the same means.

    Returns
    -------
    Floats
        Shape (replicates,), or (replicates, k).

    Examples
    --------
    >>> redrawn_means([0.0, 1.0], seed=1, replicates=4).tolist()
    [0.5, 1.0, 0.0, 1.0]
    """
    rows = np.asarray(values, dtype=float)
    if rows.ndim not in (1, 2) or rows.size == 0 or not np.isfinite(rows).all():
        raise ValueError("give finite values of at least one event")
    if replicates < 1:
        raise ValueError(f"{replicates} replicates")
    distinct, counts = _distinct(np.round(rows, _ALIKE).reshape(len(rows), -1), times)
    count = int(counts.sum())
    pooled = drawn_together(len(distinct), count)
    at_once = max(1, _CELLS_AT_ONCE // (len(distinct) if pooled else count))
    each = [] if pooled else [np.repeat(column, counts) for column in distinct.T]
    rng = np.random.default_rng(seed)
    means = np.empty((replicates, distinct.shape[1]))
    for start in range(0, replicates, at_once):
        part = means[start : start + at_once]
        if pooled:
            part[:] = rng.multinomial(count, counts / count, size=len(part)) @ distinct / count
        else:
            drawn = rng.integers(count, size=(len(part), count))
            for place, column in enumerate(each):
                part[:, place] = column.take(drawn).mean(axis=1)
    return means[:, 0] if rows.ndim == 1 else means


def drawn_together(distinct: int, events: int) -> bool:
    """Whether so few different values among so many events are drawn by how often each comes up."""
    return events > _FEW_EVENTS and 4 * distinct <= events


def _distinct(rows: Floats, times: ArrayLike | None) -> tuple[Floats, Codes]:
    """The different rows in ascending order, and how often each stands there."""
    order = np.lexsort(rows.T[::-1])
    ordered = rows[order]
    new = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))
    starts = np.flatnonzero(new)
    often = np.ones(len(rows), dtype=np.int64) if times is None else np.asarray(times, dtype=np.int64)[order]
    return ordered[starts], np.add.reduceat(often, starts)


def percentile_interval(drawn: ArrayLike, *, level: float) -> tuple[float, float]:
    """The middle part of the drawn values.

    Examples
    --------
    >>> percentile_interval(range(101), level=0.5)
    (25.0, 75.0)
    """
    low, high = np.quantile(np.asarray(drawn, dtype=float), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
