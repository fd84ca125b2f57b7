"""Older ledgers are brought up to date after saying so, newer ones refused; and the traps on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from forecasts.errors import NoLedger, SchemaNewer, UnfitNoun
from forecasts.ledger.chain import ROOT, EntryDigest, Header, record_digest
from forecasts.ledger.engines import engine_at
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.records import canonical, moment_text, noun_name
from forecasts.ledger.schema import migrate, schema_of
from forecasts.ledger.tables import ENTRIES, METADATA, MIRRORS, RECORDS, SCHEMA
from forecasts.model import Noun
from tests.forecasts.builders import NOW, forecast, forecaster, question, source
from tests.forecasts.ledger.conftest import raw, record


def write_old(connection: Connection, *nouns: Noun) -> str:
    """An entry as the first schema held it, and its digest."""
    header = Header(sequence=1, recorded_at=moment_text(NOW), recorded_by="ann", action="log", reason=None)
    whole = EntryDigest(ROOT, header)
    for position, noun in enumerate(nouns, 1):
        body = canonical(noun)
        whole.add(record_digest(body))
        row = {"entry": 1, "position": position, "noun": noun_name(noun), "body": body}
        connection.execute(insert(RECORDS), {**row, "digest": record_digest(body)})
    entry = {"sequence": 1, "recorded_at": header.recorded_at, "recorded_by": "ann", "action": "log"}
    entry |= {"records": len(nouns), "previous": ROOT, "digest": whole.hexdigest()}
    connection.execute(insert(ENTRIES), entry)
    return whole.hexdigest()


@pytest.fixture
def old(place: str) -> str:
    """The place of a ledger of the first schema, with one entry."""
    engine = engine_at(place, create=True)
    with engine.begin() as connection:
        migrate(connection, "0001")
        write_old(connection, question(), forecaster(), forecast())
    engine.dispose()
    return place


def test_an_older_ledger_is_upgraded_after_saying_so(old: str) -> None:
    """Opened for writing it gets the new schema; no record and no digest changes."""
    said: list[str] = []
    with pytest.raises(NoLedger, match=r"older schema 0001: bring it up to date with `tracker upgrade`"):
        Ledger.open(old)
    with Ledger.open(old, writing=True, say=said.append) as ledger:
        (sentence,) = said
        assert "has schema 0001: upgrading it to 0017" in sentence
        audited = ledger.audit()
        assert (audited.entries, audited.records, audited.problems) == (1, 3, ())
        assert [str(stored.handle) for stored in ledger.view().standing("forecast")] == ["1.3"]
        record(ledger, source())
    with Ledger.open(old, writing=True, say=said.append) as ledger:
        assert len(said) == 1
        assert ledger.audit().whole


def test_an_upgrade_that_fails_leaves_the_older_ledger(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The migration, the typed tables and the triggers are one transaction."""

    def fail(_connection: Connection) -> None:
        raise RuntimeError("the power failed")

    monkeypatch.setattr("forecasts.ledger.schema.install_guards", fail)
    with pytest.raises(RuntimeError, match="power"):
        Ledger.open(old, writing=True)
    with raw(old) as connection:
        assert schema_of(connection) == "0001"
    monkeypatch.undo()
    with Ledger.open(old, writing=True) as ledger:
        assert ledger.audit().whole


@pytest.mark.parametrize("writing", [False, True])
def test_a_newer_ledger_is_refused_and_left_as_it_is(ledger: Ledger, place: str, writing: bool) -> None:
    """A program does not touch what a later one has written."""
    with raw(place) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(SchemaNewer, match=r"has schema 0999, and this program knows up to 0017"):
        Ledger.open(place, writing=writing)
    with pytest.raises(SchemaNewer):
        record(ledger, forecast())
    with raw(place) as connection:
        assert schema_of(connection) == "0999"


@pytest.mark.parametrize("by", ["making", "migrating"])
def test_the_schema_is_what_the_tables_say(place: str, by: str) -> None:
    """A new ledger, and one that came through every migration, are the metadata, the index of words aside."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    if by == "making":
        Ledger.create(place, now=NOW, by="ann").close()
    else:
        engine = engine_at(place, create=True)
        with engine.begin() as connection:
            migrate(connection, "0001")
        engine.dispose()
        Ledger.open(place, writing=True).close()
    with raw(place) as connection:
        ours = {"compare_type": True, "include_name": lambda name, *_: not str(name).startswith("word_index")}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, METADATA) == []
        assert schema_of(connection) == SCHEMA


def test_the_last_migration_is_the_schema_that_the_program_names() -> None:
    """A migration that nobody opens would be forgotten."""
    from forecasts.ledger import schema

    versions = Path(schema.__file__).parent / "migrations" / "versions"
    assert max(path.name[1:5] for path in versions.glob("v*.py")) == SCHEMA


def imported_by(code: str, tmp_path: Path) -> set[str]:
    """The modules that a program loads."""
    listing = "import sys, json; print(json.dumps(sorted(sys.modules)))"
    place = str(tmp_path / "fresh.db")
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{listing}", place], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout))


RECORDING = """
import sys
from datetime import UTC, date, datetime
from forecasts.ledger.ledger import Ledger
from forecasts.model import Question
now = datetime(2021, 6, 25, tzinfo=UTC)
Ledger.create(sys.argv[1], now=now, by="ann").close()
with Ledger.open(sys.argv[1], writing=True) as ledger:
    with ledger.entry("log", by="ann", now=now) as entry:
        entry.add(Question(slug="kabul", statement="The Taliban capture Kabul"))
    assert ledger.view().find("question", "kab")
    assert ledger.audit().whole
