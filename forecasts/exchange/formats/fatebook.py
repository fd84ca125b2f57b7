"""Fatebook: its exports, a row a forecast with its question's facts, and the spreadsheet that it imports."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from forecasts.errors import UnfitCell, UnfitFile
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, RowNoun, Rows
from forecasts.exchange.formats.common import (
    chance_by,
    day_after,
    each_row,
    header,
    importer,
    needed,
    prose,
    resolved_to,
    tag,
    tags,
    title,
)
from forecasts.exchange.table import Cells
from forecasts.model import Chance, Forecaster, Outcome, OutcomeKind, Question

PLATFORM = "fatebook"
SPREADSHEET = (
    *("questionTitle", "forecast", "qCreatedAt", "fCreatedAt", "resolveBy"),
    *("resolution", "resolvedAt", "tags", "notes"),
)
"""The columns of a spreadsheet for Fatebook's import, as we read and write them, but for `notesExtra`."""

_FORECAST = "Forecast (scale = 0-1)"
_OPTION = "Multiple choice option"
_TOURNAMENT = "Tournament name"
_EXPORT_MARKS = frozenset(
    ("Question title", _FORECAST, "Forecast created by", "Question resolve by", "Resolution")
)
_SPREADSHEET_MARKS = frozenset(SPREADSHEET) & {"questionTitle", "forecast", "qCreatedAt", "resolution"}
_PASSED_OVER = ("Question comments", "Question shared with", "Your Brier score for this question")
_ANSWERS = {"YES": 1.0, "NO": 0.0}


class Export:
    """An export of one's own questions."""

    TITLE = "Fatebook"

    def recognises(self, file: DataFile) -> bool:
        """Whether the header is that of an export, and names no tournament."""
        columns = header(file)
        return columns >= _EXPORT_MARKS and _TOURNAMENT not in columns

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The question, the forecaster, the forecast and the outcome of each row."""
        return each_row(file, partial(_export_row, conventions=conventions))


class Tournament(Export):
    """An export of a tournament: everybody's forecasts in it, under the name of the tournament."""

    def recognises(self, file: DataFile) -> bool:
        """Whether the header is that of an export, and names a tournament."""
        return header(file) >= {_TOURNAMENT, *_EXPORT_MARKS}


class Spreadsheet:
    """A spreadsheet made for Fatebook's own import: one row a forecast of one's own, in percent."""

    TITLE = "Fatebook's spreadsheet"

    def recognises(self, file: DataFile) -> bool:
        """Whether the header holds the fields that Fatebook's import asks for."""
        return header(file) >= _SPREADSHEET_MARKS

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The question, the forecast and the outcome of each row; the forecaster is whom `--me` names."""
        if not conventions.me:
            raise UnfitFile(file.name, "does not say whose forecasts it holds", "say --me NAME")
        who = importer(conventions, PLATFORM)
        return each_row(file, partial(_spreadsheet_row, who=who, conventions=conventions))


def _export_row(cells: Cells, conventions: Conventions) -> tuple[RowNoun, ...]:
    """What one row of an export, or of a tournament's, says."""
    if any(cells[column] for column in _PASSED_OVER):
        conventions.assume("Comments, scores and whom a question is shared with are passed over.")
    question = _export_question(cells, conventions)
    deadline = conventions.day(needed(cells, "Question resolve by"), "Question resolve by")
    found: list[RowNoun] = [question]
    if cells[_FORECAST]:
        made = conventions.moment(needed(cells, "Forecast created at"), "Forecast created at")
        forecaster = conventions.forecaster(needed(cells, "Forecast created by"), PLATFORM)
        belief = Chance.stated(conventions.chance(cells[_FORECAST], _FORECAST, percent=False))
        found += [forecaster, chance_by(deadline, question, forecaster, belief, made=made)]
    if cells["Resolution"]:
        found.append(_export_outcome(cells, question.slug, deadline, conventions))
    else:
        found.append(Open(question=question.slug))
    return tuple(found)


def _export_question(cells: Cells, conventions: Conventions) -> Question:
    """The question that a row names; an option of a multiple choice is a question of its own."""
    text = title(needed(cells, "Question title"), conventions)
    created = conventions.moment(needed(cells, "Question created at"), "Question created at")
    option = tag(cells[_OPTION])
    return Question(
        slug=_slug(text, created, option),
        statement=title(f"{text}: {option}" if option else text, conventions),
        criteria=prose(cells["Question notes"], conventions),
        tags=tags((*cells["Question tags"].split(";"), cells[_TOURNAMENT])),
        cluster=_slug(text, created) if option else None,
    )


