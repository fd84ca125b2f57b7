"""The sections of a period report that have scores: every forecaster, and calibration now and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import decomposition, expectation, reliability
from reports.charts.marks import forecaster
from reports.facets.calibration.cohorts import Cohort
from reports.facets.period.records import Record
from reports.facets.period.table_of_forecasters import Result, Scoring
from reports.figures import NOTHING, between, counted, figure
from reports.period import Period
from reports.period_reports import PeriodReport
from reports.render import telling
from reports.render.layout import Block, Cell, Column, Line, Section, Table, Words
from reports.render.period_standings import by_other_measures
from reports.render.wording import kind
from tracker.common_ends import ends_in_words
from tracker.measures import title_of


def forecasters(report: PeriodReport) -> Section:
    """Every forecaster on a line for each measure, and whose scorecard goes with the report."""
    cards = _cards(report)
    if not report.scorings:
        return Section(title="Forecasters", blocks=cards)
    files = {card.forecaster: card.file for card in report.scorecards}
    told = (
        "By name, which is no ranking: scores with overlapping intervals are not told apart, and no mean is "
        "shown of fewer than 5 events. Lower is better. Expected and observed are over every chance to date "
        "that was answered yes or no; the test behind a finding takes the first forecast on each event, so "
        "its numbers are smaller. Windows of several forecasters on one question are scored here to the "
        "earliest of their ends, so that all are held to the same days; elsewhere each runs to its own. "
        "The interval of a skill stands on the scorecard."
    )
    table = Table(
        name="forecasters",
        caption=f"Mean scores with 95% intervals: matured in {report.period.label}, and to date",
        columns=(
            Column(title="Who", under="prospective or retrospective", wide=True),
            Column(title="Measure"),
            Column(title="matured", label="matured", under="events matured", numeric=True),
            Column(title="mean", label="mean", under="95% interval", numeric=True),
            Column(title="to date", label="to date", under="events to date", numeric=True),
            Column(title="mean to date", label="mean", under="95% interval to date", numeric=True),
            Column(title="reference", label="reference", numeric=True),
            Column(title="skill", label="skill", numeric=True),
            Column(title="expected", label="expected", under="of chances", numeric=True),
            Column(title="observed", label="observed", under="by luck", numeric=True),
        ),
        lines=tuple(
            _scoring(one, files.get(one.forecaster, ""), place=_place(one, report.scorings))
            for one in report.scorings
        ),
    )
    return Section(title="Forecasters", blocks=(Words(text=told), table, *by_other_measures(report), *cards))


def _cards(report: PeriodReport) -> tuple[Table, ...]:
    if not report.scorecards:
        return ()
    everybody = len({row.forecaster for row in report.matured.rows})
    shown = len(report.scorecards)
    table = Table(
        name="scorecards",
        caption="Scorecards that go with this report, by name: "
        + (
            f"everybody of whom anything matured in {report.period.label}"
            if shown == everybody
            else f"the {shown:,} of {counted(everybody, 'forecaster')} with most that matured in "
            f"{report.period.label}"
        ),
        columns=(
            Column(title="Who", wide=True),
            Column(title="matured", numeric=True),
            Column(title="Page in the folder"),
        ),
        lines=tuple(
            Line(cells=(Cell(card.name), Cell(f"{card.forecasts:,}"), Cell(card.file, link=card.file)))
            for card in report.scorecards
        ),
    )
    return (table,)


def _place(one: Scoring, among: Sequence[Scoring]) -> str:
    """Where marks lead that are a forecaster's: to the first of the lines."""
    first = next(other for other in among if other.forecaster == one.forecaster)
    return forecaster(one.forecaster) if one is first else ""


