"""A report as Markdown: headings, tables and words; a chart becomes what it shows, in words."""

from __future__ import annotations

import re

from reports.charts.pen import Sketch
from reports.charts.picture import Picture
from reports.render.layout import (
    Block,
    Cell,
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

MOST_LINES = 1_000
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def markdown(laid: Page) -> str:
    """The report as Markdown; quotes and names in it are text, never markup."""
    parts = [
        f"# {laid.kind}: {_text(laid.title)}",
        _text(laid.context),
        *(f"**{_text(words.text)}**" if words in laid.opening else _block(words) for words in laid.short),
    ]
    for section in laid.sections:
        if section.is_drawn_only:
            continue
        parts += [f"## {_text(section.title)}", *(_block(block) for block in section.blocks)]
    if laid.facts.pairs:
        parts += ["## How this was made, and how to check it", _block(laid.facts)]
    return "\n\n".join(part for part in (*parts, _signed(laid)) if part) + "\n"


def _signed(laid: Page) -> str:
    return f"Digest: `{laid.digest}`"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """The text as it is typed, between more backticks than it has in a row.

    >>> _code("tracker report --period 2026"), _code("--topic `a`")
    ('`tracker report --period 2026`', '`` --topic `a` ``')
    """
    line = " ".join(text.split())
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{line}{space}{fence}"


def _block(block: Block) -> str:
    match block:
        case Words():
            return f"**{_text(block.text)}**" if block.plainly else _text(block.text)
        case Listing():
            return "\n".join(f"- {_text(item)}" for item in block.items)
        case Facts():
            return "\n".join(
                f"- {_text(name)}: {_code(value) if name in block.typed else _text(value)}"
                for name, value in block.pairs
            )
        case Strip():
            return _text(block.caption)
        case Entries():
            return "\n\n".join(map(_entry, block.entries))
        case Quotes():
            return "\n".join(
                f"- *{_text(one.text)}* {_text(one.about)}: {_text(one.why)}" for one in block.quotes
            )
        case Sketch():
            return _text(block.description)
        case Picture():
            return ""
        case Table():
            return _table(block)


def _entry(entry: Entry) -> str:
    told = (entry.result, entry.fare, entry.score)
    lines = [
        f"**{_text(entry.quote)}** {_text(entry.about)}",
        "**" + _text(" · ".join(part for part in told if part)) + "**",
        *map(_text, entry.notes),
    ]
    return "  \n".join(lines)


def _table(table: Table) -> str:
    head = "| " + " | ".join(_text(column.title) for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if column.numeric else "---" for column in table.columns) + "|"
    lines = [_line(line) for line in table.cut(MOST_LINES).lines]
    rest = table.rest(MOST_LINES, "the report as JSON holds them all")
    return "\n".join([f"*{_text(table.caption)}*", "", head, rule, *lines, *(["", rest] if rest else [])])


def _line(line: Line) -> str:
    return "| " + " | ".join(_cell(cell) for cell in line.cells) + " |"


def _cell(cell: Cell) -> str:
    return _text(cell.text) + (f" ({_text(cell.under)})" if cell.under else "")
