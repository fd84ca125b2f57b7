"""What differs between SQLite and PostgreSQL when a ledger is opened, locked or fails.

SQLite: WAL, synchronous=FULL (an acknowledged entry survives a power cut), foreign keys on (the
pragma does nothing inside a transaction, so it comes first), and transactions begun by us: a writer's
with BEGIN IMMEDIATE, since Python's driver would begin late and a reader turned writer could not wait
its turn. PostgreSQL: READ COMMITTED to write, so that the look after the advisory lock is fresh; under
a stricter level the lock statement itself would fix a stale snapshot.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool, StaticPool

from forecasts.errors import NoLedger, StorageFailed
from forecasts.ledger.tables import MIRRORS, prepare_for_postgresql

MEMORY = ":memory:"
PATIENCE = 60.0
_ROOM = 64 * 2**20
_FILES = 8  # whose engines are kept


def is_url(where: str | Path) -> bool:
    """Whether a ledger is named by a URL (PostgreSQL) and not by a path (SQLite)."""
    return "://" in str(where)


def shown(where: str | Path) -> str:
    """The ledger's place as it may be printed: without a password."""
    return make_url(str(where)).render_as_string(hide_password=True) if is_url(where) else str(where)


def engine_at(where: str | Path, *, create: bool = False) -> Engine:
    """An engine for a ledger's place; a SQLite file is made only where `create` says so.

    A file that is opened again gets the engine it had, which holds no connection and keeps its compiled SQL:
    to compile it takes longer than to run it.
    """
    if is_url(where):
        return _postgres(str(where))
    path = str(where)
    return _sqlite(path, create=create) if path == MEMORY else _of_file(path, create=create)


@contextmanager
def storage(where: str, *, writing: bool = True) -> Iterator[None]:
    """Turns what a database refuses into one sentence; what else is raised passes.

    Where somebody was `writing` it also says that nothing was recorded.
    """
    try:
        yield
    except DBAPIError as error:
        raise _explained(where, str(error.orig), writing=writing) from error
    except sqlite3.Error as error:
        raise _explained(where, str(error), writing=writing) from error


