"""Good rows taken piece by piece, and reduced so that memory does not grow with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.pooling import Floats
from tracker.verification.aggregate import aggregate_of
from tracker.verification.column_names import Roles
from tracker.verification.days import days
from tracker.verification.gathered import Additive, Gathered, Weighed, added, limited
from tracker.verification.keys import Groups, Keys, keys, rows_by_group
from tracker.verification.reduction import reduced_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(kw_only=True)
class Reducing:
    """Collects rows, and reduces them when asked to."""

    waiting: list[tuple[Floats, Floats, Floats | None, Keys | None]] = field(default_factory=list)
    so_far: Additive | None = None
    rows: int = 0

    def add(self, said: Floats, happened: Floats, weight: Floats | None, event: Keys | None) -> None:
        """Take rows that were checked before."""
        if len(said):
            self.waiting.append((said, happened, weight, event))
            self.rows += len(said)

    def gathered(self) -> Additive:
        """What waits and what was taken before, reduced to what adds."""
        if self.waiting or self.so_far is None:
            said, happened, weight, event = self._joined()
            if weight is None:
                found: Additive = aggregate_of(said, happened, event)
            else:
                found = Weighed(left=reduced_of(said, happened, weight, event))
            self.so_far = found if self.so_far is None else added(self.so_far, found)
            self.waiting, self.rows = [], 0
        return self.so_far

    def _joined(self) -> tuple[Floats, Floats, Floats | None, Keys | None]:
        if not self.waiting:
            return np.zeros(0), np.zeros(0), None, None
        said, happened, weight, event = zip(*self.waiting, strict=True)
        return (
            np.concatenate(said),
            np.concatenate(happened),
            None if weight[0] is None else np.concatenate(weight),
            None if event[0] is None else np.concatenate(event),
        )


_ROWS_WAITING = 1 << 21


@dataclass(kw_only=True)
class Chances:
    """Takes good rows piece by piece.

    `late` counts forecasts that were made after their deadline. `theirs` gathers a second probability of the
    same rows, and `ours` the first one beside it. Where no event column is there, each row is an event of its
    own for these two, and throughout where rows have weights.
    """

    roles: Roles
    groups: Groups
    whole: Reducing = field(default_factory=Reducing)
    parts: dict[int, Reducing] = field(default_factory=dict)
    ours: Reducing = field(default_factory=Reducing)
    theirs: Reducing = field(default_factory=Reducing)
    late: int = 0
    taken: int = 0

    def take(self, numbers: dict[str, Floats], piece: pd.DataFrame) -> None:
        """Take the good rows of a piece, with their numbers by column."""
        roles = self.roles
        said, happened = numbers[roles.said], numbers[roles.happened]
        weight = None if roles.weight is None else numbers[roles.weight]
        event = keys(piece, roles.event) if roles.event else None
        rows = np.arange(self.taken, self.taken + len(said))
        if event is None and weight is not None:
            event = rows
        self.whole.add(said, happened, weight, event)
        if roles.by:
            self._take_groups(self.groups.numbered(piece), said, happened, weight, event)
        if roles.other is not None:
            own = rows if event is None else event
            self.ours.add(said, happened, weight, own)
            self.theirs.add(numbers[roles.other], happened, weight, own)
        if roles.dates:
            made_on, deadline = (days(piece[name]) for name in roles.dates)
            self.late += int((made_on > deadline).sum())
        self.taken += len(said)
        if self.whole.rows >= _ROWS_WAITING:
            for reducing in (self.whole, self.ours, self.theirs):
                reducing.gathered()
            for number, left in limited({n: part.gathered() for n, part in self.parts.items()}).items():
                self.parts[number].so_far = left

    def gathered(self) -> Gathered:
        """All that was taken, reduced."""
        paired = self.roles.other is not None
        return Gathered(
            whole=self.whole.gathered(),
            groups=limited({name: self.parts[at].gathered() for name, at in self.groups.sorted_names()}),
            ours=self.ours.gathered() if paired else None,
            theirs=self.theirs.gathered() if paired else None,
            late=self.late,
            by=self.groups.columns,
        )

    def _take_groups(
        self,
        group: NDArray[np.int64],
        said: Floats,
        happened: Floats,
        weight: Floats | None,
        event: Keys | None,
    ) -> None:
        for number, rows in rows_by_group(group):
            self.parts.setdefault(number, Reducing()).add(
                said[rows],
                happened[rows],
                None if weight is None else weight[rows],
                None if event is None else event[rows],
            )
