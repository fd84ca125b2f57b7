"""A report as a PDF: typeset, tagged for screen readers, its fonts inside, the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reports.canonical import Plain
from reports.charts.pen import Sketch, standing
from reports.charts.picture import Picture
from reports.render import fonts, typesetter
from reports.render.arrangement import is_wide, rows
from reports.render.layout import (
    Block,
    Cell,
    Entries,
    Entry,
    Facts,
    Listing,
    Page,
    Quotes,
    Strip,
    Table,
    Words,
)

MOST_LINES = 200
_FONT = "DejaVu Sans"
_WIDE, _FEW_WIDE, _MANY_WIDE = 620.0, 320.0, 460.0
_HALF = 8 / 15  # of the width of paper, as page.typ has it
_FEW = 8
_LONGEST_WORD = 14
_WIDEST = 26
_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def pdf(page: Page, *, annex: bool = False) -> bytes:
    """The report as a PDF on A4, by the standard for accessible documents, PDF/UA-1.

    It holds what is read at once; with `annex` it is the figures for statisticians and the long tables.

    Letters for which neither we nor the system have a font stand as boxes, and the page says so.

    Raises
    ------
    NoTypesetter
        If typst is not installed.
    NotDrawn
        If it cannot set the page.
    """
    return begun(page, annex=annex)()


def begun(page: Page, *, annex: bool = False, run: typesetter.Run = typesetter.here) -> Callable[[], bytes]:
    """The PDF of `pdf`, begun: what is given waits for it. `run` may set it in another process.

    Raises
    ------
    NoTypesetter
        If typst is not installed.
    NotDrawn
        If it cannot set the page.
    """
    sources = _sources(page, annex=annex)
    letters = fonts.lacking("".join(text.decode() for text in sources.values()))
    system = fonts.of_the_system(letters)
    without = letters - system.keys()
    return typesetter.begun(
        {
            "main.typ": _template().read_bytes(),
            "missing.txt": fonts.told(without).encode(),
            **{name: _boxed(text, without) for name, text in sources.items()},
        },
        (fonts.folder(), *sorted({file.parent for file in system.values()})),
        run=run,
    )


def _boxed(text: bytes, without: frozenset[str]) -> bytes:
    return text.decode().translate(fonts.boxes(without)).encode() if without else text


def has_annex(page: Page) -> bool:
    """Whether something of a page is left to its annex."""
    return any(section.fold.is_annexed for section in page.sections)


def _template() -> Path:
    return Path(__file__).parent / "templates" / "page.typ"


def _sources(page: Page, *, annex: bool) -> dict[str, bytes]:
    """The files that the typesetter reads: the words as JSON, and each chart."""
    sections = tuple(section for section in page.sections if section.fold.is_annexed == annex)
    shown = replace(page, sections=sections)
    drawn: dict[str, bytes] = {}
    names: dict[int, str] = {}

    def kept(block: Picture | Sketch, text: bytes) -> None:
        names[id(block)] = f"{len(drawn)}.svg"
        drawn[names[id(block)]] = text

    halved = {
        id(block)
        for section in sections
        for row in rows(section.blocks)
        if row.shape == "charts"
        for block in row.blocks
    }
    for block in shown.blocks:
        match block:
            case Picture():
                kept(block, _svg(block))
            case Sketch():
                width = _WIDE * _HALF if id(block) in halved else _WIDE
                kept(block, standing(block, width=width, font=_FONT).encode())
            case Entries():
                for sketch in (one.drawing for one in block.entries if one.drawing is not None):
                    kept(sketch, standing(sketch, width=_width(block), font=_FONT).encode())
            case _:
                pass
    return {"page.json": json.dumps(_page(shown, names, annex=annex), ensure_ascii=False).encode(), **drawn}


def _width(entries: Entries) -> float:
    """How many pixels wide the drawings are: more, and so lower on paper, where they are many."""
    return _FEW_WIDE if len(entries.entries) <= _FEW else _MANY_WIDE


def _svg(picture: Picture) -> bytes:
    """The chart in fixed colours, its letters in a font that is at hand; a line where it cannot be drawn."""
    from reports.charts.drawing import svg

    drawn = svg(picture.draw, height=picture.height, name="chart", title="", description="")
    plain = _VARIABLE.sub(r"\1", drawn)
    return plain.replace("<svg ", f'<svg font-family="{_FONT}" ', 1).encode()


def _page(page: Page, names: dict[int, str], *, annex: bool) -> Plain:
    return {
        "annex": annex,
        "fits": any(isinstance(block, Entries) for block in page.blocks),
        "kind": _text(page.kind),
        "context": _text(page.context),
        "title": _text(page.title),
        "opening": [_block(words, names) for words in page.opening],
        "short": [_block(words, names) for words in page.short[len(page.opening) :]],
        "figures": [
            {"name": _text(key.name), "figure": _text(key.figure), "note": _text(key.note)}
            for key in page.figures
        ],
        "facts": _pairs(page.facts),
        "typed": _pairs(replace(page.facts, pairs=_typed(page.facts))),
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
                "key": _text(block.measure),
                "reading": _text(block.key),
                "alt": _text(f"{block.title}. {block.description}"),
                "height": block.height / WIDTH,
            }
        case Sketch():
            return {
                "shape": "sketch",
                "file": names[id(block)],
                "title": _text(block.title if block.caption else ""),
                "key": _text(block.caption),
                "alt": _text(f"{block.title}. {block.description}"),
            }
        case Strip():
            return {
                "shape": "strip",
                "solid": block.solid,
                "hatched": block.hatched,
                "caption": _text(block.caption),
            }
        case Entries():
            return {"shape": "entries", "entries": [_entry(one, names) for one in block.entries]}
        case Quotes():
            quotes: list[Plain] = [
                {"text": _text(one.text), "about": _text(f"{one.about}: {one.why}")} for one in block.quotes
            ]
            return {"shape": "quotes", "quotes": quotes}
        case Table():
            return _table(block)


def _typed(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in facts.pairs if pair[0] in facts.typed)


def _entry(entry: Entry, names: dict[int, str]) -> Plain:
    drawing = entry.drawing
    return {
        "quote": _text(entry.quote),
        "about": _text(entry.about),
        "file": names[id(drawing)] if drawing is not None else "",
        "alt": _text(f"{drawing.title}. {drawing.description}") if drawing is not None else "",
        "result": _text(entry.result),
        "fare": _text(entry.fare),
        "miss": entry.is_miss,
        "score": _text(entry.score),
        "notes": [_text(note) for note in entry.notes],
    }


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
