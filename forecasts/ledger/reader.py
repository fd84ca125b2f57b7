"""The records of a ledger as of one entry: read one by one, by noun, or by a query.

Look-ups here are plain SQL and decode single records; whole columns for judging are in `frames.py`.
What stands of them, and under which names, is in `standing.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, tuple_

from forecasts.errors import Unknown
from forecasts.handles import Handle
from forecasts.ledger import word_index
from forecasts.ledger.engines import pages
from forecasts.ledger.kept import Kept, kept
from forecasts.ledger.names import NAMING_COLUMNS
from forecasts.ledger.records import moment_text, read_moment, read_record_at
from forecasts.ledger.standing import Standing, same_place
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS
from forecasts.model import Noun, Settings

CHUNK = 2_000
MOST_NAMED = 5_000
"""How many values one query names: more are asked for in turn, or everything is read."""
_ENTERED = ENTRIES.c.sequence == RECORDS.c.entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A noun with its place in the ledger."""

    handle: Handle
    noun: Noun
    recorded_at: datetime
    recorded_by: str
    stands: bool


class Reader(Standing):
    """The records up to `head`, read by queries on one connection or another."""

    @cached_property
    def settings(self) -> Settings:
        """What the ledger assumes unless told otherwise; the last settings stand."""
        found = Settings()
        for stored in self.standing("settings"):
            assert isinstance(stored.noun, Settings)
            found = stored.noun
        return found

    def entry_by(self, moment: datetime) -> int:
        """The number of the last entry that was recorded by a moment; 0 if there is none."""
        entries = (
            select(ENTRIES.c.sequence)
            .where(ENTRIES.c.sequence <= self.head.sequence, ENTRIES.c.recorded_at <= moment_text(moment))
            .order_by(ENTRIES.c.sequence.desc())
            .limit(1)
        )
        return next((int(row.sequence) for row in self.rows(entries)), 0)

    def archived(self, digest: str) -> str | None:
        """The archived text of a digest; None where it was erased or is not here."""
        for row in self.rows(select(ARCHIVES.c.text).where(ARCHIVES.c.digest == digest)):
            return None if row.text is None else str(row.text)
        return None

    def get(self, handle: Handle) -> Stored:
        """The record at a handle, whether it stands or not."""
        if handle.entry > self.head.sequence:
            raise Unknown("record", str(handle))
        found = self.stored(and_(RECORDS.c.entry == handle.entry, RECORDS.c.position == handle.position))
        for stored in found:
            return stored
        raise Unknown("record", str(handle))

    def as_recorded(self, handle: Handle) -> Noun:
        """The noun at a handle by the names that it was recorded with."""
        at = and_(RECORDS.c.entry == handle.entry, RECORDS.c.position == handle.position)
        (row,) = self.rows(select(RECORDS.c.body).where(at))
        return read_record_at(handle, row.body)

    def merged(self, kind: str, slug: str) -> Noun | None:
        """What a slug was before it was merged into another; None where it was not."""
        names = self.names.kind(kind)
        first = names.first.get(slug, slug)
        if first in names.into:
            for stored in self.stored(MIRRORS[kind].c.slug == first, mirror=kind):
                if stored.handle not in self.amendments:
                    return stored.noun
        return None

    def standing(self, kind: str, **equal: object) -> Iterator[Stored]:
        """Standing records of one noun whose columns equal what is given, in the order of recording."""
        matches = (
            self.naming(kind, name, [value])
            if isinstance(value, str) and name in NAMING_COLUMNS.get(kind, ())
            else MIRRORS[kind].c[name] == value
            for name, value in equal.items()
        )
        for stored in self.stored(RECORDS.c.noun == kind, *matches, mirror=kind):
            if stored.stands:
                yield stored

    def standing_among(self, kind: str, column: str, values: Iterable[str]) -> Iterator[Stored]:
        """Standing records of one noun whose column is among many values, in one query."""
        wanted = self.naming(kind, column, values)
        return (
            stored for stored in self.stored(RECORDS.c.noun == kind, wanted, mirror=kind) if stored.stands
        )

    def slugs(self, kind: str) -> list[str]:
        """Every standing slug of one noun, in alphabetical order."""
        mirror = MIRRORS[kind]
        rows = self.rows(
            select(mirror.c.slug, mirror.c.entry, mirror.c.position).where(
                mirror.c.entry <= self.head.sequence
            )
        )
        now = self.names.kind(kind).now if self.names else str
        return sorted({now(row.slug) for row in rows if self.stands(Handle(row.entry, row.position))})

    def may_say(self, noun: str, beginning: str, *, most: int) -> list[Handle] | None:
        """The records of a noun with a word that begins so, up to the head: see `word_index.may_say`."""
        with self._connect() as connection:
            found = word_index.may_say(connection, noun, beginning, most=most)
        return None if found is None else [at for at in found if at.entry <= self.head.sequence]

    def last(self, kind: str) -> Stored:
        """The record of one noun that was recorded last and stands."""
        mirror = MIRRORS[kind]
        handles = self.rows(
            select(mirror.c.entry, mirror.c.position)
            .where(mirror.c.entry <= self.head.sequence)
            .order_by(mirror.c.entry.desc(), mirror.c.position.desc())
            .limit(len(self.amendments) + len(self.aside) + 1)
        )
        for row in handles:
            if self.stands(handle := Handle(row.entry, row.position)):
                return self.get(handle)
        raise Unknown(kind, "last")

    def pages(self, query: Select[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query as the driver hands them out, some at a time: for a million of them."""
        with self._connect() as connection:
            yield from pages(connection, query, size)

    def entry_digests(self, *, after: int = 0, most: int | None = None) -> Iterator[bytes]:
        """The digests of the entries after one of them, in order, 32 bytes each: for a million of them."""
        query = (
            select(ENTRIES.c.digest)
            .where(ENTRIES.c.sequence > after, ENTRIES.c.sequence <= self.head.sequence)
            .order_by(ENTRIES.c.sequence)
            .limit(most)
        )
        for page in self.pages(query, 50_000):
            yield from (bytes.fromhex(digest) for (digest,) in page)

    def checkpoints(self) -> tuple[Kept, ...]:
        """The heads that were signed of the entries up to the view's, the newest last."""
        with self._connect() as connection:
            return tuple(one for one in kept(connection) if one.size <= self.head.sequence)

    def stored(self, *wanted: ColumnElement[bool], mirror: str | None = None) -> Iterator[Stored]:
        """Records, standing or not, that meet conditions on their columns or on those of their mirror."""
        source: Any = RECORDS.outerjoin(ENTRIES, _ENTERED)
        if mirror is not None:
            source = source.join(MIRRORS[mirror], same_place(MIRRORS[mirror]))
        return self._read(
            _stored_query(source)
            .where(RECORDS.c.entry <= self.head.sequence, *wanted)
            .order_by(RECORDS.c.entry, RECORDS.c.position)
        )

    def each(self, kind: str) -> Iterator[Stored]:
        """Records of one noun, standing or not, fetched some at a time: for a million of them."""
        mirror = MIRRORS[kind]
        place = tuple_(mirror.c.entry, mirror.c.position)
        query = (
            _stored_query(mirror.join(RECORDS, same_place(mirror)).outerjoin(ENTRIES, _ENTERED))
            .where(mirror.c.entry <= self.head.sequence)
            .order_by(mirror.c.entry, mirror.c.position)
            .limit(CHUNK)
        )
        after = Handle(0, 0)
        while some := list(self._read(query.where(place > after))):
            yield from some
            after = some[-1].handle

    def _read(self, query: Select[Any]) -> Iterator[Stored]:
        for row in self.rows(query):
            handle = Handle(row.entry, row.position)
            if handle in self.unsound:
                continue
            yield Stored(
                handle=handle,
                noun=self.names.now(read_record_at(handle, row.body)),
                recorded_at=read_moment(row.recorded_at) if row.recorded_at else self._now(),
                recorded_by=row.recorded_by or self._by,
                stands=self.stands(handle),
            )

    def _now(self) -> datetime:
        assert self.head.recorded_at is not None, "an open entry has its moment"
        return self.head.recorded_at


def _stored_query(source: Any) -> Select[Any]:
    columns = (RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
    return select(*columns, ENTRIES.c.recorded_at, ENTRIES.c.recorded_by).select_from(source)
