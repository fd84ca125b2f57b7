"""The good rows of a table of chances, gathered as a whole, by group, and beside a second probability."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.pooling import Floats
from tracker.verification.columns import Roles
from tracker.verification.days import days
from tracker.verification.gathering import EventSums, Gathering, Reduced
from tracker.verification.groups import Groups
from tracker.verification.keys import Keys, keys

if TYPE_CHECKING:
    import pandas as pd

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
    whole: Gathering = field(default_factory=Gathering)
    parts: dict[int, Gathering] = field(default_factory=dict)
    ours: Gathering = field(default_factory=Gathering)
    theirs: Gathering = field(default_factory=Gathering)
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
        if roles.made_on is not None and roles.deadline is not None:
            self.late += int((days(piece[roles.made_on]) > days(piece[roles.deadline])).sum())
        self.taken += len(said)
        if self.whole.rows >= _ROWS_WAITING:
            for gathering in (self.whole, self.ours, self.theirs, *self.parts.values()):
                gathering.reduce()

    def paired(self) -> tuple[EventSums, EventSums] | None:
        """The events of both probabilities of each row; None without a second one."""
        ours, theirs = self.ours.reduce().events, self.theirs.reduce().events
        return None if ours is None or theirs is None else (ours, theirs)

    def reduced_groups(self) -> dict[str, Reduced]:
        """Each group's rows, in the order of the names."""
        return {name: self.parts[number].reduce() for name, number in self.groups.sorted_names()}

    def _take_groups(
        self,
        group: NDArray[np.int64],
        said: Floats,
        happened: Floats,
        weight: Floats | None,
        event: Keys | None,
    ) -> None:
        order = np.argsort(group, kind="stable")
        found, starts = np.unique(group[order], return_index=True)
        for number, rows in zip(found.tolist(), np.split(order, starts[1:]), strict=True):
            self.parts.setdefault(number, Gathering()).add(
                said[rows],
                happened[rows],
                None if weight is None else weight[rows],
                None if event is None else event[rows],
            )
