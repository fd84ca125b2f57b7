"""Which forecasts are behind each stated probability of a curve: what its marks lead to."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts.marks import stated
from reports.facets.record.standings import Standing
from reports.facets.rows import Row
from reports.figures import percent
from reports.render.layout import Cell, Column, Line, Section, Table
from reports.render.wording import kind
from tracker.calibration.reliability import Point
from tracker.measures import BRIER
from tracker.ties import Ties

MOST_LED = 100


def behind(standing: Standing, rows: Sequence[Row], *, ties: Ties) -> Section:
    """A line for each stated probability of a standing's curve, with the records of its forecasts."""
    name = kind(standing.prospective)
    title = f"The forecasts behind each probability, {name}"
    curve = standing.reliability
    if curve is None:
        return Section(title=title, blocks=())
    heard = [row for row in rows if _is_heard(row, ties=ties) and row.prospective == standing.prospective]
    table = Table(
        name=f"behind-{name}",
        caption="Stated probabilities of the curve, and the records of the forecasts that said so",
        columns=(
            *(Column(title=told, numeric=True) for told in ("said", "forecasts", "happened")),
            Column(title="records", wide=True),
        ),
        lines=tuple(
            _line(point, found, within=name)
            for point, found in zip(curve.points, _shared_out(heard, curve.points), strict=True)
        ),
    )
    return Section(title=title, blocks=(table,))


def _is_heard(row: Row, *, ties: Ties) -> bool:
    """Whether a forecast is in the curve: a counted chance with a yes or no, or a grade taken in halves."""
    plainly = row.observed in (0, 1)
    return row.counts and row.measure == BRIER.name and row.p is not None and (plainly or ties is Ties.HALF)


def _shared_out(rows: Sequence[Row], points: Sequence[Point]) -> list[list[Row]]:
    """The rows of each point: those whose probability is nearest to what it stands for."""
    found: list[list[Row]] = [[] for _ in points]
    nearest: dict[float, int] = {}
    for row in rows:
        said = row.p or 0.0
        if said not in nearest:
            nearest[said] = min(range(len(points)), key=lambda at: abs(points[at].said - said))
        found[nearest[said]].append(row)
    return found


def _line(point: Point, rows: Sequence[Row], *, within: str) -> Line:
    handles = [row.handle for row in rows]
    more = len(handles) - MOST_LED
    return Line(
        cells=(
            Cell(percent(point.said)),
            Cell(f"{point.count:,}"),
            Cell(f"{point.happened:,.0f}"),
            Cell(
                ", ".join(handles[:MOST_LED]),
                f"and {more:,} more" if more > 0 else "",
                leads=tuple((handle, f"line-{handle}") for handle in handles[:MOST_LED]),
            ),
        ),
        place=stated(within, point.said),
    )
