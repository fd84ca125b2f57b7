"""Aggregates put together from the answers of a database: the same as NumPy makes of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.verification.aggregate import NO_SUMS, Aggregate, Sums, kept, nothing
from tracker.verification.cells import Cells
from tracker.verification.gathered import Additive, limited
from tracker.verification.keys import Groups, Keys, rows_by_group
from tracker.verification.percent_bins import PARTS, PERCENTS
from tracker.verification.totals import Totals

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from tracker.pooling import Floats


@dataclass(kw_only=True)
class Assembling:
    """Adds answers to the whole and to each group; the columns to group by stand beside each.

    `events` is whether the rows name events; `groups` numbers the groups by their names.
    """

    events: bool
    groups: Groups
    whole: Aggregate = field(init=False)
    parts: dict[int, Aggregate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = nothing(events=self.events)

    def take_cells(self, said: Floats, happened: Floats, count: Keys, labels: pd.DataFrame) -> None:
        """Counts of rows by probability and outcome."""
        for number, rows in self._split(labels, len(said)):
            cells = Cells.of_counts(said[rows], happened[rows], count[rows])
            self._add(number, replace(nothing(events=self.events), cells=cells))

    def take_pairs(
        self, key: Keys, said: Floats, happened: Floats, count: Keys, labels: pd.DataFrame | Keys
    ) -> None:
        """The same with the events kept apart; the groups by their labels or by their numbers."""
        for number, rows in self._split(labels, len(said)):
            pairs = kept(Cells.of_counts(said[rows], happened[rows], count[rows], key[rows]))
            self._add(number, replace(nothing(events=True), pairs=pairs))

    def take_no_pairs(self) -> None:
        """Know that pairs are too many to keep, of the whole and of every group."""
        self.whole = replace(self.whole, pairs=None)
        self.parts = {number: replace(part, pairs=None) for number, part in self.parts.items()}

    def take_events(
        self,
        key: Keys,
        graded: NDArray[Any],
        count: Keys,
        halves: Sequence[tuple[Keys, Keys]],
        labels: pd.DataFrame,
    ) -> None:
        """Sums for each event: of outcomes, of scores, of the scores of the other outcomes."""
        self._take_sums("events", key, graded, count, halves, labels)

    def take_parts(
        self,
        key: Keys,
        percent: Keys,
        graded: NDArray[Any],
        count: Keys,
        halves: Sequence[tuple[Keys, Keys]],
        labels: pd.DataFrame,
    ) -> None:
        """Sums of outcomes by event, or by part of the events, and by whole percent."""
        cell = (key & (PARTS - 1)) * (PERCENTS + 1) + percent
        self._take_sums("parts", cell, graded, count, halves, labels)

    def named_groups(self) -> Mapping[str, Additive]:
        """The groups by their names."""
        return limited({name: self.parts[number] for name, number in self.groups.sorted_names()})

    def _take_sums(
        self,
        name: str,
        key: Keys,
        graded: NDArray[Any],
        count: Keys,
        halves: Sequence[tuple[Keys, Keys]],
        labels: pd.DataFrame,
    ) -> None:
        for number, rows in self._split(labels, len(key)):
            found = nothing(events=True)
            for decided, kind in ((True, graded == 0), (False, graded == 1)):
                own = rows[kind[rows]]
                if len(own):
                    own_halves = [(high[own], low[own]) for high, low in halves]
                    total = Totals.of_halves(key[own], count[own], own_halves)
                    events, parts = (total, NO_SUMS.parts) if name == "events" else (NO_SUMS.events, total)
                    sums = Sums(events=events, parts=parts)
                    found = replace(found, decided=sums) if decided else replace(found, graded=sums)
            self._add(number, found)

    def _split(self, labels: pd.DataFrame | Keys, rows: int) -> Iterator[tuple[int | None, Keys]]:
        """The rows of the whole, and of each group."""
        yield None, np.arange(rows)
        if self.groups.columns and rows:
            numbers = labels if isinstance(labels, np.ndarray) else self.groups.numbered(labels)
            yield from rows_by_group(numbers)

    def _add(self, number: int | None, found: Aggregate) -> None:
        if number is None:
            self.whole += found
        else:
            self.parts[number] = self.parts.get(number, nothing(events=self.events)) + found
