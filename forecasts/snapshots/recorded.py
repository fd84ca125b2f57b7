"""What a ledger recorded, written into the parts of a snapshot: each table in stretches of so many rows.

A stretch that is full never changes, since nothing that was recorded does: a later snapshot takes it over
without reading it again. Where the stretches end is told by the rows alone, so that two snapshots of one
head are the same whatever was taken before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Select, String, cast, func, literal, or_, select, tuple_, union

from forecasts.handles import Handle
from forecasts.ledger import tables as ledger
from forecasts.ledger.fetching import some_columns
from forecasts.ledger.view import View
from forecasts.snapshots.arrow import Array
from forecasts.snapshots.manifest import Manifest, Part
from forecasts.snapshots.parts import is_whole, write_part
from forecasts.snapshots.tables import ENTRIES, FORECASTS, RECORDS, ROWS, STATEMENTS, TABLES

_NOUNS = {STATEMENTS: "statement", FORECASTS: "forecast"}
_PAGE = 2_000


def write_recorded(view: View, folder: Path, earlier: Manifest | None, *, rows: int = ROWS) -> Iterator[Part]:
    """The parts of every table, written as they are asked for; of an earlier snapshot full ones are kept."""
    for table in TABLES:
        kept = [] if earlier is None or table == RECORDS else _full(folder, earlier.of(table), rows)
        yield from kept
        after = kept[-1].last if kept else Handle(0, 0)
        while len((found := _some(view, table, after, rows))["entry"]):
            part = write_part(folder, table, TABLES[table], found)
            yield part
            after = part.last
            if part.rows < rows:
                break


def _full(folder: Path, parts: tuple[Part, ...], rows: int) -> list[Part]:
    """The parts that hold as many rows as a part may, from the first on, as far as they are whole."""
    return list(takewhile(lambda part: part.rows == rows and is_whole(folder, part), parts))


def _some(view: View, table: str, after: Handle, rows: int) -> dict[str, Array]:
    """The rows after one record, at most so many."""
    if table in _NOUNS:
        return some_columns(view, ledger.MIRRORS[_NOUNS[table]], after=after, most=rows)
    return _fetched(view, table, _entries(view, after) if table == ENTRIES else _records(view, after), rows)


def _fetched(view: View, table: str, query: Select[Any], rows: int) -> dict[str, Array]:
    found = [row for page in view.pages(query.limit(rows), _PAGE) for row in page]
    cells = zip(*found, strict=True) if found else ([] for _ in TABLES[table])
    kinds = (np.int64 if name in ("entry", "position", "records") else object for name in _names(table))
    return {
        name: np.array(list(values), dtype=kind)
        for name, values, kind in zip(_names(table), cells, kinds, strict=True)
    }


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table]]


def _entries(view: View, after: Handle) -> Select[Any]:
    entries = ledger.ENTRIES.c
    wanted = (entries[name] for name in _names(ENTRIES)[2:])
    return (
        select(entries.sequence.label("entry"), literal(1).label("position"), *wanted)
        .where(entries.sequence > after.entry, entries.sequence <= view.head.sequence)
        .order_by(entries.sequence)
    )


def _records(view: View, after: Handle) -> Select[Any]:
    """Every record but forecasts and statements, and of these what amendments name, and the last forecast."""
    records = ledger.RECORDS.c
    place = tuple_(records.entry, records.position)
    handle = cast(records.entry, String) + "." + cast(records.position, String)
    amendments = ledger.MIRRORS["amendment"].c
    named = union(
        select(amendments.target), select(amendments.replacement).where(amendments.replacement.is_not(None))
    )
    return (
        select(*(records[name] for name in _names(RECORDS)))
        .where(
            records.entry <= view.head.sequence,
            place > (after.entry, after.position),
            or_(records.noun.not_in(_NOUNS.values()), handle.in_(named), handle == _newest(view)),
        )
        .order_by(records.entry, records.position)
    )


def _newest(view: View) -> str:
    """The handle of the last forecast; no record's where there is none."""
    last = ledger.MIRRORS["forecast"].c
    query = select(last.entry, last.position).where(last.entry <= view.head.sequence)
    found = view.rows(query.order_by(last.entry.desc(), last.position.desc()).limit(1))
    return next((f"{row.entry}.{row.position}" for row in found), "none")


def first_digest(view: View) -> str:
    """The digest of a ledger's first entry, by which the ledger is known."""
    entries = ledger.ENTRIES.c
    first = select(entries.digest).where(entries.sequence == 1)
    return next((str(row.digest) for row in view.rows(first)), view.head.digest)


def continues(view: View, earlier: Manifest) -> bool:
    """Whether an earlier snapshot is of this ledger, as it was or is."""
    entries = ledger.ENTRIES.c
    then = select(func.count()).where(
        entries.sequence == earlier.head.sequence, entries.digest == earlier.head.digest
    )
    return bool(view.rows(then)[0][0]) and earlier.head.sequence <= view.head.sequence
