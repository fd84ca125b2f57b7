"""A question of Metaculus: as the ledger has it, and what its forecasts and its resolution are read by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.peers.common import prose, tag, title
from forecasts.model import Question, QuestionKind

PLATFORM = "metaculus"


class Kind(StrEnum):
    """What Metaculus asks for."""

    BINARY = "binary"
    CHOICE = "multiple_choice"
    NUMERIC = "numeric"
    DISCRETE = "discrete"
    DATE = "date"


_KINDS = {
    Kind.BINARY: QuestionKind.EVENT,
    Kind.CHOICE: QuestionKind.CHOICE,
    Kind.NUMERIC: QuestionKind.QUANTITY,
    Kind.DISCRETE: QuestionKind.QUANTITY,
    Kind.DATE: QuestionKind.EVENT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question and what belongs to it.

    `due` is the day on which it was to close, `closed` the moment when it did, or will. `grid` holds the
    places at which a forecast's curve is given, between `lower` and `upper`; of a date question they are
    ordinals of days. `former` holds the options that were open from a moment on, `current` those that are.
    `resolution` is "" while there is none; `resolved` is the day on which it became known.
    """

    noun: Question
    kind: Kind
    due: date
    closed: datetime
    grid: tuple[float, ...] = ()
    lower: float | None = None
    upper: float | None = None
    current: tuple[str, ...] = ()
    former: tuple[tuple[datetime, tuple[str, ...]], ...] = ()
    resolution: str = ""
    resolved: date | None = None

    @property
    def horizon(self) -> date:
        """The last day of a date question."""
        if self.noun.horizon is None:
            raise UnfitNoun(f"The date question {self.noun.slug!r} has no upper bound", "give it")
        return self.noun.horizon

    def options_at(self, moment: datetime, count: int) -> tuple[str, ...]:
        """The options to which as many shares belong; a forecast names all there ever were, or those open."""
        began = [options for since, options in self.former if since <= moment]
        for options in (self.noun.options, *began[::-1], self.current):
            if len(options) == count:
                return options
        raise UnfitNoun(
            f"The forecast on {self.noun.slug!r} has {count} shares for {len(self.noun.options)} options",
            "export the file again",
        )


def question(
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
    >>> asked = question("7", "Will it rain?", Kind.BINARY, Conventions(today=date(2026, 1, 1)), label="May")
    >>> asked.slug, asked.statement
    ('metaculus-7', 'Will it rain? (May)')
    """
    named = said if not label or label in said else f"{said} ({label})"
    if group:
        conventions.assume(
            "Questions of one group are counted as one cluster, as if they stood or fell together."
        )
    topics = tuple(dict.fromkeys(filter(None, map(tag, (*categories, project)))))
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
        horizon=day_of(upper) if kind is Kind.DATE and upper is not None else None,
    )


def day_of(ordinal: float) -> date:
    """The day of an ordinal; one outside the calendar is refused.

    >>> day_of(738_000.0)
    datetime.date(2021, 7, 29)
    """
    try:
        return date.fromordinal(int(ordinal))
    except (ValueError, OverflowError) as error:
        raise UnfitNoun(f"The bound {ordinal:g} is no day of the calendar", "mend the bound") from error


def end_of(day: date) -> datetime:
    """The last moment of a day, by which a question without a closing moment is taken to close."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