"""


def test_recording_loads_nothing_heavy(tmp_path: Path) -> None:
    """Neither Alembic, which a current ledger does not need, nor pandas, SciPy, NumPy or matplotlib."""
    loaded = imported_by(RECORDING, tmp_path)
    assert loaded.isdisjoint({"alembic", "pandas", "scipy", "numpy", "matplotlib", "psycopg"})


def test_tables_validate_nothing_so_nouns_must(place: str) -> None:
    """The trap: a typed table takes a belief that is none; the noun refuses it before there is a row."""
    Ledger.create(place, now=NOW, by="ann").close()
    forecasts = MIRRORS["forecast"]
    wrong = {"entry": 9, "position": 1, "question": "kabul", "forecaster": "ann", "belief": "hunch", "p": 1.7}
    with raw(place) as connection:
        connection.execute(insert(forecasts), {**wrong, "made_on": NOW.date(), "reading": "primary"})
        assert connection.execute(select(forecasts.c.belief, forecasts.c.p)).one() == ("hunch", 1.7)
    with pytest.raises(UnfitNoun):
        forecast(belief=None)


def test_the_index_of_statements_holds_only_rows_that_have_one(place: str) -> None:
    """Few forecasts have a statement; either engine is told so, though each in terms of its own."""
    Ledger.create(place, now=NOW, by="ann").close()
    with raw(place) as connection:
        indexes = {index["name"]: index for index in inspect(connection).get_indexes("forecasts")}
        options = indexes["ix_forecasts_statement"]["dialect_options"]
    assert "statement IS NOT NULL" in str(options[f"{connection.dialect.name}_where"])


def test_foreign_keys_are_on_in_every_connection(file: Ledger) -> None:
    """The trap: SQLite leaves them off until told, and tells nobody inside a transaction."""
    for _ in range(2):
        with file.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(IntegrityError), raw(file.where) as connection:
        connection.exec_driver_sql("INSERT INTO records VALUES (9, 1, 'x', '{}', 'y')")


def test_a_record_without_its_entry_cannot_be_committed(ledger: Ledger, place: str) -> None:
    """The foreign key waits for the end of the transaction, so that the entry can come last."""
    seen = []

    def record_alone() -> None:
        with raw(place) as connection:
            connection.exec_driver_sql("INSERT INTO records VALUES (2, 1, 'x', '{}', 'y')")
            seen.append(connection.exec_driver_sql("SELECT count(*) FROM records").scalar_one())

    with pytest.raises(DBAPIError):
        record_alone()
    assert seen == [3]
    assert ledger.audit().whole


def test_a_writer_takes_its_turn_before_it_reads(file: Ledger) -> None:
    """The trap: Python's driver would begin late; an open entry holds the lock before its first record."""
    with file.entry("log", by="ann", now=NOW) as entry, Ledger.open(file.where) as other:
        assert entry.connection.connection.driver_connection.in_transaction  # type: ignore[union-attr]
        with other._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
            with pytest.raises(DBAPIError, match="locked"):
                _immediate(connection)
        entry.add(forecast())


def _immediate(connection: Connection) -> None:
    connection.exec_driver_sql("ROLLBACK")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def test_a_postgresql_writer_sees_what_was_committed_while_it_waited(server: str) -> None:
    """The trap: under a stricter level the lock statement itself would fix a stale snapshot."""
    with Ledger.create(server, now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            level = entry.connection.exec_driver_sql("SHOW transaction_isolation").scalar_one()
            assert level == "read committed"
            entry.add(question())
        with ledger.reading() as connection:
            level = connection.exec_driver_sql("SHOW transaction_isolation").scalar_one()
            assert level == "repeatable read"


def test_moments_are_kept_as_texts_that_sort(file: Ledger) -> None:
    """The trap: SQLite forgets time zones; fixed-width UTC text sorts as the moments do."""
    moments = [
        datetime(999, 12, 31, tzinfo=UTC),
        datetime(2021, 6, 25, tzinfo=UTC),
        datetime(2021, 6, 25, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2021, 6, 25, 0, 0, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    texts = [moment_text(moment) for moment in moments]
    assert texts == sorted(texts)
    assert {len(text) for text in texts} == {27}
    record(file, forecast(), now=NOW + timedelta(microseconds=1))
    assert file.view(as_of=NOW).head.sequence == 1
