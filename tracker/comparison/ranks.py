"""Who is first, with how far the order can be trusted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.certainty.bootstrap import redrawn_means
from tracker.comparison.paired_test import FEWEST_EVENTS, midpoint_luck, paired_p_value
from tracker.comparison.rank_sets import rank_sets
from tracker.vectors import Codes, Floats, column_sums, finite, numbered

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_TIE = 1e-12
_NEVER_BELOW = 1.5
"""So few steps of the sum of differences never reach 5% by patterns of signs."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RankIntervals:
    """Each forecaster's rank on the events that all of them forecast, and how far it can be trusted.

    Attributes
    ----------
    forecasters
        The names in ascending order.
    means
        Mean scores over the common events, lower is better; NaN where there is none.
    ranks
        1 is best, ties share the better rank; 0 where there is none.
    low, high
        The interval of each rank at `level`, by tests of pairs (`tracker.comparison.rank_sets`). None below
        six events, which can tell nobody apart.
    first_share
        In what share of the replicates nobody was better; None below two events.
    events, events_left_out
        How many events all of them forecast, and how many only some did.
    reason
        Why there are no ranks, or no intervals, or None.
    """

    forecasters: tuple[Any, ...]
    means: Floats
    ranks: Codes
    low: Codes | None
    high: Codes | None
    first_share: Floats | None
    events: int
    events_left_out: int
    level: float
    replicates: int
    seed: int
    reason: str | None

    @property
    def table(self) -> DataFrame:
        """One row per forecaster, the best first.

        Columns: `forecaster`, `mean`, `rank`, `low`, `high`, `first_share`; the last three are
        null where there are too few events. Without a common event it is empty.
        """
        import pandas as pd

        order = np.argsort(self.ranks, kind="stable") if self.events else np.array([], dtype=int)

        def ordered(values: Codes | Floats | None, kind: Literal["Int64", "Float64"]) -> Series[Any]:
            found = [None] * len(order) if values is None else values[order].tolist()
            return pd.Series(found, dtype=kind)

        return pd.DataFrame(
            {
                "forecaster": pd.Series([self.forecasters[place] for place in order], dtype=object),
                "mean": self.means[order],
                "rank": self.ranks[order],
                "low": ordered(self.low, "Int64"),
                "high": ordered(self.high, "Int64"),
                "first_share": ordered(self.first_share, "Float64"),
            }
        )


def _ranked(means: Floats) -> NDArray[np.int64]:
    """In each row one more than how many means are lower; equal ones share the best of their ranks."""
    ranks = np.empty(means.shape, dtype=np.int64)
    for place in range(means.shape[1]):
        ranks[:, place] = 1 + (means < means[:, [place]] - _TIE).sum(axis=1)
    return ranks


def rank_intervals(
    scores: ArrayLike,
    forecasters: Iterable[Hashable],
    events: Iterable[Hashable],
    *,
    seed: int,
    otherwise: ArrayLike | None = None,
    replicates: int = 9999,
    level: float = 0.95,
) -> RankIntervals:
    """Ranks by mean score over the events that all forecast, with intervals from tests of pairs.

    A forecaster's scores within an event are averaged first. A rank's interval leaves out those whose place
    among the others `tracker.comparison.paired_test` tells, with Holm's allowance for their number. The
    events must be independent. For those who forecast different events, compare pairs, or first take off
    the question levels of `tracker.comparison.fixed_effects`.

    Parameters
    ----------
    scores
        One finite score per row, lower is better, shape (n,).
    forecasters, events
        The forecaster and the event of each row.
    otherwise
        What each score would be, had the outcome been the other one; None where that is not known.
    seed, replicates
        Of `first_share`, a bootstrap; the same seed gives the same, whatever the order of the rows.

    Raises
    ------
    ValueError
        If the lengths differ or a score is not finite.

    Examples
    --------
    >>> scores = [0.0, 0.1, 0.0, 0.1, 0.2, 0.1, 0.2, 0.4, 0.3, 0.2, 0.4, 0.5]
    >>> found = rank_intervals(scores, ["ann"] * 6 + ["bob"] * 6, [*range(6)] * 2, seed=1)
    >>> found.ranks.tolist(), found.low.tolist(), found.high.tolist(), found.first_share.tolist()
    ([1, 2], [1, 2], [1, 2], [1.0, 0.0])
    """
    values = finite(scores, "scores")
    names, who = numbered(forecasters)
    happenings, what = numbered(events)
    if not len(values) == len(who) == len(what):
        raise ValueError("give one forecaster and one event for each score")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    shape = (len(happenings), len(names))
    place = what * len(names) + who
    counts = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)
    common = (counts > 0).all(axis=1) & (len(names) > 0)

    def by_event(column: Floats) -> Floats:
        sums = column_sums(place, column, shape[0] * shape[1]).reshape(shape)
        found: Floats = sums[common] / counts[common]
        return found

    table = by_event(values)
    turned = None if otherwise is None else by_event(finite(otherwise, "scores otherwise"))
    means = np.full(len(names), np.nan)
    ranks = np.zeros(len(names), dtype=np.int64)
    low = high = first_share = None
    reason = None if len(table) else "no event was forecast by all"
    if len(table):
        means = table.mean(axis=0)
        ranks = _ranked(means[None])[0]
    if 0 < len(table) < FEWEST_EVENTS:
        reason = f"fewer than {FEWEST_EVENTS} events say nothing of how far the order can be trusted"
    elif len(table):
        low, high = rank_sets(means, _tests_of_pairs(table, turned), level=level)
    if len(table) > 1:
        first_share = (_ranked(redrawn_means(table, seed=seed, replicates=replicates)) == 1).mean(axis=0)
    return RankIntervals(
        forecasters=names,
        means=means,
        ranks=ranks,
        low=low,
        high=high,
        first_share=first_share,
        events=len(table),
        events_left_out=len(happenings) - len(table),
        level=level,
        replicates=replicates,
        seed=seed,
        reason=reason,
    )


def _tests_of_pairs(table: Floats, turned: Floats | None) -> Floats:
    """The p-value of each pair that could be told apart; NaN for the others."""
    many = table.shape[1]
    tests = np.full((many, many), np.nan)
    for one in range(many):
        apart = table[:, :one] - table[:, one : one + 1]
        size = np.sqrt((apart**2).sum(axis=0))
        steps = np.divide(np.abs(apart.sum(axis=0)), size, out=np.zeros(one), where=size > 0)
        for other in np.flatnonzero(steps > _NEVER_BELOW).tolist():
            luck = None
            if turned is not None:
                luck = midpoint_luck(apart[:, other], turned[:, other] - turned[:, one])
            found = paired_p_value(apart[:, other], luck)
            tests[one, other] = tests[other, one] = np.nan if found is None else found
    return tests
