"""Fatebook's export: one row a forecast, with its question's facts in every row."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import Cells, DataFile
from forecasts.exchange.format import RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.common import (
    header,
    prose,
    resolved_no,
    resolved_yes,
    said,
    tag,
    title,
    without_answer,
)
from forecasts.model import Chance, Outcome, OutcomeKind, Question

TITLE = "Fatebook"
PLATFORM = "fatebook"
FORECAST = "Forecast (scale = 0-1)"
TOURNAMENT = "Tournament name"
MARKS = frozenset(("Question title", FORECAST, "Forecast created by", "Question resolve by", "Resolution"))
_OPTION = "Multiple choice option"
_PASSED_OVER = ("Question comments", "Question shared with", "Your Brier score for this question")


def recognises(file: DataFile) -> bool:
    """Whether the header is that of an export of one's own questions."""
    columns = header(file)
    return columns >= MARKS and TOURNAMENT not in columns


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """The question, the forecaster, the forecast and the outcome of each row."""
    for cells in file.rows():
        yield from read_or_refused(cells.line, cells.text, partial(parts, cells, conventions))


def parts(cells: Cells, conventions: Conventions) -> tuple[RowNoun, ...]:
    """What one row of an export, or of a tournament's, says."""
    whole(cells)
    if any(cells[column] for column in _PASSED_OVER):
        conventions.assume("Comments, scores and whom a question is shared with are passed over.")
    question = _question(cells, conventions)
    deadline = conventions.day(needed(cells, "Question resolve by"), "Question resolve by")
    found: list[RowNoun] = [question]
    if cells[FORECAST]:
        made = conventions.moment(needed(cells, "Forecast created at"), "Forecast created at")
        forecaster = conventions.forecaster(needed(cells, "Forecast created by"), PLATFORM)
        belief = Chance.stated(conventions.chance(cells[FORECAST], FORECAST, percent=False))
        found += [forecaster, said(question, forecaster, belief, made=made, deadline=deadline)]
    outcome = _outcome(cells, question, deadline, conventions)
    return (*found, outcome) if outcome else tuple(found)


def whole(cells: Cells) -> None:
    """Refuse a row that has not as many cells as the header: they may have slipped."""
    if cells.missing:
        raise UnfitNoun("The row has not as many cells as the header", "export the file again")


def needed(cells: Cells, column: str) -> str:
    """The text of a cell that must not be empty."""
    if not cells[column]:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cells[column]


def slug(statement: str, made: datetime, option: str = "") -> str:
    """The slug of a question, which has no id: its title and the moment it was made, and the option."""
    return slug_of(PLATFORM, statement, made.replace(tzinfo=None).isoformat(), option)


def _question(cells: Cells, conventions: Conventions) -> Question:
    """The question that a row names; an option of a multiple choice is a question of its own."""
    asked = title(needed(cells, "Question title"), conventions)
    made = conventions.moment(needed(cells, "Question created at"), "Question created at")
    option = tag(cells[_OPTION])
    tags = (*cells["Question tags"].split(";"), cells[TOURNAMENT])
    return Question(
        slug=slug(asked, made, option),
        statement=title(f"{asked}: {option}" if option else asked, conventions),
        criteria=prose(cells["Question notes"], conventions),
        tags=tuple(dict.fromkeys(found for text in tags if (found := tag(text)))),
        cluster=slug(asked, made) if option else None,
    )


def _outcome(cells: Cells, question: Question, deadline: date, conventions: Conventions) -> Outcome | None:
    if not cells["Resolution"]:
        return None
    resolved = conventions.day(needed(cells, "Resolved at"), "Resolved at")
    resolution = cells["Resolution"].upper()
    if cells[_OPTION] and resolution not in ("YES", "NO", "AMBIGUOUS"):
        resolution = _of_option(cells, conventions)
    match resolution:
        case "YES":
            return resolved_yes(question.slug, resolved=resolved, deadline=deadline, conventions=conventions)
        case "NO":
            return resolved_no(question.slug, resolved=resolved, deadline=deadline, conventions=conventions)
        case "AMBIGUOUS":
            because = "Fatebook resolved it as ambiguous"
            return without_answer(question.slug, OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)
    raise UnfitCell("Resolution", cells["Resolution"], "give YES, NO, AMBIGUOUS, or nothing")


def _of_option(cells: Cells, conventions: Conventions) -> str:
    """What the resolution of a whole multiple choice, the option that came true, says of one option."""
    if tag(cells["Resolution"]).casefold() == tag(cells[_OPTION]).casefold():
        return "YES"
    conventions.assume(
        "An option whose question is resolved by another text than YES, NO and AMBIGUOUS is taken to have "
        "come true if the text is its own, and not to have if the text names another."
    )
    return "NO"
