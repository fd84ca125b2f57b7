"""Tables are made by statements written out once: the same tables that SQLAlchemy makes."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, MetaData, inspect

from forecasts.ledger.definitions import create, definition
from forecasts.ledger.engines import engine_at
from forecasts.ledger.table_keys import missing_keys
from forecasts.ledger.tables import ARCHIVES, CHECKPOINTS, ENTRIES, MIRRORS, RECORDS

TABLES = (ENTRIES, RECORDS, ARCHIVES, CHECKPOINTS, *MIRRORS.values())


def looks(connection: Connection) -> list[object]:
    """All that the database tells of the tables."""
    found = MetaData()
    found.reflect(connection)
    seen = inspect(connection)
    return [
        (
            name,
            [(column.name, str(column.type), column.nullable) for column in table.columns],
            seen.get_pk_constraint(name),
            sorted(map(str, seen.get_foreign_keys(name))),
            sorted(map(str, seen.get_unique_constraints(name))),
            sorted(map(str, seen.get_check_constraints(name))),
            sorted(
                str(
                    index
                    | {"dialect_options": {key: str(one) for key, one in index["dialect_options"].items()}}
                )
                for index in seen.get_indexes(name)
            ),
        )
        for name, table in sorted(found.tables.items())
    ]


def test_the_tables_are_those_that_sqlalchemy_makes(place: str) -> None:
    """Columns, keys, checks and indexes, on each engine."""
    engine = engine_at(place, create=True)
    told = []
    try:
        for ours in (True, False):
            with engine.connect() as connection:
                for table in TABLES:
                    if ours:
                        create(table, connection)
                    else:
                        table.create(connection)
                told.append(looks(connection))
                connection.rollback()
    finally:
        engine.dispose()
    assert told[0] == told[1]
    assert len(told[0]) == len(TABLES)


@pytest.mark.parametrize("lost", ["PRIMARY KEY", "FOREIGN KEY", "UNIQUE"])
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_table_under_another_statement_is_taken_apart(place: str, lost: str) -> None:
    """One line less in the statement that SQLite keeps is a key that is missing."""
    engine = engine_at(place, create=True)
    with engine.connect() as connection:
        for table in TABLES:
            create(table, connection)
        assert missing_keys(connection) == []
        found = next(table for table in TABLES if lost in definition(table, connection)[0])
        head, *lines, tail = definition(found, connection)[0].split("\n\t")
        *lines, last = (*lines, tail.partition("\n)")[0])
        left = [line.strip().removesuffix(",") for line in (*lines, last) if lost not in line]
        found.drop(connection)
        connection.exec_driver_sql(f"{head} {', '.join(left)})")
        assert any(found.name in name for name in missing_keys(connection))
        connection.rollback()
    engine.dispose()
