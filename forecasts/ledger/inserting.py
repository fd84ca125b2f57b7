"""Many rows into a table at once, handed to the driver as they are.

SQLAlchemy's own insert looks at every value of every row; these rows hold nothing but what both drivers
take as it is: texts (dates too, which PostgreSQL reads and SQLite keeps), numbers, booleans and None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, into: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows whose values stand in the order of the table's columns."""
    if rows:
        quoted = connection.dialect.identifier_preparer.quote
        names = ", ".join(quoted(column.name) for column in into.columns)
        marks = ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * len(into.columns))
        statement = f"INSERT INTO {quoted(into.name)} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, list(rows))
