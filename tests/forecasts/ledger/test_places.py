"""Where a ledger cannot be opened, made or written, one sentence says why and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from forecasts.errors import NoLedger, StorageFailed, TrackerError
from forecasts.ledger.engines import copy_sqlite
from forecasts.ledger.ledger import Ledger
from forecasts.model import Settings
from tests.forecasts.builders import NOW, forecast, source
from tests.forecasts.ledger.conftest import record, unguarded

LONG = "A long letter, word for word. " * 2_000


def sentence_of(work: Callable[[], object]) -> str:
    """The one sentence with which something is refused."""
    with pytest.raises(TrackerError) as refusal:
        work()
    said = str(refusal.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


@pytest.fixture(params=["text", "empty", "other", "other alembic"])
def no_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is something else."""
    path = tmp_path / "something.db"
    if request.param == "text":
        path.write_text("Dear diary, this is not a database at all.\n" * 50)
    elif request.param == "empty":
        path.touch()
    else:
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE recipes (name TEXT)")
            if request.param == "other alembic":
                other.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
                other.execute("INSERT INTO alembic_version VALUES ('ae1027a6acf')")
            other.commit()
    return path


@pytest.mark.parametrize("writing", [False, True])
def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(no_ledger: Path, writing: bool) -> None:
    """Nothing is written into a stranger's file, and nothing beside it."""
    before = no_ledger.read_bytes()
    assert "is no ledger" in sentence_of(lambda: Ledger.open(no_ledger, writing=writing))
    assert no_ledger.read_bytes() == before
    assert list(no_ledger.parent.iterdir()) == [no_ledger]
    assert "exists already" in sentence_of(lambda: Ledger.create(no_ledger, now=NOW, by="ann"))
    assert no_ledger.read_bytes() == before


