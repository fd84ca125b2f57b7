"""All that figures need of rows without weights: cells that count them, and sums for each event."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tracker.pooling import Floats
from tracker.tally import Tally
from tracker.verification.cells import Cells, without_rows
from tracker.verification.keys import Keys, places_of
from tracker.verification.percent_bins import PartSums, part_places
from tracker.verification.reduction import EventSums, Reduced, too_many
from tracker.verification.totals import Totals, totals


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Sums:
    """Sums of rows for each event, and for each random part of the events in each whole percent.

    The values of `events` are the outcome, the Brier score, and the score had the outcome been the other one;
    that of `parts` is the outcome.
    """

    events: Totals
    parts: Totals

    def __add__(self, other: Sums) -> Sums:
        """The sums over both."""
        return Sums(events=self.events + other.events, parts=self.parts + other.parts)


NO_SUMS = Sums(events=Totals.none(3), parts=Totals.none(1))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Aggregate:
    """What figures need of rows.

    Attributes
    ----------
    cells
        How often each probability met each outcome.
    pairs
        The same with events kept apart; None where no events are named, or there are too many pairs of event
        and probability to keep.
    decided, graded
        Sums of the rows that came out yes or no, and of the others; None where no events are named.
    """

    cells: Cells
    pairs: Cells | None
    decided: Sums | None
    graded: Sums | None

    @property
    def empty(self) -> bool:
        """Whether nothing was counted."""
        sums = [part for part in (self.decided, self.graded) if part is not None]
        return not len(self.cells.said) and not any(len(part.events.key) for part in sums)

    def __add__(self, other: Aggregate) -> Aggregate:
        """What they need of both together."""
        return Aggregate(
            cells=self.cells + other.cells,
            pairs=None if self.pairs is None or other.pairs is None else kept(self.pairs + other.pairs),
            decided=_both(self.decided, other.decided),
            graded=_both(self.graded, other.graded),
        )

    def reduced(self) -> Reduced:
        """The rows as figures are made of them."""
        grades = self.cells.is_graded
        found = _reduced(self.cells, self.pairs, _both(self.decided, self.graded))
        if not grades.any():
            return found
        pairs = None if self.pairs is None else self.pairs.of(~self.pairs.is_graded)
        return replace(found, decided=_reduced(self.cells.of(~grades), pairs, self.decided))


def aggregate_of(said: Floats, happened: Floats, event: Keys | None) -> Aggregate:
    """The aggregate of rows that were checked before, each of which counts once."""
    plain = (happened == 0) | (happened == 1)
    if plain.all():
        return _of_plain(said, happened, event)
    ours, others = (None if event is None else event[rows] for rows in (plain, ~plain))
    once = np.ones(int((~plain).sum()), dtype=np.int64)
    chances, grades, own = said[~plain], happened[~plain], others
    graded = Aggregate(
        cells=Cells.of_counts(chances, grades, once),
        pairs=None if own is None else kept(Cells.of_counts(chances, grades, once, own)),
        decided=None if own is None else NO_SUMS,
        graded=None if own is None else _sums(chances, grades, own, *places_of(own)),
    )
    return _of_plain(said[plain], happened[plain], ours) + graded


def nothing(*, events: bool) -> Aggregate:
    """The aggregate of no rows."""
    none = NO_SUMS if events else None
    return Aggregate(
        cells=without_rows(events=False),
        pairs=without_rows(events=True) if events else None,
        decided=none,
        graded=none,
    )


def kept(pairs: Cells) -> Cells | None:
    """Pairs of event and probability, unless they are too many to keep."""
    return None if too_many(len(pairs.said)) and too_many(pairs.pairs) else pairs


def _of_plain(said: Floats, happened: Floats, event: Keys | None) -> Aggregate:
    cells = Cells.of_tally(Tally.of(said, happened))
    if event is None:
        return Aggregate(cells=cells, pairs=None, decided=None, graded=None)
    key, place = places_of(event)
    shared = replace(Tally.of(said, happened, cluster=place), labels=key)
    return Aggregate(
        cells=cells,
        pairs=kept(Cells.of_tally(shared)),
        decided=_sums(said, happened, event, key, place),
        graded=NO_SUMS,
    )


def _sums(said: Floats, happened: Floats, event: Keys, key: Keys, place: Keys) -> Sums:
    other = 1 - happened
    return Sums(
        events=totals(key, place, (happened, (said - happened) ** 2, (said - other) ** 2)),
        parts=totals(*part_places(said, event), (happened,)),
    )


def _both(mine: Sums | None, yours: Sums | None) -> Sums | None:
    return None if mine is None or yours is None else mine + yours


def _reduced(cells: Cells, pairs: Cells | None, sums: Sums | None) -> Reduced:
    tally = cells.tally()
    if sums is None:
        return Reduced(tally=tally, events=None, parts=None)
    of_events, of_parts = sums.events, sums.parts
    events = EventSums(
        key=of_events.key,
        count=of_events.count.astype(np.float64),
        happened=of_events.floats(0),
        score=of_events.floats(1),
        otherwise=of_events.floats(2),
    )
    parts = PartSums(cell=of_parts.key, count=of_parts.count.astype(np.float64), happened=of_parts.floats(0))
    return Reduced(tally=tally, events=events, parts=parts, shared=None if pairs is None else pairs.tally())
