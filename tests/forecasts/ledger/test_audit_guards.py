"""An audit names guards that were altered, triggers of others, and damage in the file itself."""

from __future__ import annotations

import pytest

from forecasts.ledger.ledger import Ledger
from forecasts.ledger.schema import BESIDE
from tests.forecasts.ledger.conftest import raw, unguarded

ALTERED = {
    "function": "CREATE OR REPLACE FUNCTION trackrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$",
    "condition": "DROP TRIGGER entries_no_change ON entries; CREATE TRIGGER entries_no_change BEFORE "
    "UPDATE OR DELETE ON entries FOR EACH ROW WHEN (1 = 0) EXECUTE FUNCTION trackrecord_refuse()",
    "table": "DROP TRIGGER entries_no_change ON entries; CREATE TRIGGER entries_no_change BEFORE UPDATE OR "
    "DELETE ON archives FOR EACH ROW EXECUTE FUNCTION trackrecord_refuse()",
    "mode": "ALTER TABLE entries ENABLE REPLICA TRIGGER entries_no_change",
    "event": "DROP TRIGGER entries_no_change ON entries; CREATE TRIGGER entries_no_change BEFORE UPDATE "
    "ON entries FOR EACH ROW EXECUTE FUNCTION trackrecord_refuse()",
}


@pytest.mark.parametrize("kind", ALTERED)
def test_a_guard_of_postgresql_that_was_altered_is_named(server: str, kind: str) -> None:
    """By its function, condition, table, mode or event; `upgrade` sets it again."""
    from tests.forecasts.builders import NOW

    with Ledger.create(server, now=NOW, by="ann") as ledger:
        assert ledger.audit().whole
        with raw(server) as connection:
            for statement in ALTERED[kind].split("; C"):
                connection.exec_driver_sql(statement if statement[0] in "CDA" else f"C{statement}")
        messages = [problem.message for problem in ledger.audit().problems]
        assert any("entries_no_change is missing or altered" in message for message in messages)


def test_a_trigger_of_others_is_named(ledger: Ledger, place: str) -> None:
    """It could change what is recorded."""
    with raw(place) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "CREATE TRIGGER sly AFTER INSERT ON records BEGIN UPDATE forecasts SET p = 0.1; END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE TRIGGER sly BEFORE INSERT ON forecasts FOR EACH ROW "
                "EXECUTE FUNCTION trackrecord_next()"
            )
    assert any("sly is none of ours" in problem.message for problem in ledger.audit().problems)


def test_a_table_without_its_keys_is_named(ledger: Ledger, place: str) -> None:
    """Two records could stand in one place of it."""
    assert ledger.audit().whole
    with unguarded(place) as connection:
        if connection.dialect.name == "sqlite":
            for statement in (
                "CREATE TABLE bare AS SELECT * FROM entries",
                "DROP TABLE entries",
                "ALTER TABLE bare RENAME TO entries",
            ):
                connection.exec_driver_sql(statement)
        else:
            connection.exec_driver_sql("ALTER TABLE entries DROP CONSTRAINT entries_pkey CASCADE")
    messages = [problem.message for problem in ledger.audit().problems]
    assert any("the primary key of entries is missing" in message for message in messages)
    lost = (
        "the uniqueness of digest in entries" if ".db" in place else "the foreign key of records to entries"
    )
    assert any(f"{lost} is missing" in message for message in messages)


@pytest.mark.parametrize("table", [table.name for table in BESIDE])
def test_a_table_beside_the_chain_that_is_gone_is_named(ledger: Ledger, place: str, table: str) -> None:
    """`upgrade` makes it again, empty, and says so."""
    with unguarded(place) as connection:
        cascade = "" if connection.dialect.name == "sqlite" else " CASCADE"
        connection.exec_driver_sql(f"DROP TABLE {table}{cascade}")
    said = [problem.message for problem in ledger.audit().problems]
    assert any(f"{table} is missing, and no record says what it held" in message for message in said)
    assert any(f"The table {table} is made again, empty" in sentence for sentence in ledger.upgrade())
    assert table == "accounts" or ledger.audit().whole


def test_a_column_beside_the_chain_that_is_gone_is_named(ledger: Ledger, place: str) -> None:
    """As one that was renamed is."""
    with unguarded(place) as connection:
        connection.exec_driver_sql("ALTER TABLE checkpoints RENAME COLUMN stamps TO odd")
    said = [problem.message for problem in ledger.audit().problems]
    assert "the column checkpoints.stamps is missing: restore a backup" in said