def test_a_ledger_that_does_not_exist_is_not_made_by_opening_it(tmp_path: Path) -> None:
    """A misspelt path is told, and leaves no empty file behind; a folder is no file."""
    missing = tmp_path / "leger.db"
    assert "leger.db does not exist: make a ledger" in sentence_of(lambda: Ledger.open(missing, writing=True))
    assert "is no file" in sentence_of(lambda: Ledger.open(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    """Settings that cannot be recorded leave no file; folders on the way are made."""
    path = tmp_path / "in" / "a" / "folder" / "ledger.db"
    assert (
        "who records"
        in sentence_of(
            lambda: Ledger.create(path, now=NOW, by=" ", settings=Settings(scale="icd203"))
        ).lower()
    )
    assert list(path.parent.iterdir()) == []
    Ledger.create(path, now=NOW, by="ann", settings=Settings(scale="icd203")).close()
    with Ledger.open(path) as ledger:
        assert ledger.view().settings == Settings(scale="icd203")
        assert ledger.view().head.sequence == 1
    (tmp_path / "file").touch()
    assert "cannot be made" in sentence_of(
        lambda: Ledger.create(tmp_path / "file" / "ledger.db", now=NOW, by="ann")
    )


def test_a_ledger_is_not_made_twice(ledger: Ledger, place: str) -> None:
    """On either engine a ledger that exists is refused, and stays."""
    with pytest.raises(NoLedger, match="already"):
        Ledger.create(place, now=NOW, by="bob")
    assert ledger.audit().entries == 1


def test_a_full_disk_is_one_sentence_and_leaves_nothing(file: Ledger) -> None:
    """The entry that does not fit is not there, and the ledger is whole."""

    def full(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall()

    def archive_much() -> None:
        with file.entry("log", by="ann", now=NOW) as entry:
            entry.add(source(archived=entry.archive(LONG)))

    event.listen(file._engine, "connect", full)
    assert "has no room left on its disk: free some space" in sentence_of(archive_much)
    event.remove(file._engine, "connect", full)
    assert file.audit().whole
    assert file.audit().entries == 1
    archive_much()
    assert file.audit().entries == 2


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody(work: Callable[[], str]) -> str:
    """What work says in a process that may not write as root may."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = b"no answer"
        try:
            os.close(reading)
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said = work().encode()
        except BaseException as error:
            said = repr(error).encode()
        finally:
            os.write(writing, said)
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said_in_child = pipe.read()
    os.waitpid(child, 0)
    return said_in_child


def test_a_read_only_file_is_read_and_not_written(open_folder: Path) -> None:
    """Whoever may only read can read, and is told so on writing."""
    path = open_folder / "ledger.db"
    with Ledger.create(path, now=NOW, by="ann") as ledger:
        record(ledger, source())
    path.chmod(0o444)
    open_folder.chmod(0o555)

    def read() -> str:
        with Ledger.open(path) as ledger:
            return f"{ledger.audit().whole} {ledger.view().find('source', 'the').handle}"

    def write() -> str:
        with Ledger.open(path, writing=True) as ledger:
            return sentence_of(lambda: record(ledger, source(slug="another")))

    assert as_nobody(read) == "True 1.1"
    assert "is read-only: change its permissions" in as_nobody(write)
    open_folder.chmod(0o755)


def test_a_locked_file_is_told_after_some_patience(file: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the file to itself is named as the reason."""
    monkeypatch.setattr("forecasts.ledger.engines.PATIENCE", 0.05)
    with closing(sqlite3.connect(file.where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is locked by another program: wait" in sentence_of(lambda: record(file, forecast()))
        other.execute("ROLLBACK")
    record(file, forecast())
    assert file.audit().entries == 2


def test_a_file_locked_for_reading_too_is_told(file: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one that cannot even be looked into."""
    monkeypatch.setattr("forecasts.ledger.engines.PATIENCE", 0.05)
    with closing(sqlite3.connect(file.where, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in sentence_of(lambda: Ledger.open(file.where))


def test_a_damaged_file_is_told(file: Ledger) -> None:
    """A file with its middle overwritten is no riddle."""
    path = Path(file.where)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert "is damaged: restore it from a backup" in sentence_of(lambda: file.audit())


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    """The sentence names the place, and never the password."""
    pytest.importorskip("psycopg")
    said = sentence_of(lambda: Ledger.open("postgresql://ann:hush@127.0.0.1:1/postgres"))
    assert "hush" not in said
    assert "postgresql://ann:***@127.0.0.1:1/postgres" in said
    assert "check that the server runs" in said


@pytest.mark.parametrize(
    ("url", "fault"),
    [("mysql://ann@host/db", "not PostgreSQL"), ("postgresql://ann@host:port/db", "no database URL")],
)
def test_a_url_that_names_no_postgresql_is_refused(url: str, fault: str) -> None:
    """Another engine, or no URL at all."""
    assert fault in sentence_of(lambda: Ledger.open(url))


def test_a_schema_without_a_ledger_is_refused(server: str) -> None:
    """An empty PostgreSQL database is no ledger until one is made in it."""
    assert "is no ledger" in sentence_of(lambda: Ledger.open(server, writing=True))


def test_a_backup_is_looked_into_before_it_is_one(
    file: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that came out as something else, or lacks a record, is told and does not stay."""
    other = tmp_path / "other.db"
    with Ledger.create(other, now=NOW, by="bob") as made:
        record(made, source())
    monkeypatch.setattr("forecasts.ledger.ledger.copy_sqlite", lambda _, to: shutil.copy(other, to))
    to = tmp_path / "copies" / "copy.db"
    to.parent.mkdir()
    assert f"{to} came out with the head {Ledger.open(other).view().head.letters}" in sentence_of(
        lambda: file.backup(to)
    )

    def shortened(engine: Engine, part: Path) -> None:
        copy_sqlite(engine, part)
        with unguarded(str(part)) as connection:
            connection.exec_driver_sql("DELETE FROM records WHERE position = 2")

    monkeypatch.setattr("forecasts.ledger.ledger.copy_sqlite", shortened)
    assert "check both disks and try again" in sentence_of(lambda: file.backup(to))
    assert list(to.parent.iterdir()) == []


def test_a_backup_says_what_it_holds(file: Ledger, tmp_path: Path) -> None:
    """It returns the head that the copy was found to have."""
    assert file.backup(tmp_path / "copy.db") == file.view().head


def test_a_backup_is_never_written_over_anything(file: Ledger, tmp_path: Path) -> None:
    """A file that exists is left alone, and a folder that does not is told."""
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StorageFailed, match="exists already"):
        file.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    assert "cannot be opened" in sentence_of(lambda: file.backup(tmp_path / "nowhere" / "copy.db"))
