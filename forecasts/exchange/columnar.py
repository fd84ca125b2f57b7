"""Our own tables in Parquet, read some rows at a time: the same columns as in CSV, told by their names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.errors import LacksPackage, UnfitFile
from forecasts.exchange.columns import Layout
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.sheets import Row, layout_of
from forecasts.exchange.typed import cell_of, moment_of

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 2_000
_MEMORY = "200MB"


def is_parquet(path: Path) -> bool:
    """Whether a file opens as Parquet does."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False


def tables(path: Path) -> Iterator[tuple[Layout, tuple[str, ...], Iterator[list[Row | RefusedRow]]]]:
    """The one kind of rows in a Parquet file, its columns and its rows, many at a time.

    Columns that are none of ours, or too few of them, are refused.
    """
    with _opened(path) as connection:
        with _damage(path):
            kinds = _kinds(connection, path)
        layout = layout_of(tuple(kinds))
        if layout is None:
            raise UnfitFile(
                str(path), "has none of the columns known", "see the columns in `docs/exchange.md`"
            )
        for name in kinds:
            if name not in layout.columns:
                raise UnfitFile(str(path), f"has the unknown column {name!r}", "rename it or take it out")
        yield layout, tuple(kinds), _stretches(connection, path, kinds)


def _stretches(
    connection: duckdb.DuckDBPyConnection, path: Path, kinds: dict[str, str]
) -> Iterator[list[Row | RefusedRow]]:
    chosen = ", ".join(_asked(name, kind) for name, kind in kinds.items())
    query = f"SELECT {chosen} FROM read_parquet(?)"  # noqa: S608 - the names are those of our columns
    with _damage(path):
        connection.execute(query, [str(path)])
    line = 0
    while True:
        with _damage(path):
            some = connection.fetchmany(_AT_ONCE)
            stretch = [_row(line, kinds, values) for line, values in enumerate(some, line + 1)]
        if not stretch:
            return
        line += len(stretch)
        yield [row for row in stretch if row.filled]


def _row(line: int, kinds: dict[str, str], values: tuple[Any, ...]) -> Row:
    filled = {
        name: cell
        for name, value in zip(kinds, values, strict=True)
        if value is not None and (cell := cell_of(_value(value, kinds[name]))).strip()
    }
    return Row(line=line, filled=filled, raw=json.dumps(filled, ensure_ascii=False))


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
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
        raise UnfitFile(str(path), "is damaged", "export it again") from error


def _kinds(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """The types of the columns by name."""
    told = connection.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
    return {str(name): str(kind) for name, kind, *_ in told}


def _asked(name: str, kind: str) -> str:
    """A moment is fetched as a number: a date library of DuckDB's own would be needed for it otherwise."""
    return f'epoch_us("{name}")' if kind.startswith("TIMESTAMP") else f'"{name}"'


def _value(value: Any, kind: str) -> Any:
    return moment_of(value) if kind.startswith("TIMESTAMP") else value
