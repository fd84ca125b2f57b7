"""A question of Metaculus: as the ledger has it, what its forecasts are read by, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.format import Open
from forecasts.exchange.formats.common import number, prose, resolved_to, tag, tags, title
from forecasts.model import Outcome, OutcomeKind, Question, QuestionKind

PLATFORM = "metaculus"
FINITE = "give a finite number"
MOST_PLACES = 5_000
"""Numbers that a list in a cell, and steps that a scale may have."""
_RESOLUTION, _HISTORY = "Resolution", "MC Options History"
_BEYOND = {"above_upper_bound": "above its upper bound", "below_lower_bound": "below its lower bound"}

Former = tuple[tuple[datetime, tuple[str, ...]], ...]
"""The options that were open from each moment on."""


class Kind(StrEnum):
    """What Metaculus asks for."""

    BINARY = "binary"
    CHOICE = "multiple_choice"
    NUMERIC = "numeric"
    DISCRETE = "discrete"
    DATE = "date"

    @classmethod
    def named(cls, word: str) -> Kind:
        """The kind of a question by its name; one that is unknown is refused."""
        try:
            return cls(word.strip().lower())
        except ValueError as error:
            raise UnfitCell("Question Type", word, f"give {', '.join(cls)}") from error

    @property
    def has_scale(self) -> bool:
        """Whether its forecasts are curves between bounds."""
        return self not in (Kind.BINARY, Kind.CHOICE)


_KINDS = {
    Kind.BINARY: QuestionKind.EVENT,
    Kind.CHOICE: QuestionKind.CHOICE,
    Kind.NUMERIC: QuestionKind.QUANTITY,
    Kind.DISCRETE: QuestionKind.QUANTITY,
    Kind.DATE: QuestionKind.EVENT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MetaculusQuestion:
    """A question and what belongs to it.

    `due` is the day on which it was to close, `closed` the moment when it did, or will. `grid` holds the
    places at which a forecast's curve is given, between `lower` and `upper`; of a date question they are
    ordinals of days. `former` holds the options that were open from a moment on, `current` those that are.
    `resolution` is "" while there is none; `resolved` is the day on which it became known.
    """

    record: Question
    kind: Kind
    due: date
    closed: datetime
    grid: tuple[float, ...] = ()
    lower: float | None = None
    upper: float | None = None
    current: tuple[str, ...] = ()
    former: Former = ()
    resolution: str = ""
    resolved: date | None = None

    @property
    def horizon(self) -> date:
        """The last day of a date question."""
        if self.record.horizon is None:
            raise UnfitNoun(f"The date question {self.record.slug!r} has no upper bound", "give it")
        return self.record.horizon

    def options_at(self, moment: datetime, count: int) -> tuple[str, ...]:
        """The options to which as many shares belong; a forecast names all there ever were, or those open."""
        began = [options for since, options in self.former if since <= moment]
        for options in (self.record.options, *began[::-1], self.current):
            if len(options) == count:
                return options
        raise UnfitNoun(
            f"The forecast on {self.record.slug!r} has {count} shares for {len(self.record.options)} options",
            "export the file again",
        )

    def outcome(self, conventions: Conventions) -> tuple[Outcome | Open]:
        """The outcome, or that it is not resolved.

        A quantity beyond its bounds has no value, and an event before the lower bound no day: both are void.
        """
        text = self.resolution.strip()
        slug, word, known = self.record.slug, text.lower(), self.resolved
        if not text:
            return (Open(question=slug),)
        if known is None:
            raise UnfitNoun(
                f"The question {slug!r} is resolved as {text[:60]!r}, and nobody says when",
                "give its Resolution Known Time",
            )
        unanswered = {
            "ambiguous": (OutcomeKind.AMBIGUOUS, "Metaculus resolved it as ambiguous"),
            "annulled": (OutcomeKind.VOID, "Metaculus annulled it"),
        }
        if word in unanswered:
            kind, because = unanswered[word]
            return (Outcome(question=slug, kind=kind, because=because, known_on=known),)
        if word in _BEYOND and self.kind.has_scale:
            return (self._beyond(word, known, conventions),)
        match self.kind:
            case Kind.BINARY:
                if word not in ("yes", "no"):
                    remedy = "give yes, no, ambiguous, annulled, or nothing"
                    raise UnfitCell(_RESOLUTION, self.resolution, remedy)
                share = float(word == "yes")
                return (resolved_to(slug, share, resolved=known, deadline=self.due, conventions=conventions),)
            case Kind.CHOICE:
                return (Outcome(question=slug, kind=OutcomeKind.OPTION, option=tag(text), known_on=known),)
            case Kind.DATE:
                day = conventions.day(text, _RESOLUTION)
                known = max(day, known)
                return (Outcome(question=slug, kind=OutcomeKind.HAPPENED, on=day, known_on=known),)
        value = number(text, _RESOLUTION, FINITE)
        return (Outcome(question=slug, kind=OutcomeKind.VALUE, value=value, known_on=known),)

    def _beyond(self, word: str, known: date, conventions: Conventions) -> Outcome:
        slug = self.record.slug
        if self.kind is Kind.DATE and word == "above_upper_bound":
            return resolved_to(slug, 0.0, resolved=known, deadline=self.horizon, conventions=conventions)
        conventions.assume(
            "A quantity that came out beyond its bounds has no value, and an event before its lower bound "
            "has no day: such questions are void."
        )
        because = f"Metaculus resolved it {_BEYOND[word]}, and says no more"
        return Outcome(question=slug, kind=OutcomeKind.VOID, because=because, known_on=known)


def question_record(
    number: str,
    said: str,
    kind: Kind,
    conventions: Conventions,
    *,
    label: str = "",
    group: str | None = None,
    criteria: str = "",
    categories: tuple[str, ...] = (),
    project: str = "",
    unit: str = "",
    options: tuple[str, ...] = (),
    upper: float | None = None,
) -> Question:
    """A question as the ledger has it, by its number; of one in a group, `label` says which it is.

    >>> from datetime import date
    >>> record = question_record(
    ...     "7", "Will it rain?", Kind.BINARY, Conventions(today=date(2026, 1, 1)), label="May"
    ... )
    >>> record.slug, record.statement
    ('metaculus-7', 'Will it rain? (May)')
    """
    named = said if not label or label in said else f"{said} ({label})"
    if group:
        conventions.assume(
            "Questions of one group are counted as one cluster, as if they stood or fell together."
        )
    topics = tags((*categories, project))
    return Question(
        slug=slug_of(PLATFORM, number, exact=True),
        statement=title(named, conventions),
        criteria=prose(criteria, conventions),
        kind=_KINDS[kind],
        unit=tag(unit)[:100] or None,
        options=options if kind is Kind.CHOICE else (),
        topic=topics[0] if categories and topics else None,
        tags=topics[1:] if categories else topics,
        cluster=slug_of(PLATFORM, "group", group, exact=True) if group else None,
        horizon=_day_of(upper) if kind is Kind.DATE and upper is not None else None,
    )


def grid(lower: float, upper: float, *, zero: float | None, steps: int) -> tuple[float, ...]:
    """One place more than there are steps, evenly apart, or with a zero point in even ratios to it.

    With a zero point z, which lies outside the bounds, and r = (upper - z) / (lower - z), the place at the
    share x of the way is lower + (upper - lower) (r^x - 1) / (r - 1).

    >>> grid(0.0, 10.0, zero=None, steps=2)
    (0.0, 5.0, 10.0)
    >>> [round(place, 9) for place in grid(1.0, 100.0, zero=0.0, steps=2)]
    [1.0, 10.0, 100.0]
    """
    inside = zero is not None and lower <= zero <= upper
    if not upper > lower or not 1 <= steps <= MOST_PLACES or inside or not math.isfinite(upper - lower):
        raise UnfitNoun(
            f"The scale runs from {lower:g} to {upper:g} in {steps} steps, with the zero point {zero}",
            "export the question again",
        )
    shares = [step / steps for step in range(steps + 1)]
    if zero is not None:
        ratio = (upper - zero) / (lower - zero)
        if math.isfinite(ratio) and ratio > 0 and not math.isclose(ratio, 1):
            shares = [(ratio**share - 1) / (ratio - 1) for share in shares]
    return tuple(lower + (upper - lower) * share for share in shares)


def resolved_on(moments: Iterable[datetime | None], due: date, conventions: Conventions) -> date | None:
    """The day of the first moment that is known, or else the day on which the question closed."""
    known = next(filter(None, moments), None)
    if known is not None:
        return known.date()
    return due if due <= conventions.today else None


def history(found: object) -> Former:
    """The options that were open from each moment on, from pairs of a moment and a list."""
    if not isinstance(found, list | tuple):
        return ()
    steps = []
    for step in found:
        if not isinstance(step, list | tuple) or len(step) != 2 or not isinstance(step[0], str):
            raise UnfitCell(_HISTORY, type(step).__name__, "give pairs of a moment and a list of options")
        steps.append((_utc(step[0], _HISTORY), lines(step[1], _HISTORY)))
    return tuple(sorted(steps))


def lines(found: Any, column: str) -> tuple[str, ...]:
    """A list's texts, each on one line, where that is what it holds."""
    if found is None:
        return ()
    if not isinstance(found, list | tuple) or not all(isinstance(part, str | None) for part in found):
        raise UnfitCell(column, str(type(found).__name__), "give a list of texts")
    return tuple(clean for part in found if part and (clean := tag(part)))


def complete(found: Iterable[float | None], column: str) -> tuple[float, ...]:
    """Numbers of which none is missing."""
    listed = tuple(found)
    known = tuple(number for number in listed if number is not None)
    if len(known) != len(listed):
        raise UnfitCell(column, "None", "a curve lacks none of its numbers")
    return known


def _day_of(ordinal: float) -> date:
    """The day of an ordinal; one outside the calendar is refused."""
    try:
        return date.fromordinal(int(ordinal))
    except (ValueError, OverflowError) as error:
        raise UnfitNoun(f"The bound {ordinal:g} is no day of the calendar", "mend the bound") from error


def _utc(cell: str, column: str) -> datetime:
    """A moment of the options' history, which begins with the first of all moments, without an offset."""
    try:
        moment = datetime.fromisoformat(cell)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z") from error
