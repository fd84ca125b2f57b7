"""On PostgreSQL too an audit names whatever was done to a table, and each is undone."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Connection, Table, inspect
from sqlalchemy.exc import DBAPIError

from forecasts.ledger.auditing import audit
from forecasts.ledger.engines import engine_at
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.schema import BESIDE
from forecasts.ledger.tables import ENTRIES, MIRRORS, RECORDS
from tests.forecasts.builders import NOW, every_noun
from tests.forecasts.ledger.conftest import record, schema

TABLES = {table.name: table for table in (ENTRIES, RECORDS, *MIRRORS.values(), *BESIDE)}
CHAIN = {table.name for table in (ENTRIES, RECORDS, *MIRRORS.values())}
DRAWS = 2
"""So many damages of each table are drawn, beside that it is dropped: all of them take six minutes."""
CELLS = ("'x'", "NULL", "-5", "'[[['", "'9999-12-31'", "'{}'")


@pytest.fixture(scope="module")
def filled() -> Iterator[str]:
    """A ledger on the server with every noun; what some of them archive is not there, as is told."""
    from tests.forecasts.ledger.conftest import NO_SERVER, SERVER

    if not SERVER:
        pytest.skip(NO_SERVER)
    with schema() as url:
        with Ledger.create(url, now=NOW, by="ann") as ledger:
            record(ledger, *every_noun())
        yield url


def rows(connection: Connection, table: Table) -> list[tuple[object, ...]]:
    """All that stands in a table, whatever its columns are called."""
    return sorted(map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()), key=repr)


def damages(connection: Connection, table: Table) -> Iterator[str]:
    """What is done to one table, in SQL."""
    name = table.name
    yield f'DROP TABLE "{name}" CASCADE'
    yield f'ALTER TABLE "{name}" RENAME COLUMN "{list(table.columns)[-1].name}" TO odd'
    yield f'ALTER TABLE "{name}" RENAME TO odd'
    if name not in CHAIN or not rows(connection, table):
        return
    last = f'ctid = (SELECT max(ctid) FROM "{name}")'
    yield f'DELETE FROM "{name}"'
    yield f'DELETE FROM "{name}" WHERE {last}'
    for column in table.columns:
        for cell in CELLS:
            yield f'UPDATE "{name}" SET "{column.name}" = {cell} WHERE {last}'


@pytest.mark.parametrize("name", sorted(TABLES))
def test_whatever_is_done_to_a_table_is_named(filled: str, name: str) -> None:
    """Dropped, renamed, a column renamed; of the chain and its mirrors also rows gone and cells altered."""
    table, overlooked, tried = TABLES[name], [], 0
    engine = engine_at(filled)
    with engine.connect() as connection:
        before, known_faults = rows(connection, table), audit(connection, head=None).problems
        known = list(damages(connection, table))
        gone, *others = known  # what is dropped is gone for sure, while a column may take no such cell
        known = [gone, *Random(len(known)).sample(others, min(DRAWS, len(others)))]
        connection.rollback()
        for damage in known:
            connection.exec_driver_sql("SET session_replication_role = replica")
            try:
                connection.exec_driver_sql(damage)
            except DBAPIError:  # a column takes no such cell
                connection.rollback()
                continue
            there = name in inspect(connection).get_table_names()
            if not there or "RENAME" in damage or rows(connection, table) != before:
                tried += 1
                overlooked += [damage] if audit(connection, head=None).problems == known_faults else []
            connection.rollback()
    engine.dispose()
    assert overlooked == []
    assert tried
