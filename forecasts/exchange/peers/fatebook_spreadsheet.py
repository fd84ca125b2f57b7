"""A spreadsheet made for Fatebook's own import: one row a forecast of one's own, in percent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from forecasts.errors import UnfitCell, UnfitFile
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.given import Cells, Given
from forecasts.exchange.peers.common import (
    brought_or_bad,
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
from forecasts.exchange.settled import Settled
from forecasts.model import Chance, Forecaster, Outcome, OutcomeKind, Question

TITLE = "Fatebook's spreadsheet"
_MARKS = frozenset(("questionTitle", "forecast", "qCreatedAt", "resolution"))
_DAY = timedelta(hours=24)


def fits(given: Given) -> bool:
    """Whether the header holds the fields that Fatebook's import asks for."""
    return header(given) >= _MARKS


def brought(given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
    """The question, the forecast and the outcome of each row; the forecaster is whom `--me` names."""
    if not settled.me:
        raise UnfitFile(given.name, "does not say whose forecasts it holds", "say --me NAME")
    who = oneself(settled, PLATFORM)
    for cells in given.rows():
        yield from brought_or_bad(cells.line, cells.row, partial(_parts, cells, who, settled))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A row's question, when it was made, and by when it resolves."""

    question: Question
    created: datetime
    resolve_by: date


def _parts(cells: Cells, who: Forecaster, settled: Settled) -> tuple[Part, ...]:
    whole(cells)
    asked = _asked(cells, settled)
    made = settled.moment(cells["fCreatedAt"], "fCreatedAt") if cells["fCreatedAt"] else asked.created
    belief = Chance.stated(_chance(needed(cells, "forecast"), settled))
    forecast = said(asked.question, who, belief, made=made, deadline=asked.resolve_by)
    outcome = _outcome(cells, asked, settled)
    found = (asked.question, who, replace(forecast, attested_on=None))
    return (*found, outcome) if outcome else found


def _asked(cells: Cells, settled: Settled) -> _Asked:
    statement = title(needed(cells, "questionTitle"), settled)
    created = settled.moment(needed(cells, "qCreatedAt"), "qCreatedAt")
    notes = "\n\n".join(text for text in (cells["notes"], cells["notesExtra"]) if text)
    question = Question(
        slug=slug(statement, created),
        statement=statement,
        criteria=prose(notes, settled),
        tags=tuple(dict.fromkeys(found for text in cells["tags"].split(",") if (found := tag(text)))),
    )
    if cells["resolveBy"]:
        resolve_by = settled.day(cells["resolveBy"], "resolveBy")
    else:
        settled.assume("Where resolveBy is empty, a question resolves 24 hours after it was created.")
        resolve_by = _a_day_later(created, cells, settled)
    return _Asked(question=question, created=created, resolve_by=resolve_by)


def _a_day_later(created: datetime, cells: Cells, settled: Settled) -> date:
    try:
        return (created + _DAY).astimezone(settled.calendar).date()
    except OverflowError as error:
        raise UnfitCell("qCreatedAt", cells["qCreatedAt"], "give a moment within the calendar") from error


def _chance(cell: str, settled: Settled) -> float:
    """A number from 0 to 100; one above 0 and up to 1 may be a fraction, which somebody has to settle."""
    if settled.percent is not None:
        return settled.chance(cell, "forecast")
    plain = settled.chance(cell, "forecast", percent=True)
    return settled.chance(cell, "forecast") if "%" not in cell and 0 < plain <= 0.01 else plain


def _resolved(cells: Cells, asked: _Asked, settled: Settled) -> date:
    """When it was resolved: the day given, or by assumption the deadline, once that has come."""
    if cells["resolvedAt"]:
        return settled.day(cells["resolvedAt"], "resolvedAt")
    if asked.resolve_by > settled.today:
        raise UnfitCell("resolvedAt", "", "say when it was resolved, since its deadline lies ahead")
    settled.assume("Where resolvedAt is empty, a question was resolved on the day of its deadline.")
    return asked.resolve_by


def _outcome(cells: Cells, asked: _Asked, settled: Settled) -> Outcome | None:
    if not (resolution := cells["resolution"]):
        return None
    resolved, deadline, question = _resolved(cells, asked, settled), asked.resolve_by, asked.question.slug
    match resolution.upper():
        case "YES":
            return resolved_yes(question, resolved=resolved, deadline=deadline, settled=settled)
        case "NO":
            return resolved_no(question, resolved=resolved, deadline=deadline, settled=settled)
        case "AMBIGUOUS":
            because = "It was resolved as ambiguous"
        case _:
            settled.assume("A resolution other than YES, NO and AMBIGUOUS is ambiguous, for that reason.")
            because = prose(resolution, settled) or "It was resolved as ambiguous"
    return without_answer(question, OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)
