"""A report as a PDF: typeset, tagged for screen readers, its fonts inside, the same bytes every time."""

from __future__ import annotations

import json
import re
from pathlib import Path

from reports.canonical import Plain
from reports.charts.picture import Picture
from reports.render.arrangement import is_wide, rows
from reports.render.layout import Block, Cell, Facts, Listing, Page, Table, Words

MOST_LINES = 200
_STANDARD = "ua-1"
_LONGEST_WORD = 14
_WIDEST = 26
_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def pdf(page: Page) -> bytes:
    """The report as a PDF on A4, by the standard for accessible documents, PDF/UA-1.

    Raises
    ------
    NoTypesetter
        If typst is not installed.
    """
    pictures = {
        f"{place}.svg": block for place, block in enumerate(page.blocks) if isinstance(block, Picture)
    }
    names = {id(picture): name for name, picture in pictures.items()}
    return _compiled(
        {
            "main.typ": (Path(__file__).parent / "templates" / "page.typ").read_bytes(),
            "page.json": json.dumps(_page(page, names), ensure_ascii=False).encode(),
            **{name: _svg(picture) for name, picture in pictures.items()},
        }
    )


def _compiled(sources: dict[str, bytes]) -> bytes:
    from forecasts.errors import NoTypesetter

    try:
        import typst
    except ImportError:
        raise NoTypesetter from None
    compiled: bytes = typst.compile(  # type: ignore[call-overload]  # its types leave out files by name
        sources,
        format="pdf",
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        pdf_standards=_STANDARD,
    )
    return compiled


def _fonts() -> Path:
    """The fonts that come with Matplotlib, so that every machine sets the same page."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf"


def _svg(picture: Picture) -> bytes:
    """The chart in fixed colours, its letters in a font that is at hand."""
    from reports.charts.drawing import svg

    drawn = svg(picture.draw, height=picture.height, name="chart", title="", description="")
    plain = _VARIABLE.sub(r"\1", drawn)
    return plain.replace("<svg ", '<svg font-family="DejaVu Sans" ', 1).encode()


def _page(page: Page, names: dict[int, str]) -> Plain:
    return {
        "kind": _text(page.kind),
        "title": _text(page.title),
        "opening": [_block(words, names) for words in page.opening],
        "short": [_block(words, names) for words in page.short[len(page.opening) :]],
        "figures": [
            {"name": _text(key.name), "figure": _text(key.figure), "note": _text(key.note)}
            for key in page.figures
        ],
        "facts": _pairs(page.facts),
        "sections": [
            {
                "title": _text(section.title),
                "wide": is_wide(section.blocks),
                "rows": [
                    {
                        "charts": row.shape == "charts",
                        "blocks": [_block(block, names) for block in row.blocks],
                    }
                    for row in rows(section.blocks)
                ],
            }
            for section in page.sections
        ],
        "digest": page.digest,
    }


def _text(text: str) -> str:
    """The text on one line; what cannot be printed shows as a replacement character."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _pairs(facts: Facts) -> Plain:
    return [[_text(name), _text(value)] for name, value in facts.pairs]


def _block(block: Block, names: dict[int, str]) -> Plain:
    match block:
        case Words():
            return {"shape": "words", "text": _text(block.text), "plainly": block.plainly}
        case Listing():
            return {"shape": "listing", "items": [_text(item) for item in block.items]}
        case Facts():
            return {"shape": "facts", "pairs": _pairs(block)}
        case Picture():
            from reports.charts.drawing import WIDTH

            return {
                "shape": "picture",
                "file": names[id(block)],
                "title": _text(block.title),
                "key": _text(block.key),
                "alt": _text(f"{block.title}. {block.description}"),
                "height": block.height / WIDTH,
            }
        case Table():
            return _table(block)


def _table(table: Table) -> Plain:
    shown = table.cut(MOST_LINES)
    shares = _shares(shown)
    return {
        "shape": "table",
        "caption": _text(table.caption),
        "listed": table.listed,
        "rest": table.rest(MOST_LINES, "the report as JSON holds them all"),
        "columns": [
            {"title": _text(column.title), "numeric": column.numeric, "share": share}
            for column, share in zip(table.columns, shares, strict=True)
        ],
        "lines": [
            {"quiet": line.quiet, "follows": line.follows, "cells": [_cell(cell) for cell in line.cells]}
            for line in shown.lines
        ],
    }


def _cell(cell: Cell) -> Plain:
    return {"text": _text(cell.text), "under": _text(cell.under)}


def _shares(table: Table) -> list[int]:
    """Which share of the width each column takes; 0 where it takes what its text needs.

    A table that is listed where it is narrow fills the page: a column has as much room as its longest
    words need, or its whole cells if they are short.
    """
    if not table.listed:
        return [0] * len(table.columns)
    shares = []
    for place, column in enumerate(table.columns):
        texts = [text for line in table.lines for text in (line.cells[place].text, line.cells[place].under)]
        words = [word for text in (column.title, *texts) for word in text.split()]
        longest = min(max(map(len, words), default=1), _LONGEST_WORD)
        whole = min(max(map(len, texts), default=1), _WIDEST)
        shares.append(max(longest, whole if column.wide else (longest + whole) // 2, len(column.title)))
    return shares
