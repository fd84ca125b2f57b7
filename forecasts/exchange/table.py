"""A table of a file: its columns, and its rows as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """One row of a table: the line on which it begins, its cells, its text, and what is wrong with it.

    The text is the row's as it stands in the file, without the line break at its end.
    """

    number: int
    cells: list[str]
    text: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table: the line on which it began, its cells by column, and its text as it stood.

    Cells are stripped of spaces around them; a cell that is missing at the end of a short row is "".
    """

    line: int
    by_name: dict[str, str]
    text: str
    missing: int = 0
    fault: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.by_name.get(column, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table of a file: its columns and the rows below them; of a workbook's sheet also its title.

    `where` names the table in refusals. In a file whose cells stand between semicolons or tabs a number may
    have a decimal comma.
    """

    where: str
    columns: tuple[str, ...]
    lines: Iterator[Line]
    title: str = ""
    decimal_comma: bool = False
