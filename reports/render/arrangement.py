"""Which blocks of a section stand side by side where the page is wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.charts.pen import Sketch
from reports.charts.picture import Picture
from reports.render.layout import Block, Listing, Table, Words

_NARROW = 74
_SHORT = 24
_WIDE_COLUMN = 18
_TALL = 6.0
_ROOM = 1.3
_LINE = 0.25
_SIGNS = 60
_MANY_COLUMNS = 9
_SOME_COLUMNS = 6
_LONG = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Blocks that share a row: one alone, two charts, or a chart and what is told beside it."""

    shape: Literal["alone", "charts", "beside"]
    blocks: tuple[Block, ...]


def rows(blocks: tuple[Block, ...]) -> tuple[Row, ...]:
    """The blocks of a section in rows, in the order in which they are read.

    Charts that follow each other share rows, and so does a light one after them; a chart that stands by
    itself has the words and the small tables after it at its side, or else a small table before it. A chart
    too tall for that stands alone.
    """
    found: list[Row] = []
    rest = list(blocks)
    while rest:
        first = rest.pop(0)
        shape: Literal["alone", "charts", "beside"] = "alone"
        beside: list[Block] = []
        if isinstance(first, Picture):
            while rest and isinstance(rest[0], Picture | Sketch):
                shape = "charts"
                beside.append(rest.pop(0))
            if shape != "charts" and first.height <= _TALL:
                beside = _fitting(rest, room=_ROOM * first.height + 1)
                shape = "beside" if beside else "alone"
                del rest[: len(beside)]
        row = Row(shape=shape, blocks=(first, *beside))
        if shape == "alone" and found and _belongs_beside(first, found[-1]):
            row = Row(shape="beside", blocks=(*found.pop().blocks, first))
        found.append(row)
    return tuple(found)


def is_wide(blocks: tuple[Block, ...]) -> bool:
    """Whether paper is turned for a section: a table of it is wide, or less wide and long."""
    return any(
        isinstance(block, Table)
        and block.listed
        and len(block.columns) >= (_SOME_COLUMNS if len(block.lines) >= _LONG else _MANY_COLUMNS)
        for block in blocks
    )


def _fitting(blocks: list[Block], *, room: float) -> list[Block]:
    """The small blocks at the head of a list that fill so many inches, the first even if it is longer."""
    found: list[Block] = []
    while len(found) < len(blocks) and _is_small(blocks[len(found)]):
        room -= _height(blocks[len(found)])
        if found and room < 0:
            break
        found.append(blocks[len(found)])
    return found


def _height(block: Block) -> float:
    """About how many inches high a small block is, by the measure of the charts."""
    match block:
        case Table():
            doubled = any(cell.under for line in block.lines for cell in line.cells)
            return 0.9 + (0.45 if doubled else 0.3) * len(block.lines)
        case Listing():
            return sum(_LINE * (1 + len(item) // _SIGNS) for item in block.items)
        case Words():
            return _LINE * (1 + len(block.text) // _SIGNS)
        case _:
            return 0.0


def _belongs_beside(block: Block, before: Row) -> bool:
    """Whether a block is a chart that a small table before it can have at its side."""
    *_, last = before.blocks
    fits = isinstance(block, Picture) and block.height <= _TALL
    return fits and before.shape == "alone" and isinstance(last, Table) and _is_small(last)


def _is_small(block: Block) -> bool:
    match block:
        case Words() | Listing():
            return True
        case Table():
            return not block.listed and len(block.lines) <= _SHORT and _width(block) <= _NARROW
        case _:
            return False


def _width(table: Table) -> int:
    """How many characters wide a table is at least; wide columns may be broken."""
    widths = []
    for place, column in enumerate(table.columns):
        texts = [text for line in table.lines for text in (line.cells[place].text, line.cells[place].under)]
        longest = max(map(len, (column.title, *texts)))
        widths.append(min(longest, _WIDE_COLUMN) if column.wide or not column.numeric else longest)
    return sum(widths) + 2 * len(widths)
