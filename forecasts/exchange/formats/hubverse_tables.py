"""The tables of a hub: which columns name a task, and the rows of one task, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow
from forecasts.exchange.formats.common import header, iso_day, refuse_short, tag
from forecasts.exchange.table import Cells

OUTPUT = ("output_type", "output_type_id", "value")
TARGETS = ("target", "target_variable", "outcome_variable")
ORIGINS = ("reference_date", "origin_date", "forecast_date", "nowcast_date")
ENDS = ("target_end_date", "target_date", "date")
OBSERVED = ("oracle_value", "observation")
"""Columns of what was observed: of an oracle's output, and of a time series."""
OLDER = "value"
"""The column of what was observed in target data as hubs kept them before, with date and location."""
ENDLESS = "A task without a day or a horizon, such as a seasonal target, is passed over."
_OLDER_COLUMNS = frozenset(
    ("date", "location", "location_name", "abbreviation", OLDER, "weekly_rate", "target", "as_of", "")
)
AS_OF = "as_of"
MODEL = "model_id"
MOST_ROWS = 1_000_000

_ROUND = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)", re.DOTALL)
_OF_NO_QUESTION = frozenset((*OUTPUT, *TARGETS, *ORIGINS, *ENDS, MODEL, "round_id", "horizon"))


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a question: a target, the day it is about, and the other task ids, such as the location."""

    target: str
    end: date
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Output:
    """One row of a task: its line, its text, and its cells output_type_id and value."""

    line: int
    row: str
    id: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What one model said of one question in one round, by output type."""

    key: Key
    model: str
    made_on: date
    outputs: dict[str, list[Output]] = field(default_factory=dict)


def is_model_output(file: DataFile) -> bool:
    """Whether the header is that of model output."""
    return header(file) >= {*OUTPUT}


def is_target_data(file: DataFile) -> bool:
    """Whether the header is that of what was observed: a time series, or an oracle's output."""
    columns = header(file)
    if is_older(columns):
        return True
    return not columns.isdisjoint(OBSERVED) and not columns.isdisjoint(ENDS)


def is_older(columns: frozenset[str]) -> bool:
    """Whether the header is that of target data as hubs kept them before.

    >>> is_older(frozenset(("date", "location", "location_name", "value")))
    True
    """
    return {"date", "location", OLDER} <= columns <= _OLDER_COLUMNS


def tasks(file: DataFile, conventions: Conventions) -> Iterator[Task | ReadRow | RefusedRow]:
    """The tasks of a model output file in the order in which they begin; before them the rows that are bad.

    The rows of a task need not stand together, so the file is held in memory; a round of one model is small.
    """
    named = _Names.of(file, conventions)
    found: dict[tuple[str, ...], Task] = {}
    passed_over: Cells | None = None
    for count, cells in enumerate(file.rows(), start=1):
        if count > MOST_ROWS:
            raise UnfitFile(file.name, f"has more than {MOST_ROWS:,} rows", "split it by location")
        ids = tuple(cells[column] for column in named.ids)
        if not filled(cells[named.end]) and not cells.missing:
            conventions.notices.tell(ENDLESS, f"line {cells.line}, {cells[named.target or named.end]}")
            passed_over = passed_over or cells
            continue
        try:
            if ids not in found or cells.missing:
                found[ids] = named.task(cells, conventions)
        except TrackerError as error:
            yield RefusedRow(line=cells.line, text=cells.text, reason=str(error))
            continue
        rows = found[ids].outputs.setdefault(cells["output_type"].casefold(), [])
        rows.append(Output(cells.line, cells.text, filled(cells["output_type_id"]), filled(cells["value"])))
    if passed_over is not None:
        yield ReadRow(line=passed_over.line, text=passed_over.text, nouns=())
    yield from found.values()


