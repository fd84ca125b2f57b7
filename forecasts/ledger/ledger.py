"""The ledger: open, record, read as of a moment, audit; the only module that holds a session.

What writes, audits and restores is loaded by what does so.

>>> from datetime import UTC
>>> from forecasts.model import Question
>>> now = datetime(2021, 6, 25, 12, tzinfo=UTC)
>>> with Ledger.create(":memory:", now=now, by="ann") as ledger:
...     with ledger.entry("log", by="ann", now=now) as entry:
...         handle = entry.add(Question(slug="kabul", statement="The Taliban capture Kabul"))
...     found = ledger.view().find("question", "kab")
...     ledger.audit().whole
True
>>> found.noun.statement
'The Taliban capture Kabul'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from forecasts.errors import DamagedRecord, NoLedger, NotYet
from forecasts.ledger.archives import archived_text, empty_archive
from forecasts.ledger.chain import Head
from forecasts.ledger.diagnosing import explain
from forecasts.ledger.engines import (
    MEMORY,
    copy_sqlite,
    empty_log,
    engine_at,
    fixed,
    is_url,
    lock,
    new_ledger_file,
    shown,
    storage,
)
from forecasts.ledger.guarding import missing_guards
from forecasts.ledger.heads import digest_at, first_moment, head_of, proven_copy
from forecasts.ledger.kept import Kept, keep, kept
from forecasts.ledger.schema import checked_schema, make, missing_beside, missing_tables, rebuild, upgrade
from forecasts.ledger.tables import SCHEMA
from forecasts.ledger.view import View
from forecasts.ledger.watching import note
from forecasts.model import Erasure, Settings
from forecasts.writing import new_file

if TYPE_CHECKING:
    from forecasts.ledger.auditing import Audit
    from forecasts.ledger.entry import Entry


class Ledger:
    """A ledger at a path (SQLite), a URL (PostgreSQL) or ":memory:"; made by `create` or `open`."""

    def __init__(self, where: str | Path, engine: Engine, *, signed_in: str | None = None) -> None:
        self.where = shown(where)
        self.signed_in = signed_in
        self._engine = engine

    @classmethod
    def create(cls, where: str | Path, *, now: datetime, by: str, settings: Settings | None = None) -> Ledger:
        """Makes a new ledger; settings, if any, are its first entry. A ledger that exists is refused."""
        ledger = cls(where, engine_at(where, create=True))
        with ledger._closed_on_failure():
            ledger._make(where, settings or Settings(), by=by, now=now)
        return ledger

    @classmethod
    def open(
        cls,
        where: str | Path,
        *,
        writing: bool = False,
        say: Callable[[str], None] = lambda _: None,
        signed_in: str | None = None,
    ) -> Ledger:
        """Opens a ledger. For writing, one of an older schema is brought up to date, after saying so.

        Its entries will bear how whoever records them has `signed_in`, where that is given.
        """
        if not is_url(where) and str(where) != MEMORY and not Path(where).is_file():
            fault = "is no file" if Path(where).exists() else "does not exist"
            raise NoLedger(str(where), fault, "make a ledger with `tracker init`, or name one with --ledger")
        ledger = cls(where, engine_at(where), signed_in=signed_in)
        with ledger._closed_on_failure():
            with ledger.reading() as connection:
                found = checked_schema(connection, ledger.where)
            if found != SCHEMA and not writing:
                raise NoLedger(
                    ledger.where,
                    f"has the older schema {found}",
                    "bring it up to date with `tracker upgrade`; nothing that was recorded changes",
                )
            if found != SCHEMA:
                say(f"{ledger.where} has schema {found}: upgrading it to {SCHEMA}; no record is changed.")
                ledger.upgrade()
        return ledger

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads, all of it as of one moment: for what lies beside the chain."""
        with storage(self.where, writing=False), self._engine.connect() as connection:
            yield fixed(connection)

    @contextmanager
    def writing(self, *, restructuring: bool = False) -> Iterator[Connection]:
        """A connection in a transaction: for what lies beside the chain."""
        with storage(self.where), self._engine.connect() as connection:
            connection.execution_options(writing=True, restructuring=restructuring)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Lets go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        with closing(self):
            explain(error, self.where, self.audit)

    @contextmanager
    def entry(self, action: str, *, by: str, now: datetime, reason: str | None = None) -> Iterator[Entry]:
        """One transaction that becomes one entry; what is raised inside leaves nothing behind."""
        with self.writing() as connection:
            lock(connection)
            checked_schema(connection, self.where)
            with _entered(self, connection, action, by=by, now=now, reason=reason) as entry:
                yield entry

    @contextmanager
    def entries(self) -> Iterator[Callable[..., AbstractContextManager[Entry]]]:
        """One transaction for several entries: called as `entry` is, what it gives makes one after another.

        What is raised out of it leaves none of them behind.
        """
        with self.writing() as connection:
            lock(connection)
            checked_schema(connection, self.where)
            yield partial(_entered, self, connection)

    def view(self, *, as_of: datetime | None = None) -> View:
        """What the ledger holds, or held at a moment: everything recorded later is ignored."""
        with self.reading() as connection:
            head = head_of(connection, as_of=as_of)
            if as_of is not None and not head.sequence and (first := first_moment(connection)):
                raise NotYet(as_of, first)
        return View(self.reading, head)

    def holds(self, head: Head) -> bool:
        """Whether the entry of that number and digest is in the ledger, and so was committed."""
        with self.reading() as connection:
            return digest_at(connection, head.sequence) == head.digest

    def audit(self, *, head: str | None = None, checkpoints: Iterable[Kept] = ()) -> Audit:
        """Walks the chain, holds the tables against the records, and names what does not fit.

        A chain that fits itself is also held against its signed checkpoints, and against those given.
        """
        from forecasts.ledger import auditing

        with self.reading() as connection:
            found = auditing.audit(connection, head=head)
        if not found.whole:
            return found
        return auditing.held_against(found, self.view(), (*self.checkpoints(), *checkpoints))

    def rebuild(self) -> None:
        """Makes the typed tables anew from the records."""
        with self.writing() as connection:
            lock(connection)
            rebuild(connection)

    def upgrade(self) -> tuple[str, ...]:
        """Brings an older schema up to date and rebuilds the typed tables; returns what had been missing."""
        with self.writing(restructuring=True) as connection:
            lock(connection)
            tables, beside = missing_tables(connection), missing_beside(connection)
            guards = missing_guards(connection)
            unreadable = upgrade(connection)
        if unreadable:
            raise DamagedRecord(", ".join(unreadable[:5]), "its table has no row for it")
        return (
            *(f"The table {name} is made again from the records." for name in tables),
            *(f"The table {name} is made again, empty: what it held is in a backup." for name in beside),
            *(f"The trigger {name} is set again." for name in guards),
        )

    def erase(self, *digests: str, because: str, by: str, now: datetime) -> None:
        """Erases archived texts by an entry that says so; the chain holds their digests, unharmed."""
        with self.entry("erase", by=by, now=now, reason=because) as entry:
            for digest in digests:
                empty_archive(entry.connection, digest)
                entry.add(Erasure(digest=digest, because=because))
        with storage(self.where):
            empty_log(self._engine)

    def archived(self, digest: str) -> str:
        """The archived text of a digest; an unknown or an erased one is refused."""
        with self.reading() as connection:
            return archived_text(connection, digest)

    def checkpoints(self) -> tuple[Kept, ...]:
        """The heads that were signed, with what witnesses and authorities added since, the newest last."""
        with self.reading() as connection:
            return kept(connection)

    def keep_checkpoint(self, checkpoint: Kept) -> None:
        """Keeps a signed head beside the chain, in the place of an earlier one of the same size."""
        with self.writing() as connection:
            lock(connection)
            checked_schema(connection, self.where)
            keep(connection, checkpoint)

    def backup(self, to: Path, *, accounts: bool = True) -> Head:
        """Writes a consistent copy to a new SQLite file; others may go on writing. Returns its head."""
        from forecasts.ledger.copies import finish

        with new_file(to, folders=False) as part, storage(str(to), writing=False):
            if self._engine.dialect.name == "sqlite":
                copy_sqlite(self._engine, part)
            with Ledger(part, engine_at(part, create=True)) as copy:
                with copy.writing() as connection, self.reading() as mine:
                    finish(connection, mine, accounts=accounts)
                empty_log(copy._engine)
                with copy.reading() as made, self.reading() as mine:
                    return proven_copy(made, mine, to=str(to), where=self.where)

    def export_entries(self) -> Iterator[dict[str, Any]]:
        """The whole ledger as JSON-able lines: each entry and its records, and the archived texts last."""
        from forecasts.ledger import replaying

        with self.reading() as connection:
            yield from replaying.lines(connection)

    def replay(self, lines: Iterable[dict[str, Any]]) -> Head:
        """Writes what `export_entries` gave into this ledger, which must be empty; ends on the same head."""
        from forecasts.ledger import replaying

        with self.writing() as connection:
            lock(connection)
            if head_of(connection).sequence:
                raise NoLedger(
                    self.where,
                    "holds entries already, and a replay needs an empty ledger",
                    "make one with `tracker init --ledger PATH`, without settings",
                )
            replaying.replay(connection, lines)
            head = head_of(connection)
            note(self, head)
            return head

    def _make(self, where: str | Path, settings: Settings, *, by: str, now: datetime) -> None:
        plain = is_url(where) or str(where) == MEMORY
        anew: AbstractContextManager[None] = nullcontext() if plain else new_ledger_file(Path(where))
        with anew, self.writing() as connection:
            lock(connection)
            make(connection, self.where)
            if settings != Settings():
                with _entered(self, connection, "init", by=by, now=now) as entry:
                    entry.add(settings)

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        with ExitStack() as failing:
            failing.callback(self.close)
            yield
            failing.pop_all()


@contextmanager
def _entered(
    ledger: Ledger,
    connection: Connection,
    action: str,
    *,
    by: str,
    now: datetime,
    reason: str | None = None,
) -> Iterator[Entry]:
    from forecasts.ledger.entry import Entry, header_for

    previous = head_of(connection)
    signed = ledger.signed_in
    header = header_for(previous, action=action, by=by, now=now, reason=reason, signed_in=signed)
    entry = Entry(connection, previous, header)
    yield entry
    note(ledger, entry.seal())
