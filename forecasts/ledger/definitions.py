"""The statements that make a table and its indexes, written out once for each database system."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

_WRITTEN: dict[tuple[Table, str], tuple[str, ...]] = {}


def definition(table: Table, connection: Connection) -> tuple[str, ...]:
    """What the database is told to make the table, and then each of its indexes by name."""
    dialect = connection.dialect
    found = _WRITTEN.get((table, dialect.name))
    if found is None:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        parts: tuple[ExecutableDDLElement, ...] = (CreateTable(table), *map(CreateIndex, indexes))
        found = tuple(str(part.compile(dialect=dialect)).strip() for part in parts)
        _WRITTEN[table, dialect.name] = found
    return found


def create(table: Table, connection: Connection) -> None:
    """Makes a table and its indexes."""
    for statement in definition(table, connection):
        connection.exec_driver_sql(statement)