def first_of(columns: Mapping[str, object] | tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """The first of some names that is a column."""
    return next((name for name in names if name in columns), None)


def places_of(columns: tuple[str, ...], *, horizon: bool = False) -> tuple[str, ...]:
    """The task ids that tell one question from another beside its target and its day.

    With `horizon`, forecasts of one day at two horizons are on two questions.

    >>> places_of(("reference_date", "location", "target", "target_end_date", "age_group", "horizon"))
    ('age_group', 'location')
    """
    apart = {"horizon"} if horizon else set()
    return tuple(sorted(set(columns) - (_OF_NO_QUESTION - apart)))


def filled(cell: str) -> str:
    """A cell; "NA" stands for nothing.

    >>> filled("NA"), filled("0.5")
    ('', '0.5')
    """
    return "" if cell in ("NA", "NaN", "nan", "None") else cell


def _place(cell: str, conventions: Conventions) -> str:
    """The text of a task id; a number of one digit has two, where 1 and 01 are said to be one place."""
    return tag(cell.zfill(2) if conventions.choices.same_places and cell.isdecimal() else cell)


def other_spellings(key: Key) -> Iterator[Key]:
    """The same question with its numbered places written with a 0 before them, or without.

    >>> key = Key("hosp", date(2025, 1, 4), (("location", "01"),))
    >>> [dict(other.places)["location"] for other in other_spellings(key)]
    ['1']
    """
    for place, (name, cell) in enumerate(key.places):
        if name == "horizon" or not cell.isdecimal():
            continue
        for spelt in {cell.lstrip("0") or "0", cell.zfill(2), cell.zfill(5)} - {cell}:
            if len(spelt) < 3 or len(cell) > 2:
                yield replace(key, places=(*key.places[:place], (name, spelt), *key.places[place + 1 :]))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    """Where a file says what: the columns by their meaning, and what only its name tells."""

    ids: tuple[str, ...]
    end: str
    target: str | None
    origin: str | None
    places: tuple[str, ...]
    round: str
    model: str

    @classmethod
    def of(cls, file: DataFile, conventions: Conventions) -> _Names:
        columns = tuple(column for column in file.columns if column)
        parts = _ROUND.fullmatch(PurePath(file.name.removesuffix(".gz")).stem)
        model = tag(parts[2]) if parts else conventions.me or ""
        end, origin = first_of(columns, ENDS), first_of(columns, ORIGINS)
        if end is None:
            raise UnfitFile(file.name, "has no column target_end_date", "add the day that each row is about")
        if MODEL not in columns and not model:
            raise UnfitFile(
                file.name, "does not say whose model it is", "call it ROUND-TEAM-MODEL.csv, or say --me NAME"
            )
        if origin is None and parts is None:
            raise UnfitFile(
                file.name,
                "does not say when it was made",
                "add a column reference_date, or call it ROUND-...",
            )
        return cls(
            ids=tuple(column for column in columns if column not in OUTPUT),
            end=end,
            target=first_of(columns, TARGETS),
            origin=origin,
            places=places_of(columns, horizon=conventions.choices.keep_apart),
            round=parts[1] if parts else "",
            model=model,
        )

    def task(self, cells: Cells, conventions: Conventions) -> Task:
        """The task that a row belongs to."""
        refuse_short(cells, "write the file again")
        made = cells[self.origin] if self.origin else self.round
        if not (model := tag(cells[MODEL]) or self.model):
            raise UnfitNoun("The row names no model", "fill in its model_id, or say --me NAME")
        return Task(
            key=key_of(cells, target=self.target, end=self.end, places=self.places, conventions=conventions),
            model=model,
            made_on=iso_day(made, self.origin or "the round in the file's name", conventions),
        )


def key_of(
    cells: Cells, *, target: str | None, end: str, places: tuple[str, ...], conventions: Conventions
) -> Key:
    """The question that a row is about, by the columns that say it."""
    return Key(
        tag(cells[target]) if target else "",
        iso_day(cells[end], end, conventions),
        tuple((column, _place(filled(cells[column]), conventions)) for column in places),
    )
