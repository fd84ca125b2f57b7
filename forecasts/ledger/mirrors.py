"""Records laid flat: the row of a typed table that mirrors a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import repeat
from operator import attrgetter
from typing import Any

from forecasts.belief import Belief
from forecasts.columns import Kind
from forecasts.fields import FORECAST, Field
from forecasts.ledger.records import DAMAGE, Plain, canonical_part, moment_text, remembered
from forecasts.ledger.tables import MIRRORS, written_list
from forecasts.model import Claim, Forecast, Noun


def mirror_row(handle: tuple[int, int], record: Plain) -> dict[str, Any]:
    """The row that a record has in the typed table of its noun: every column, in order, dates as text."""
    noun = record["noun"]
    row = _EMPTY[noun].copy()
    if noun == "forecast":
        row.update((field.name, _part(record, way)) for field, way in _WAYS.items())
    else:
        row.update((name, _cell(value)) for name, value in record.items() if name in row)
    row["entry"], row["position"] = handle
    return row


def readable_row(handle: tuple[int, int], noun: str, body: str) -> tuple[Any, ...] | None:
    """The same row of a record's body; None where it is no such record, or a table could not hold it."""
    try:
        record = json.loads(body)
        if record["noun"] != noun:
            return None
        row = tuple(mirror_row(handle, record).values())
    except DAMAGE:
        return None
    if all(cell is None or isinstance(cell, str | float | bool) or _is_small(cell) for cell in row):
        return row
    return None


def _is_small(cell: Any) -> bool:
    return isinstance(cell, int) and abs(cell) < 2**63


def mirror_columns(
    entry: int, positions: Sequence[int], nouns: Sequence[Noun], bodies: Sequence[str]
) -> list[Sequence[Any]]:
    """The columns of the same rows, of nouns of one kind that stand in an entry, with their canonical texts.

    Of forecasts, which come in bulk, the parts that many share are laid flat once.
    """
    if not isinstance(nouns[0], Forecast):
        handles = zip(repeat(entry, len(positions)), positions, strict=True)
        rows = (mirror_row(*of).values() for of in zip(handles, map(json.loads, bodies), strict=True))
        return list(zip(*rows, strict=True))
    own = [
        column if write is None else _written(column, write)
        for write, column in zip(_WRITERS, zip(*map(_own, nouns), strict=True), strict=True)
    ]
    claims = zip(*map(_claim_cells, map(attrgetter("claim"), nouns)), strict=True)
    beliefs = zip(*map(_belief_cells, map(attrgetter("belief"), nouns)), strict=True)
    return [[entry] * len(nouns), positions, *own, *claims, *beliefs]


def _written(column: Sequence[Any], write: Callable[[Any], Any]) -> Sequence[Any]:
    if column[0] is None and column.count(None) == len(column):
        return column
    return [part if part is None else write(part) for part in column]


@remembered
def _claim_cells(claim: Claim) -> tuple[Any, ...]:
    record = {"claim": json.loads(canonical_part(claim))}
    return tuple(_part(record, _WAYS[field]) for field in _CLAIM)


@remembered
def _belief_cells(belief: Belief | None) -> tuple[Any, ...]:
    record = {} if belief is None else {"belief": json.loads(canonical_part(belief))}
    return tuple(_part(record, _WAYS[field]) for field in _BELIEF)


def _part(record: Plain, way: tuple[str, ...]) -> Any:
    """The cell of what stands in a record at the end of a way; None where there is no such part."""
    found: Any = record
    for name in way:
        if (found := found.get(name)) is None:
            return None
    return _cell(found)


def _cell(part: Any) -> Any:
    return written_list(part) if part.__class__ is list else part


_EMPTY: dict[str, dict[str, Any]] = {
    noun: dict.fromkeys(mirror.columns.keys()) for noun, mirror in MIRRORS.items()
}
_WAYS: dict[Field, tuple[str, ...]] = {field: tuple(field.part.split(".")) for field in FORECAST}
_OWN, _CLAIM, _BELIEF = (
    [field for field in FORECAST if field.part.rpartition(".")[0].partition(".")[0] == whole]
    for whole in ("", "claim", "belief")
)
_WRITE: dict[Kind, Callable[[Any], Any]] = {
    Kind.DAY: date.isoformat,
    Kind.MOMENT: moment_text,
    Kind.HANDLE: str,
    Kind.TEXTS: lambda texts: written_list(texts) if texts else None,
}
_own: Callable[[Any], tuple[Any, ...]] = attrgetter(*(field.part for field in _OWN))
_WRITERS = [_WRITE.get(field.kind) for field in _OWN]
