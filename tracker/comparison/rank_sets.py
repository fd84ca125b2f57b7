"""Which ranks a forecaster may truly have, from who is found better or worse than he is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.comparison.multiplicity import holm
from tracker.vectors import Codes, Floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def rank_sets(means: ArrayLike, p_values: ArrayLike, *, level: float = 0.95) -> tuple[Codes, Codes]:
    """The best and the worst rank of each forecaster that pairwise tests do not refuse.

    The p-values of one forecaster against each of the others are adjusted by Holm. If k are then found better
    and l worse, the true rank lies between ``1 + k`` and ``n - l``, with the stated level: a wrong end needs
    a wrong finding among these tests. Draws over events say less than it seems of close forecasters, whose
    order they take for true.

    Parameters
    ----------
    means
        The mean scores, lower is better, shape (n,).
    p_values
        Two-sided, one for each pair, shape (n, n); NaN where there is no test, which finds nobody better.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for ranks with applications to mobility across
    neighbourhoods and academic achievement across countries, Review of Economic Studies 91:476-518; Holm
    (1979).

    Examples
    --------
    >>> sure, unsure = 0.001, 0.4
    >>> tests = [[np.nan, unsure, sure], [unsure, np.nan, sure], [sure, sure, np.nan]]
    >>> low, high = rank_sets([0.1, 0.12, 0.3], tests)
    >>> low.tolist(), high.tolist()
    ([1, 1, 3], [2, 2, 3])
    """
    average, tests = np.asarray(means, dtype=float), np.asarray(p_values, dtype=float)
    many = len(average)
    if tests.shape != (many, many):
        raise ValueError(f"{many} means need {many} by {many} p-values, not {tests.shape}")
    low, high = np.ones(many, dtype=np.int64), np.full(many, many, dtype=np.int64)
    for one in range(many):
        others = np.delete(np.arange(many), one)
        found = holm(_tested(tests[one, others])) <= 1 - level
        low[one] += int((found & (average[others] < average[one])).sum())
        high[one] -= int((found & (average[others] > average[one])).sum())
    return low, high


def _tested(p_values: Floats) -> Floats:
    return np.where(np.isnan(p_values), 1.0, p_values)
