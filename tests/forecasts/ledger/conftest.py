"""A ledger on each engine: a SQLite file, and a PostgreSQL schema of its own where there is a server."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, make_url

from forecasts.ledger.engines import engine_at
from forecasts.ledger.guarding import install_guards, lift_guards
from forecasts.ledger.ledger import Ledger
from forecasts.model import Noun
from tests.forecasts.builders import NOW, forecaster, question

SERVER = os.environ.get("TRACKER_TEST_POSTGRES", "")
NO_SERVER = "TRACKER_TEST_POSTGRES names no PostgreSQL server"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new ledger may be made, on each engine."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    if not SERVER:
        pytest.skip(NO_SERVER)
    with schema() as url:
        yield url


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a fresh schema on the PostgreSQL server."""
    if not SERVER:
        pytest.skip(NO_SERVER)
    with schema() as url:
        yield url


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """A ledger with one question and one forecaster, on each engine."""
    with Ledger.create(place, now=NOW, by="ann") as made:
        record(made, question(), forecaster())
        yield made


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the same ledger, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "ledger.db"
    with Ledger.create(path, now=NOW, by="ann") as made:
        record(made, question(), forecaster())
    return path


@pytest.fixture
def file(seeded: Path, tmp_path: Path) -> Iterator[Ledger]:
    """The same ledger in a SQLite file, for what does not differ between the engines."""
    with Ledger.open(shutil.copy(seeded, tmp_path / "file.db")) as made:
        yield made


@pytest.fixture
def admitted(file: Ledger) -> Callable[..., None]:
    """Records nouns into the SQLite ledger, an entry for all of them."""
    return lambda *nouns: record(file, *nouns)


def record(ledger: Ledger, *nouns: Noun, by: str = "ann", now: Any = NOW) -> None:
    """One entry with these nouns."""
    with ledger.entry("log", by=by, now=now) as entry:
        for noun in nouns:
            entry.add(noun)


@contextmanager
def schema() -> Iterator[str]:
    """A schema of its own on the server, gone afterwards."""
    name = f"test_{secrets.token_hex(8)}"
    server = create_engine(
        make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{name}"
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    finally:
        server.dispose()


@contextmanager
def raw(where: str) -> Iterator[Connection]:
    """A connection behind the ledger's back, committed at the end."""
    engine = engine_at(where)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def unguarded(where: str) -> Iterator[Connection]:
    """A connection with the triggers and the foreign keys out of the way, and the triggers back after it."""
    engine = engine_at(where)
    try:
        with engine.connect().execution_options(restructuring=True) as connection, connection.begin():
            if connection.dialect.name == "sqlite":
                lift_guards(connection)
                yield connection
                install_guards(connection)
            else:
                connection.exec_driver_sql("SET session_replication_role = replica")
                yield connection
    finally:
        engine.dispose()


def everything_in(folder: Path) -> bytes:
    """All the bytes of a folder's files."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
