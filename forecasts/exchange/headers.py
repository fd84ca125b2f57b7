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
    """Which row is the header: the first, unless it and those after it are a title or notes above the table.

    They are where they fill one cell and others below three or more, or at most half as many cells as a row
    of names further down.
    """
    counts = [sum(1 for cell in line.cells if cell.strip()) for line in lines]
    for place, filled in enumerate(counts):
        below = counts[place + 1 :]
        if filled == 0:
            continue
        if filled == 1 and below and max(below) >= 3:
            continue
        wider = [other for other in range(place + 1, len(lines)) if counts[other] >= 2 * filled]
        if filled > 1 and wider and counts[wider[0]] >= 4 and _are_names(lines[wider[0]].cells):
            return wider[0]
        return place
    return 0


def _are_names(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are names of columns: none is a value, and none stands twice."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len({*filled}) == len(filled) and not any(_VALUE.fullmatch(cell) for cell in filled)


def _continues(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row goes on with the header: it names columns that have no name, and holds no values."""
    filled = [
        place
        for place, cell in enumerate(below)
        if cell.strip() and (place >= len(names) or _named_once(names[place], cell))
    ]
    if not filled or any(_VALUE.fullmatch(below[place].strip()) for place in filled):
        return False
    unnamed = [place for place, name in enumerate(names) if not name]
    bare = [place for place, name in enumerate(names) if name and place not in filled]
    return bool(set(unnamed) & set(filled)) and bool(bare)


def _named_once(above: str, below: str) -> bool:
    """Whether the cell below a name says more than it does; merged cells both say it."""
    return named([below])[0] != above


def _joined(names: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Both rows of a header as one; a name over several columns holds for all of them."""
    found: list[str] = []
    over = ""
    for place in range(max(len(names), len(below))):
        above = names[place] if place < len(names) else ""
        under = (named(below[place : place + 1]) or ("",))[0]
        over = above or over
        if above == under:
            found.append(above)
            continue
        found.append(f"{over} {under}".strip() if under else above)
    return tuple(found)
