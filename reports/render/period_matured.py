"""The sections of a period report that say what matured, and how each forecast came out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from reports.charts import heat as heat_chart
from reports.charts.marks import forecast
from reports.facets.period.heat import Heat
from reports.facets.period.matured import Ended, Matured
from reports.facets.period.quotes import words_of
from reports.figures import NOTHING, between, counted, figure, percent
from reports.render.layout import Block, Cell, Column, Line, Section, Table
from reports.render.wording import came_true, kind

_UNDECIDED = "undecided"


def matured(found: Matured, heat: Heat | None, label: str, quotes: Mapping[str, str]) -> Section:
    """When they matured, the verdicts, and what was furthest off."""
    title = f"What matured in {label}, and how it went"
    if not found.rows:
        return Section(title=title, blocks=())
    blocks: list[Block] = []
    if heat is not None:
        blocks.append(
            heat_chart.leading(
                heat,
                _firsts(found, heat),
                called="matured",
                measure="When forecasts matured: the day after the deadline",
                words=f"{counted(heat.total, 'forecast')} matured from {heat.first} to {heat.last}.",
            )
        )
    blocks.append(_verdicts(found))
    rows = {row.handle: row for row in found.rows}
    if found.startling:
        blocks.append(_ended(tuple(rows[handle] for handle in found.startling), quotes, startling=True))
    return Section(title=title, blocks=tuple(blocks))


def _firsts(found: Matured, heat: Heat) -> dict[date, str]:
    """The line of the first forecast that matured in each cell, on the day after its deadline.

    Those of one cell stand together, since the lines go by deadline.
    """
    firsts: dict[date, str] = {}
    for row in found.rows:
        if row.deadline is not None and row.ended != "horizon":
            firsts.setdefault(row.deadline + timedelta(days=1), row.handle)
    cells = {cell.first: [day for day in firsts if cell.first <= day <= cell.last] for cell in heat.cells}
    return {first: forecast(firsts[min(days)]) for first, days in cells.items() if days}


def every(found: Matured, label: str, quotes: Mapping[str, str]) -> Section:
    """All of them, a line each."""
    blocks = (_ended(found.rows, quotes, startling=False),) if found.rows else ()
    return Section(title=f"Every forecast that matured in {label}", blocks=blocks)


def _verdicts(found: Matured) -> Table:
    kinds = ("prospective", "retrospective", "undecided")
    shown = [title for title in kinds if any(getattr(one, title) for one in found.verdicts)]
    return Table(
        name="verdicts",
        caption=f"Forecasts with deadlines from {found.first} to {found.last}: did they come true?",
        columns=(
            Column(title="The claim"),
            *(Column(title=title, numeric=True) for title in shown),
        ),
        lines=tuple(
            Line(cells=(Cell(came_true(one.verdict)), *(Cell(f"{getattr(one, title):,}") for title in shown)))
            for one in found.verdicts
            if one.forecasts
        ),
    )


def _ended(rows: tuple[Ended, ...], quotes: Mapping[str, str], *, startling: bool) -> Table:
    caption = (
        "Furthest off: where what was said and what came differ most, one forecast an event"
        if startling
        else "Each with its score and band, or the reason for none; quiet lines do not count in a mean"
    )
    return Table(
        name="startling" if startling else "matured",
        caption=caption,
        columns=(
            Column(title="Question", under="slug", wide=True),
            Column(title="Who", under="prospective or retrospective"),
            Column(title="Said", label="said", under="words"),
            Column(title="Deadline", label="by", under="horizon"),
            Column(title="Outcome", label="outcome:"),
            Column(title="The claim", label="the claim:"),
            Column(title="Score", label="score", under="band, or why none", numeric=True),
            Column(title="Record", label="record"),
        ),
        lines=tuple(_ended_line(row, words_of(row, quotes), is_led_to=not startling) for row in rows),
        listed=True,
    )


def _ended_line(row: Ended, words: str, *, is_led_to: bool) -> Line:
    said = percent(row.said) if row.said is not None else (row.belief or NOTHING)
    band = between(row.score_low, row.score_high) if row.score_low != row.score_high else ""
    score = figure(row.score) if row.score is not None else NOTHING
    why = (row.reason or "") if row.score is None else "provisional" if row.provisional else ""
    return Line(
        cells=(
            Cell(row.question_statement, row.question),
            Cell(row.name, _UNDECIDED if row.prospective is None else kind(row.prospective)),
            Cell(said, f"“{words}”" if words else ""),
            Cell(str(row.deadline or NOTHING), f"horizon {row.scored_on}" if row.ended == "horizon" else ""),
            Cell(row.outcome or NOTHING),
            Cell(came_true(row.verdict)),
            Cell(score, ", ".join(part for part in (band, why) if part)),
            Cell(row.handle),
        ),
        place=f"line-{row.handle}" if is_led_to else "",
        quiet=not row.counts,
    )
