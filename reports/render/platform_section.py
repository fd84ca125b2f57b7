"""The section of a period report on what forecasting platforms would make of the same forecasts."""

from __future__ import annotations

from reports.facets.period.platforms import SHOWN, OnPlatforms
from reports.render.layout import Cell, Column, Line, Section, Table, Words
from reports.render.wording import kind
from tracker.measures.of_platforms import PlatformMeasure
from tracker.platforms.contributions import PlatformScore


def platforms(lines: tuple[OnPlatforms, ...]) -> Section:
    """One line a forecaster, one figure a platform, each with its direction, interval and count."""
    if not lines:
        return Section(title="As platforms score", blocks=())
    told = "Of Metaculus, Good Judgment Open and ForecastBench. " + " ".join(
        f"{measure.title[:1].upper()}{measure.title[1:]}: {measure.rule}." for measure in SHOWN
    )
    table = Table(
        name="platforms",
        caption="What platforms would give to date, with 95% intervals",
        columns=(
            Column(title="Forecaster", wide=True),
            *(Column(title=f"{measure.title}, {measure.direction}", numeric=True) for measure in SHOWN),
            Column(title="questions", numeric=True),
        ),
        lines=tuple(_line(one) for one in lines),
    )
    return Section(title="As platforms score", blocks=(Words(text=told), table))


def _line(one: OnPlatforms) -> Line:
    figures = (one.peer, one.accuracy, one.brier_index)
    questions = max(found.questions for found in figures if found)
    cells = (_cell(found, measure) for found, measure in zip(figures, SHOWN, strict=True))
    return Line(cells=(Cell(one.name, kind(one.prospective)), *cells, Cell(f"{questions:,}")))


def _cell(found: PlatformScore | None, measure: PlatformMeasure) -> Cell:
    if found is None or found.mean is None:
        return Cell("–")
    ends = ""
    if found.low is not None and found.high is not None:
        ends = f"{found.low:z.{measure.digits}f} to {found.high:z.{measure.digits}f}"
    return Cell(f"{found.mean:z.{measure.digits}f}", ends)
