"""Cells: how often each probability met each outcome, on each event where these are kept apart; they add.

Counts are whole numbers, so that the order and the number of the parts they come from cannot show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracker.pooling import Floats, distinct, on_grid, summed
from tracker.tally import Tally
from tracker.verification.keys import Keys

_ROOM = 1 << 62


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Cells:
    """How many rows there are of each probability, outcome and, where kept, event.

    Attributes
    ----------
    said
        The probability, held at the multiple of 1/10000 that it is near, as `tracker.pooling` has it.
    outcome
        1 where it happened, 0 where not, or a grade between them.
    count
        How many rows.
    event
        The key of the event; None where events are not kept apart.
    """

    said: Floats
    outcome: Floats
    count: Keys
    event: Keys | None = None

    @classmethod
    def of_counts(cls, said: Floats, outcome: Floats, count: Keys, event: Keys | None = None) -> Cells:
        """The cells of counted rows, in any order, equal ones added up.

        >>> found = Cells.of_counts(np.array([0.3, 0.1 + 0.2]), np.array([1.0, 1.0]), np.array([2, 5]))
        >>> found.said.tolist(), found.count.tolist()
        ([0.3], [7])
        """
        if not len(said):
            return cls(said=said, outcome=outcome, count=count, event=event)
        chances, cell = distinct(on_grid(said))
        outcomes, place = np.unique(outcome, return_inverse=True)
        events, own = (np.zeros(1, dtype=np.int64), 0) if event is None else distinct(event)
        if len(chances) * len(outcomes) * len(events) >= _ROOM:
            raise OverflowError("there are too many different cells for one machine")
        used, at = np.unique((own * len(chances) + cell) * len(outcomes) + place, return_inverse=True)
        rest, outcome_at = np.divmod(used, len(outcomes))
        event_at, said_at = np.divmod(rest, len(chances))
        return cls(
            said=chances[said_at],
            outcome=outcomes[outcome_at],
            count=np.bincount(at, count, len(used)).astype(np.int64),
            event=None if event is None else events[event_at],
        )

    @classmethod
    def of_tally(cls, tally: Tally) -> Cells:
        """The cells of a tally of rows that came out yes or no."""
        yes, no = tally.happened > 0, tally.count > tally.happened
        event = None
        if tally.labels is not None:
            own = tally.labels[tally.cluster]
            event = np.concatenate([own[no], own[yes]])
        return cls(
            said=np.concatenate([tally.said[no], tally.said[yes]]),
            outcome=np.repeat([0.0, 1.0], [no.sum(), yes.sum()]),
            count=np.concatenate([(tally.count - tally.happened)[no], tally.happened[yes]]).astype(np.int64),
            event=event,
        )

    def __add__(self, other: Cells) -> Cells:
        """The cells of both sets of rows."""
        if not len(self.said) or not len(other.said):
            return other if len(other.said) else self
        said, outcome, count = (
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("said", "outcome", "count")
        )
        if self.event is None or other.event is None:
            return self.of_counts(said, outcome, count)
        return self.of_counts(said, outcome, count, np.concatenate([self.event, other.event]))

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.count.sum())

    @property
    def pairs(self) -> int:
        """How many different pairs of event and probability there are."""
        if self.event is None:
            return len(distinct(self.said)[0])
        order = np.lexsort((self.said, self.event))
        new = (np.diff(self.event[order]) != 0) | (np.diff(self.said[order]) != 0)
        return int(new.sum()) + bool(len(order))

    @property
    def is_graded(self) -> NDArray[np.bool_]:
        """Where the outcome lies between yes and no."""
        return (self.outcome > 0) & (self.outcome < 1)

    def of(self, kept: NDArray[np.bool_]) -> Cells:
        """Some of the cells."""
        event = None if self.event is None else self.event[kept]
        return replace(
            self, said=self.said[kept], outcome=self.outcome[kept], count=self.count[kept], event=event
        )

    def tally(self) -> Tally:
        """The rows as a tally, with their events as clusters where these are kept."""
        labels, place = (None, None) if self.event is None else distinct(self.event)
        if self.is_graded.any():
            found = Tally.of(self.said, self.outcome, self.count, cluster=place)
            return replace(found, labels=labels)
        count = self.count.astype(np.float64)
        yes = count * self.outcome
        cells, _ = summed(self.said, count, yes, yes, place)
        return Tally(
            said=cells.said,
            count=cells.count,
            happened=cells.happened,
            squares=cells.squares,
            cluster=cells.cluster,
            labels=labels,
        )


def without_rows(*, events: bool) -> Cells:
    """The cells of no rows."""
    none, no = np.zeros(0), np.zeros(0, dtype=np.int64)
    return Cells(said=none, outcome=none, count=no, event=no if events else None)
