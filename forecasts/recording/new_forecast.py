"""One forecast as an analyst types it becomes records; what it names is found, or made beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from shlex import quote
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forecasts.belief import Timeline
from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.beside import said_before
from forecasts.ledger.finding import slug_of
from forecasts.model import (
    PRIMARY,
    Forecast,
    Forecaster,
    ForecasterKind,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
)
from forecasts.recording.provenance import Provenance, add_statement
from forecasts.recording.questions import NewQuestion, TypedCondition, condition, meant_question
from forecasts.recording.reading import Read, StatedForecast, read_forecast
from forecasts.recording.stated_dates import dates_of, numbers_of
from forecasts.texts import slugified
from forecasts.words.windows.spoken import ENGLISH, Speech, read_spoken

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View


_ANSWERS = (OutcomeKind.VALUE, OutcomeKind.OPTION, OutcomeKind.PARTLY)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewForecast:
    """One forecast, every part as typed. `about` is a known slug, or the statement of a new question.

    `deadline`, a date or a phrase such as "by the end of Q3", and `given` complete `said`. Where `made_on` is
    None the forecast was made at `made_at`, or today.
    """

    about: str
    by: str
    said: StatedForecast
    made_on: date | None = None
    made_at: datetime | None = None
    attested_on: date | None = None
    deadline: str | None = None
    condition: TypedCondition | None = None
    reading: str = PRIMARY
    restates: Handle | None = None
    horizon: date | None = None
    new_question: NewQuestion = field(default_factory=NewQuestion)
    provenance: Provenance = field(default_factory=Provenance)
    forecaster_kind: ForecasterKind = ForecasterKind.PERSON


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedForecast:
    """The forecast as recorded, and sentences on what was made or assumed beside it."""

    handle: Handle
    forecast: Forecast
    notes: tuple[str, ...]


def log_forecast(new: NewForecast, entry: Entry, *, now: datetime, analyst: str) -> LoggedForecast:
    """Add the forecast to an open entry, and the question, forecaster, source and statement it needs.

    Raises TrackerError for an unknown slug, for words that cannot be read, and for what the ledger refuses.
    """
    notes: list[str] = []
    given = None if new.condition is None else condition(entry.view, new.condition)
    forecaster = _forecaster(new, entry, notes)
    question = meant_question(new.about, new.new_question, horizon=new.horizon, entry=entry, notes=notes)
    statement = add_statement(new.provenance, entry, notes)
    made_on = new.made_on or (new.made_at or now).astimezone(ZoneInfo(question.zone)).date()
    check_moment(question, made_on, new.made_at)
    if new.horizon is not None and new.horizon != question.horizon:
        handle = entry.view.find("question", question.slug).handle
        has = f"ends on {question.horizon}" if question.horizon else "has no horizon of its own"
        raise UnfitNoun(
            f"The question {question.slug!r} {has}, and --horizon says {new.horizon}",
            f"leave --horizon out, or set it for everybody first: "
            f'`tracker amend {handle} --horizon {new.horizon} --because "..."`',
        )
    said = stated_of(question, new.said)
    speech = Speech(language=new.provenance.language, country=entry.view.settings.country)
    if new.deadline is not None:
        said = replace(said, deadline=read_deadline(new.deadline, made_on=made_on, speech=speech))
    if given is not None:
        said = replace(said, condition=given)
    found = read_forecast(
        said,
        made_on=made_on,
        horizon=question.horizon,
        default_scale=entry.view.settings.scale,
        analyst=analyst,
        speech=speech,
    )
    forecast = Forecast(
        question=question.slug,
        forecaster=forecaster,
        made_on=made_on,
        made_at=new.made_at,
        attested_on=new.attested_on,
        claim=found.claim,
        belief=found.belief,
        statement=statement,
        reading=new.reading,
        settled_by=found.settled_by,
        restates=new.restates,
        unscoreable_because=found.unscoreable_because,
    )
    notes += _reading_notes(found, question)
    twin = said_before(entry.view, forecast)
    _warn_if_over(question, made_on, entry)
    handle = entry.add(forecast)
    if twin is not None:
        entry.warnings.append(
            f"{twin.handle} says the very same: if it was typed twice, `tracker amend {handle} --mistake "
            '--because "typed twice"` takes the new one back.'
        )
    return LoggedForecast(handle=handle, forecast=forecast, notes=tuple(notes))


def stated_of(question: Question, said: StatedForecast) -> StatedForecast:
    """What was said, its quantiles as days where the question is an event, and else as numbers."""
    if not said.quantiles:
        return said
    if question.kind is QuestionKind.EVENT:
        return replace(said, quantiles=(), dates=dates_of(question, said.quantiles))
    return replace(said, quantiles=numbers_of(question, said.quantiles))


def read_deadline(text: str, *, made_on: date, speech: Speech = ENGLISH) -> date:
    """The last day that counts: a date, or a phrase counted from the day it was said.

    >>> read_deadline("by the end of Q3", made_on=date(2021, 6, 25))
    datetime.date(2021, 9, 30)
    >>> read_deadline("2021-09-25", made_on=date(2021, 6, 25))
    datetime.date(2021, 9, 25)
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_spoken(text, said=made_on, speech=speech).latest


