"""Who is how many times as far off as the others, where each answered only some of the tasks.

Two forecasters are compared by the ratio of their mean scores on the tasks that both did. The relative skill
of a forecaster is the geometric mean of its ratios to all, itself included: below 1 is better than others. A
ratio has no unit, and whoever leaves out the hard tasks gains nothing.

Tasks of one cluster, such as all about one day, share their luck. The interval leaves out one cluster at a
time; its degrees of freedom are of as many clusters as carry the variance, for one day of a rising wave may
weigh more than ten others. Simulated in docs/coverage.md, from six clusters on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.comparison.multiplicity import holm
from tracker.vectors import Codes, Floats

FEWEST_CLUSTERS = 6
"""With fewer, no interval and no p-value: one day could turn any of them."""

_SAME = 1e-12
_LEVEL = 0.95
_NONE_SHARED = "They did no task in common."
_UNLINKED = "It did no task in common with one of the others, so its ratios are to other rivals than theirs."
_ZERO = "A mean score of 0 has no ratio."


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """The first's mean score over the second's on the tasks of both; below 1 speaks for the first.

    Attributes
    ----------
    first, second
        Places of the forecasters.
    tasks, clusters
        How many tasks they share, in how many clusters.
    ratio, low, high
        The ratio with its 95% interval; None where `reason` says why.
    p_value, adjusted
        Two-sided, that the true ratio is 1; and Holm's, which allows for all pairs.
    """

    first: int
    second: int
    tasks: int
    clusters: int
    ratio: float | None
    low: float | None
    high: float | None
    p_value: float | None
    adjusted: float | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RelativeSkill:
    """How far off one forecaster is, in multiples of all who are compared; below 1 is better.

    Attributes
    ----------
    tasks, clusters
        How many tasks it shares with whom it shares most, and the clusters in which it shares any.
    skill, low, high
        The geometric mean of its ratios to all, itself included, with its 95% interval.
    scaled, scaled_low, scaled_high
        The same divided by the baseline's; None without a baseline. The baseline's own is 1.
    reason
        Why something is None.
    """

    tasks: int
    clusters: int
    skill: float | None
    low: float | None
    high: float | None
    scaled: float | None = None
    scaled_low: float | None = None
    scaled_high: float | None = None
    reason: str | None = None


def relative_skill(
    scores: ArrayLike, clusters: ArrayLike, *, baseline: int | None = None
) -> tuple[tuple[RelativeSkill, ...], tuple[Ratio, ...]]:
    """The relative skill of each forecaster, and the ratio of each pair.

    With S the sums over the tasks that i and j share, ``ratio = S_i / S_j`` and
    ``skill_i = (prod_j ratio_ij)^(1/k)`` over all k forecasters, ratio_ii = 1 among them. An interval is
    ``exp(log skill ± t s)``: s is the jackknife's error over clusters and t Student's quantile of
    ``(sum w)^2 / sum w^2`` degrees of freedom, w the squared influence of each cluster.

    Parameters
    ----------
    scores
        The scores of each task (row) and forecaster (column), 0 or more, lower when better; NaN where there
        is none. Scores of one table have one unit.
    clusters
        For each task a number, the same for those that stand or fall together.
    baseline
        The column that the scaled skill is against.

    References
    ----------
    Cramer et al. (2022), PNAS 119:e2113561119, for the pairwise relative interval score; scoringutils
    (Bosse et al. 2022, arXiv 2205.07090), whose relative skill this is, scaled and not.

    Examples
    --------
    >>> scores = [[1.0, 2.0, 4.0], [3.0, 6.0, np.nan], [2.0, 4.0, 8.0]]
    >>> skills, ratios = relative_skill(scores, [0, 1, 2], baseline=2)
    >>> [round(one.skill, 3) for one in skills], [round(one.scaled, 3) for one in skills]
    ([0.5, 1.0, 2.0], [0.25, 0.5, 1.0])
    >>> round(ratios[0].ratio, 3), ratios[0].reason
    (0.5, '3 dates are too few for an interval, which needs 6.')
    """
    table = np.asarray(scores, dtype=float)
    _, cluster = np.unique(np.asarray(clusters), return_inverse=True)
    if table.ndim != 2 or len(table) != len(cluster):
        raise ValueError(f"scores of shape {table.shape} need a cluster for each of their rows")
    if (table < 0).any() or np.isinf(table).any():
        raise ValueError("scores are finite, and 0 or more")
    if not len(table):
        raise ValueError("there is no task")
    tournament = _Tournament.of(table[np.argsort(cluster, kind="stable")], np.bincount(cluster))
    forecasters = range(table.shape[1])
    ratios = [tournament.ratio(i, j) for i in forecasters for j in forecasters if i < j]
    return tuple(tournament.skill(place, baseline) for place in forecasters), _adjusted(ratios)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Tournament:
    """Every two forecasters on the tasks of both: shape (k, k), and (clusters, k, k).

    `tasks` counts these; `here` is whether a cluster has some; `whole` are the logarithms of the ratios of
    their sums, `without` the same with one cluster left out.
    """

    tasks: Codes
    here: NDArray[np.bool_]
    whole: Floats
    without: Floats

    @classmethod
    def of(cls, table: Floats, sizes: Codes) -> _Tournament:
        """The tournament of scores whose rows go cluster by cluster, each so large."""
        known = ~np.isnan(table)
        starts = np.cumsum(sizes) - sizes
        columns = range(table.shape[1])
        sums = [
            np.add.reduceat(np.where(known[:, [i]] & known, np.nan_to_num(table[:, [i]]), 0), starts)
            for i in columns
        ]
        here = [np.logical_or.reduceat(known[:, [i]] & known, starts) for i in columns]
        by_cluster = np.stack(sums, axis=1)
        total, counts = by_cluster.sum(axis=0), known.astype(np.int64)
        return cls(
            tasks=counts.T @ counts,
            here=np.stack(here, axis=1),
            whole=_log_ratios(total),
            without=_log_ratios(np.where(by_cluster < (1 - _SAME) * total, total - by_cluster, 0)),
        )

    def ratio(self, first: int, second: int) -> Ratio:
        """The ratio of two forecasters."""
        here = self.here[:, first, second]
        value, tasks = float(self.whole[first, second]), int(self.tasks[first, second])
        found = Ratio(
            first=first,
            second=second,
            tasks=tasks,
            clusters=int(here.sum()),
            ratio=None,
            low=None,
            high=None,
            p_value=None,
        )
        if not np.isfinite(value):
            return replace(found, reason=_NONE_SHARED if not tasks else _ZERO)
        spread = _spread(self.without[here, first, second])
        if isinstance(spread, str):
            return replace(found, ratio=float(np.exp(value)), reason=spread)
        low, high = _ends(value, spread)
        return replace(found, ratio=float(np.exp(value)), low=low, high=high, p_value=_p_value(value, spread))

    def skill(self, place: int, baseline: int | None) -> RelativeSkill:
        """The relative skill of one forecaster, scaled by the baseline's."""
        others = np.arange(len(self.tasks)) != place
        here = self.here[:, place][:, others].any(axis=1)
        value = float(self.whole[place].mean())
        found = RelativeSkill(
            tasks=int(self.tasks[place][others].max(initial=0)),
            clusters=int(here.sum()),
            skill=None,
            low=None,
            high=None,
        )
        if not np.isfinite(value):
            return replace(found, reason=_ZERO if self.tasks[place].all() else _UNLINKED)
        spread = _spread(self.without[here, place].mean(axis=1))
        low, high = (None, None) if isinstance(spread, str) else _ends(value, spread)
        found = replace(found, skill=float(np.exp(value)), low=low, high=high)
        if isinstance(spread, str):
            found = replace(found, reason=spread)
        if baseline is None or not np.isfinite(base := float(self.whole[baseline].mean())):
            return found
        found = replace(found, scaled=float(np.exp(value - base)))
        either = here | self.here[:, baseline].any(axis=1)
        apart = _spread((self.without[either, place] - self.without[either, baseline]).mean(axis=1))
        if place == baseline or isinstance(apart, str):
            return found
        low, high = _ends(value - base, apart)
        return replace(found, scaled_low=low, scaled_high=high)


