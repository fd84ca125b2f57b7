"""What every figure is made of, once the rows are gone: a tally, and a few sums for each event."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from tracker.digits import whole
from tracker.pooling import Floats
from tracker.tally import Tally
from tracker.ties import Ties
from tracker.verification.keys import UNNAMED, Keys, joined, places_of
from tracker.verification.percent_bins import PartSums, part_sums

MOST_PAIRS = 1 << 21
_FINE = float(1 << 40)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class EventSums:
    """For each event, ascending by its key: the sum of weights, of Brier scores, and of outcomes.

    `otherwise` is the sum of the scores that its forecasts would have, had each outcome been the other one.
    Scores are rounded to steps of 2^-40 before they are summed.
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


def reduced_of(said: Floats, happened: Floats, weight: Floats | None, event: Keys | None) -> Reduced:
    """What is left of rows with weights, whose sums are floats."""
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
        parts, (key, place) = part_sums(said, happened, weight, event), places_of(event)
        sums = _event_sums(said, happened, weight, key, place)
        shared = replace(Tally.of(said, happened, weight, cluster=place), labels=key)
        return Reduced(tally=tally.result(), events=sums, parts=parts, shared=_kept(shared))


def too_many(pairs: int) -> bool:
    """Whether so many pairs of event and probability are not kept."""
    return pairs > MOST_PAIRS


def _kept(shared: Tally) -> Tally | None:
    return None if too_many(len(shared.said)) else shared


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


def _times(values: Floats, weight: Floats | None) -> Floats:
    return values if weight is None else values * weight
