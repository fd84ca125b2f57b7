"""A table of a PostgreSQL or SQLite database, by an address such as postgresql://host/name?table=forecasts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from forecasts.columns import quoted
from forecasts.errors import LacksPackage, UnreadableTable

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from sqlalchemy import Connection, Engine

    from tracker.verification.column_names import Roles

_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
_SQLITE = b"SQLite format 3\0"
_AT_ONCE = 1 << 16
_LEDGER = {"entries", "records"}
_NUMBERS = ("INT", "REAL", "DOUBLE", "FLOAT", "NUMERIC", "DECIMAL")
_TEXTS = ("CHAR", "TEXT")


def is_database(at: object) -> bool:
    """Whether a source is a table of a database: its address, or the file of one.

    >>> is_database("postgresql://ann@host/db?table=forecasts"), is_database("forecasts.csv")
    (True, False)
    """
    if not isinstance(at, str | Path):
        return False
    if str(at).partition("://")[0] in (*_POSTGRESQL, "sqlite"):
        return True
    path = Path(at)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


class DatabaseTable:
    """A table or view of a database, read and never written."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.name, address, wanted = _taken_apart(at)
        self.engine = _engine(self.name, address)
        self.is_postgresql = self.engine.dialect.name == "postgresql"
        self.schema, self.table = self._found(wanted)
        with self._refusing():
            from sqlalchemy import inspect

            found = inspect(self.engine).get_columns(self.table, schema=self.schema)
        self.kinds = {str(column["name"]): str(column["type"]).upper() for column in found}
        self.header = tuple(self.kinds)

    @property
    def quoted(self) -> str:
        """The table in a statement."""
        return ".".join(quoted(part) for part in (self.schema, self.table) if part is not None)

    def number(self, name: str) -> str | None:
        """A column as a number that is missing where a cell holds none; None for one of another kind."""
        column = quoted(name)
        if self.kinds[name] == "BOOLEAN" and self.is_postgresql:
            return f"CASE WHEN {column} THEN 1.0::float8 WHEN NOT {column} THEN 0.0::float8 END"
        if not self.is_postgresql:
            return f"CASE WHEN typeof({column}) IN ('integer', 'real') THEN CAST({column} AS REAL) END"
        fits = any(kind in self.kinds[name] for kind in _NUMBERS)
        return f"CAST({column} AS DOUBLE PRECISION)" if fits else None

    def label(self, name: str) -> str:
        """A column as text, empty where it is missing."""
        return f"coalesce(CAST({quoted(name)} AS TEXT), '')"

    def pieces(self, roles: Roles, progress: Callable[[float], None] | None) -> Iterator[pd.DataFrame]:
        """The rows in the database's order."""
        import pandas as pd

        numbers = [
            self.number(name) if self.is_postgresql and self.number(name) else quoted(name)
            for name in roles.numbers
        ]
        names = [*roles.numbers, *roles.labels]
        columns = ", ".join([*map(str, numbers), *map(self.label, roles.labels)])
        with self.reading() as connection:
            rows = self.asked(connection, f"SELECT {columns} FROM {self.quoted}")  # noqa: S608 (columns and a table of the database itself, quoted)
            for piece in rows:
                yield pd.DataFrame(piece, columns=names)

    def places(self, rows: Sequence[int]) -> list[str]:
        """The numbers of the rows in the database's order, from 1."""
        return [f"row {row + 1:,}" for row in rows]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever is written meanwhile."""
        with self._refusing(), self.engine.connect() as connection:
            if self.is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def asked(self, connection: Connection, query: str) -> Iterator[list[tuple[object, ...]]]:
        """The answer, some rows at a time, so that it need not fit in memory."""
        found = connection.execution_options(stream_results=True).exec_driver_sql(query)
        for rows in found.partitions(_AT_ONCE):
            yield [tuple(row) for row in rows]

    def _found(self, wanted: str | None) -> tuple[str | None, str]:
        from sqlalchemy import inspect

        with self._refusing():
            looked = inspect(self.engine)
            names = {*looked.get_table_names(), *looked.get_view_names()}
        schema, _, table = (wanted or "").rpartition(".")
        if wanted is not None and (schema or table in names):
            return schema or None, table
        if wanted is None and names >= _LEDGER:
            remedy = (
                "report on it with `tracker calibration`, or write `tracker snapshot DIR` and use --from DIR"
            )
            raise UnreadableTable(self.name, "is a ledger and no table", remedy)
        if wanted is None and len(names) == 1:
            return None, names.pop()
        known = ", ".join(sorted(names)[:12]) or "none"
        fault = "names no table" if wanted is None else f"has no table {wanted!r}"
        raise UnreadableTable(self.name, fault, f"end the address with ?table=NAME; there are: {known}")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except SQLAlchemyError as error:
            told = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
            raise UnreadableTable(
                self.name, f"cannot be read ({told})", "see that the database is there and lets you read"
            ) from error


def shown_address(at: str) -> str:
    """The address as it may be shown: without a user's name and password.

    >>> shown_address("postgresql://ann:secret@host/db?table=forecasts")
    'postgresql://host/db?table=forecasts'
    """
    return _taken_apart(at)[0]


def _taken_apart(at: str) -> tuple[str, str, str | None]:
    """The name for sentences, without a password; the address without the table; and the table."""
    if "://" not in at:
        return at, f"sqlite:///{Path(at).absolute()}", None
    parts = urlsplit(at)
    asked = dict(parse_qsl(parts.query))
    table = asked.pop("table", None)
    address = parts._replace(query=urlencode(asked)).geturl()
    if parts.scheme == "sqlite" and address.startswith("sqlite:/") and "///" not in address:
        address = address.replace("sqlite:/", "sqlite:///", 1)
    host = parts.netloc.rpartition("@")[2]
    name = f"{parts.scheme}://{host}{parts.path}"
    return name if table is None else f"{name}?table={table}", address, table


def _engine(name: str, address: str) -> Engine:
    from sqlalchemy import NullPool, create_engine

    kind, _, rest = address.partition("://")
    if kind == "sqlite":
        path = Path(rest.removeprefix("/"))
        if not path.is_file():
            raise UnreadableTable(name, "does not exist", "give sqlite:///PATH?table=NAME")
        where = f"file:{quote(str(path.absolute()))}?mode=ro"
        return create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(where, uri=True), poolclass=NullPool
        )
    try:
        return create_engine(f"postgresql+psycopg://{rest}", poolclass=NullPool)
    except ImportError as error:
        raise LacksPackage("PostgreSQL", "postgres", "give a file") from error
