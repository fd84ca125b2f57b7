"""Which levels all quantile forecasts of a table state: only on these can their scores be set side by side.

A weighted interval score is a mean over levels. One distribution scores half as much again told by its median
alone as told by 23 levels, so the mean over different sets measures who says less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tracker.pooling import Floats
from tracker.quantities.levels import ALIKE, levels_in_words
from tracker.verification.keys import Keys

_SHOWN = 4


@dataclass(kw_only=True)
class Stated:
    """How many forecasts of each group state each level, counted piece by piece."""

    counts: dict[int, dict[float, int]] = field(default_factory=dict)

    def take(self, group: Keys, level: Floats) -> None:
        """Count the rows of a piece, one a quantile."""
        for number in np.unique(group).tolist():
            levels, rows = np.unique(np.round(level[group == number], ALIKE), return_counts=True)
            counted = self.counts.setdefault(number, {})
            for one, many in zip(levels.tolist(), rows.tolist(), strict=True):
                counted[one] = counted.get(one, 0) + many

    def by_all(self, forecasts: int) -> tuple[float, ...]:
        """The levels, ascending, that so many forecasts state, each of them once.

        >>> stated = Stated()
        >>> stated.take(np.array([0, 0, 0, 1]), np.array([0.25, 0.5, 0.75, 0.5]))
        >>> stated.by_all(2)
        (0.5,)
        """
        total: dict[float, int] = {}
        for counted in self.counts.values():
            for level, many in counted.items():
                total[level] = total.get(level, 0) + many
        return tuple(sorted(level for level, many in total.items() if many == forecasts))

    def by_name(self, names: Mapping[str, int]) -> str:
        """Who states which levels, the first few by name; without groups, which levels there are."""
        if not names:
            return f"There are {levels_in_words(self.counts[0])}"
        told = [f"{name} states {levels_in_words(self.counts[names[name]])}" for name in sorted(names)]
        more = [f"{len(told) - _SHOWN} more state others"] if len(told) > _SHOWN else []
        return "; ".join([*told[:_SHOWN], *more])