def _log_ratios(sums: Floats) -> Floats:
    """The logarithm of the first's sum over the second's, with the first on the last axis but one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.log(sums) - np.log(np.swapaxes(sums, -1, -2))
    return found


def _spread(left_one_out: Floats) -> tuple[float, float] | str:
    """The jackknife's standard error and its degrees of freedom, or why there is none."""
    count = len(left_one_out)
    if count < FEWEST_CLUSTERS:
        dates = "1 date is" if count == 1 else f"{count} dates are"
        return f"{dates} too few for an interval, which needs {FEWEST_CLUSTERS}."
    if not np.isfinite(left_one_out).all():
        return "One date holds all that two forecasters share, or all that one was off."
    away = (left_one_out - left_one_out.mean()) ** 2
    if away.max() <= _SAME**2:
        return "The ratio is the same on every date: nothing shows how much it would vary."
    error = float(np.sqrt((count - 1) / count * away.sum()))
    return error, float(away.sum() ** 2 / (away**2).sum())


def _ends(value: float, spread: tuple[float, float]) -> tuple[float, float]:
    from scipy.special import stdtrit

    reach = float(stdtrit(spread[1], (1 + _LEVEL) / 2)) * spread[0]
    return float(np.exp(value - reach)), float(np.exp(value + reach))


def _p_value(value: float, spread: tuple[float, float]) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(spread[1], -abs(value) / spread[0]))


def _adjusted(ratios: list[Ratio]) -> tuple[Ratio, ...]:
    tested = iter(holm([one.p_value for one in ratios if one.p_value is not None]).tolist())
    return tuple(one if one.p_value is None else replace(one, adjusted=next(tested)) for one in ratios)
