"""A page that a test lays out."""

from __future__ import annotations

import re
from typing import Any

from reports.charts import funnel
from reports.charts.picture import Picture
from reports.render.layout import (
    Block,
    Cell,
    Column,
    Facts,
    KeyFigure,
    Line,
    Page,
    Section,
    Table,
    Words,
)
from tests.reports import cases


def page_with(
    *, blocks: tuple[Block, ...], title: str = "A page", figures: tuple[KeyFigure, ...] = ()
) -> Page:
    """A page of these blocks, under one heading."""
    return Page(
        kind="Laid",
        title=title,
        short=(Words(text=title),),
        facts=Facts(pairs=((title, title),)),
        sections=(Section(title="Blocks", blocks=blocks),),
        digest=cases.HEAD,
        figures=figures,
    )


def table(lines: int, /, **changes: Any) -> Table:
    """A table of so many lines."""
    parts: dict[str, Any] = {
        "caption": "Numbers",
        "columns": (Column(title="Name"), Column(title="number", numeric=True)),
        "lines": tuple(Line(cells=(Cell(f"line {place}"), Cell(f"{place:,}"))) for place in range(lines)),
        **changes,
    }
    return Table(**parts)


def drawings(page: str) -> list[str]:
    """The drawings of a web page, each whole: a mark within one is a drawing of its own."""
    found: list[str] = []
    start, deep = 0, 0
    for tag in re.finditer(r"<svg[ >]|</svg>", page):
        if tag[0] == "</svg>":
            deep -= 1
            if not deep:
                found.append(page[start : tag.end()])
        else:
            start = start if deep else tag.start()
            deep += 1
    return found


def picture(name: str = "funnel", height: float = 1.5) -> Picture:
    """A chart."""
    card = cases.founding_card()
    return Picture(
        name=name,
        title="A chart",
        description="What it shows.",
        height=height,
        draw=lambda ax: funnel.chart(card.funnel, ax),
    )
