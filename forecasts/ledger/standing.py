"""What stands as of one entry, and what everything is called: amendments, renamings and mergers put together.

A record stands unless a correction, a mistake or a merger that itself stands has set it aside. Names are
those of the moment, whatever a record says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, and_, select, tuple_

from forecasts.handles import Handle
from forecasts.ledger.amended import Amended, Replaced, amended, first_version, latest
from forecasts.ledger.chain import Head
from forecasts.ledger.columnar import Columnar
from forecasts.ledger.names import NAMING_COLUMNS, AllNames
from forecasts.ledger.records import read_record_at
from forecasts.ledger.tables import MIRRORS, RECORDS
from forecasts.model import Amendment, AmendmentKind, Naming, NamingAct

AMENDMENTS = MIRRORS["amendment"]
_MOST_SEEKS = 20_000


class Standing:
    """The amendments and the names up to `head`."""

    def __init__(
        self, connect: Callable[[], AbstractContextManager[Connection]], head: Head, *, by: str = ""
    ) -> None:
        self._connect = connect
        self._by = by
        self.head = head
        self.unsound: dict[Handle, str] = {}
        self.columnar: Columnar | None = None

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
            .select_from(AMENDMENTS.join(RECORDS, same_place(AMENDMENTS)))
            .where(AMENDMENTS.c.entry <= self.head.sequence)
            .order_by(RECORDS.c.entry.desc(), RECORDS.c.position.desc())
        )
        handles = ((Handle(row.entry, row.position), row.body) for row in rows)
        read = ((at, _read_amendment(at, body)) for at, body in handles if at not in self.unsound)
        return [(at, amendment) for at, amendment in read if _runs_forward(at, amendment)]

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
        if amendment.kind is AmendmentKind.MISTAKE:
            self.forget_names()
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
    def namings(self) -> tuple[tuple[Handle, Naming], ...]:
        """The renamings and mergers that stand, in the order of recording."""
        mirror = MIRRORS["naming"]
        rows = self.rows(
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .select_from(mirror.join(RECORDS, same_place(mirror)))
            .where(mirror.c.entry <= self.head.sequence)
            .order_by(RECORDS.c.entry, RECORDS.c.position)
        )
        handles = ((Handle(row.entry, row.position), row.body) for row in rows)
        found = ((at, read_record_at(at, body)) for at, body in handles if at not in self.unsound)
        return tuple(
            (handle, noun)
            for handle, noun in found
            if isinstance(noun, Naming) and handle not in self.amendments
        )

    @cached_property
    def names(self) -> AllNames:
        """What every slug is called now."""
        return AllNames.after(naming for _, naming in self.namings)

    @cached_property
    def aside(self) -> dict[Handle, Handle]:
        """Of each record that a merger has set aside that merger: what was merged, what was told twice."""
        found: dict[Handle, Handle] = {}
        for handle, naming in self.namings:
            if naming.act is NamingAct.MERGED:
                mirror = MIRRORS[naming.kind]
                own = select(mirror.c.entry, mirror.c.position).where(
                    mirror.c.slug == naming.slug, mirror.c.entry <= self.head.sequence
                )
                found |= dict.fromkeys(naming.aside, handle)
                found |= {Handle(row.entry, row.position): handle for row in self.rows(own)}
        return found

    def namings_of(self, kind: str, slug: str) -> list[tuple[Handle, Naming]]:
        """The standing renamings and mergers of what a slug means, with their handles."""
        names = self.names.kind(kind)
        root = names.recorded(slug)
        return [
            (handle, naming)
            for handle, naming in self.namings
            if naming.kind == kind and root in (names.recorded(naming.slug), names.recorded(naming.becomes))
        ]

    def forget_names(self) -> None:
        """Reads the names anew, because an open entry has changed them."""
        for name in ("namings", "names", "aside"):
            self.__dict__.pop(name, None)

    def stands(self, handle: Handle) -> bool:
        """Whether no correction, mistake or merger has set the record aside; a withdrawal does not."""
        amended = self.amendments.get(handle)
        if amended is not None and amended[1].kind is not AmendmentKind.WITHDRAWAL:
            return False
        return handle not in self.aside and handle not in self.unsound

    def fallen_by(self, handle: Handle) -> tuple[Handle, ...]:
        """Every amendment that stands and by itself would set a record aside."""
        return tuple(
            at
            for at, amendment in self._all_amendments
            if amendment.target == handle
            and amendment.kind is not AmendmentKind.WITHDRAWAL
            and at not in self.amendments
        )

    def withdrawn(self, handle: Handle) -> bool:
        """Whether a withdrawal of any version of a forecast stands."""
        versions = self.versions(handle)
        return any(
            amendment.kind is AmendmentKind.WITHDRAWAL
            and amendment.target in versions
            and at not in self.amendments
            for at, amendment in self._all_amendments
        )

    def fell_by(self, handle: Handle) -> Handle:
        """The amendment or the merger that has set aside a record that does not stand."""
        amended = self.amendments.get(handle)
        return self.aside[handle] if amended is None else amended[0]

    def naming(self, kind: str, column: str, values: Iterable[str]) -> ColumnElement[bool]:
        """The condition that a column of a noun's table names one of these, by whatever slug."""
        found: Column[Any] = MIRRORS[kind].c[column]
        named = NAMING_COLUMNS.get(kind, {}).get(column)
        if named is not None and self.names:
            values = {slug for value in values for slug in self.names.kind(named).every(value)}
        wanted = sorted(values)
        return found == wanted[0] if len(wanted) == 1 else found.in_(wanted)

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """The rows of a query; the caller keeps to entries up to the head."""
        with self._connect() as connection:
            return connection.execute(query).all()


def same_place(mirror: Table) -> ColumnElement[bool]:
    """Whether a row of a mirror is that of a record."""
    return and_(mirror.c.entry == RECORDS.c.entry, mirror.c.position == RECORDS.c.position)


def at_places(table: Table, handles: Collection[Handle]) -> ColumnElement[bool]:
    """Whether a row of a table with entry and position is one of these records.

    SQLite finds pairs by an index only where each part is asked for by itself, too.
    """
    entries, positions = {at.entry for at in handles}, {at.position for at in handles}
    pairs = tuple_(table.c.entry, table.c.position).in_(sorted(handles))
    if len(entries) * len(positions) > _MOST_SEEKS:
        return pairs
    return and_(table.c.entry.in_(entries), table.c.position.in_(positions), pairs)


def _runs_forward(handle: Handle, amendment: Amendment) -> bool:
    """Whether an amendment is about what was there before it: any other would lead round in a circle."""
    replacement = amendment.replacement
    return amendment.target < handle and (replacement is None or amendment.target < replacement < handle)


def _read_amendment(handle: Handle, body: str) -> Amendment:
    amendment = read_record_at(handle, body)
    assert isinstance(amendment, Amendment)
    return amendment
