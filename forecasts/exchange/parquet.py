"""A Parquet file as rows of texts that CSV would have in the place of its values, some at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.columns import quoted
from forecasts.errors import LacksPackage, UnfitFile
from forecasts.exchange.cells import cell_of, moment_of
from forecasts.exchange.opening import Opening
from forecasts.exchange.table import Line, Table

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 2_000
_MEMORY = "200MB"
_MANY_ROWS = 1_000_000
_ROWS_A_BYTE = 10  # more of them say the same thing again and again
_LONGEST_CELL = 131_072
_LONG_CELL = "a cell is too long"


def is_parquet(file: Opening) -> bool:
    """Whether a file opens as Parquet does."""
    return file.head.startswith(b"PAR1")


@contextmanager
def opened(file: Opening) -> Iterator[Table]:
    """The table in a Parquet file, read as far as its rows are asked for."""
    if file.path is None:
        raise UnfitFile(file.name, "is Parquet inside another file", "unpack it and give the file")
    path = file.path
    with _connected() as connection:
        with _damage(path):
            kinds = _kinds(connection, path)
            _refuse_swollen(connection, path)
        yield Table(where=file.name, columns=tuple(kinds), lines=_lines(connection, path, kinds))


def grid(file: Opening) -> Iterator[Line]:
    """The names of the columns, and then the rows."""
    with opened(file) as table:
        yield Line(0, list(table.columns), "")
        yield from table.lines


def _lines(connection: duckdb.DuckDBPyConnection, path: Path, kinds: dict[str, str]) -> Iterator[Line]:
    chosen = ", ".join(_asked(name, kind) for name, kind in kinds.items())
    query = f"SELECT {chosen} FROM read_parquet(?)"  # noqa: S608 - quoted names of the file's own columns
    with _damage(path):
        connection.execute(query, [str(path)])
    number = 0
    while True:
        with _damage(path):
            some = connection.fetchmany(_AT_ONCE)
            found = [_line(number, kinds, values) for number, values in enumerate(some, number + 1)]
        if not found:
            return
        number += len(found)
        yield from (line for line in found if any(line.cells))


def _line(number: int, kinds: dict[str, str], values: tuple[Any, ...]) -> Line:
    cells = [
        "" if value is None else cell_of(_value(value, kind))
        for value, kind in zip(values, kinds.values(), strict=True)
    ]
    filled = {name: cell for name, cell in zip(kinds, cells, strict=True) if cell.strip()}
    return Line(number, cells, json.dumps(filled, ensure_ascii=False))


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        import duckdb
    except ImportError as error:
        raise LacksPackage("Parquet", "fast", "give a CSV file") from error
    with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as connection:
        yield connection


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    import duckdb

    try:
        yield
    except (duckdb.Error, OverflowError, ValueError) as error:
        if _LONG_CELL in str(error):
            fault = f"holds a cell of more than {_LONGEST_CELL:,} letters"
            raise UnfitFile(str(path), fault, "shorten it, or leave that column out") from error
        raise UnfitFile(str(path), "is damaged", "export it again") from error


def _kinds(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """The types of the columns by name."""
    told = connection.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
    return {str(name): str(kind) for name, kind, *_ in told}


def _refuse_swollen(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuses what would be read without end: a few bytes that stand for very many equal rows."""
    (rows,) = connection.execute("SELECT num_rows FROM parquet_file_metadata(?)", [str(path)]).fetchall()[0]
    if rows > max(_MANY_ROWS, _ROWS_A_BYTE * path.stat().st_size):
        raise UnfitFile(str(path), f"swells beyond measure, to {rows:,} rows", "export it again")


def _asked(name: str, kind: str) -> str:
    """A moment is fetched as a number: a date library of DuckDB's own would be needed for it otherwise.

    A text of any length can lie in a few bytes, so one that is too long is an error where it is read.
    """
    column = quoted(name)
    if length := {"VARCHAR": "strlen", "BLOB": "octet_length"}.get(kind):
        return f"if({length}({column}) > {_LONGEST_CELL}, error('{_LONG_CELL}'), {column})"
    return f"epoch_us({column})" if kind.startswith("TIMESTAMP") else column


def _value(value: Any, kind: str) -> Any:
    return moment_of(value) if kind.startswith("TIMESTAMP") else value
