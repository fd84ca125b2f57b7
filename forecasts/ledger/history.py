"""What was recorded when, entry by entry: all of it, or what touches one question or forecaster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, tuple_

from forecasts.handles import Handle
from forecasts.ledger.reader import MOST_NAMED, Reader, Stored
from forecasts.ledger.records import read_moment
from forecasts.ledger.tables import ENTRIES, MIRRORS, RECORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryInfo:
    """One entry of the chain with the nouns it recorded."""

    sequence: int
    recorded_at: datetime
    recorded_by: str
    action: str
    reason: str | None
    signed_in: str | None
    digest: str
    stored: tuple[Stored, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryBrief:
    """One entry with its first records and how many there are, and the digest before its own."""

    entry: EntryInfo
    records: int
    previous: str


def leaf(reader: Reader, *, before: int, limit: int, most: int) -> tuple[EntryBrief, ...]:
    """The last `limit` entries before one, by number, newest first, each with its first `most` records."""
    last = min(before - 1, reader.head.sequence)
    rows = reader.rows(
        select(ENTRIES).where(ENTRIES.c.sequence <= last).order_by(ENTRIES.c.sequence.desc()).limit(limit)
    )
    if not rows:
        return ()
    shown = (RECORDS.c.entry >= rows[-1].sequence, RECORDS.c.entry <= last)
    counts = {
        row.entry: int(row.held)
        for row in reader.rows(
            select(RECORDS.c.entry, func.count().label("held")).where(*shown).group_by(RECORDS.c.entry)
        )
    }
    by_entry: dict[int, list[Stored]] = {}
    for stored in reader.stored(*shown, RECORDS.c.position <= most):
        by_entry.setdefault(stored.handle.entry, []).append(stored)
    return tuple(
        EntryBrief(
            entry=_entry(row, tuple(by_entry.get(row.sequence, ()))),
            records=counts.get(row.sequence, 0),
            previous=row.previous,
        )
        for row in rows
    )


def history(
    reader: Reader, *, question: str | None, forecaster: str | None, limit: int | None
) -> tuple[EntryInfo, ...]:
    """Entries with their records, newest last, and the last `limit` only where one is given.

    With a question or a forecaster, by slug, only the records that touch either, and their amendments.
    """
    touched = _touched(reader, question=question, forecaster=forecaster)
    query = select(ENTRIES).where(ENTRIES.c.sequence <= reader.head.sequence)
    if touched is not None:
        query = query.where(ENTRIES.c.sequence.in_({handle.entry for handle in touched}))
    rows = reader.rows(query.order_by(ENTRIES.c.sequence.desc()).limit(limit))[::-1]
    if not rows:
        return ()
    wanted: list[ColumnElement[bool]] = [RECORDS.c.entry >= rows[0].sequence]
    if touched is not None:
        sequences = {row.sequence for row in rows}
        shown = sorted(handle for handle in touched if handle.entry in sequences)
        few = len(shown) <= MOST_NAMED  # else whole entries are read, of which little may be shown
        place = tuple_(RECORDS.c.entry, RECORDS.c.position)
        wanted.append(place.in_(shown) if few else RECORDS.c.entry.in_(sequences))
    by_entry: dict[int, list[Stored]] = {}
    for stored in reader.stored(*wanted):
        if touched is None or stored.handle in touched:
            by_entry.setdefault(stored.handle.entry, []).append(stored)
    return tuple(_entry(row, tuple(by_entry.get(row.sequence, ()))) for row in rows)


def _entry(row: Row[Any], stored: tuple[Stored, ...]) -> EntryInfo:
    return EntryInfo(
        sequence=row.sequence,
        recorded_at=read_moment(row.recorded_at),
        recorded_by=row.recorded_by,
        action=row.action,
        reason=row.reason,
        signed_in=row.signed_in,
        digest=row.digest,
        stored=stored,
    )


def _touched(reader: Reader, *, question: str | None, forecaster: str | None) -> set[Handle] | None:
    if question is None and forecaster is None:
        return None
    touched: set[Handle] = set()
    for noun, column, value in (
        ("question", "slug", question),
        ("outcome", "question", question),
        ("forecast", "question", question),
        ("forecaster", "slug", forecaster),
        ("forecast", "forecaster", forecaster),
        ("seal", "forecaster", forecaster),
    ):
        if value is not None:
            mirror = MIRRORS[noun]
            rows = reader.rows(
                select(mirror.c.entry, mirror.c.position).where(
                    reader.naming(noun, column, [value]), mirror.c.entry <= reader.head.sequence
                )
            )
            touched |= {Handle(row.entry, row.position) for row in rows}
            if column == "slug":
                touched |= {handle for handle, naming in reader.namings_of(noun, value)}
    return touched | {handle for target, (handle, _) in reader.amendments.items() if target in touched}
