"""A CSV file of ours as rows that know their line: opened, told apart by its header, and read one by one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from forecasts.errors import UnfitFile, UnfitRows
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

LISTED = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its line in the file and its filled cells by column; an empty cell is None."""

    line: int
    filled: dict[str, str]

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
        return read_list(self.word(column) or "", column)

    def numbers(self, column: str) -> tuple[float, ...]:
        """The cell as numbers."""
        return read_numbers(self.word(column) or "", column)

    def shares(self, column: str) -> tuple[tuple[str, float], ...]:
        """The cell as options with shares."""
        return read_shares(self.word(column) or "", column)

    def quantiles(self, column: str) -> tuple[tuple[float, float], ...]:
        """The cell as levels with values."""
        return read_quantiles(self.word(column) or "", column)


class Faults:
    """The rows of a file that cannot be recorded: the first few in words, all of them counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.first: list[tuple[int, str]] = []
        self.count = 0

    def add(self, line: int, sentence: str) -> None:
        """Note one bad row."""
        self.count += 1
        if self.count <= LISTED:
            self.first.append((line, sentence))

    def refuse(self, again: str) -> None:
        """Refuse the file if a row was bad; `again` says what to do once it is mended."""
        if self.count:
            raise UnfitRows(self.file, self.first, self.count, again)


def header(path: Path) -> tuple[str, ...]:
    """The column names of a CSV file, without spaces around them; of other text, its first line at commas."""
    with _open(path) as lines:
        return tuple(name.strip() for name in next(lines, ()))


def layout_of(names: tuple[str, ...]) -> Layout | None:
    """The kind of file that a header stands for; None where it is none of ours.

    >>> layout_of(("question", "outcome", "on")).name
    'outcomes'
    """
    return next((layout for layout in LAYOUTS if set(layout.marks) <= set(names)), None)


def rows(path: Path, layout: Layout, faults: Faults) -> Iterator[Row]:
    """The rows of a file in order; blank lines are passed over, rows of another width noted as faults."""
    with _open(path) as lines:
        names = _checked(next(lines), layout, path)
        for line, cells in _numbered(lines):
            if len(cells) != len(names):
                faults.add(
                    line, f"The row has {len(cells)} cells and the header {len(names)}: make them equal."
                )
                continue
            filled = {name: unguarded(cell) for name, cell in zip(names, cells, strict=True) if cell.strip()}
            if filled:
                yield Row(line=line, filled=filled)


class _Lines:
    """The parsed lines of an open file, and the line on which the last one began."""

    def __init__(self, path: Path, text: Iterator[str]) -> None:
        self.path = path
        self.parsed = csv.reader(text, strict=True)
        self.began = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[str, ...]:
        self.began = self.parsed.line_num + 1
        try:
            return tuple(next(self.parsed))
        except UnicodeDecodeError as error:
            raise UnfitFile(
                str(self.path),
                f"is not UTF-8 text (after line {self.parsed.line_num})",
                "save it as CSV UTF-8",
            ) from error
        except csv.Error as error:
            raise UnfitFile(
                str(self.path),
                f"is not CSV on line {self.began} ({error})",
                "close its quotes and save it anew",
            ) from error


@contextmanager
def _open(path: Path) -> Iterator[_Lines]:
    try:
        text = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise UnfitFile(str(path), f"cannot be opened ({error.strerror})", "check its name") from error
    with text:
        yield _Lines(path, text)


def _numbered(lines: _Lines) -> Iterator[tuple[int, tuple[str, ...]]]:
    for cells in lines:
        if cells:
            yield lines.began, cells


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
