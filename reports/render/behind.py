"""Which forecasts are behind each stated probability of a curve: what its marks lead to."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts.marks import stated
from reports.facets.period.matured import Ended
from reports.facets.period.records import Record
from reports.facets.record.standings import Standing
from reports.facets.rows import Row
from reports.figures import percent
from reports.render.layout import Cell, Column, Line, Section, Table
from reports.render.wording import kind
from tracker.calibration.reliability import Point, Reliability
from tracker.measures import BRIER
from tracker.ties import Ties

MOST_LED = 100
_PLAIN = ("yes", "no")
Said = tuple[float, str]
"""What a forecast said, and its handle."""


def behind(standing: Standing, rows: Sequence[Row], *, ties: Ties) -> Section:
    """A line for each stated probability of a standing's curve, with the records of its forecasts."""
    heard = [
        (row.p or 0.0, row.handle)
        for row in rows
        if _is_heard(row, ties=ties) and row.prospective == standing.prospective
    ]
    return _section(standing.reliability, heard, prospective=standing.prospective, rest="more")


def behind_of_period(record: Record, ended: Sequence[Ended], label: str) -> Section:
    """A line for each stated probability of a record to date, with its records that matured in the period."""
    heard = [
        (row.said, row.handle)
        for row in ended
        if row.counts
        and row.measure == BRIER.name
        and row.said is not None
        and row.verdict in _PLAIN
        and row.prospective == record.prospective
    ]
    return _section(record.reliability, heard, prospective=record.prospective, rest=f"not of {label}")


def _section(curve: Reliability | None, heard: Sequence[Said], *, prospective: bool, rest: str) -> Section:
    """The table of a curve, where there is one; `rest` says what the forecasts are that it does not name."""
    name = kind(prospective)
    return Section(
        title=f"The forecasts behind each probability, {name}",
        blocks=() if curve is None else (_table(curve, heard, name=name, rest=rest),),
    )


def _table(curve: Reliability, heard: Sequence[Said], *, name: str, rest: str) -> Table:
    return Table(
        name=f"behind-{name}",
        caption="Stated probabilities of the curve, and the records of the forecasts that said so",
        columns=(
            *(Column(title=told, numeric=True) for told in ("said", "forecasts", "happened")),
            Column(title="records", wide=True),
        ),
        lines=tuple(
            _line(point, found, within=name, rest=rest)
            for point, found in zip(curve.points, _shared_out(heard, curve.points), strict=True)
        ),
    )


def _is_heard(row: Row, *, ties: Ties) -> bool:
    """Whether a forecast is in the curve: a counted chance with a yes or no, or a grade taken in halves."""
    plainly = row.observed in (0, 1)
    return row.counts and row.measure == BRIER.name and row.p is not None and (plainly or ties is Ties.HALF)


def _shared_out(heard: Sequence[Said], points: Sequence[Point]) -> list[list[str]]:
    """The handles of each point: those whose probability is nearest to what it stands for."""
    found: list[list[str]] = [[] for _ in points]
    nearest: dict[float, int] = {}
    for said, handle in heard:
        if said not in nearest:
            nearest[said] = min(range(len(points)), key=lambda at: abs(points[at].said - said))
        found[nearest[said]].append(handle)
    return found


def _line(point: Point, handles: Sequence[str], *, within: str, rest: str) -> Line:
    more = max(len(handles), round(point.count)) - len(handles[:MOST_LED])
    return Line(
        cells=(
            Cell(percent(point.said)),
            Cell(f"{point.count:,}"),
            Cell(f"{point.happened:,.0f}"),
            Cell(
                ", ".join(handles[:MOST_LED]),
                f"and {more:,} {rest}" if more > 0 else "",
                leads=tuple((handle, f"line-{handle}") for handle in handles[:MOST_LED]),
            ),
        ),
        place=stated(within, point.said),
    )
