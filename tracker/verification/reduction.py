"""Rows reduced, piece by piece, to what every figure needs: a tally, and a few sums for each event.

Memory grows with the different probabilities and the events, not with the rows.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.digits import whole
from tracker.pooling import Floats
from tracker.tally import Tally
from tracker.ties import Ties
from tracker.verification.column_names import Roles
from tracker.verification.days import days
from tracker.verification.keys import UNNAMED, Groups, Keys, joined, keys
from tracker.verification.percent_bins import PartSums, part_sums

if TYPE_CHECKING:
    import pandas as pd

MOST_PAIRS = 1 << 21
_FINE = float(1 << 40)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class EventSums:
    """For each event, ascending by its key: the sum of weights, of Brier scores, and of outcomes.

    `otherwise` is the sum of the scores that its forecasts would have, had each outcome been the other one.
    Scores are summed in steps of 2^-40, so that the order of the rows cannot show in the last digit.
    """

    key: Keys
    count: Floats
    score: Floats
    happened: Floats
    otherwise: Floats

    def __add__(self, other: EventSums) -> EventSums:
        """The sums over both; events of one key are one event."""
        key, summed = joined(self.key, other.key)
        return EventSums(
            key=key,
            count=summed(self.count, other.count),
            score=summed(self.score, other.score),
            happened=summed(self.happened, other.happened),
            otherwise=summed(self.otherwise, other.otherwise),
        )

    @property
    def named(self) -> int:
        """How many events are named; all rows that name none are one more."""
        return len(self.key) - int(UNNAMED in self.key)

    def as_tally(self) -> Tally:
        """A tally with a cell an event, whose Brier scores are these sums.

        It serves only where nothing but those sums counts: a forecast of 0 scores its squared outcome.
        """
        none = np.zeros(len(self.key))
        return Tally(
            said=none,
            count=self.count,
            happened=none,
            squares=self.score,
            cluster=np.arange(len(self.key)),
            labels=self.key,
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Reduced:
    """What is left of the rows: their tally, and where events are named, sums for these and for parts.

    `shared` is the tally with the events as clusters; None where there are none, or where more than two
    million different pairs of event and probability would be kept. `decided` is the same of the rows that
    came out yes or no; None where all did.
    """

    tally: Tally
    events: EventSums | None
    parts: PartSums | None
    shared: Tally | None = None
    decided: Reduced | None = None

    @property
    def graded(self) -> float:
        """How many outcomes lie between yes and no, or the sum of their weights."""
        return 0 if self.decided is None else whole(round(self.tally.total - self.decided.tally.total, 6))

    def tested(self, ties: Ties) -> Reduced:
        """What tests of yes and no are made of; with graded outcomes still, where nothing else is left."""
        match ties:
            case Ties.DROP if self.decided is not None and len(self.decided.tally.said):
                return self.decided
            case Ties.HALF:
                shared = None if self.shared is None else self.shared.halved()
                return replace(self, tally=self.tally.halved(), shared=shared, decided=None)
        return self

    @property
    def independent(self) -> bool:
        """Whether each forecast is on an event of its own, as far as is known, and counts once."""
        return self.events is None or bool((self.events.count == 1).all())

    def __add__(self, other: Reduced) -> Reduced:
        """Both together."""
        some_graded = self.decided is not None or other.decided is not None
        decided = (self.decided or self) + (other.decided or other) if some_graded else None
        if self.events is None or other.events is None or self.parts is None or other.parts is None:
            return Reduced(tally=self.tally + other.tally, events=None, parts=None, decided=decided)
        return Reduced(
            tally=self.tally + other.tally,
            events=self.events + other.events,
            parts=self.parts + other.parts,
            shared=None if self.shared is None or other.shared is None else _kept(self.shared + other.shared),
            decided=decided,
        )


@dataclass(kw_only=True)
class Reducing:
    """Collects rows, and reduces them when asked to."""

    waiting: list[tuple[Floats, Floats, Floats | None, Keys | None]] = field(default_factory=list)
    so_far: Reduced | None = None
    rows: int = 0

    def add(self, said: Floats, happened: Floats, weight: Floats | None, event: Keys | None) -> None:
        """Take rows that were checked before."""
        if len(said):
            self.waiting.append((said, happened, weight, event))
            self.rows += len(said)

    def reduce(self) -> Reduced:
        """Reduce what waits, and give all so far."""
        if self.waiting or self.so_far is None:
            found = _reduced(*self._joined())
            self.so_far = found if self.so_far is None else self.so_far + found
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


def _reduced(said: Floats, happened: Floats, weight: Floats | None, event: Keys | None) -> Reduced:
    if weight is not None and not weight.all():
        some = weight > 0
        said, happened, weight = said[some], happened[some], weight[some]
        event = None if event is None else event[some]
    found, plain = _summed(said, happened, weight, event), (happened == 0) | (happened == 1)
    if plain.all():
        return found
    weight, event = (None if part is None else part[plain] for part in (weight, event))
    return replace(found, decided=_summed(said[plain], happened[plain], weight, event))


def _summed(said: Floats, happened: Floats, weight: Floats | None, event: Keys | None) -> Reduced:
    if event is None:
        return Reduced(tally=Tally.of(said, happened, weight), events=None, parts=None)
    with ThreadPoolExecutor(max_workers=1) as beside:
        tally = beside.submit(Tally.of, said, happened, weight)
        parts, (key, place) = part_sums(said, happened, weight, event), _places(event)
        sums = _event_sums(said, happened, weight, key, place)
        shared = replace(Tally.of(said, happened, weight, cluster=place), labels=key)
        return Reduced(tally=tally.result(), events=sums, parts=parts, shared=_kept(shared))


def _kept(shared: Tally) -> Tally | None:
    return shared if len(shared.said) <= MOST_PAIRS else None


def _event_sums(said: Floats, happened: Floats, weight: Floats | None, key: Keys, place: Keys) -> EventSums:
    def summed(values: Floats | None) -> Floats:
        each = weight if values is None else _times(values, weight)
        return np.bincount(place, each, len(key)).astype(np.float64)

    def scored(outcome: Floats) -> Floats:
        scores = said - outcome
        scores *= scores
        scores *= _FINE
        np.rint(scores, out=scores)
        return summed(scores) / _FINE

    return EventSums(
        key=key,
        count=summed(None),
        score=scored(happened),
        happened=summed(happened),
        otherwise=scored(1 - happened),
    )


def _places(event: Keys) -> tuple[Keys, Keys]:
    """The different keys in ascending order, and the place of each row's among them."""
    import pandas as pd

    place, found = pd.factorize(event)
    order = np.argsort(found)
    rank = np.empty(len(found), dtype=np.int64)
    rank[order] = np.arange(len(found))
    return found[order], rank[place]


def _times(values: Floats, weight: Floats | None) -> Floats:
    return values if weight is None else values * weight


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
        if roles.made_on is not None and roles.deadline is not None:
            self.late += int((days(piece[roles.made_on]) > days(piece[roles.deadline])).sum())
        self.taken += len(said)
        if self.whole.rows >= _ROWS_WAITING:
            for reducing in (self.whole, self.ours, self.theirs, *self.parts.values()):
                reducing.reduce()

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
            self.parts.setdefault(number, Reducing()).add(
                said[rows],
                happened[rows],
                None if weight is None else weight[rows],
                None if event is None else event[rows],
            )
