"""Who was nearer on the same tasks, whatever their units: each task is compared within itself.

Deaths and degrees have no common mean, but on one question two scores have a ratio. The difference of two
scores over their sum lies between -1 (the first was right, the second was not) and 1, and needs no unit. It
counts how often and by what part somebody was nearer, not by how much in all: whoever is mostly a little
nearer and once far off may lead here and not by the ratio of mean scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tracker.comparison.paired_test import FEWEST_EVENTS, paired_test
from tracker.vectors import column_sums, finite


@dataclass(frozen=True, kw_only=True, slots=True)
class WithinTasks:
    """Two forecasters on the tasks of both; below 0 speaks for the first.

    Attributes
    ----------
    tasks, clusters
        How many tasks they share, in how many clusters that each share their luck.
    first_nearer, second_nearer
        On how many tasks each had the lower score.
    difference, low, high
        The mean over clusters of ``(first - second) / (first + second)``, 0 where both are 0, with its 95%
        interval, from six clusters on.
    p_value
        Two-sided, that either was as likely to be nearer; None below six clusters that differ.
    reason
        Why something is None.
    """

    tasks: int
    clusters: int
    first_nearer: int
    second_nearer: int
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    reason: str | None


def within_tasks(first: ArrayLike, second: ArrayLike, clusters: ArrayLike) -> WithinTasks:
    """Compare two forecasters within each task, averaged within clusters.

    The p-value is that of patterns of signs (`tracker.comparison.paired_test`), which takes the differences
    of clusters as symmetric around 0 if neither is nearer.

    Parameters
    ----------
    first, second
        Their scores on the same tasks, 0 or more, shape (n,).
    clusters
        For each task a number, the same for those that share their luck.

    Examples
    --------
    >>> found = within_tasks([1, 20, 3, 1, 10, 5], [2, 30, 4, 3, 11, 9], range(6))
    >>> found.first_nearer, round(found.difference, 3), found.p_value
    (6, -0.252, 0.03125)
    """
    a, b = finite(first, "first"), finite(second, "second")
    names, cluster = np.unique(np.asarray(clusters), return_inverse=True)
    if not len(a) == len(b) == len(cluster):
        raise ValueError(f"{len(a)} and {len(b)} scores need as many of each and as many clusters")
    if min(a.min(initial=0), b.min(initial=0)) < 0:
        raise ValueError("scores are 0 or more")
    total = a + b
    apart = np.divide(a - b, total, out=np.zeros_like(total), where=total > 0)
    means = column_sums(cluster, apart, len(names)) / np.bincount(cluster, minlength=len(names))
    tested = paired_test(means)
    enough = tested.informative >= FEWEST_EVENTS
    few = f"{len(names)} dates, {tested.informative} of which differ, are too few: {FEWEST_EVENTS} are needed"
    return WithinTasks(
        tasks=len(a),
        clusters=len(names),
        first_nearer=int((a < b).sum()),
        second_nearer=int((b < a).sum()),
        difference=float(means.mean()) if len(a) else None,
        low=tested.low if enough else None,
        high=tested.high if enough else None,
        p_value=tested.p_value if enough else None,
        reason=tested.reason if enough else few,
    )
