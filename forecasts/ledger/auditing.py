"""Is the ledger what was recorded? The chain walked, tables held against records, the first fault named."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import Connection, Result, Row, RowMapping, Select, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from forecasts.errors import UnfitText
from forecasts.ledger import word_index
from forecasts.ledger.chain import (
    ERASED,
    PROOF,
    ROOT,
    EntryDigest,
    Head,
    Header,
    archive_digest,
    record_digest,
)
from forecasts.ledger.clocks import may_go_back
from forecasts.ledger.kept import Kept
from forecasts.ledger.mirrors import mirror_row
from forecasts.ledger.records import DAMAGE, Plain, read_moment
from forecasts.ledger.schema import missing_beside, missing_tables
from forecasts.ledger.structure import structure_faults
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS
from forecasts.ledger.view import View
from forecasts.problems import Problem

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
    """Walks the whole ledger; `head` is a digest noted before, or its first letters, that must be in it.

    Fewer than 32 letters, which whoever cut the end off could meet by trying, or others than a digest has,
    raise UnfitText.
    """
    if head is not None and not re.fullmatch(f"[0-9a-f]{{{PROOF},64}}", head.casefold()):
        remedy = f"give at least the first {PROOF} of a digest's letters: fewer prove nothing"
        raise UnfitText("the head", f"is {head[:80]!r}", remedy)
    walk = _Walk(connection, head)
    with _lenient(connection), closing(walk.problems()) as found:
        problems = list(islice(found, MOST))
    return Audit(entries=walk.head.sequence, records=walk.records, head=walk.head, problems=tuple(problems))


def held_against(found: Audit, view: View, checkpoints: Iterable[Kept]) -> Audit:
    """The same audit with what of a chain that fits itself fits no signed head, or is not what was sealed."""
    from forecasts.ledger.seal_rules import reveal_faults
    from forecasts.proofs.checkpoint_audit import checkpoint_faults
    from forecasts.proofs.report_signatures import signature_faults

    faults = (*checkpoint_faults(view, checkpoints), *reveal_faults(view), *signature_faults(view))
    return replace(found, problems=tuple(Problem(where, fault) for where, fault in faults))


@contextmanager
def _lenient(connection: Connection) -> Iterator[None]:
    """Lets SQLite hand out text that is not UTF-8: an audit names it instead of failing on it."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    raw.text_factory = lambda letters: letters.decode(errors="replace")
    try:
        yield
    finally:
        raw.text_factory = str


