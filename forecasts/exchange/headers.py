"""Where the header of a table stands, and what its columns are called: titles above it, two rows of it.

A table of a program begins with its header. People write a title first, merge the cells over several
columns, and name those in a second row; both are told by what stands below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forecasts.exchange.table import Line

LOOKED_AT = 30
_VALUE = re.compile(r"[-+]?[\d.,]+\s*%?|\d.*\d")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and how many rows of the table stand before its first data."""

    columns: tuple[str, ...]
    rows: int


def header_of(lines: Sequence[Line], *, said: int | None = None) -> Header:
    """The header among the first rows of a table; `said` is the line on which somebody says that it stands.

    >>> rows = [["Log"], ["Question", "Dates", ""], ["", "made", "due"], ["Rain", "2024-01-02", "2024-02-01"]]
    >>> header_of([Line(n, cells, "") for n, cells in enumerate(rows, 1)])
    Header(columns=('Question', 'Dates made', 'Dates due'), rows=3)
    """
    if not lines:
        return Header((), 0)
    if said is not None:
        first = next((place for place, line in enumerate(lines) if line.number >= said), 0)
        return Header(named(lines[first].cells), first + 1)
    first = _first(lines)
    names = named(lines[first].cells)
    if first + 1 < len(lines) and _continues(names, lines[first + 1].cells):
        return Header(_joined(names, lines[first + 1].cells), first + 2)
    return Header(names, first + 1)


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, bare of spaces, breaks, quotes and byte order marks."""
    return tuple(" ".join(name.replace("\ufeff", "").split()).strip('"') for name in cells)


def _first(lines: Sequence[Line]) -> int:
    """Which row is the header: the first, unless it is a title over several columns."""
    for place, line in enumerate(lines):
        filled = sum(1 for cell in line.cells if cell.strip())
        below = [sum(1 for cell in other.cells if cell.strip()) for other in lines[place + 1 :]]
        if filled == 0:
            continue
        if filled > 1 or not below or max(below) < 3:
            return place
    return 0


def _continues(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row goes on with the header: it names columns that have no name, and holds no values."""
    filled = [place for place, cell in enumerate(below) if cell.strip()]
    if not filled or any(_VALUE.fullmatch(below[place].strip()) for place in filled):
        return False
    unnamed = [place for place, name in enumerate(names) if not name]
    bare = [
        place
        for place, name in enumerate(names)
        if name and not (below[place : place + 1] or [""])[0].strip()
    ]
    return bool(set(unnamed) & set(filled)) and bool(bare)


def _joined(names: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Both rows of a header as one; a name over several columns holds for all of them."""
    found: list[str] = []
    over = ""
    for place in range(max(len(names), len(below))):
        above = names[place] if place < len(names) else ""
        under = (named(below[place : place + 1]) or ("",))[0]
        over = above or over
        found.append(f"{over} {under}".strip() if under else above)
    return tuple(found)
