"""What was recorded is forever: the database itself refuses to change it, on both engines."""

from __future__ import annotations

from typing import Literal

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from forecasts.ledger.ledger import Ledger
from forecasts.ledger.schema import rebuild
from tests.forecasts.builders import forecast
from tests.forecasts.ledger.conftest import raw, record

ENTRY = "2, '2021-12-31T12:00:00.000000Z', 'eve', 'log', NULL, 1"
ZEROS, ONES = "0" * 64, "1" * 64
UPSERT_RECORD = "ON CONFLICT (entry, position) DO UPDATE SET body = '{}'"
UPSERT_ENTRY = "ON CONFLICT (sequence) DO UPDATE SET recorded_by = 'eve'"
CHANGES = [
    "UPDATE entries SET recorded_by = 'eve' WHERE sequence = 1",
    "UPDATE entries SET recorded_by = recorded_by",
    "DELETE FROM entries WHERE sequence = 1",
    "DELETE FROM entries",
    "UPDATE records SET body = '{}' WHERE entry = 1",
    "UPDATE records SET body = body",
    "DELETE FROM records WHERE entry = 1 AND position = 1",
    "DELETE FROM records",
    f"INSERT INTO records VALUES (1, 3, 'question', '{{}}', '{ONES}')",
    f"INSERT INTO records VALUES (1, 1, 'question', '{{}}', '{ONES}') {UPSERT_RECORD}",
    f"INSERT INTO entries VALUES (1, 'x', 'eve', 'log', NULL, 1, '{ZEROS}', '{ONES}', NULL) {UPSERT_ENTRY}",
    f"INSERT INTO entries VALUES ({ENTRY}, '{ZEROS}', '{ONES}', NULL)",
    f"INSERT INTO entries VALUES (3, 'x', 'eve', 'log', NULL, 0, '{ONES}', '{ONES}', NULL)",
]
ON_SQLITE = [
    f"INSERT OR REPLACE INTO entries VALUES (1, 'x', 'eve', 'log', NULL, 1, '{ZEROS}', '{ONES}', NULL)",
    f"REPLACE INTO records VALUES (1, 1, 'question', '{{}}', '{ONES}')",
    f"INSERT OR REPLACE INTO records VALUES (1, 1, 'question', '{{}}', '{ONES}')",
    f"INSERT OR IGNORE INTO records VALUES (1, 3, 'question', '{{}}', '{ONES}')",
    f"INSERT OR REPLACE INTO entries VALUES ({ENTRY}, '{ZEROS}', '{ONES}', NULL)",
    "UPDATE OR IGNORE records SET body = '{}'",
    "UPDATE OR REPLACE records SET position = 1 WHERE position = 2",
]
ON_POSTGRESQL = [
    "TRUNCATE entries CASCADE",
    "TRUNCATE records",
    f"WITH more AS (INSERT INTO records VALUES (1, 9, 'x', '{{}}', '{ONES}') RETURNING 1) SELECT * FROM more",
]


def refused(where: str, sql: str) -> bool:
    """Whether a statement behind the ledger's back is turned away, and for the right reason."""
    with pytest.raises(DBAPIError, match=r"are forever|duplicate key"), raw(where) as connection:
        connection.exec_driver_sql(sql)
    return True


def rebuilt(connection: Connection) -> None:
    """A migration that changes `entries` and `records`: on SQLite they are copied, dropped and renamed."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    recreate: Literal["always", "never"] = "always" if connection.dialect.name == "sqlite" else "never"
    operations = Operations(MigrationContext.configure(connection))
    for name in ("entries", "records"):
        with operations.batch_alter_table(name, recreate=recreate) as batch:
            batch.alter_column("digest", nullable=False)


@pytest.mark.parametrize("sql", CHANGES)
def test_raw_sql_cannot_change_what_was_recorded(ledger: Ledger, place: str, sql: str) -> None:
    """UPDATE, DELETE, a second insert and an insert into a sealed entry are refused."""
    before = list(ledger.export_entries())
    assert refused(place, sql)
    assert list(ledger.export_entries()) == before


@pytest.mark.parametrize("sql", ON_SQLITE)
def test_sqlite_cannot_replace_what_was_recorded(file: Ledger, sql: str) -> None:
    """REPLACE passes the triggers on UPDATE and DELETE, and is refused all the same."""
    before = list(file.export_entries())
    assert refused(file.where, sql)
    assert list(file.export_entries()) == before


@pytest.mark.parametrize("sql", ON_POSTGRESQL)
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_postgresql_cannot_truncate_what_was_recorded(ledger: Ledger, place: str, sql: str) -> None:
    """TRUNCATE fires no row trigger, and is refused all the same."""
    assert refused(place, sql)
    assert ledger.audit().whole


def test_the_triggers_are_there_again_after_a_migration_that_rebuilds_a_table(
    ledger: Ledger, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch migration drops a table with its triggers; an upgrade ends with all of them in place."""
    monkeypatch.setattr("forecasts.ledger.schema.migrate", lambda connection, _revision: rebuilt(connection))
    before = list(ledger.export_entries())
    ledger.upgrade()
    assert list(ledger.export_entries()) == before
    assert ledger.audit().whole
    for sql in CHANGES + (ON_POSTGRESQL if "://" in place else ON_SQLITE):
        assert refused(place, sql), sql
    record(ledger, forecast())
    assert ledger.audit().whole


def test_a_batch_migration_alone_drops_the_triggers(file: Ledger) -> None:
    """The trap itself: without setting the triggers again, an UPDATE would pass, and the audit says so."""
    with file.writing(restructuring=True) as connection:
        for name in ("entries_no_replace", "records_no_replace"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        rebuilt(connection)
    missing = [problem.message for problem in file.audit().problems]
    assert len(missing) == 6
    assert "entries_no_update is missing or altered: `tracker upgrade` sets it again" in missing
    file.upgrade()
    assert file.audit().whole


def test_a_trigger_that_was_made_harmless_is_missed(file: Ledger) -> None:
    """A trigger of the right name that refuses nothing does not count."""
    with raw(file.where) as connection:
        connection.exec_driver_sql("DROP TRIGGER records_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER records_no_update BEFORE UPDATE ON records BEGIN SELECT 1; END"
        )
    (problem,) = file.audit().problems
    assert problem.where == "triggers"
    assert problem.message.startswith("records_no_update")


def test_a_rebuild_of_the_typed_tables_needs_no_change_of_records(ledger: Ledger, place: str) -> None:
    """The typed tables may be dropped and made anew under the triggers."""
    with raw(place) as connection:
        rebuild(connection)
    assert ledger.audit().whole
