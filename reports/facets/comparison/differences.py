"""Who of two did better on what both forecast, how sure that is, and what it would take to be surer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.facets.comparison.common_ground import Ground, shared_events
from reports.facets.comparison.evidence_path import evidence_of
from tracker.certainty.wording import told_by
from tracker.comparison.comparing import compare
from tracker.comparison.multiplicity import holm
from tracker.comparison.pairs import Pairs

ALPHA = 0.05
LEAST_FOR_INTERVAL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedScore:
    """The two scores on one shared event, each averaged within it."""

    event: str
    first: float
    second: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """The first's mean score less the second's on shared events: negative speaks for the first.

    Attributes
    ----------
    events
        How many events they share; `left_first` and `left_second` are those of each that the other did
        not claim alike, and `unlike` how many of them both forecast, but with other claims.
    first_mean, second_mean, difference
        None below five shared events; those are in `listed` instead.
    low, high, p_value, how
        The 95% interval, the two-sided p-value of this one pair, and how they were found. Below six events
        no interval is possible: not even one sign for all is rare enough.
    adjusted
        Holm's p-value, which allows for all pairs of the report.
    needed
        How many shared events it takes to see a true difference of 0.05 four times in five.
    e_first, e_second, decided_after
        The present e-values for either being better, and after how many events one first reached 40.
    at_low, at_high
        The difference if every word is read at the end of its range that scores lowest, or highest.
    lead
        How many days earlier the first spoke than the second, in the middle of the shared claims.
    words
        What so many shared events can tell.
    """

    first: str
    first_name: str
    second: str
    second_name: str
    events: int
    left_first: int
    left_second: int
    unlike: int
    words: str
    lead: float | None = None
    first_mean: float | None = None
    second_mean: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    adjusted: float | None = None
    how: str | None = None
    needed: int | None = None
    e_first: float | None = None
    e_second: float | None = None
    decided_after: int | None = None
    at_low: float | None = None
    at_high: float | None = None
    listed: tuple[SharedScore, ...] = ()

    @property
    def better(self) -> str | None:
        """The slug of the one who is better by the adjusted p-value; None if neither can be told."""
        if self.adjusted is None or self.adjusted >= ALPHA or not self.difference:
            return None
        return self.first if self.difference < 0 else self.second

    @property
    def better_first(self) -> tuple[str, str]:
        """The names of the two, that of the better first where one is."""
        names = (self.first_name, self.second_name)
        return names[::-1] if self.better == self.second else names

    @property
    def is_alone_apart(self) -> bool:
        """Whether its own interval leaves out 0, but the adjusted p-value does not tell the two apart."""
        if self.low is None or self.high is None or self.better is not None:
            return False
        return self.low > 0 or self.high < 0

    @property
    def depends_on_reading(self) -> bool:
        """Whether reading words otherwise would turn the difference around."""
        if self.difference is None or self.at_low is None or self.at_high is None:
            return False
        return min(self.at_low, self.at_high) < 0 < max(self.at_low, self.at_high)


def differences_of(ground: Ground, pairs: Iterable[tuple[int, int]]) -> tuple[Difference, ...]:
    """The difference of each pair of places, not yet adjusted for their number."""
    return tuple(_difference(ground, first, second) for first, second in pairs)


def _difference(ground: Ground, first: int, second: int) -> Difference:
    shared = shared_events(ground, first, second)
    count = len(shared.event)
    plain = Difference(
        first=ground.forecasters[first],
        first_name=ground.names[first],
        second=ground.forecasters[second],
        second_name=ground.names[second],
        events=count,
        left_first=ground.events_of(first) - count,
        left_second=ground.events_of(second) - count,
        unlike=shared.unlike,
        lead=shared.lead,
        words=_words(count, None),
    )
    if not told_by(count).shows_mean:
        scores = zip(shared.event.tolist(), shared.first.tolist(), shared.second.tolist(), strict=True)
        return replace(
            plain,
            listed=tuple(
                SharedScore(event=ground.events[place], first=a, second=b) for place, a, b in scores
            ),
        )
    found = compare(
        Pairs(
            events=tuple(shared.event.tolist()),
            first=shared.first,
            second=shared.second,
            only_first=plain.left_first,
            only_second=plain.left_second,
            otherwise=shared.otherwise,
        )
    )
    strength = evidence_of(shared)
    return replace(
        plain,
        first_mean=found.first,
        second_mean=found.second,
        difference=found.difference,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
        how=found.how,
        needed=found.needed.needed,
        e_first=strength.e_first,
        e_second=strength.e_second,
        decided_after=strength.decided_after,
        at_low=float(shared.lows.mean()),
        at_high=float(shared.highs.mean()),
        words=_words(count, found.needed.needed),
    )


def _words(events: int, needed: int | None) -> str:
    return (
        told_by(events, needed=needed).sentence if events else "No event on which both made the same claim."
    )


def adjusted(families: Sequence[tuple[Difference, ...]]) -> list[tuple[Difference, ...]]:
    """The same differences, each with Holm's p-value over the pairs of all families together."""
    tested = [one.p_value for family in families for one in family if one.p_value is not None]
    allowed = iter(holm(tested).tolist())
    return [
        tuple(one if one.p_value is None else replace(one, adjusted=next(allowed)) for one in family)
        for family in families
    ]
