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
    if not rows:
        return
    quoted = connection.dialect.identifier_preparer.quote
    columns = list(zip(*rows, strict=True))
    held = [place for place, cells in enumerate(columns) if cells.count(None) < len(cells)]
    if len(held) < len(columns):
        rows = list(zip(*(columns[place] for place in held), strict=True))
    names = ", ".join(quoted(into.columns[place].name) for place in held)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {quoted(into.name)} ({names}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(held))
        statement = f"INSERT INTO {quoted(into.name)} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, list(rows))


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    refused: Any = connection.dialect.loaded_dbapi.Error
    raw: Any = connection.connection.cursor()
    try:
        with raw as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except refused as error:
        raise DBAPIError.instance(statement, None, error, refused) from error
