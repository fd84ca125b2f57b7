"""What was seen, and what was left out: the section that every report on a ledger has."""

from __future__ import annotations

from typing import Protocol

from reports.charts import funnel as funnel_chart
from reports.facets.counting import Omission
from reports.render.layout import Block, Cell, Column, Line, Section, Table, Words
from tracker.funnel import Funnel

Named = tuple[str, Funnel]


class Counted(Protocol):
    """A report that says how far its statements came, and what it left out."""

    @property
    def funnel(self) -> Funnel:
        """How many statements came how far."""

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """Why forecasts are not in the headline."""


def funnel_section(
    report: Counted, *, parts: tuple[Named, ...] = (), when: str = "", notes: tuple[Words, ...] = ()
) -> Section:
    """The funnel drawn and as a table, with `parts` of it where there are several, notes and reasons."""
    lines = (*parts, ("All", report.funnel)) if len(parts) > 1 else (("All", report.funnel),)
    blocks: list[Block] = [
        funnel_chart.CHART.picture(report.funnel, measure=f"How far the statements came{when}"),
        _funnel_table(lines),
        *notes,
    ]
    if report.left_out:
        blocks.append(_omission_table(report.left_out))
    return Section(title="What was seen, and what was left out", blocks=tuple(blocks))


def _funnel_table(funnels: tuple[tuple[str, Funnel], ...]) -> Table:
    """Funnels side by side, one a line."""
    stages = ("seen", "scoreable", "matured", "resolved", "scored", "void", "ambiguous")
    return Table(
        caption="Statements, and how far they came",
        columns=(Column(title="Of"), *(Column(title=stage, numeric=True) for stage in stages)),
        lines=tuple(
            Line(cells=(Cell(name), *(Cell(f"{getattr(funnel, stage):,}") for stage in stages)))
            for name, funnel in funnels
        ),
    )


def _omission_table(left_out: tuple[Omission, ...]) -> Table:
    """What was left out of the headline, and why."""
    return Table(
        caption="Forecasts left out of the headline, by reason",
        columns=(Column(title="Why", wide=True), Column(title="forecasts", numeric=True)),
        lines=tuple(Line(cells=(Cell(one.reason), Cell(f"{one.count:,}"))) for one in left_out),
    )
