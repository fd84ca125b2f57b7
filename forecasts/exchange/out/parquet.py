"""Our own tables as Parquet files, one a noun, with days, moments and numbers as what they are.

DuckDB writes them from a CSV file that is made on the way, so that neither holds the rows in memory.
"""

from __future__ import annotations

import csv
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import LacksPackage, StorageFailed
from forecasts.exchange.out.rows import Cells, OwnRows
from forecasts.exchange.out.summary import ExportSummary
from forecasts.exchange.out.tables import count_history
from forecasts.exchange.own.layouts import DAYS, MOMENTS, NUMBERS, TABLES
from forecasts.writing import new_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasts.exchange.own.layouts import Layout
    from forecasts.ledger.view import View

FORMAT = "trackrecord-tables-1"
_MEMORY = "200MB"
_FORM = "COMPRESSION zstd, ROW_GROUP_SIZE 50000"
_LONGEST_LINE = 8 * 2**20


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write what stands into a folder, a Parquet file a noun; of what is empty there is no file."""
    sheets = OwnRows(view=view)
    with new_folder(place) as folder:
        for name, layout in TABLES.items():
            rows = sheets.rows(layout)
            if (first := next(rows, None)) is None:
                continue
            between = folder / f"{name}.csv"
            _write_plain(between, layout, chain([first], rows), summary, f"{name}.parquet")
            _convert(between, folder / f"{name}.parquet", layout)
            between.unlink()
    count_history(view, summary)


def _write_plain(
    path: Path, layout: Layout, rows: Iterable[Cells], summary: ExportSummary, name: str
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for cells in rows:
            writer.writerow(cells.get(column, "") for column in layout.columns)
            summary.wrote(name, layout.noun)


def _convert(plain: Path, to: Path, layout: Layout) -> None:
    try:
        import duckdb
    except ImportError as error:
        raise LacksPackage("Parquet", "fast", "export CSV") from error
    read = ", ".join(f"'{column}': 'VARCHAR'" for column in layout.columns)
    typed = ", ".join(f'CAST("{column}" AS {_kind(column)}) AS "{column}"' for column in layout.columns)
    table = (
        f"read_csv({_quoted(plain)}, columns={{{read}}}, auto_detect=false, header=false, delim=',', "
        f"quote='\"', escape='\"', nullstr='', parallel=false, max_line_size={_LONGEST_LINE}, "
        f"buffer_size={4 * _LONGEST_LINE})"
    )
    select = f"SELECT {typed} FROM {table}"  # noqa: S608 - the names are those of our columns
    marks = f"KV_METADATA {{format: '{FORMAT}', rows: '{layout.name}'}}"
    with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as connection:
        try:
            connection.execute(f"COPY ({select}) TO {_quoted(to)} (FORMAT parquet, {_FORM}, {marks})")
        except duckdb.Error as error:
            reason = next(iter(str(error).splitlines()), "no reason given")
            raise StorageFailed(
                str(to), f"cannot be written ({reason})", "export CSV", writing=False
            ) from error


def _kind(column: str) -> str:
    if column in NUMBERS:
        return "DOUBLE"
    if column in DAYS:
        return "DATE"
    return "TIMESTAMPTZ" if column in MOMENTS else "VARCHAR"


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"
