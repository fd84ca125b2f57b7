"""The section of a calibration report on chances: whether they came true as often as was said."""

from __future__ import annotations

from reports.calibrations import Agreement
from reports.charts import decomposition, economic_value, expectation, reliability
from reports.charts.marks import stated
from reports.facets.calibration.cohorts import Cohort
from reports.figures import NOTHING, counted, figure, percent
from reports.render import telling
from reports.render.layout import Block, Cell, Column, Line, Section, Table, Words
from reports.render.wording import kind
from tracker.calibration.reliability import Reliability

MOST_POINTS = 101


def chances(agreement: Agreement) -> Section:
    """Yes or no: expected against observed, the curve, the parts of the score, cohorts by deadline."""
    name = kind(agreement.prospective)
    if not agreement.forecasts and not agreement.cohorts:
        return Section(title=name, blocks=())
    blocks: list[Block] = [Words(text=agreement.words, plainly=True)]
    if agreement.expectation:
        told = expectation.words(agreement.expectation)
        blocks.append(expectation.CHART.picture([("All", agreement.expectation)], name, words=told))
        blocks.append(Words(text=told))
    if agreement.reliability:
        if agreement.reliability.events < agreement.reliability.count:
            blocks.append(Words(text=telling.shared(agreement.reliability)))
        blocks += _curve(agreement.reliability, name=name)
    if agreement.value:
        blocks.append(economic_value.CHART.picture(agreement.value, name))
        blocks.append(Words(text=economic_value.words(agreement.value)))
    if agreement.cohorts:
        blocks.append(_cohorts(agreement.cohorts, name=name))
    counts = f"{counted(agreement.forecasts, 'forecast')} on {counted(agreement.events, 'event')}"
    return Section(title=f"{name.capitalize()}, yes or no: {counts}", blocks=tuple(blocks))


def _curve(found: Reliability, *, name: str) -> list[Block]:
    parts = _parts(found)
    return [
        reliability.leading(found, name, words="The table below holds the same figures."),
        decomposition.CHART.picture(found, name, words=parts),
        Words(text=parts),
        _points(found, name=name),
    ]


def _parts(found: Reliability) -> str:
    return (
        f"{decomposition.words(found)} 95 of 100 such sets stay under {figure(found.by_luck_high)}. The "
        f"discrimination of a calibrated forecaster would be {figure(found.discrimination_by_luck)} on "
        f"average, and under {figure(found.discrimination_by_luck_high)} in 95 of 100."
    )


def _points(found: Reliability, *, name: str) -> Block:
    if len(found.points) > MOST_POINTS:
        return Words(text=f"The curve has {len(found.points):,} points; the report as JSON holds them all.")
    return curve_table(
        found,
        name=f"probabilities-{name}",
        caption="Stated probabilities, and how often it happened",
        titles=("said", "forecasts", "happened"),
        within=name,
    )


def curve_table(
    found: Reliability, *, name: str, caption: str, titles: tuple[str, str, str], within: str = ""
) -> Table:
    """A curve with its band, point by point; `titles` are of what was said, how often, and what came.

    With `within`, marks of a chart of these lead to the lines.
    """
    return Table(
        name=name,
        caption=caption,
        columns=tuple(Column(title=title, numeric=True) for title in (*titles, "curve", "90% band")),
        lines=tuple(
            Line(
                cells=(
                    Cell(percent(point.said)),
                    Cell(f"{point.count:,}"),
                    Cell(f"{point.happened:,.0f}"),
                    Cell(percent(point.curve)),
                    Cell(f"{percent(point.low)}–{percent(point.high)}"),
                ),
                place=stated(within, point.said),
            )
            for point in found.points
        ),
    )


def _cohorts(cohorts: tuple[Cohort, ...], *, name: str) -> Table:
    titles = ("forecasts", "events", "expected", "observed", "by luck", "mean score")
    return Table(
        name=f"cohorts-{name}",
        caption="By when the deadline fell; by luck: 95 of 100 such sets if calibrated, forecasts on one "
        "event standing or falling together",
        columns=(
            Column(title="deadline in"),
            *(Column(title=title, numeric=True) for title in titles),
            Column(title="held back", wide=True),
        ),
        lines=tuple(_cohort(cohort) for cohort in cohorts),
    )


def _cohort(one: Cohort) -> Line:
    too_few = (Cell(), Cell(), Cell("too few" if one.forecasts else NOTHING), Cell())
    figures = (
        (
            Cell(f"{one.expected:,.1f}"),
            Cell(f"{one.observed:,}"),
            Cell(f"{one.low:,}–{one.high:,}"),
            Cell(figure(one.mean)),
        )
        if one.expected is not None
        else too_few
    )
    return Line(
        cells=(
            Cell(one.label),
            Cell(f"{one.forecasts:,}"),
            Cell(f"{one.events:,}"),
            *figures,
            Cell(_held_back(one) or NOTHING),
        )
    )


def _held_back(one: Cohort) -> str:
    """What of a cohort has no place in its counts yet, and why."""
    parts = [f"{one.held:,} happened, held until {one.held_until}"] if one.held else []
    parts += [f"{one.pending:,} pending"] if one.pending else []
    parts += [f"{one.overdue:,} overdue"] if one.overdue else []
    return "; ".join(parts)
