"""What the columns of Metaculus's tables mean, and the Python lists in their cells, which are never run."""

from __future__ import annotations

import ast
import math
import warnings
from dataclasses import replace
from datetime import datetime
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.formats.common import end_of, iso_day, needed, number
from forecasts.exchange.formats.metaculus_beliefs import Numbers
from forecasts.exchange.formats.metaculus_questions import (
    FINITE,
    MOST_PLACES,
    PLATFORM,
    Kind,
    MetaculusQuestion,
    complete,
    history,
    lines,
    question_record,
    resolved_on,
)
from forecasts.exchange.table import Cells
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
_RESOLVED = ("Resolution Known Time", "Actual Close Time")
_LONGEST = 200_000
_MISSING = frozenset(("None", "nan", "null", "NaN"))


def question_in(cells: Cells, conventions: Conventions) -> MetaculusQuestion:
    """The question of a row of question_data.csv."""
    kind = Kind.named(needed(cells, "Question Type"))
    due = conventions.moment(needed(cells, "Scheduled Close Time"), "Scheduled Close Time")
    resolved = resolved_on(
        (_moment(cells, column, conventions) for column in _RESOLVED), due.date(), conventions
    )
    lower, upper = (_bound(cells, column, kind, conventions) for column in ("Lower Bound", "Upper Bound"))
    every = "MC Options (All)" if cells["MC Options (All)"] else "MC Options"
    label = cells["Label"]
    return MetaculusQuestion(
        record=question_record(
            needed(cells, "Question ID"),
            needed(cells, "Question Title"),
            kind,
            conventions,
            label=label,
            group=cells["Post ID"] if label else None,
            criteria=f"As Metaculus resolves it: {cells['Question URL']}" if cells["Question URL"] else "",
            categories=text_list(cells["Categories"], "Categories"),
            project=cells["Default Project"],
            options=text_list(cells[every], every),
            upper=upper,
        ),
        kind=kind,
        due=end_of(due.date(), resolved if cells["Resolution"] else None, conventions),
        closed=_moment(cells, "Actual Close Time", conventions) or due,
        grid=_grid(cells["Continuous Range"], kind, conventions),
        lower=lower,
        upper=upper,
        current=text_list(cells["MC Options (Current)"], "MC Options (Current)"),
        former=history(literal(cells["MC Options History"], "MC Options History")),
        resolution=cells["Resolution"],
        resolved=resolved,
    )


def numbers_in(cells: Cells, question: MetaculusQuestion, conventions: Conventions) -> Numbers:
    """The numbers in a row of forecast_data.csv."""

    def chance(column: str) -> float | None:
        return conventions.chance(cells[column], column, percent=False) if cells[column] else None

    by_option = "Probability Yes Per Category"
    return Numbers(
        p=chance("Probability Yes"),
        shares=number_list(cells[by_option], by_option),
        cdf=complete(number_list(cells["Continuous CDF"], "Continuous CDF"), "Continuous CDF"),
        below=chance("Probability Below Lower Bound"),
        above=chance("Probability Above Upper Bound"),
        percentiles=tuple(
            (level, _place(cells[column], column, question.kind, conventions))
            for column, level in PERCENTILES
            if cells[column]
        ),
    )


def period_of(cells: Cells, conventions: Conventions) -> tuple[datetime, datetime | None]:
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


def _moment(cells: Cells, column: str, conventions: Conventions) -> datetime | None:
    return conventions.moment(cells[column], column) if cells[column] else None


def _bound(cells: Cells, column: str, kind: Kind, conventions: Conventions) -> float | None:
    if not kind.has_scale or not cells[column]:
        return None
    return _place(cells[column], column, kind, conventions)


def _place(cell: str, column: str, kind: Kind, conventions: Conventions) -> float:
    """A value; of a date question the ordinal of a day."""
    if kind is not Kind.DATE:
        return number(cell, column, FINITE)
    return float(iso_day(cell, column, conventions).toordinal())


def _grid(cell: str, kind: Kind, conventions: Conventions) -> tuple[float, ...]:
    column = "Continuous Range"
    if not kind.has_scale or not cell:
        return ()
    if kind is not Kind.DATE:
        return complete(number_list(cell, column), column)
    return tuple(_place(day, column, kind, conventions) for day in text_list(cell, column))


def number_list(cell: str, column: str) -> tuple[float | None, ...]:
    """The numbers of a list, None where one is missing; an empty cell has none.

    >>> number_list("[0.25, None, nan, 0.75]", "Probability Yes Per Category")
    (0.25, None, None, 0.75)
    """
    text = cell.strip()
    if not text:
        return ()
    if (text[0], text[-1]) not in (("[", "]"), ("(", ")")):
        raise UnfitCell(column, cell, "give a list such as [0.2, 0.8]")
    parts = [part.strip() for part in text[1:-1].split(",")]
    if not parts[-1]:
        parts.pop()
    if len(parts) > MOST_PLACES:
        raise UnfitCell(column, cell, f"a list has at most {MOST_PLACES:,} numbers")
    return _plain(parts) or tuple(
        None if part in _MISSING else number(part, column, FINITE) for part in parts
    )


def _plain(parts: list[str]) -> tuple[float, ...]:
    """The numbers where each is plain and finite, as in almost every list; else none, for a closer look."""
    try:
        found = tuple(map(float, parts))
    except ValueError:
        return ()
    plain = all(map(math.isfinite, found)) and not any("_" in part for part in parts)
    return found if plain else ()


def literal(cell: str, column: str) -> Any:
    """What a cell says in Python's own notation of lists, texts and numbers; an empty one is an empty list.

    >>> literal("['Ann', None]", "Categories")
    ['Ann', None]
    """
    if not cell.strip():
        return []
    if len(cell) > _LONGEST:
        raise UnfitCell(column, cell, f"a list has at most {_LONGEST:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.literal_eval(cell.strip())
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, Warning) as error:
        raise UnfitCell(column, cell, "give a list such as ['one', 'other']") from error


def text_list(cell: str, column: str) -> tuple[str, ...]:
    """The texts of a list, each on one line; those that are missing or empty are left out.

    >>> text_list("['War', None, 'Peace']", "Categories")
    ('War', 'Peace')
    """
    return lines(literal(cell, column), column)
