"""How much a mean over events would vary, had other events come up.

Events are drawn again and again from those at hand, with replacement. Below twenty events the interval of
the drawn means is too narrow, so it is widened to Student's; where all scores are the same there is none.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Codes, Floats, finite

Ends = Literal["percentile", "bca"]

_CELLS_AT_ONCE = 4_000_000
_NEGLIGIBLE = 1e-12
_ALIKE = 15
_FEW_EVENTS = 256
MANY_EVENTS = 20
ALL_THE_SAME = "All scores are the same: nothing shows how much their mean would vary."


def no_variation(values: Floats) -> str | None:
    """Why the scores of events cannot show how much their mean varies; None where they can.

    >>> no_variation(np.array([0.01, 0.01]))[:24], no_variation(np.array([0.01, 0.81]))
    ('All scores are the same:', None)
    """
    if len(values) < 2:
        return "There is only one event, and one cannot vary."
    same = np.ptp(values) <= _NEGLIGIBLE * max(float(np.abs(values).max()), _NEGLIGIBLE)
    return ALL_THE_SAME if same else None


def interval_of_mean(
    drawn: Floats, mean: float, pulls: Floats, *, level: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """The interval of a mean over events: of its redrawn means, below twenty events no less than Student's.

    Parameters
    ----------
    drawn
        The redrawn means.
    pulls
        How far each event pulls the mean, in its unit: its score less the mean, shape (events,).
    bounds
        What a mean can be; Student's ends never leave it.

    Notes
    -----
    Student's is ``mean ± t sqrt(sum pulls^2 / (m (m - 1)))`` with t of m - 1 degrees of freedom.

    Examples
    --------
    >>> scores = np.array([0.0, 0.1, 0.2])
    >>> ends = interval_of_mean(scores, 0.1, scores - 0.1, level=0.95, bounds=(0.0, 1.0))
    >>> [round(end, 3) for end in ends]
    [0.0, 0.348]
    """
    low, high = percentile_interval(drawn, level=level)
    events = len(pulls)
    if 1 < events < MANY_EVENTS:
        from scipy.special import stdtrit

        error = float(np.sqrt((pulls**2).sum() / (events * (events - 1))))
        reach = float(stdtrit(events - 1, (1 + level) / 2)) * error
        low = min(low, max(mean - reach, bounds[0]))
        high = max(high, min(mean + reach, bounds[1]))
    return min(low, mean), max(high, mean)


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


def redrawn_many(table: Floats, *, seed: int, replicates: int) -> Floats:
    """The means that `redrawn_means` draws for each row of a table of as many events, at once.

    Returns
    -------
    Floats
        Shape (rows, replicates).

    Examples
    --------
    >>> redrawn_many(np.array([[0.0, 1.0], [0.5, 0.5]]), seed=1, replicates=4).tolist()
    [[0.5, 1.0, 0.0, 1.0], [0.5, 0.5, 0.5, 0.5]]
    """
    values = np.sort(np.round(table, _ALIKE), axis=1)
    different = 1 + (np.diff(values, axis=1) != 0).sum(axis=1)
    count = values.shape[1]
    together = np.array([drawn_together(int(distinct), count) for distinct in different], dtype=bool)
    drawn = np.empty((len(values), replicates))
    for row in np.flatnonzero(together):
        drawn[row] = redrawn_means(values[row], seed=seed, replicates=replicates)
    apart = np.flatnonzero(~together)
    if not len(apart):
        return drawn
    rng, at_once = np.random.default_rng(seed), max(1, _CELLS_AT_ONCE // count)
    for start in range(0, replicates, at_once):
        some = min(at_once, replicates - start)
        places = np.arange(some)[:, None] * count + rng.integers(count, size=(some, count))
        times = np.bincount(places.ravel(), minlength=some * count).reshape(some, count)
        drawn[apart, start : start + some] = values[apart] @ times.T.astype(np.float64) / count
    return drawn


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


def bca_interval(values: ArrayLike, drawn: ArrayLike, *, level: float) -> tuple[float, float]:
    """The bias-corrected and accelerated interval of a mean, from its bootstrap means.

    It shifts the percentiles for the bias of the drawn means and for the skewness of the values
    (Efron 1987): ``z0`` is the normal quantile of the share of drawn means below the mean, ties half;
    ``a = sum (mean_(i) - mean_i)^3 / 6 (sum (mean_(i) - mean_i)^2)^1.5`` over the means without event i.
    Where all values are equal both ends are that value.

    Examples
    --------
    >>> values = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0]
    >>> drawn = redrawn_means(values, seed=1, replicates=9999)
    >>> percentile_interval(drawn, level=0.95), bca_interval(values, drawn, level=0.95)
    ((0.0, 0.35), (0.0, 0.45))
    """
    from scipy.special import ndtr, ndtri

    events, means = finite(values, "values"), finite(drawn, "drawn means")
    spread = events - events.mean()
    scale = float(np.abs(spread).max())
    if scale <= _NEGLIGIBLE * float(np.abs(events).max()):
        return float(events.mean()), float(events.mean())
    near = 1e-9 * scale
    share = np.mean(means < events.mean() - near) + np.mean(np.abs(means - events.mean()) <= near) / 2
    shift = ndtri(np.clip(share, 0.5 / len(means), 1 - 0.5 / len(means)))
    spread = spread / scale
    skew = float((spread**3).sum() / (6 * (spread**2).sum() ** 1.5))
    tails = ndtri(np.array([(1 - level) / 2, (1 + level) / 2])) + shift
    low, high = np.quantile(means, ndtr(shift + tails / (1 - skew * tails)))
    return float(low), float(high)


def two_sided_p_value(drawn: ArrayLike) -> float:
    """How often the drawn means lie on the other side of 0, twice, with one replicate added.

    ``p = min(1, 2 (1 + min(#{<= 0}, #{>= 0})) / (replicates + 1))``: never 0. What is 0 but for rounding
    counts as 0.

    Examples
    --------
    >>> two_sided_p_value([-0.1, -0.2, -0.1])
    0.5
    """
    means = finite(drawn, "drawn means")
    near = _NEGLIGIBLE * float(np.abs(means).max(initial=0.0))
    beyond = min(int((means <= near).sum()), int((means >= -near).sum()))
    return min(1.0, 2 * (1 + beyond) / (len(means) + 1))
