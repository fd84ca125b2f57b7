"""One forecast as an analyst tells it becomes records; what it names is found, or made beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forecasts.belief import Timeline
from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.model import (
    PRIMARY,
    Condition,
    Forecast,
    Forecaster,
    ForecasterKind,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Source,
)
from forecasts.telling.reading import Read, Said, read_said
from forecasts.telling.sourcing import Sourcing, add_statement
from forecasts.texts import slugified
from forecasts.window import read_window

if TYPE_CHECKING:
    from forecasts.commands.options import Given
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What is said of a question that may be new; empty where it is known."""

    slug: str | None = None
    criteria: str | None = None
    kind: QuestionKind | None = None
    options: tuple[str, ...] = ()
    unit: str | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    zone: str | None = None
    cluster: str | None = None
    recurs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One forecast, every part as typed. `about` is a known slug, or the statement of a new question.

    `deadline`, a date or a phrase such as "by the end of Q3", and `given` complete `said`. Where `made_on` is
    None the forecast was made at `made_at`, or today.
    """

    about: str
    by: str
    said: Said
    made_on: date | None = None
    made_at: datetime | None = None
    attested_on: date | None = None
    deadline: str | None = None
    given: Given | None = None
    reading: str = PRIMARY
    restates: Handle | None = None
    horizon: date | None = None
    asking: Asking = field(default_factory=Asking)
    sourcing: Sourcing = field(default_factory=Sourcing)
    forecaster_kind: ForecasterKind = ForecasterKind.PERSON


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """The forecast as recorded, and sentences on what was made or assumed beside it."""

    handle: Handle
    forecast: Forecast
    notes: tuple[str, ...]


def enter(telling: Telling, entry: Entry, *, now: datetime, analyst: str) -> Entered:
    """Add the forecast to an open entry, and the question, forecaster, source and statement it needs.

    Raises TrackerError for an unknown slug, for words that cannot be read, and for what the ledger refuses.
    """
    notes: list[str] = []
    forecaster = _forecaster(telling, entry, notes)
    question = _question(telling, entry, notes)
    statement = add_statement(telling.sourcing, entry, notes)
    made_on = telling.made_on or (telling.made_at or now).astimezone(ZoneInfo(question.zone)).date()
    fixed = entry.view.horizon(question.slug)
    if telling.horizon is not None and fixed is not None and telling.horizon != fixed:
        raise UnfitNoun(
            f"The horizon of {question.slug!r} is {fixed} and not {telling.horizon}",
            "leave --horizon out: every timeline of a question ends on the same day",
        )
    said = telling.said
    if telling.deadline is not None:
        said = replace(said, deadline=read_deadline(telling.deadline, made_on=made_on))
    if telling.given is not None:
        said = replace(said, condition=condition(entry.view, telling.given))
    found = read_said(
        said,
        made_on=made_on,
        horizon=fixed or telling.horizon,
        default_scale=entry.view.settings.scale,
        analyst=analyst,
    )
    forecast = Forecast(
        question=question.slug,
        forecaster=forecaster,
        made_on=made_on,
        made_at=telling.made_at,
        attested_on=telling.attested_on,
        claim=found.claim,
        belief=found.belief,
        statement=statement,
        reading=telling.reading,
        settled_by=found.settled_by,
        restates=telling.restates,
        unscoreable_because=found.unscoreable_because,
    )
    notes += _reading_notes(found, question.slug, fixed=fixed)
    _warn_if_over(question, made_on, entry)
    return Entered(handle=entry.add(forecast), forecast=forecast, notes=tuple(notes))


def read_deadline(text: str, *, made_on: date) -> date:
    """The last day that counts: a date, or a phrase counted from the day it was said.

    >>> read_deadline("by the end of Q3", made_on=date(2021, 6, 25))
    datetime.date(2021, 9, 30)
    >>> read_deadline("2021-09-25", made_on=date(2021, 6, 25))
    datetime.date(2021, 9, 25)
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_window(text, said=made_on).latest


def find_question(view: View, text: str) -> Question:
    """The question that a slug or its unique beginning names."""
    found = view.find("question", text).noun
    assert isinstance(found, Question)
    return found


def slug_named(view: View, kind: str, text: str) -> str:
    """The slug of the question, forecaster or source that a text names."""
    noun = view.find(kind, text).noun
    assert isinstance(noun, Question | Forecaster | Source)
    return noun.slug


def condition(view: View, given: Given) -> Condition:
    """The condition on a known question; an option counts in any case, and "yes" and "no" answer an event."""
    asked = find_question(view, given.question)
    spoken = {"yes": "happens", "no": "does not happen"} if asked.kind is QuestionKind.EVENT else {}
    known = spoken | {option.casefold(): option for option in asked.options}
    answer = known.get(given.answer.casefold(), given.answer)
    return Condition(question=asked.slug, answer=answer, by=given.by)


def _forecaster(telling: Telling, entry: Entry, notes: list[str]) -> str:
    try:
        return slug_named(entry.view, "forecaster", telling.by)
    except Unknown as unknown:
        slug = slugified(telling.by)
        if unknown.near and telling.by == slug:
            raise
        entry.add(Forecaster(slug=slug, name=telling.by, kind=telling.forecaster_kind))
        near = f"; much like {' and '.join(unknown.near)}" if unknown.near else ""
        notes.append(f"New forecaster: {telling.by} ({slug}){near}.")
        return slug


def _question(telling: Telling, entry: Entry, notes: list[str]) -> Question:
    asking = telling.asking
    if asking.slug is None and not any(letter.isspace() for letter in telling.about.strip()):
        known = find_question(entry.view, telling.about)
        if asking != Asking():
            raise UnfitNoun(
                f"The question {known.slug!r} is in the ledger already, and what is said of it is new",
                f"change it with `tracker amend {entry.view.find('question', known.slug).handle}`, "
                "or leave out the options that describe a question",
            )
        return known
    question = Question(
        slug=asking.slug or slugified(telling.about),
        statement=telling.about,
        criteria=asking.criteria,
        kind=asking.kind or QuestionKind.EVENT,
        unit=asking.unit,
        options=asking.options,
        topic=asking.topic,
        tags=asking.tags,
        zone=asking.zone or "UTC",
        cluster=asking.cluster,
        recurs=asking.recurs,
        horizon=telling.horizon,
    )
    entry.add(question)
    notes.append(f"New question: {question.statement} ({question.slug}).")
    return question


def _warn_if_over(question: Question, made_on: date, entry: Entry) -> None:
    if question.recurs:
        return
    for stored in entry.view.standing("outcome", question=question.slug):
        answer = stored.noun
        assert isinstance(answer, Outcome)
        if answer.kind is OutcomeKind.HAPPENED and answer.on is not None and answer.on < made_on:
            entry.warnings.append(
                f"{question.slug!r} {answer.sentence}, before {made_on}: it is pre-dated and not scored."
            )


def _reading_notes(found: Read, question: str, *, fixed: date | None) -> tuple[str, ...]:
    notes = found.notes
    if isinstance(found.belief, Timeline) and fixed is None:
        notes += (f"This timeline fixes the horizon of {question!r}: {found.belief.horizon}.",)
    if found.settled_by is not None:
        notes += (f"{found.claim.when!r} names no date; {found.settled_by} settles it.",)
    if found.unscoreable_because:
        reasons = ", ".join(found.unscoreable_because)
        notes += (f"It is logged and counted, and will not be scored: {reasons}.",)
    return notes
