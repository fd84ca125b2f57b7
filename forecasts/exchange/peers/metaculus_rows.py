"""What the columns of Metaculus's tables mean: a row of its questions, and a row of its forecasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import Cells
from forecasts.exchange.peers.metaculus_beliefs import Said
from forecasts.exchange.peers.metaculus_cells import complete, lines, literal, number, numbers, texts
from forecasts.exchange.peers.metaculus_questions import PLATFORM, Asked, Kind, end_of, question
from forecasts.model import Forecaster, ForecasterKind

ANONYMOUS = "Forecaster (Anonymized)"
WHO = (ANONYMOUS, "Forecaster ID", "Forecaster Username", "Is Bot", "Forecaster Count")
"""The columns that tell who forecast, and whether it is a crowd."""
PERCENTILES = (
    ("5th Percentile", 0.05),
    ("25th Percentile", 0.25),
    ("Median", 0.5),
    ("75th Percentile", 0.75),
    ("95th Percentile", 0.95),
)


def asked(cells: Cells, conventions: Conventions) -> Asked:
    """The question of a row of question_data.csv."""
    if cells.missing:
        raise UnfitNoun("The row has not as many cells as the header", "export the file again")
    kind = kind_of(needed(cells, "Question Type"))
    due = conventions.moment(needed(cells, "Scheduled Close Time"), "Scheduled Close Time")
    lower, upper = (_bound(cells, column, kind, conventions) for column in ("Lower Bound", "Upper Bound"))
    every = "MC Options (All)" if cells["MC Options (All)"] else "MC Options"
    label = cells["Label"]
    return Asked(
        noun=question(
            needed(cells, "Question ID"),
            needed(cells, "Question Title"),
            kind,
            conventions,
            label=label,
            group=cells["Post ID"] if label else None,
            criteria=f"As Metaculus resolves it: {cells['Question URL']}" if cells["Question URL"] else "",
            categories=texts(cells["Categories"], "Categories"),
            project=cells["Default Project"],
            options=texts(cells[every], every),
            upper=upper,
        ),
        kind=kind,
        due=due.date(),
        closed=_moment(cells, "Actual Close Time", conventions) or due,
        grid=_grid(cells["Continuous Range"], kind, conventions),
        lower=lower,
        upper=upper,
        current=texts(cells["MC Options (Current)"], "MC Options (Current)"),
        former=history(literal(cells["MC Options History"], "MC Options History")),
        resolution=cells["Resolution"],
        resolved=_resolved(cells, due.date(), conventions),
    )


def said(cells: Cells, question: Asked, conventions: Conventions) -> Said:
    """The numbers in a row of forecast_data.csv."""

    def chance(column: str) -> float | None:
        return conventions.chance(cells[column], column, percent=False) if cells[column] else None

    by_option = "Probability Yes Per Category"
    return Said(
        p=chance("Probability Yes"),
        shares=numbers(cells[by_option], by_option),
        cdf=complete(numbers(cells["Continuous CDF"], "Continuous CDF"), "Continuous CDF"),
        below=chance("Probability Below Lower Bound"),
        above=chance("Probability Above Upper Bound"),
        percentiles=tuple(
            (level, _place(cells[column], column, question.kind, conventions))
            for column, level in PERCENTILES
            if cells[column]
        ),
    )


def when(cells: Cells, conventions: Conventions) -> tuple[datetime, datetime | None]:
    """When a forecast began to be in force, and when it ended; None while it is."""
    start = conventions.moment(needed(cells, "Start Time"), "Start Time")
    return start, _moment(cells, "End Time", conventions)


def forecaster(cells: Cells, conventions: Conventions) -> Forecaster:
    """Who forecast: a user, a bot, or the crowd by one of the methods of Metaculus.

    A row of the crowd counts its forecasters. An anonymised user keeps the digest that stands for them.
    """
    hidden, name = cells[ANONYMOUS], cells["Forecaster Username"]
    user = hidden or name or cells["Forecaster ID"]
    if not user:
        raise UnfitNoun("The row names no forecaster", "export the file again")
    if cells["Forecaster Count"]:
        method = user.replace("_", " ")
        crowd = conventions.forecaster(method, PLATFORM, kind=ForecasterKind.CROWD)
        return replace(crowd, name=f"Metaculus crowd, {method}"[:300])
    kind = ForecasterKind.MODEL if cells["Is Bot"].lower() == "true" else ForecasterKind.PERSON
    found = conventions.forecaster(user, PLATFORM, kind=kind)
    return replace(found, name=f"Metaculus forecaster {hidden[:8]}") if hidden else found


def kind_of(word: str) -> Kind:
    """The kind of a question by its name; one that is unknown is refused."""
    try:
        return Kind(word.strip().lower())
    except ValueError as error:
        raise UnfitCell("Question Type", word, f"give {', '.join(Kind)}") from error


def history(found: object) -> tuple[tuple[datetime, tuple[str, ...]], ...]:
    """The options that were open from each moment on, from pairs of a moment and a list."""
    if not isinstance(found, list | tuple):
        return ()
    column = "MC Options History"
    steps = []
    for step in found:
        if not isinstance(step, list | tuple) or len(step) != 2 or not isinstance(step[0], str):
            raise UnfitCell(column, type(step).__name__, "give pairs of a moment and a list of options")
        steps.append((_utc(step[0], column), lines(step[1], column)))
    return tuple(sorted(steps))


def _utc(cell: str, column: str) -> datetime:
    """A moment of the options' history, which begins with the first of all moments, without an offset."""
    try:
        moment = datetime.fromisoformat(cell)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z") from error


def needed(cells: Cells, column: str) -> str:
    """A cell that must be filled in."""
    if not cells[column]:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cells[column]


def _moment(cells: Cells, column: str, conventions: Conventions) -> datetime | None:
    return conventions.moment(cells[column], column) if cells[column] else None


def _resolved(cells: Cells, due: date, conventions: Conventions) -> date | None:
    """The day on which the resolution became known, or else the question closed."""
    for column in ("Resolution Known Time", "Actual Close Time"):
        if moment := _moment(cells, column, conventions):
            return moment.date()
    return due if end_of(due).date() <= conventions.today else None


def _bound(cells: Cells, column: str, kind: Kind, conventions: Conventions) -> float | None:
    if kind in (Kind.BINARY, Kind.CHOICE) or not cells[column]:
        return None
    return _place(cells[column], column, kind, conventions)


def _place(cell: str, column: str, kind: Kind, conventions: Conventions) -> float:
    """A value; of a date question the ordinal of a day."""
    if kind is not Kind.DATE:
        return number(cell, column)
    try:
        return float(date.fromisoformat(cell).toordinal())
    except ValueError:
        return float(conventions.day(cell, column).toordinal())


def _grid(cell: str, kind: Kind, conventions: Conventions) -> tuple[float, ...]:
    column = "Continuous Range"
    if kind in (Kind.BINARY, Kind.CHOICE) or not cell:
        return ()
    if kind is not Kind.DATE:
        return complete(numbers(cell, column), column)
    return tuple(_place(day, column, kind, conventions) for day in texts(cell, column))
