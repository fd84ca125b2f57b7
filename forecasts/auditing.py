"""Is the ledger what was recorded? The chain walked, tables held against records, the first fault named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import Connection, Result, Row, Select, select

from forecasts.chain import ROOT, EntryDigest, Head, Header, archive_digest, record_digest
from forecasts.guarding import missing_guards
from forecasts.mirrors import mirror_row
from forecasts.problems import Problem
from forecasts.records import read_moment
from forecasts.tables import MIRRORS, ArchiveRow, EntryRow, RecordRow, table

ENTRIES, RECORDS, ARCHIVES = table(EntryRow), table(RecordRow), table(ArchiveRow)
CHUNK = 2_000
MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """What an audit found; `problems` lists at most 20, in the order of the chain."""

    entries: int
    records: int
    head: Head
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def audit(connection: Connection, *, head: str | None) -> Audit:
    """Walks the whole ledger; `head` is a digest noted before, which must still be in the chain."""
    walk = _Walk(connection)
    problems = list(islice(walk.problems(), MOST))
    if head is not None and len(problems) < MOST and not walk.has_seen(head):
        problems.append(
            Problem(
                f"entry {walk.head.sequence}",
                f"the chain ends here and holds no entry with the digest {head[:12]}…: its end was cut off",
            )
        )
    return Audit(entries=walk.head.sequence, records=walk.records, head=walk.head, problems=tuple(problems))


class _Walk:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._digests: set[str] = {ROOT}
        self.head = Head()
        self.records = 0

    def has_seen(self, head: str) -> bool:
        """Whether an entry's digest begins as `head` does; at least 12 letters are asked for elsewhere."""
        return any(digest.startswith(head.casefold()) for digest in self._digests)

    def problems(self) -> Iterator[Problem]:
        yield from self._chain()
        yield from self._orphans()
        for noun in MIRRORS:
            yield from self._mirror(noun)
        yield from self._archives()
        for name in missing_guards(self._connection):
            yield Problem("triggers", f"{name} is missing: `tracker upgrade` sets it again")

    def _stream(self, query: Select[Any]) -> Result[Any]:
        return self._connection.execute(query.execution_options(yield_per=CHUNK))

    def _chain(self) -> Iterator[Problem]:
        records = iter(self._stream(select(RECORDS).order_by(RECORDS.c.entry, RECORDS.c.position)))
        record = next(records, None)
        for row in self._stream(select(ENTRIES).order_by(ENTRIES.c.sequence)):
            where = f"entry {row.sequence}"
            whole = EntryDigest(row.previous, header_of(row))
            count = 0
            while record is not None and record.entry <= row.sequence:
                if record.entry == row.sequence:
                    count += 1
                    whole.add(record_digest(record.body))
                    yield from _record_faults(record, count)
                record = next(records, None)
            self.records += count
            yield from self._entry_faults(where, row, count)
            if whole.hexdigest() != row.digest:
                yield Problem(where, "the digest does not fit the header and the records: one was altered")
            self._digests.add(row.digest)
            self.head = Head(sequence=row.sequence, digest=row.digest, recorded_at=_moment(row.recorded_at))

    def _entry_faults(self, where: str, row: Row[Any], count: int) -> Iterator[Problem]:
        if row.sequence != self.head.sequence + 1:
            yield Problem(where, f"entry {self.head.sequence + 1} should stand here: entries are missing")
        if row.previous != self.head.digest:
            yield Problem(where, "it is not chained to the entry before it")
        moment = _moment(row.recorded_at)
        if moment is None:
            yield Problem(where, f"its moment {row.recorded_at!r} is not one")
        elif self.head.recorded_at is not None and moment < self.head.recorded_at:
            yield Problem(where, f"it was recorded at {row.recorded_at}, before the entry it follows")
        if row.records != count:
            yield Problem(where, f"it says it has {row.records} records and has {count}")

    def _orphans(self) -> Iterator[Problem]:
        sealed = select(ENTRIES.c.sequence)
        for row in self._stream(
            select(RECORDS.c.entry, RECORDS.c.position).where(RECORDS.c.entry.not_in(sealed)).limit(MOST)
        ):
            yield Problem(f"entry {row.entry}", f"record {row.entry}.{row.position} belongs to no entry")

    def _mirror(self, noun: str) -> Iterator[Problem]:
        mirror = MIRRORS[noun]
        rows = self._stream(select(mirror).order_by(mirror.c.entry, mirror.c.position))
        records = self._stream(
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .where(RECORDS.c.noun == noun)
            .order_by(RECORDS.c.entry, RECORDS.c.position)
        )
        for row, record in zip_longest(rows.mappings(), records):
            if record is None:
                yield Problem(
                    f"entry {row['entry']}",
                    f"the table {mirror.name} has a row {row['entry']}.{row['position']} without a record",
                )
                return
            handle = f"{record.entry}.{record.position}"
            where = f"entry {record.entry}"
            if row is None or (row["entry"], row["position"]) != (record.entry, record.position):
                yield Problem(where, f"the table {mirror.name} lacks the row of record {handle}")
                return
            try:
                expected = mirror_row((record.entry, record.position), json.loads(record.body))
            except (ValueError, KeyError, TypeError, AttributeError):
                yield Problem(where, f"record {handle} cannot be read")
                continue
            for column, value in expected.items():
                if row[column] != value:
                    yield Problem(
                        where,
                        f"the table {mirror.name} says {column} = {row[column]!r} of record {handle}, "
                        f"and the record says {value!r}",
                    )

    def _archives(self) -> Iterator[Problem]:
        named = self._named("source", "archived")
        erased = self._named("erasure", "digest")
        present: set[str] = set()
        for row in self._stream(select(ARCHIVES).order_by(ARCHIVES.c.digest)):
            present.add(row.digest)
            where = named.get(row.digest, "archives")
            if row.text is None or row.salt is None:
                if row.digest not in erased:
                    yield Problem(
                        where, f"the archived text {row.digest[:12]}… is gone, and no entry erased it"
                    )
            elif archive_digest(row.salt, row.text) != row.digest:
                yield Problem(where, f"the archived text {row.digest[:12]}… was altered")
        for digest, where in named.items():
            if digest not in present:
                yield Problem(where, f"the archived text {digest[:12]}… is missing")

    def _named(self, noun: str, column: str) -> dict[str, str]:
        mirror = MIRRORS[noun]
        rows = self._stream(
            select(mirror.c.entry, mirror.c[column].label("digest")).where(mirror.c[column].is_not(None))
        )
        return {row.digest: f"entry {row.entry}" for row in rows}


def _record_faults(record: Row[Any], place: int) -> Iterator[Problem]:
    handle = f"{record.entry}.{record.position}"
    where = f"entry {record.entry}"
    if record.position != place:
        yield Problem(where, f"record {handle} stands where {record.entry}.{place} should")
    if record_digest(record.body) != record.digest:
        yield Problem(where, f"record {handle} does not fit its digest: it was altered")
    try:
        noun = json.loads(record.body).get("noun")
    except (ValueError, AttributeError):
        yield Problem(where, f"record {handle} is not JSON")
        return
    if noun != record.noun:
        yield Problem(where, f"record {handle} is filed as a {record.noun} and says it is a {noun}")


def header_of(row: Row[Any]) -> Header:
    """The header that an entry's row holds."""
    return Header(
        sequence=row.sequence,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        action=row.action,
        reason=row.reason,
    )


def _moment(text: str) -> Any:
    try:
        return read_moment(text)
    except ValueError:
        return None
