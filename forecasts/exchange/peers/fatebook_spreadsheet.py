"""A spreadsheet made for Fatebook's own import: one row a forecast of one's own, in percent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from forecasts.errors import UnfitCell, UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import Cells, DataFile
from forecasts.exchange.format import RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.common import (
    header,
    oneself,
    prose,
    resolved_no,
    resolved_yes,
    said,
    tag,
    title,
    without_answer,
)
from forecasts.exchange.peers.fatebook import PLATFORM, needed, slug, whole
from forecasts.model import Chance, Forecaster, Outcome, OutcomeKind, Question

TITLE = "Fatebook's spreadsheet"
_MARKS = frozenset(("questionTitle", "forecast", "qCreatedAt", "resolution"))
_DAY = timedelta(hours=24)


def recognises(file: DataFile) -> bool:
    """Whether the header holds the fields that Fatebook's import asks for."""
    return header(file) >= _MARKS


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """The question, the forecast and the outcome of each row; the forecaster is whom `--me` names."""
    if not conventions.me:
        raise UnfitFile(file.name, "does not say whose forecasts it holds", "say --me NAME")
    who = oneself(conventions, PLATFORM)
    for cells in file.rows():
        yield from read_or_refused(cells.line, cells.text, partial(_parts, cells, who, conventions))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A row's question, when it was made, and by when it resolves."""

    question: Question
    created: datetime
    resolve_by: date


def _parts(cells: Cells, who: Forecaster, conventions: Conventions) -> tuple[RowNoun, ...]:
    whole(cells)
    asked = _asked(cells, conventions)
    made = conventions.moment(cells["fCreatedAt"], "fCreatedAt") if cells["fCreatedAt"] else asked.created
    belief = Chance.stated(_chance(needed(cells, "forecast"), conventions))
    forecast = said(asked.question, who, belief, made=made, deadline=asked.resolve_by)
    outcome = _outcome(cells, asked, conventions)
    found = (asked.question, who, replace(forecast, attested_on=None))
    return (*found, outcome) if outcome else found


def _asked(cells: Cells, conventions: Conventions) -> _Asked:
    statement = title(needed(cells, "questionTitle"), conventions)
    created = conventions.moment(needed(cells, "qCreatedAt"), "qCreatedAt")
    notes = "\n\n".join(text for text in (cells["notes"], cells["notesExtra"]) if text)
    question = Question(
        slug=slug(statement, created),
        statement=statement,
        criteria=prose(notes, conventions),
        tags=tuple(dict.fromkeys(found for text in cells["tags"].split(",") if (found := tag(text)))),
    )
    if cells["resolveBy"]:
        resolve_by = conventions.day(cells["resolveBy"], "resolveBy")
    else:
        conventions.assume("Where resolveBy is empty, a question resolves 24 hours after it was created.")
        resolve_by = _a_day_later(created, cells, conventions)
    return _Asked(question=question, created=created, resolve_by=resolve_by)


def _a_day_later(created: datetime, cells: Cells, conventions: Conventions) -> date:
    try:
        return (created + _DAY).astimezone(conventions.calendar).date()
    except OverflowError as error:
        raise UnfitCell("qCreatedAt", cells["qCreatedAt"], "give a moment within the calendar") from error


def _chance(cell: str, conventions: Conventions) -> float:
    """A number from 0 to 100; one above 0 and up to 1 may be a fraction, which somebody has to settle."""
    if conventions.percent is not None:
        return conventions.chance(cell, "forecast")
    plain = conventions.chance(cell, "forecast", percent=True)
    return conventions.chance(cell, "forecast") if "%" not in cell and 0 < plain <= 0.01 else plain


def _resolved(cells: Cells, asked: _Asked, conventions: Conventions) -> date:
    """When it was resolved: the day given, or by assumption the deadline, once that has come."""
    if cells["resolvedAt"]:
        return conventions.day(cells["resolvedAt"], "resolvedAt")
    if asked.resolve_by > conventions.today:
        raise UnfitCell("resolvedAt", "", "say when it was resolved, since its deadline lies ahead")
    conventions.assume("Where resolvedAt is empty, a question was resolved on the day of its deadline.")
    return asked.resolve_by


def _outcome(cells: Cells, asked: _Asked, conventions: Conventions) -> Outcome | None:
    if not (resolution := cells["resolution"]):
        return None
    resolved, deadline, question = _resolved(cells, asked, conventions), asked.resolve_by, asked.question.slug
    match resolution.upper():
        case "YES":
            return resolved_yes(question, resolved=resolved, deadline=deadline, conventions=conventions)
        case "NO":
            return resolved_no(question, resolved=resolved, deadline=deadline, conventions=conventions)
        case "AMBIGUOUS":
            because = "It was resolved as ambiguous"
        case _:
            conventions.assume("A resolution other than YES, NO and AMBIGUOUS is ambiguous, for that reason.")
            because = prose(resolution, conventions) or "It was resolved as ambiguous"
    return without_answer(question, OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)
