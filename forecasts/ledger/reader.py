"""The records of a ledger as of one entry: read one by one, by noun, or by a query.

Look-ups here are plain SQL and decode single records; whole columns for judging are in `frames.py`.
A record stands unless a correction or a mistake that itself stands has set it aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, select, tuple_

from forecasts.errors import Unknown
from forecasts.handles import Handle
from forecasts.ledger.amended import Amended, Replaced, amended, first_version, latest
from forecasts.ledger.chain import Head
from forecasts.ledger.engines import pages
from forecasts.ledger.records import moment_text, read_moment, read_record
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS
from forecasts.model import Amendment, AmendmentKind, Noun, Settings

AMENDMENTS = MIRRORS["amendment"]
CHUNK = 2_000
_ENTERED = ENTRIES.c.sequence == RECORDS.c.entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A noun with its place in the ledger."""

    handle: Handle
    noun: Noun
    recorded_at: datetime
    recorded_by: str
    stands: bool


class Reader:
    """The records up to `head`, read by queries on one connection or another."""

    def __init__(
        self, connect: Callable[[], AbstractContextManager[Connection]], head: Head, *, by: str = ""
    ) -> None:
        self._connect = connect
        self._by = by
        self.head = head

    @cached_property
    def amendments(self) -> Amended:
        """Of each amended record the amendment that counts, with its own handle: see `amended.amended`."""
        return amended(self._all_amendments)

    @cached_property
    def replaced(self) -> Replaced:
        """Of each replacement the record in whose place it was put, also where that was taken back since."""
        return {
            amendment.replacement: amendment.target
            for _, amendment in self._all_amendments
            if amendment.replacement is not None
        }

    @cached_property
    def _all_amendments(self) -> list[tuple[Handle, Amendment]]:
        """Every amendment with its handle, newest first."""
        rows = self.rows(
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .select_from(AMENDMENTS.join(RECORDS, _same_place(AMENDMENTS)))
            .where(AMENDMENTS.c.entry <= self.head.sequence)
            .order_by(RECORDS.c.entry.desc(), RECORDS.c.position.desc())
        )
        return [(Handle(row.entry, row.position), _read_amendment(row.body)) for row in rows]

    def latest(self, handle: Handle) -> Handle:
        """The version that stands of a record, or that stood last: see `amended.latest`."""
        return latest(handle, self.amendments, self.replaced)

    def first_version(self, handle: Handle) -> Handle:
        """The record as it was first recorded, before it was corrected."""
        return first_version(handle, self.replaced)

    def versions(self, handle: Handle) -> tuple[Handle, ...]:
        """Every version of a record, in the order of recording."""
        first = self.first_version(handle)
        return (first, *sorted(new for new in self.replaced if self.first_version(new) == first))

    def note_amendment(self, handle: Handle, amendment: Amendment) -> None:
        """Brings `amendments` up to the one that an open entry has just recorded at a handle.

        A mistake can undo what others did, so after one they are read anew.
        """
        self.__dict__.pop("_all_amendments", None)
        if "replaced" in self.__dict__ and amendment.replacement is not None:
            self.replaced[amendment.replacement] = amendment.target
        if amendment.kind is AmendmentKind.MISTAKE:
            self.__dict__.pop("amendments", None)
        if "amendments" not in self.__dict__:
            return
        before = self.amendments.get(amendment.target)
        self.amendments[amendment.target] = (handle, amendment)
        if before is not None and amendment.replacement is not None:
            self.amendments[amendment.replacement] = before

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

    def stands(self, handle: Handle) -> bool:
        """Whether no correction and no mistake has set the record aside; a withdrawal does not."""
        amended = self.amendments.get(handle)
        return amended is None or amended[1].kind is AmendmentKind.WITHDRAWAL

    def get(self, handle: Handle) -> Stored:
        """The record at a handle, whether it stands or not."""
        if handle.entry > self.head.sequence:
            raise Unknown("record", str(handle))
        found = self.stored(and_(RECORDS.c.entry == handle.entry, RECORDS.c.position == handle.position))
        for stored in found:
            return stored
        raise Unknown("record", str(handle))

    def standing(self, kind: str, **equal: object) -> Iterator[Stored]:
        """Standing records of one noun whose columns equal what is given, in the order of recording."""
        mirror = MIRRORS[kind]
        matches = (mirror.c[name] == value for name, value in equal.items())
        for stored in self.stored(RECORDS.c.noun == kind, *matches, mirror=kind):
            if stored.stands:
                yield stored

    def standing_among(self, kind: str, column: str, values: Iterable[str]) -> Iterator[Stored]:
        """Standing records of one noun whose column is among many values, in one query."""
        wanted = MIRRORS[kind].c[column].in_(sorted(values))
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
        return sorted({row.slug for row in rows if self.stands(Handle(row.entry, row.position))})

    def last(self, kind: str) -> Stored:
        """The record of one noun that was recorded last and stands."""
        mirror = MIRRORS[kind]
        handles = self.rows(
            select(mirror.c.entry, mirror.c.position)
            .where(mirror.c.entry <= self.head.sequence)
            .order_by(mirror.c.entry.desc(), mirror.c.position.desc())
            .limit(len(self.amendments) + 1)
        )
        for row in handles:
            if self.stands(handle := Handle(row.entry, row.position)):
                return self.get(handle)
        raise Unknown(kind, "last")

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """The rows of a query; the caller keeps to entries up to the head."""
        with self._connect() as connection:
            return connection.execute(query).all()

    def pages(self, query: Select[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query as the driver hands them out, some at a time: for a million of them."""
        with self._connect() as connection:
            yield from pages(connection, query, size)

    def entry_digests(self, *, after: int = 0) -> Iterator[bytes]:
        """The digests of the entries after one of them, in order, 32 bytes each: for a million of them."""
        query = (
            select(ENTRIES.c.digest)
            .where(ENTRIES.c.sequence > after, ENTRIES.c.sequence <= self.head.sequence)
            .order_by(ENTRIES.c.sequence)
        )
        for page in self.pages(query, 50_000):
            yield from (bytes.fromhex(digest) for (digest,) in page)

    def stored(self, *wanted: ColumnElement[bool], mirror: str | None = None) -> Iterator[Stored]:
        """Records, standing or not, that meet conditions on their columns or on those of their mirror."""
        source: Any = RECORDS.outerjoin(ENTRIES, _ENTERED)
        if mirror is not None:
            source = source.join(MIRRORS[mirror], _same_place(MIRRORS[mirror]))
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
            _stored_query(mirror.join(RECORDS, _same_place(mirror)).outerjoin(ENTRIES, _ENTERED))
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
            yield Stored(
                handle=handle,
                noun=read_record(row.body),
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


def _same_place(mirror: Table) -> ColumnElement[bool]:
    return and_(mirror.c.entry == RECORDS.c.entry, mirror.c.position == RECORDS.c.position)


def _read_amendment(body: str) -> Amendment:
    amendment = read_record(body)
    assert isinstance(amendment, Amendment)
    return amendment
