"""A report on a terminal, readable at 80 columns and without colour; plain text in a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, Literal

from reports.charts.pen import Sketch
from reports.charts.picture import Picture
from reports.render.column_widths import column_widths
from reports.render.layout import (
    Block,
    Entries,
    Entry,
    Facts,
    Line,
    Listing,
    Page,
    Quotes,
    Strip,
    Table,
    Words,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

QUIET = "bright_black"
_LONGEST_TOLD = 25
MOST_LINES = 200


def terminal(laid: Page, width: int | None = None, colour: bool | None = None) -> str:
    """The report as text for a terminal.

    Parameters
    ----------
    laid
        The page of any report.
    width
        Columns; the terminal's by default, 80 where there is none.
    colour
        Whether to colour it; by default only where standard output is a terminal and NO_COLOR is unset.
    """
    from rich.console import Console

    if colour is None:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    out = StringIO()
    console = Console(
        file=out,
        width=width or shutil.get_terminal_size((80, 24)).columns,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _say(console, f"{laid.kind}: {laid.title}", style="bold")
    if laid.context:
        _say(console, laid.context, style=QUIET)
    console.print()
    for words in laid.short:
        _say(console, words.text, style="bold" if words in laid.opening else "")
    for section in laid.sections:
        if section.is_drawn_only:
            continue
        console.print()
        _say(console, section.title, style="bold blue")
        for block in section.blocks:
            _block(console, block)
    if laid.facts.pairs:
        console.print()
        _say(console, "How this was made, and how to check it", style="bold blue")
        _block(console, laid.facts)
    console.print()
    _say(console, f"digest {laid.digest}", style=QUIET)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _say(console: Console, text: str, *, style: str = "", indent: int = 0) -> None:
    from rich.padding import Padding
    from rich.text import Text

    shown = Text(text, style=style, overflow="fold")
    console.print(Padding(shown, (0, 0, 0, indent)) if indent else shown)


def _block(console: Console, block: Block) -> None:
    match block:
        case Words():
            _say(console, block.text, style="bold" if block.plainly else "")
        case Listing():
            for item in block.items:
                _say(console, f"- {item}")
        case Facts():
            _facts(console, block)
        case Table() if block.in_short and len(block.lines) > _LONGEST_TOLD:
            _say(console, block.in_short)
        case Table():
            shown = block.cut(MOST_LINES)
            widths = None if block.listed else column_widths(shown, console.width)
            if widths is None:
                _list(console, shown)
            else:
                _say(console, shown.caption, style=QUIET)
                console.print(_table(shown, widths))
            if rest := block.rest(MOST_LINES, "the report as JSON holds them all"):
                _say(console, rest)
        case Strip() | Entries() | Quotes() | Sketch():
            _statements(console, block)
        case Picture():
            pass


def _statements(console: Console, block: Strip | Entries | Quotes | Sketch) -> None:
    match block:
        case Strip():
            _say(console, block.caption)
        case Entries():
            for entry in block.entries:
                _entry(console, entry)
        case Quotes():
            for quote in block.quotes:
                _say(console, f"- {quote.text} {quote.about}: {quote.why}")
        case Sketch():
            _say(console, block.description)


def _entry(console: Console, entry: Entry) -> None:
    console.print()
    _say(console, entry.quote, style="bold")
    _say(console, entry.about, indent=2)
    told = (entry.result, entry.fare, entry.score)
    _say(console, " · ".join(part for part in told if part), style="bold", indent=2)
    for note in entry.notes:
        _say(console, note, indent=2)


def _facts(console: Console, facts: Facts) -> None:
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in facts.pairs:
        grid.add_row(Text(name, style=QUIET), Text(value))
    console.print(grid)


def _table(table: Table, widths: Sequence[int]) -> RenderableType:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(table.columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        grid.add_column(Text(column.title), justify=justify, width=width, overflow="fold")
    for line in table.lines:
        cells = [Text(cell.text + (f"\n{cell.under}" if cell.under else "")) for cell in line.cells]
        grid.add_row(*cells, style=QUIET if line.quiet else "")
    return grid


def _list(console: Console, table: Table) -> None:
    _say(console, table.caption, style=QUIET)
    for line in table.lines:
        console.print()
        name, *_ = line.cells
        opening = f"{name.text} [{name.under}]" if name.under else name.text
        indent = 2 if line.follows else 0
        _say(console, opening, style=QUIET if line.quiet else "bold", indent=indent)
        _say(console, _listed(table, line), style=QUIET if line.quiet else "", indent=indent + 2)


def _listed(table: Table, line: Line) -> str:
    parts = []
    for column, cell in zip(table.columns[1:], line.cells[1:], strict=True):
        if not cell.is_empty:
            text = f"{cell.text} ({cell.under})" if cell.under else cell.text
            label = column.label if table.listed else column.title
            parts.append(f"{label} {text}".strip())
    return " · ".join(parts)
