"""What a laid-out report is made of, whatever it is drawn on: sections of words, tables and charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.figures import NOTHING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its text, and a second, quieter line."""

    text: str = NOTHING
    under: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return self.text == NOTHING and not self.under


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A table's column; `label` goes before the cell where the table is shown as a list."""

    title: str
    label: str = ""
    numeric: bool = False
    wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A table's line, one cell a column; quiet if it does not count, following if it updates another."""

    cells: tuple[Cell, ...]
    quiet: bool = False
    follows: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A captioned table; the first column names the line. `listed` ones become lists where it is narrow.

    `in_short` is what a terminal says in place of a table that is too long for it.
    """

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    listed: bool = False
    in_short: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph; `plainly` marks the sentence that tells what the figures can tell."""

    text: str
    plainly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Sentences, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Names and values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A chart: what draws it, how high it is in inches, what it shows in words, and how to read its marks."""

    name: str
    title: str
    description: str
    height: float
    draw: Callable[[Axes], object] = field(repr=False)
    key: str = ""


Block = Table | Words | Listing | Facts | Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def is_drawn_only(self) -> bool:
        """Whether it holds nothing but charts, and so nothing for a medium without them."""
        return all(isinstance(block, Picture) for block in self.blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A whole report: what kind and about whom, in short, its sections, and its digest at the end."""

    kind: str
    title: str
    short: tuple[Words, ...]
    facts: Facts
    sections: tuple[Section, ...]
    digest: str