class _Walk:
    def __init__(self, connection: Connection, head: str | None) -> None:
        self._connection = connection
        self._wanted = head.casefold() if head is not None else ROOT
        self._found = ROOT.startswith(self._wanted)
        self._place = "entry 1"
        self.head = Head()
        self.records = 0

    def problems(self) -> Generator[Problem]:
        yield from self._read(self._chain())
        if not self._found:
            yield Problem(
                f"entry {self.head.sequence}",
                f"the chain ends here and holds no entry with the digest {self._wanted[:PROOF]}…: "
                "its end was cut off",
            )
        yield from self._read(self._orphans())
        lost = missing_tables(self._connection)
        for name in lost:
            yield Problem("tables", f"{name} is missing: `tracker upgrade` makes it again from the records")
        for noun, mirror in MIRRORS.items():
            if mirror.name not in lost:
                yield from self._read(self._mirror(noun))
        if not {"sources", "freezes", "erasures", "seals", "archives"} & {
            *lost,
            *missing_beside(self._connection),
        }:
            yield from self._read(self._archives())
        yield from self._read(word_index.faults(self._connection))
        yield from self._read(structure_faults(self._connection))

    def _read(self, section: Iterator[Problem]) -> Iterator[Problem]:
        """One section of the audit; on PostgreSQL one that fails would take the later ones with it."""
        is_file = self._connection.dialect.name == "sqlite"
        try:
            with nullcontext() if is_file else self._connection.begin_nested():
                yield from section
        except (DBAPIError, *DAMAGE) as error:
            reason = str(getattr(error, "orig", error))[:200] or type(error).__name__
            yield Problem(self._place, f"a cell holds what none can hold ({reason}): it was altered")

    def _stream(self, query: Select[Any]) -> Result[Any]:
        return self._connection.execute(query.execution_options(yield_per=CHUNK))

    def _chain(self) -> Iterator[Problem]:
        with (
            self._stream(select(RECORDS).order_by(RECORDS.c.entry, RECORDS.c.position)) as records,
            self._stream(select(ENTRIES).order_by(ENTRIES.c.sequence)) as entries,
        ):
            record = next(records, None)
            for row in entries:
                self._place = where = f"entry {row.sequence}"
                whole = EntryDigest(row.previous, Header.of(row))
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
                    yield Problem(
                        where, "the digest does not fit the header and the records: one was altered"
                    )
                self._found = self._found or row.digest.startswith(self._wanted)
                self.head = Head(
                    sequence=row.sequence, digest=row.digest, recorded_at=_moment(row.recorded_at)
                )

    def _entry_faults(self, where: str, row: Row[Any], count: int) -> Iterator[Problem]:
        if row.sequence != self.head.sequence + 1:
            yield Problem(where, f"entry {self.head.sequence + 1} should stand here: entries are missing")
        if row.previous != self.head.digest:
            yield Problem(where, "it is not chained to the entry before it")
        moment = _moment(row.recorded_at)
        if moment is None:
            yield Problem(where, f"its moment {row.recorded_at!r} is not one")
        elif (
            self.head.recorded_at is not None
            and moment < self.head.recorded_at
            and not may_go_back(row.action)
        ):
            yield Problem(where, f"it was recorded at {row.recorded_at}, before the entry it follows")
        if row.records != count:
            yield Problem(where, f"it says it has {row.records} records and has {count}")

    def _orphans(self) -> Iterator[Problem]:
        sealed = select(ENTRIES.c.sequence)
        lost = select(RECORDS.c.entry, RECORDS.c.position).where(RECORDS.c.entry.not_in(sealed))
        for row in self._connection.execute(lost.limit(MOST)).all():
            yield Problem(f"entry {row.entry}", f"record {row.entry}.{row.position} belongs to no entry")

    def _mirror(self, noun: str) -> Iterator[Problem]:
        mirror = MIRRORS[noun]
        columns: list[Any] = [type_coerce(column, NullType()).label(column.name) for column in mirror.columns]
        recorded = select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body).where(RECORDS.c.noun == noun)
        with (
            self._stream(select(*columns).order_by(mirror.c.entry, mirror.c.position)) as rows,
            self._stream(recorded.order_by(RECORDS.c.entry, RECORDS.c.position)) as records,
        ):
            for row, record in zip_longest(rows.mappings(), records):
                if record is None:
                    handle = f"{row['entry']}.{row['position']}"
                    yield Problem(
                        f"entry {row['entry']}",
                        f"the table {mirror.name} has a row {handle} without a record",
                    )
                    return
                self._place = f"entry {record.entry}"
                if row is None or (row["entry"], row["position"]) != (record.entry, record.position):
                    handle = f"{record.entry}.{record.position}"
                    yield Problem(self._place, f"the table {mirror.name} lacks the row of record {handle}")
                    return
                yield from self._row_faults(mirror.name, row, json.loads(record.body))

    def _row_faults(self, name: str, row: RowMapping, record: Plain) -> Iterator[Problem]:
        expected = mirror_row((row["entry"], row["position"]), record)
        for column, kept in row.items():
            value = kept.isoformat() if isinstance(kept, date) else kept
            if value != (right := expected.get(column)):
                yield Problem(
                    self._place,
                    f"the table {name} says {column} = {value!r} of record {row['entry']}.{row['position']}, "
                    f"and the record says {right!r}",
                )

    def _archives(self) -> Iterator[Problem]:
        named: dict[Any, str] = {}
        for noun in ("source", "freeze", "seal"):
            named |= self._named(noun, "archived")
        for listed, where in self._named("import", "archived").items():
            named |= dict.fromkeys(listed, where)
        erased = self._named("erasure", "digest")
        present: set[str] = set()
        for row in self._archived():
            present.add(row.digest)
            self._place = where = named.get(row.digest, erased.get(row.digest, "archives"))
            text = f"the archived text {row.digest[:12]}…"
            if row.text is None and row.salt is None and row.kind == ERASED:
                if row.digest not in erased:
                    yield Problem(where, f"{text} is gone, and no entry erased it")
            elif row.digest in erased:
                yield Problem(where, f"{text} was erased, and is here again")
            elif archive_digest(row.salt, row.text) != row.digest or not row.salt.startswith(f"{row.kind}:"):
                yield Problem(where, f"{text} was altered")
        for digest, where in {**erased, **named}.items():
            if digest not in present:
                yield Problem(where, f"the archived text {digest[:12]}… is missing")

    def _archived(self) -> Iterator[Row[Any]]:
        with self._stream(select(ARCHIVES).order_by(ARCHIVES.c.digest)) as rows:
            yield from rows

    def _named(self, noun: str, column: str) -> dict[Any, str]:
        mirror = MIRRORS[noun]
        rows = self._connection.execute(
            select(mirror.c.entry, mirror.c[column].label("digest")).where(mirror.c[column].is_not(None))
        ).all()
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
    except DAMAGE:
        yield Problem(where, f"record {handle} is not JSON")
        return
    if noun != record.noun:
        yield Problem(where, f"record {handle} is filed as a {record.noun} and says it is a {noun}")


def _moment(text: str) -> Any:
    try:
        return read_moment(text)
    except ValueError:
        return None
