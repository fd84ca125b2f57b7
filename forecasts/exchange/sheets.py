"""A CSV file of ours as rows that know their line: opened, told apart by its header, and read one by one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TextIO

from forecasts.errors import UnfitFile
from forecasts.exchange.cells import (
    read_day,
    read_flag,
    read_list,
    read_moment,
    read_number,
    read_numbers,
    read_quantiles,
    read_shares,
    unguarded,
)
from forecasts.exchange.columns import LAYOUTS, Layout
from forecasts.exchange.format import RefusedRow

LISTED = 20
_STRETCH = 2_000
_CELL = 2**17


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its line in the file, its filled cells by column (an empty one is None), its whole text."""

    line: int
    filled: dict[str, str]
    raw: str = ""

    def cells(self, columns: tuple[str, ...]) -> tuple[str | None, ...]:
        """Some cells together: what is read from them alone can be remembered by them."""
        return tuple(map(self.filled.get, columns))

    def text(self, column: str) -> str | None:
        """The cell as it stands."""
        return self.filled.get(column)

    def word(self, column: str) -> str | None:
        """The cell without spaces around it."""
        cell = self.filled.get(column)
        return None if cell is None else cell.strip()

    def day(self, column: str) -> date | None:
        """The cell as a date."""
        cell = self.word(column)
        return None if cell is None else read_day(cell, column)

    def moment(self, column: str) -> datetime | None:
        """The cell as an aware moment in UTC."""
        cell = self.word(column)
        return None if cell is None else read_moment(cell, column)

    def number(self, column: str) -> float | None:
        """The cell as a number."""
        cell = self.word(column)
        return None if cell is None else read_number(cell, column)

    def flag(self, column: str) -> bool:
        """The cell as yes or no."""
        return read_flag(self.word(column) or "", column)

    def texts(self, column: str) -> tuple[str, ...]:
        """The cell as texts."""
        cell = self.word(column)
        return () if cell is None else read_list(cell, column)

    def numbers(self, column: str) -> tuple[float, ...]:
        """The cell as numbers."""
        cell = self.word(column)
        return () if cell is None else read_numbers(cell, column)

    def shares(self, column: str) -> tuple[tuple[str, float], ...]:
        """The cell as options with shares."""
        cell = self.word(column)
        return () if cell is None else read_shares(cell, column)

    def quantiles(self, column: str) -> tuple[tuple[float, float], ...]:
        """The cell as levels with values."""
        cell = self.word(column)
        return () if cell is None else read_quantiles(cell, column)


def header(path: Path) -> tuple[str, ...]:
    """The column names of a CSV file, without spaces around them; of other text, its first line at commas."""
    with _open(path) as text:
        for _, names, _ in _lines(path, text):
            return tuple(name.strip() for name in names)
    return ()


def layout_of(names: tuple[str, ...]) -> Layout | None:
    """The kind of file that a header stands for; None where it is none of ours.

    >>> layout_of(("question", "outcome", "on")).name
    'outcomes'
    """
    return next((layout for layout in LAYOUTS if set(layout.marks) <= set(names)), None)


def stretches(path: Path, layout: Layout) -> Iterator[list[Row | RefusedRow]]:
    """The rows of a file in order, many at a time, without blank lines; a row of another width is bad."""
    with _open(path) as text:
        lines = _lines(path, text)
        names = _checked(tuple(next(lines)[1]), layout, path)
        rows = (row for line in lines if (row := _row(names, *line)) is not None)
        while stretch := list(islice(rows, _STRETCH)):
            yield stretch


def _row(names: tuple[str, ...], line: int, cells: list[str], raw: str) -> Row | RefusedRow | None:
    if len(cells) != len(names):
        sentence = f"The row has {len(cells)} cells and the header {len(names)}: make them equal."
        return RefusedRow(line=line, text=raw, reason=sentence) if cells else None
    filled = {name: cell for name, cell in zip(names, cells, strict=True) if cell and not cell.isspace()}
    if "'" in raw or "\r" in raw:
        filled = {name: unguarded(cell) for name, cell in filled.items()}
    return Row(line=line, filled=filled, raw=raw) if filled else None


def _lines(path: Path, text: TextIO) -> Iterator[tuple[int, list[str], str]]:
    """The lines of a table: where each began, its cells, and its text without the last line break."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in text:
            taken.append(line)
            yield line

    csv.field_size_limit(_CELL)
    parsed = csv.reader(noted(), strict=True)
    began = 1
    try:
        for cells in parsed:
            yield began, cells, "".join(taken).rstrip("\r\n")
            taken.clear()
            began = parsed.line_num + 1
    except UnicodeDecodeError as error:
        raise UnfitFile(
            str(path), f"is not UTF-8 text (after line {parsed.line_num})", "save it as CSV UTF-8"
        ) from error
    except csv.Error as error:
        raise UnfitFile(
            str(path), f"is not CSV on line {began} ({error})", "close its quotes and save it anew"
        ) from error


@contextmanager
def _open(path: Path) -> Iterator[TextIOWrapper]:
    try:
        text = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise UnfitFile(str(path), f"cannot be opened ({error.strerror})", "check its name") from error
    with text:
        yield text


def _checked(names: tuple[str, ...], layout: Layout, path: Path) -> tuple[str, ...]:
    bare = tuple(name.strip() for name in names)
    for name in bare:
        if name not in layout.columns:
            near = get_close_matches(name, layout.columns, n=2)
            hint = (
                f"did you mean {' or '.join(near)}?"
                if near
                else f"a file of {layout.name} has no such column"
            )
            raise UnfitFile(str(path), f"has the unknown column {name!r}: {hint}", "rename it or take it out")
        if bare.count(name) > 1:
            raise UnfitFile(str(path), f"has the column {name!r} twice", "keep one of them")
    return bare
