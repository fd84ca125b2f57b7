"""A report that is nothing but the page a test lays out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from reports.charts import funnel
from reports.render.layout import (
    Block,
    Cell,
    Column,
    Facts,
    KeyFigure,
    Line,
    Page,
    Picture,
    Section,
    Table,
    Words,
)
from reports.render.pages import page
from reports.report import Report
from tests.reports import cases


@dataclass(frozen=True, kw_only=True)
class Laid(Report):
    """A report of these blocks, under one heading."""

    name: ClassVar[str] = "laid"

    blocks: tuple[Block, ...] = field(repr=False)
    title: str = "A page"
    figures: tuple[KeyFigure, ...] = ()

    @property
    def digest(self) -> str:
        """The same for all: it is not what these tests are about."""
        return cases.HEAD


@page.register
def laid_page(report: Laid) -> Page:
    """The layout that the test chose."""
    return Page(
        kind="Laid",
        title=report.title,
        short=(Words(text=report.title),),
        facts=Facts(pairs=((report.title, report.title),)),
        sections=(Section(title="Blocks", blocks=report.blocks),),
        digest=report.digest,
        figures=report.figures,
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