def _scoring(one: Scoring, file: str, *, place: str) -> Line:
    found = one.expectation
    return Line(
        place=place,
        cells=(
            Cell(one.name, kind(one.prospective), link=file),
            Cell(title_of(one.measure), ends_in_words(one.ends) if one.ends else ""),
            *_result(one.matured),
            *_result(one.to_date),
            Cell(figure(one.reference)),
            Cell(NOTHING if one.skill is None else f"{one.skill:+.2f}", one.no_skill or ""),
            Cell(*((NOTHING,) if found is None else (f"{found.expected:,.1f}", f"of {found.count:,}"))),
            Cell(
                *((NOTHING,) if found is None else (f"{found.observed:,}", f"{found.low:,}–{found.high:,}"))
            ),
        ),
    )


def _result(result: Result) -> tuple[Cell, Cell]:
    if not result.forecasts:
        return Cell("0"), Cell()
    events = counted(result.events, "event") if result.events != result.forecasts else ""
    return Cell(f"{result.forecasts:,}", events), Cell(figure(result.mean), between(result.low, result.high))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A cohort as the chart of expectations takes it."""

    count: int
    events: int
    expected: float
    observed: int
    low: int
    high: int


def record(found: Record, period: Period) -> Section:
    """Everybody's chances: this period's cohort beside those before it, and the curve to date."""
    name = kind(found.prospective)
    title = f"Calibration now and before: {name} chances"
    if not found.cohorts and not found.expectation:
        return Section(title=title, blocks=())
    blocks: list[Block] = []
    lines = [
        (
            one.label,
            _Line(
                count=one.forecasts,
                events=one.events,
                expected=one.expected,
                observed=one.observed,
                low=one.low,
                high=one.high,
            ),
        )
        for one in found.cohorts
        if one.expected is not None
        and one.observed is not None
        and one.low is not None
        and one.high is not None
    ]
    if lines:
        blocks.append(
            expectation.CHART.picture(
                lines,
                name,
                called="periods",
                measure="Expected against observed, by period of deadline",
            )
        )
    if found.cohorts:
        blocks.append(_cohorts(found.cohorts, period, name=name))
    blocks.append(Words(text=f"To date: {found.words}", plainly=True))
    if found.expectation:
        blocks.append(Words(text=expectation.words(found.expectation)))
    if found.reliability and found.caution:
        blocks.append(Words(text=telling.shared(found.reliability)))
    if curve := found.reliability:
        blocks += [
            reliability.CHART.picture(
                curve, name, measure="To date: how often it happened at each stated probability"
            ),
            Words(text=decomposition.words(curve)),
        ]
    return Section(title=title, blocks=tuple(blocks))


def _cohorts(cohorts: tuple[Cohort, ...], period: Period, *, name: str) -> Table:
    titles = ("forecasts", "events", "expected", "observed", "by luck", "mean")
    return Table(
        name=f"periods-{name}",
        caption="Chances by period of deadline; mean Brier score; by luck: 95 of 100 such sets if calibrated;"
        " open: held until the deadline, or undecided and so far neither prospective nor retrospective",
        columns=(
            Column(title="Period", under="which"),
            *(Column(title=title, numeric=True) for title in titles),
            Column(title="open", under="overdue", numeric=True),
        ),
        lines=tuple(_cohort(one, is_now=one.label == period.label) for one in cohorts),
    )


def _cohort(one: Cohort, *, is_now: bool) -> Line:
    few = one.expected is None
    waiting = one.pending + one.overdue + one.held
    overdue = f"{one.overdue:,} overdue" if one.overdue else ""
    return Line(
        cells=(
            Cell(one.label, "this report" if is_now else ""),
            Cell(f"{one.forecasts:,}"),
            Cell(f"{one.events:,}"),
            Cell(NOTHING if few else f"{one.expected:,.1f}"),
            Cell(NOTHING if few else f"{one.observed:,}"),
            Cell("too few" if few else f"{one.low:,}–{one.high:,}"),
            Cell(figure(one.mean)),
            Cell(f"{waiting:,}", overdue),
        )
    )
