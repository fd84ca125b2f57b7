"""Who may be the best of several: the set that holds all who are, with the stated chance.

As long as those left are not found to differ, all stay; else the one farthest behind leaves, and those
left are asked again. Hansen, Lunde and Nason ask a bootstrap of the events. Alone it lets go of a forecaster
as good as the best far too often where a few misses decide (docs/comparisons.md), so the pairs are asked as
well, by `tracker.comparison.paired_test` with an allowance for their number; the weaker answer counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.bootstrap import redrawn_means
from tracker.certainty.wording import LEAST_FOR_CURVE
from tracker.comparison.paired_test import midpoint_luck, paired_p_value
from tracker.vectors import Floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pandas import DataFrame

_SAME = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ConfidenceSet:
    """Who may be the best, in the order of the columns given.

    Attributes
    ----------
    p_values
        The smallest chance of error at which each leaves; 1 for the last one left.
    by_bootstrap
        The same by the bootstrap alone, as Hansen, Lunde and Nason have it.
    kept
        Who is in the set: p above 1 - `level`.
    level
        The chance that the set holds all who are best.
    events, replicates, seed
        On how many events, and what was drawn.
    """

    p_values: Floats
    by_bootstrap: Floats
    kept: NDArray[np.bool_]
    level: float
    events: int
    replicates: int
    seed: int

    @property
    def table(self) -> DataFrame:
        """One row a forecaster: `p_value`, `by_bootstrap`, `kept`."""
        import pandas as pd

        return pd.DataFrame({"p_value": self.p_values, "by_bootstrap": self.by_bootstrap, "kept": self.kept})


def confidence_set(
    scores: ArrayLike,
    *,
    otherwise: ArrayLike | None = None,
    seed: int,
    replicates: int = 9999,
    level: float = 0.9,
) -> ConfidenceSet | None:
    """The model confidence set of forecasters who forecast the same events; None below twenty of these.

    With means m, the statistic of those left is ``T_R = max |m_i - m_j| / sd(m_i - m_j)`` over their pairs,
    sd over bootstrap samples of the events; its p-value is the share of samples whose own largest, centred,
    is as large. Of the pairs it is the smallest p-value times their number. The larger of the two counts; the
    p-value of who leaves is the largest so far.

    Parameters
    ----------
    scores
        A row an event, a column a forecaster; finite, lower is better. Events must be independent.
    otherwise
        What each score would be, had the outcome been the other one; None where that is not known. Then pairs
        are asked by patterns of signs alone.
    seed, replicates
        Of the bootstrap; the order of the events changes nothing.
    level
        Between 0 and 1.

    References
    ----------
    Hansen, Lunde and Nason (2011), The model confidence set, Econometrica 79:453-497.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> scores = rng.random((40, 3)) * [0.2, 0.22, 0.6]
    >>> confidence_set(scores, seed=1).kept.tolist()
    [True, True, False]
    """
    table = np.asarray(scores, dtype=float)
    turned = None if otherwise is None else np.asarray(otherwise, dtype=float)
    alike = turned is None or turned.shape == table.shape
    if table.ndim != 2 or not np.isfinite(table).all() or not alike:
        raise ValueError("give a finite score for each event and forecaster, and as many otherwise")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    events, many = table.shape
    if events < LEAST_FOR_CURVE or many < 2:
        return None
    pairs = _tests(table, turned)
    means = table.mean(axis=0)
    drawn = redrawn_means(table, seed=seed, replicates=replicates) - means
    left = list(range(many))
    largest, alone = 0.0, 0.0
    p_values, by_bootstrap = np.ones(many), np.ones(many)
    while len(left) > 1:
        by_luck, last = _range_test(means[left], drawn[:, left])
        of_pairs = pairs[np.ix_(left, left)].min() * len(left) * (len(left) - 1) / 2
        alone = max(alone, by_luck)
        largest = max(largest, by_luck, min(1.0, float(of_pairs)))
        leaves = left.pop(last)
        p_values[leaves], by_bootstrap[leaves] = largest, alone
    return ConfidenceSet(
        p_values=p_values,
        by_bootstrap=by_bootstrap,
        kept=p_values > 1 - level,
        level=level,
        events=events,
        replicates=replicates,
        seed=seed,
    )


def _range_test(means: Floats, drawn: Floats) -> tuple[float, int]:
    """The bootstrap p-value of no difference between those left, and who of them is farthest behind."""
    places = list(combinations(range(len(means)), 2))
    first, second = np.array(places).T
    apart = means[first] - means[second]
    redrawn = drawn[:, first] - drawn[:, second]
    spread = np.sqrt((redrawn**2).mean(axis=0))
    told = spread > _SAME
    if not told.any():
        return 1.0, int(np.argmax(means))
    steps = np.abs(apart[told]) / spread[told]
    farthest = float(steps.max())
    luck = np.abs(redrawn[:, told] / spread[told]).max(axis=1)
    place = np.flatnonzero(told)[int(np.argmax(steps))]
    return float((luck >= farthest).mean()), int(first[place] if apart[place] > 0 else second[place])


def _tests(table: Floats, turned: Floats | None) -> Floats:
    """The p-value of each pair, 1 where all differences are the same."""
    many = table.shape[1]
    tests = np.ones((many, many))
    for one, other in combinations(range(many), 2):
        apart = table[:, one] - table[:, other]
        luck = None if turned is None else midpoint_luck(apart, turned[:, one] - turned[:, other])
        found = paired_p_value(apart, luck)
        if found is not None:
            tests[one, other] = tests[other, one] = found
    return tests