def check_moment(question: Question, made_on: date, made_at: datetime | None) -> None:
    """Refuses a moment that lies on another day, in the question's zone, than the one it was said on."""
    if made_at is None:
        return
    day = made_at.astimezone(ZoneInfo(question.zone)).date()
    if day != made_on:
        raise UnfitNoun(
            f"The forecast was said on {made_on}, and its moment {made_at:%Y-%m-%d %H:%M} UTC is on {day} "
            f"in {question.zone}",
            "give --said or --made-at, or mend one of them",
        )


def _forecaster(new: NewForecast, entry: Entry, notes: list[str]) -> str:
    try:
        return slug_of(entry.view.meant("forecaster", new.by))
    except Unknown as unknown:
        slug = slugified(new.by)
        if unknown.near and new.by == slug:
            raise
        _refuse_namesake(slug, new.by, entry.view)
        entry.add(Forecaster(slug=slug, name=new.by, kind=new.forecaster_kind))
        near = f"; much like {' and '.join(unknown.near)}" if unknown.near else ""
        notes.append(f"New forecaster: {new.by} ({slug}){near}.")
        return slug


def _refuse_namesake(slug: str, name: str, view: View) -> None:
    """Refuses a new name whose slug another forecaster has: a record never guesses who is meant."""
    for stored in view.standing("forecaster", slug=slug):
        assert isinstance(stored.noun, Forecaster)
        raise UnfitNoun(
            f"{name!r} would have the slug {slug!r}, which is that of {stored.noun.name} ({stored.handle})",
            f"if it is the same, write --by {slug}, or add the spelling with `tracker amend {stored.handle} "
            f'--alias {quote(name)} --because "..."`; if not, write a fuller name',
        )


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
        elif answer.kind in _ANSWERS and answer.known_on is not None and answer.known_on < made_on:
            entry.warnings.append(
                f"{question.slug!r} {answer.sentence}, known on {answer.known_on}: that was no forecast "
                f"any more on {made_on}."
            )


def _reading_notes(found: Read, question: Question) -> tuple[str, ...]:
    notes = found.notes
    if isinstance(found.belief, Timeline) and question.horizon is None:
        end = found.belief.horizon
        notes += (f"It is scored up to {end}: {question.slug!r} has no horizon of its own.",)
    if found.settled_by is not None:
        notes += (f"{found.claim.when!r} names no date; {found.settled_by} settles it.",)
    if found.unscoreable_because:
        reasons = ", ".join(found.unscoreable_because)
        notes += (f"It is logged and counted, and will not be scored: {reasons}.",)
    return notes