def _export_outcome(cells: Cells, question: str, deadline: date, conventions: Conventions) -> Outcome:
    resolved = conventions.day(needed(cells, "Resolved at"), "Resolved at")
    resolution = cells["Resolution"].upper()
    if cells[_OPTION] and resolution not in (*_ANSWERS, "AMBIGUOUS"):
        resolution = _of_option(cells, conventions)
    if resolution in _ANSWERS:
        return resolved_to(
            question, _ANSWERS[resolution], resolved=resolved, deadline=deadline, conventions=conventions
        )
    if resolution != "AMBIGUOUS":
        raise UnfitCell("Resolution", cells["Resolution"], "give YES, NO, AMBIGUOUS, or nothing")
    because = "Fatebook resolved it as ambiguous"
    return Outcome(question=question, kind=OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)


def _of_option(cells: Cells, conventions: Conventions) -> str:
    """What the resolution of a whole multiple choice, the option that came true, says of one option."""
    if tag(cells["Resolution"]).casefold() == tag(cells[_OPTION]).casefold():
        return "YES"
    conventions.assume(
        "An option whose question is resolved by another text than YES, NO and AMBIGUOUS is taken to have "
        "come true if the text is its own, and not to have if the text names another."
    )
    return "NO"


def _spreadsheet_row(cells: Cells, who: Forecaster, conventions: Conventions) -> tuple[RowNoun, ...]:
    """What one row of a spreadsheet says; anybody can have typed its moments, so they attest nothing."""
    statement = title(needed(cells, "questionTitle"), conventions)
    created = conventions.moment(needed(cells, "qCreatedAt"), "qCreatedAt")
    notes = "\n\n".join(text for text in (cells["notes"], cells["notesExtra"]) if text)
    question = Question(
        slug=_slug(statement, created),
        statement=statement,
        criteria=prose(notes, conventions),
        tags=tags(cells["tags"].split(",")),
    )
    deadline = _sheet_deadline(cells, created, conventions)
    made = conventions.moment(cells["fCreatedAt"], "fCreatedAt") if cells["fCreatedAt"] else created
    belief = Chance.stated(_sheet_chance(needed(cells, "forecast"), conventions))
    forecast = chance_by(deadline, question, who, belief, made=made, attested=False)
    if not cells["resolution"]:
        return question, who, forecast, Open(question=question.slug)
    return question, who, forecast, _sheet_outcome(cells, question.slug, deadline, conventions)


def _sheet_deadline(cells: Cells, created: datetime, conventions: Conventions) -> date:
    if cells["resolveBy"]:
        return conventions.day(cells["resolveBy"], "resolveBy")
    conventions.assume("Where resolveBy is empty, a question resolves 24 hours after it was created.")
    return day_after(created, cells["qCreatedAt"], "qCreatedAt", calendar=conventions.calendar)


def _sheet_chance(cell: str, conventions: Conventions) -> float:
    """A number from 0 to 100; one above 0 and up to 1 may be a fraction, which somebody has to say."""
    if conventions.percent is not None:
        return conventions.chance(cell, "forecast")
    plain = conventions.chance(cell, "forecast", percent=True)
    return conventions.chance(cell, "forecast") if "%" not in cell and 0 < plain <= 0.01 else plain


def _sheet_outcome(cells: Cells, question: str, deadline: date, conventions: Conventions) -> Outcome:
    resolved, resolution = _sheet_resolved(cells, deadline, conventions), cells["resolution"]
    answer = resolution.upper()
    if answer in _ANSWERS:
        return resolved_to(
            question, _ANSWERS[answer], resolved=resolved, deadline=deadline, conventions=conventions
        )
    because = None
    if answer != "AMBIGUOUS":
        conventions.assume("A resolution other than YES, NO and AMBIGUOUS is ambiguous, for that reason.")
        because = prose(resolution, conventions)
    because = because or "It was resolved as ambiguous"
    return Outcome(question=question, kind=OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)


def _sheet_resolved(cells: Cells, deadline: date, conventions: Conventions) -> date:
    """When it was resolved: the day given, or by assumption the deadline, once that has come."""
    if cells["resolvedAt"]:
        return conventions.day(cells["resolvedAt"], "resolvedAt")
    if deadline > conventions.today:
        raise UnfitCell("resolvedAt", "", "say when it was resolved, since its deadline lies ahead")
    conventions.assume("Where resolvedAt is empty, a question was resolved on the day of its deadline.")
    return deadline


def _slug(statement: str, created: datetime, option: str = "") -> str:
    """The slug of a question, which has no id: its title and the moment it was made, and the option."""
    return slug_of(PLATFORM, statement, created.replace(tzinfo=None).isoformat(), option)
