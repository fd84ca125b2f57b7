"""How wide the columns of a table are on a terminal: no figure is cut, and wide words give way first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.render.layout import Cell, Column, Table

_BESIDES = 2
"""Blanks that each column takes beside its words."""
_LONGEST_WORD = 30


def column_widths(table: Table, width: int) -> tuple[int, ...] | None:
    """The width of each column, in letters; None where the table cannot be shown in so many without a cut.

    A figure is never parted. Words wrap between words, and within one only above thirty letters.
    """
    cells = [[line.cells[place] for line in table.lines] for place in range(len(table.columns))]
    least = [_least(*column) for column in zip(table.columns, cells, strict=True)]
    widths = [_natural(*column) for column in zip(table.columns, cells, strict=True)]
    room = width - _BESIDES * len(widths)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        spare = [(have, place) for place, have in enumerate(widths) if have > least[place]]
        widths[max(spare)[1]] -= 1
    return tuple(widths)


def _natural(column: Column, cells: Sequence[Cell]) -> int:
    return _longest([column.title, *_told(cells)])


def _least(column: Column, cells: Sequence[Cell]) -> int:
    title = _longest(column.title.split())
    if column.numeric:
        return max(title, _longest(_told(cells)))
    words = _longest(word for told in _told(cells) for word in told.split())
    return max(title, min(words, _LONGEST_WORD))


def _told(cells: Sequence[Cell]) -> list[str]:
    return [told for cell in cells for text in (cell.text, cell.under) for told in text.split("\n")]


def _longest(texts: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, texts), default=0) or 1
