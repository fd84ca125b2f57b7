"""Fatebook's export: one row a forecast, with its question's facts in every row."""

from __future__ import annotations

from collections.abc import Iterator

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.given import Cells, Given
from forecasts.exchange.peers.common import (
    brought_or_bad,
    prose,
    resolved_no,
    resolved_yes,
    tag,
    title,
    without_answer,
)
from forecasts.exchange.settled import Settled, slug_of
from forecasts.model import Chance, Claim, Forecast, Outcome, OutcomeKind, Question

TITLE = "Fatebook"
PLATFORM = "fatebook"
FORECAST = "Forecast (scale = 0-1)"
MARKS = frozenset(("Question title", FORECAST, "Forecast created by", "Question resolve by", "Resolution"))
_TOURNAMENT = "Tournament name"


def fits(given: Given) -> bool:
    """Whether the header is that of an export of one's own questions."""
    return not given.is_zip and set(given.columns) >= MARKS and _TOURNAMENT not in given.columns


def brought(given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
    """The question, the forecaster, the forecast and the outcome of each row."""
    for cells in given.rows():
        yield from brought_or_bad(cells.line, cells.row, lambda cells=cells: parts(cells, settled))


def parts(cells: Cells, settled: Settled) -> tuple[Part, ...]:
    """What one row of an export, or of a tournament's, says."""
    if cells.short:
        raise UnfitNoun("The row has not as many cells as the header", "export the file again")
    question = _question(cells, settled)
    deadline = settled.day(_needed(cells, "Question resolve by"), "Question resolve by")
    found: list[Part] = [question]
    if cells[FORECAST]:
        made = settled.moment(_needed(cells, "Forecast created at"), "Forecast created at")
        forecaster = settled.forecaster(_needed(cells, "Forecast created by"), PLATFORM)
        found += [
            forecaster,
            Forecast(
                question=question.slug,
                forecaster=forecaster.slug,
                made_on=made.date(),
                made_at=made,
                attested_on=made.date(),
                claim=Claim(deadline=max(deadline, made.date())),
                belief=Chance.stated(settled.chance(cells[FORECAST], FORECAST, percent=False)),
            ),
        ]
    outcome = _outcome(cells, question, settled)
    return (*found, outcome) if outcome else tuple(found)


def _question(cells: Cells, settled: Settled) -> Question:
    """The question, known by its title and the moment it was made, since it has no id; an option is its own."""
    said = title(_needed(cells, "Question title"), settled)
    made = settled.moment(_needed(cells, "Question created at"), "Question created at")
    option = tag(cells["Multiple choice option"])
    known_by = (said, made.isoformat())
    return Question(
        slug=slug_of(PLATFORM, *known_by, *((option,) if option else ())),
        statement=title(f"{said}: {option}" if option else said, settled),
        criteria=prose(cells["Question notes"], settled),
        tags=tuple(dict.fromkeys(tag(part) for part in cells["Question tags"].split(";") if tag(part))),
        cluster=slug_of(PLATFORM, *known_by) if option else None,
    )


def _outcome(cells: Cells, question: Question, settled: Settled) -> Outcome | None:
    resolution = cells["Resolution"].upper()
    if not resolution:
        return None
    resolved = settled.day(_needed(cells, "Resolved at"), "Resolved at")
    deadline = settled.day(cells["Question resolve by"], "Question resolve by")
    match resolution:
        case "YES":
            return resolved_yes(question.slug, resolved=resolved, deadline=deadline, settled=settled)
        case "NO":
            return resolved_no(question.slug, resolved=resolved, deadline=deadline, settled=settled)
        case "AMBIGUOUS":
            because = "Fatebook resolved it as ambiguous"
            return without_answer(question.slug, OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)
    raise UnfitCell("Resolution", cells["Resolution"], "give YES, NO, AMBIGUOUS, or nothing")


def _needed(cells: Cells, column: str) -> str:
    if not cells[column]:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cells[column]
