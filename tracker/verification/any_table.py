"""A table in any form that `tracker import` reads, for `tracker verify`: one reader finds both their rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import LacksPackage, UnfitFile, UnreadableTable
from forecasts.exchange.delimited import WINDOWS
from forecasts.exchange.files import DataFile
from forecasts.exchange.headers import header_of
from forecasts.exchange.table import Line

if TYPE_CHECKING:
    import pandas as pd

    from tracker.verification.column_names import Roles

ROWS_AT_ONCE = 1 << 18
MOST_ROWS = 5_000_000
_CHANCE, _FORECASTER = "probability", "forecaster"


def is_plain(path: Path) -> bool:
    """Whether a file is CSV in UTF-8 with commas and its header first, by its first bytes."""
    try:
        file = DataFile.at(path)
        head = file.head
        if not file.is_grid or file.is_workbook or b"\0" in head:
            return False
        text = head.decode("utf-8-sig", errors="ignore")
    except UnfitFile:
        return False
    except (LacksPackage, OSError, EOFError):
        return True
    lines = text.splitlines()[: -1 if len(head) == 4096 else None] or [text]
    if lines[0].lower().startswith(("sep=", '"sep=')) or _is_not_utf_8(head):
        return False
    if "," not in lines[0] and any(mark in lines[0] for mark in ";\t"):
        return False
    try:
        rows = [Line(number, cells, "") for number, cells in enumerate(csv.reader(lines[:30]), start=1)]
    except csv.Error:
        return True
    return header_of(rows).rows <= 1


def _is_not_utf_8(head: bytes) -> bool:
    """Whether bytes break the rules of UTF-8 before their last few, which may be cut."""
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start < len(head) - 4
    return False


def _is_no_text(file: DataFile, columns: Sequence[str]) -> bool:
    """Whether a file holds zero bytes as pictures and programs do: in its header, or in no Unicode."""
    if not file.is_grid or file.is_workbook or file.is_parquet:
        return False
    return any("\0" in name for name in columns) or (file.encoding == WINDOWS and b"\0" in file.head)


class AnyTable:
    """The rows of a file in memory, as texts; with `wide` columns a row for each forecaster's cell."""

    def __init__(self, path: Path, *, wide: Sequence[str] = ()) -> None:
        self.name = str(path)
        try:
            self._file = DataFile.at(path)
            columns = self._file.columns
            if _is_no_text(self._file, columns):
                raise UnreadableTable(self.name, "is no table", "give one, such as CSV or an Excel workbook")
            for name in wide:
                if name not in columns:
                    raise UnreadableTable(self.name, f"has no column {name!r}", "name another with --wide")
            kept = tuple(name for name in columns if name not in wide)
            self.header = (*kept, _FORECASTER, _CHANCE) if wide else columns
            self._rows: list[list[str]] = []
            self._lines: list[int] = []
            for cells in self._file.rows(shortest=0):
                if len(self._rows) > MOST_ROWS:
                    raise UnreadableTable(
                        self.name, f"has more than {MOST_ROWS:,} rows", "save it as CSV in UTF-8"
                    )
                row = [cells[name] for name in kept]
                for name in wide or ("",):
                    if not wide or cells[name]:
                        self._rows.append([*row, name, cells[name]] if wide else row)
                        self._lines.append(cells.line)
        except (UnfitFile, LacksPackage) as error:
            raise UnreadableTable(self.name, "cannot be read", f"{error}".rstrip(".")) from error
        self._has_comma = not self._file.is_zip and not self._file.is_json and self._file.is_grid

    def pieces(self, roles: Roles, progress: Callable[[float], None] | None) -> Iterator[pd.DataFrame]:
        """The rows in order."""
        import pandas as pd

        places = [self.header.index(name) for name in (*roles.numbers, *roles.labels)]
        names = [self.header[place] for place in places]
        bounds = [*range(0, len(self._rows), ROWS_AT_ONCE), len(self._rows)]
        comma = self._has_comma and self._file.separator != ","
        for first, last in pairwise(bounds):
            if progress is not None:
                progress(last / len(self._rows))
            piece = pd.DataFrame(
                [[row[place] for place in places] for row in self._rows[first:last]],
                columns=names,
                dtype=object,
            )
            for name in roles.numbers if comma else ():
                piece[name] = piece[name].str.replace(",", ".", regex=False)
            yield piece

    def places(self, rows: Sequence[int]) -> list[str]:
        """The lines of the file on which the rows begin."""
        return [f"line {self._lines[row]:,}" for row in rows]
