"""The tables of a hub: which columns name a task, and the rows of one task, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.formats.common import header, iso_day, refuse_short, tag
from forecasts.exchange.table import Cells

OUTPUT = ("output_type", "output_type_id", "value")
TARGETS = ("target", "target_variable", "outcome_variable")
ORIGINS = ("reference_date", "origin_date", "forecast_date", "nowcast_date")
ENDS = ("target_end_date", "target_date", "date")
OBSERVED = ("oracle_value", "observation")
"""Columns of what was observed: of an oracle's output, and of a time series."""
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
    return not columns.isdisjoint(OBSERVED) and not columns.isdisjoint(ENDS)


def tasks(file: DataFile, conventions: Conventions) -> Iterator[Task | RefusedRow]:
    """The tasks of a model output file in the order in which they begin; before them the rows that are bad.

    The rows of a task need not stand together, so the file is held in memory; a round of one model is small.
    """
    named = _Names.of(file, conventions)
    found: dict[tuple[str, ...], Task] = {}
    for count, cells in enumerate(file.rows(), start=1):
        if count > MOST_ROWS:
            raise UnfitFile(file.name, f"has more than {MOST_ROWS:,} rows", "split it by location")
        ids = tuple(cells[column] for column in named.ids)
        try:
            if ids not in found or cells.missing:
                found[ids] = named.task(cells, conventions)
        except TrackerError as error:
            yield RefusedRow(line=cells.line, text=cells.text, reason=str(error))
            continue
        rows = found[ids].outputs.setdefault(cells["output_type"].casefold(), [])
        rows.append(Output(cells.line, cells.text, filled(cells["output_type_id"]), filled(cells["value"])))
    yield from found.values()


def first_of(columns: Mapping[str, object] | tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """The first of some names that is a column."""
    return next((name for name in names if name in columns), None)


def places_of(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The task ids that tell one question from another beside its target and its day.

    >>> places_of(("reference_date", "location", "target", "target_end_date", "age_group", "horizon"))
    ('age_group', 'location')
    """
    return tuple(sorted(set(columns) - _OF_NO_QUESTION))


def filled(cell: str) -> str:
    """A cell; "NA" stands for nothing.

    >>> filled("NA"), filled("0.5")
    ('', '0.5')
    """
    return "" if cell in ("NA", "NaN", "nan", "None") else cell


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
        parts = _ROUND.fullmatch(PurePath(file.name).stem)
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
            places=places_of(columns),
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
        tuple((column, tag(filled(cells[column]))) for column in places),
    )