@contextmanager
def new_ledger_file(path: Path) -> Iterator[None]:
    """A file that is made here and now, and is gone again if what follows fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
    except OSError as error:
        if path.exists():
            remedy = "choose another path, or use it as it is"
            raise NoLedger(str(path), "exists already", remedy) from error
        raise StorageFailed(str(path), f"cannot be made ({error.strerror})", "check the path") from error
    try:
        yield
    except BaseException:
        for beside in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        raise


_FAULTS = (
    ("readonly database", "is read-only", "change its permissions or choose another ledger"),
    ("database or disk is full", "has no room left on its disk", "free some space and try again"),
    ("locked", "is locked by another program", "wait until that has finished and try again"),
    ("file is not a database", "is no ledger", "name a file made by `tracker init`"),
    ("unable to open", "cannot be opened", "check the path and its permissions"),
    ("malformed", "is damaged", "restore it from a backup, then run `tracker audit`"),
    ("unsupported file format", "is damaged", "restore it from a backup, then run `tracker audit`"),
    ("disk i/o error", "could not be read or written", "check the disk"),
    ("no such table", "is no ledger", "name a file made by `tracker init`"),
)


def _explained(where: str, reason: str, *, writing: bool) -> StorageFailed:
    missing = re.search(r'no such table: (\w+)|relation "(\w+)" does not exist', reason)
    if missing and (name := missing[1] or missing[2]) in {mirror.name for mirror in MIRRORS.values()}:
        remedy = "`tracker upgrade` makes it again from the records"
        return StorageFailed(where, f"lacks the table {name}", remedy, writing=writing)
    for sign, fault, remedy in _FAULTS:
        if sign in reason.casefold():
            return StorageFailed(where, fault, remedy, writing=writing)
    first = next(iter(reason.strip().splitlines()), "no reason given")
    remedy = "check that the server runs and the URL is right" if is_url(where) else "run `tracker audit`"
    return StorageFailed(where, f"did not do what was asked ({first})", remedy, writing=writing)


def _sqlite(path: str, *, create: bool) -> Engine:
    memory = path == MEMORY

    def connect() -> sqlite3.Connection:
        uri = f"{_uri(path)}?{_mode(path, create=create)}"
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False)

    pool = StaticPool if memory else NullPool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        if create:
            connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute("PRAGMA synchronous=FULL").fetchall()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        keys = "OFF" if options.get("restructuring", False) else "ON"
        connection.exec_driver_sql(f"PRAGMA foreign_keys={keys}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")

    return engine


_of_file = lru_cache(maxsize=_FILES)(_sqlite)


def _uri(path: str | Path) -> str:
    """The address of a file for SQLite, whatever bytes and slashes its path has."""
    rooted = "//" if os.fspath(path).startswith("/") else ""
    return f"file:{rooted}{quote(os.fsencode(path))}"


def _mode(path: str, *, create: bool) -> str:
    """How SQLite opens the file: one that cannot be written and has no open log is read as it lies."""
    if path == MEMORY:
        return "mode=memory"
    if create:
        return "mode=rwc"
    still = not os.access(path, os.W_OK) and not Path(f"{path}-wal").exists()
    return "mode=ro&immutable=1" if still else "mode=rw"


def _postgres(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise NoLedger(
                shown(url), "names a database that is not PostgreSQL", "use a path or postgresql://..."
            )
        prepare_for_postgresql()
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": 10},
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise NoLedger(url, "is no database URL", "write postgresql://user@host/database") from error
    except ModuleNotFoundError as error:
        raise NoLedger(
            shown(url), "needs the PostgreSQL driver", "run `pip install trackrecord[postgres]`"
        ) from error


def lock(connection: Connection) -> None:
    """Waits for the turn to write, before anything is read; SQLite took its turn when it began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('trackrecord ' || current_schema()))"))


@contextmanager
def bulk(connection: Connection, table: Table, *, finish: Callable[[], None]) -> Iterator[None]:
    """Lets SQLite take in very many rows: with more memory, and the indexes of a table made after its rows.

    That is done only while the table is empty, when nobody looks for rows by an index; `finish` writes what
    waits to be written. The indexes come and go inside the transaction, so if that fails they never went.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOM // 1024}")
    finish()
    left_out = [] if connection.execute(select(table.c.entry).limit(1)).first() else list(table.indexes)
    for index in left_out:
        index.drop(connection)
    yield
    finish()
    for index in left_out:
        index.create(connection)


def pages(connection: Connection, query: Select[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query as plain tuples, some at a time; the server keeps what has not been asked for."""
    refused: Any = connection.dialect.loaded_dbapi.Error
    driver: Any = connection.connection.driver_connection
    statement = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    try:
        named = {"name": "pages"} if connection.dialect.name == "postgresql" else {}
        with closing(driver.cursor(**named)) as cursor:
            cursor.execute(statement)
            while page := cursor.fetchmany(size):
                yield page
    except refused as error:
        raise DBAPIError.instance(statement, None, error, refused) from error


def fixed(connection: Connection) -> Connection:
    """The connection, with all that it reads from one moment; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def forget_erased(connection: Connection) -> None:
    """Makes SQLite overwrite what is deleted, so that an erased text is gone from the file too."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def empty_log(engine: Engine) -> None:
    """Empties SQLite's log of earlier pages, which may hold an erased text, unless others are reading it."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copy_sqlite(engine: Engine, to: Path) -> None:
    """A copy of the whole file as of one moment, in WAL mode and safely on the disk."""
    with closing(engine.raw_connection()) as raw:
        raw.cursor().execute("VACUUM INTO ?", (_uri(to),))
    with closing(sqlite3.connect(to)) as copy:
        copy.execute("PRAGMA journal_mode=WAL").fetchall()
