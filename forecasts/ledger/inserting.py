"""Many rows into a table at once, handed to the driver as they are.

SQLAlchemy's own insert looks at every value of every row; these rows hold nothing but what both drivers
take as it is: texts (dates too, which PostgreSQL reads and SQLite keeps), numbers, booleans and None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError


def insert_rows(connection: Connection, into: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows whose values stand in the order of the table's columns; empty columns are left out."""
    insert_columns(connection, into, list(zip(*rows, strict=True)))


def insert_columns(connection: Connection, into: Table, columns: Sequence[Sequence[Any]]) -> None:
    """Inserts rows that are given by column, in the table's order; empty columns are left out."""
    held = [place for place, cells in enumerate(columns) if not _is_empty(cells)]
    if not held:
        return
    rows = list(zip(*(columns[place] for place in held), strict=True))
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(into.columns[place].name) for place in held)
    if connection.dialect.name == "postgresql":
        copy_rows(connection, f"COPY {quoted(into.name)} ({names}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(held))
        statement = f"INSERT INTO {quoted(into.name)} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, rows)


def _is_empty(cells: Sequence[Any]) -> bool:
    return not cells or (cells[0] is None and cells.count(None) == len(cells))


def copy_rows(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Hands rows to PostgreSQL's COPY, which a statement names."""
    refused: Any = connection.dialect.loaded_dbapi.Error
    raw: Any = connection.connection.cursor()
    try:
        with raw as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except refused as error:
        raise DBAPIError.instance(statement, None, error, refused) from error
