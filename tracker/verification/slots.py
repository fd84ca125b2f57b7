"""Sums for each event and group in columns without gaps: a slot for each event in each group.

Where most events have forecasts of most groups, a slot costs a third of a row of `Totals`, and a row is added
to it without being looked up. The totals of one group are made only while its figures are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracker.pooling import Floats
from tracker.verification.aggregate import NO_SUMS, Aggregate, Sums
from tracker.verification.cells import Cells
from tracker.verification.keys import Keys
from tracker.verification.percent_bins import PARTS, PERCENTS, percents
from tracker.verification.reduction import Reduced
from tracker.verification.totals import BITS, Totals, units_of

MOST = 1 << 26
MOST_OF_ONE = 1 << 22
"""Forecasts on one event whose scores, in units of 2^-40, add up in 64 bits."""
_FEW = 1 << 20
_SLOTS_A_ROW = 8
_YES = 32
_COUNT = (1 << _YES) - 1
_REST = (1 << BITS) - 1


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Slots:
    """What figures need of rows that all came out yes or no, as `Aggregate` has it.

    Attributes
    ----------
    cells, pairs
        As in `Aggregate`.
    key
        The key of each event, ascending; some may have no rows.
    counts, scores, others
        For each event: how many rows, and above bit 32 how many of them happened; the sums of their scores,
        and of their scores with the other outcome, in units of 2^-40.
    part_cells, part_counts
        The cells of `PartSums`, ascending, and for each of them what `counts` has for an event.
    """

    cells: Cells
    pairs: Cells | None
    key: Keys
    counts: Keys
    scores: Keys
    others: Keys
    part_cells: Keys
    part_counts: Keys

    @property
    def empty(self) -> bool:
        """Whether nothing was counted."""
        return not len(self.cells.said)

    def aggregate(self) -> Aggregate:
        """The same without the slots of events that have no rows."""
        some = self.counts > 0
        counts, sums = self.counts[some], (self.scores[some], self.others[some])
        events = Totals(
            key=self.key[some],
            count=counts & _COUNT,
            whole=np.column_stack([counts >> _YES, *(units >> BITS for units in sums)]),
            rest=np.column_stack([np.zeros_like(counts), *(units & _REST for units in sums)]),
        )
        used = self.part_counts > 0
        of_parts = self.part_counts[used]
        parts = Totals(
            key=self.part_cells[used],
            count=of_parts & _COUNT,
            whole=(of_parts >> _YES)[:, None],
            rest=np.zeros((len(of_parts), 1), dtype=np.int64),
        )
        return Aggregate(
            cells=self.cells, pairs=self.pairs, decided=Sums(events=events, parts=parts), graded=NO_SUMS
        )

    def reduced(self) -> Reduced:
        """The rows as figures are made of them."""
        return self.aggregate().reduced()


@dataclass(kw_only=True)
class Filling:
    """Takes rows that all came out yes or no, each told by the place of its event's key and by its cell.

    `said`, `happened` and `group` are those of each cell; there are so many `groups`.
    """

    key: Keys
    said: Floats
    happened: Floats
    group: Keys
    groups: int
    _counts: Keys = field(init=False)
    _scores: Keys = field(init=False)
    _others: Keys = field(init=False)
    _of_parts: Keys = field(init=False)

    def __post_init__(self) -> None:
        self._part, part = np.unique(self.key & (PARTS - 1), return_inverse=True)
        self._percent, percent = np.unique(percents(self.said), return_inverse=True)
        events, self._width = len(self.key), len(self._part) * len(self._percent)
        self._counts, self._scores, self._others = (
            np.zeros(self.groups * events, dtype=np.int64) for _ in range(3)
        )
        self._of_parts = np.zeros(self.groups * self._width, dtype=np.int64)
        self._first, self._first_part = self.group * events, self.group * self._width + percent
        self._part_of = part * len(self._percent)
        self._count = 1 + (self.happened.astype(np.int64) << _YES)
        error = self.said - self.happened, self.said - (1 - self.happened)
        self._score, self._other = (units_of(one**2).astype(np.int64) for one in error)

    def take(self, place: NDArray[np.int32], cell: NDArray[np.int32]) -> None:
        """Add rows to their slots."""
        slot, count = self._first[cell], self._count[cell]
        slot += place
        np.add.at(self._counts, slot, count)
        np.add.at(self._scores, slot, self._score[cell])
        np.add.at(self._others, slot, self._other[cell])
        slot = self._first_part[cell]
        slot += self._part_of[place]
        np.add.at(self._of_parts, slot, count)

    @property
    def overflows(self) -> bool:
        """Whether some event has more rows than sums of 64 bits hold, so that these are of no use."""
        return int((self._by_group(self._counts) & _COUNT).sum(axis=0).max(initial=0)) > MOST_OF_ONE

    @property
    def least_pairs(self) -> int:
        """How many pairs of event and probability all groups together have at least."""
        return int(max(np.count_nonzero(self._counts), np.count_nonzero(self._of_parts)))

    def whole(self, cells: Cells, pairs: Cells | None) -> Slots:
        """The rows of all groups."""
        columns = (self._counts, self._scores, self._others, self._of_parts)
        return self._slots(cells, pairs, *(self._by_group(column).sum(axis=0) for column in columns))

    def of_group(self, number: int, cells: Cells, pairs: Cells | None) -> Slots:
        """The rows of a group; its columns are not copied."""
        columns = (self._counts, self._scores, self._others, self._of_parts)
        return self._slots(cells, pairs, *(self._by_group(column)[number] for column in columns))

    def _by_group(self, column: Keys) -> Keys:
        return column.reshape(self.groups, -1)

    def _slots(self, cells: Cells, pairs: Cells | None, *columns: Keys) -> Slots:
        counts, scores, others, part_counts = columns
        return Slots(
            cells=cells,
            pairs=pairs,
            key=self.key,
            counts=counts,
            scores=scores,
            others=others,
            part_cells=np.add.outer(self._part * (PERCENTS + 1), self._percent).ravel(),
            part_counts=part_counts,
        )


def fits(*, key: Keys, said: Floats, groups: int, rows: int) -> bool:
    """Whether slots for so many events, probabilities and groups are few enough, beside their rows too."""
    parts = len(np.unique(key & (PARTS - 1))) * len(np.unique(percents(said)))
    slots = groups * (3 * len(key) + parts)
    return slots <= min(MOST, max(_FEW, _SLOTS_A_ROW * rows)) and rows <= _COUNT >> 1
