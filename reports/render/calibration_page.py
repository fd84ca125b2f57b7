"""How a calibration report is laid out."""

from __future__ import annotations

from reports.calibrations import Agreement, Calibration, Coverage, Individual
from reports.charts import expectation as expectation_chart
from reports.charts import funnel as funnel_chart
from reports.charts import reliability as reliability_chart
from reports.figures import counted, figure, percent
from reports.parts.chances import Expectation, Reliability
from reports.render.layout import Block, Cell, Column, Line, Listing, Page, Picture, Section, Table, Words
from reports.render.pages import facts, funnel_table, omission_table, page
from reports.render.wording import expectation, kind

MOST_POINTS = 101


@page.register
def calibration_page(report: Calibration) -> Page:
    """The layout of a calibration report: what it can tell, the curves, each forecaster, the funnel."""
    agreements = [one for one in report.agreements if one.expectation or one.coverage]
    individuals = _individuals(report.individuals)
    return Page(
        kind="Calibration",
        title=report.heading.subject,
        short=tuple(_short(agreement) for agreement in report.agreements),
        facts=facts(report.heading),
        sections=(
            *(_agreement(agreement) for agreement in agreements),
            *([Section(title="Each forecaster", blocks=individuals)] if individuals else []),
            _funnel(report),
            Section(title="Rules", blocks=(Listing(items=report.rules),)),
        ),
        digest=report.digest,
    )


def _short(agreement: Agreement) -> Words:
    name = kind(agreement.prospective).capitalize()
    if not agreement.seen:
        return Words(text=f"{name}: no scoreable forecasts.")
    return Words(text=f"{name}: {agreement.words}", plainly=True)


def _agreement(agreement: Agreement) -> Section:
    name = kind(agreement.prospective)
    blocks: list[Block] = [Words(text=agreement.words, plainly=True)]
    if agreement.expectation:
        blocks += _expected([("All", agreement.expectation)], name=f"expected-{name}")
        blocks.append(Words(text=expectation(agreement.expectation)))
        if agreement.caution:
            blocks.append(Words(text=agreement.caution))
    if agreement.reliability:
        blocks += _curve(agreement.reliability, name=name)
    if agreement.coverage:
        blocks.append(Words(text=_coverage(agreement.coverage)))
    counts = f"{counted(agreement.forecasts, 'forecast')} on {counted(agreement.events, 'event')}"
    return Section(title=f"{name.capitalize()}: {counts}", blocks=tuple(blocks))


def _expected(named: list[tuple[str, Expectation]], *, name: str) -> list[Block]:
    return [
        Picture(
            name=name,
            title="Expected against observed",
            description=" ".join(f"{who}: {expectation(found)}" for who, found in named),
            height=expectation_chart.height(named),
            draw=lambda ax: expectation_chart.chart(named, ax),
            key=expectation_chart.KEY,
        )
    ]


def _curve(found: Reliability, *, name: str) -> list[Block]:
    return [
        Picture(
            name=f"reliability-{name}",
            title="How often it happened at each stated probability",
            description="The table below holds the same figures.",
            height=reliability_chart.HEIGHT,
            draw=lambda ax: reliability_chart.chart(_marks(found), ax, joined=True),
            key=reliability_chart.CURVE,
        ),
        Words(
            text=f"Mean Brier score {figure(found.score)} = miscalibration {figure(found.miscalibration)} - "
            f"discrimination {figure(found.discrimination)} + uncertainty {figure(found.uncertainty)}. A "
            f"calibrated forecaster would show a miscalibration of {figure(found.by_luck)} on average."
        ),
        _points(found),
    ]


def _marks(found: Reliability) -> list[reliability_chart.Mark]:
    return [
        reliability_chart.Mark(
            said=point.said, count=point.count, share=point.curve, low=point.low, high=point.high
        )
        for point in found.points
    ]


def _points(found: Reliability) -> Block:
    if len(found.points) > MOST_POINTS:
        return Words(text=f"The curve has {len(found.points):,} points; the report as JSON holds them all.")
    return Table(
        caption="Stated probabilities, and how often it happened",
        columns=tuple(
            Column(title=title, numeric=True)
            for title in ("said", "forecasts", "happened", "curve", "90% band")
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(percent(point.said)),
                    Cell(f"{point.count:,}"),
                    Cell(f"{point.happened:,.0f}"),
                    Cell(percent(point.curve)),
                    Cell(f"{percent(point.low)}–{percent(point.high)}"),
                )
            )
            for point in found.points
        ),
    )


def _coverage(found: Coverage) -> str:
    opening = f"Windows: {found.hits:,} of {found.count:,} held the event ({counted(found.events, 'event')})"
    if found.share is None:
        return (
            f"{opening}: too few to compare with the {percent(found.promised)} that their reading promises."
        )
    low, high = percent(found.low or 0), percent(found.high or 0)
    return (
        f"{opening}: {percent(found.share)}, 95% interval {low} to {high}; their reading promises "
        f"{percent(found.promised)}."
    )


def _individuals(individuals: tuple[Individual, ...]) -> tuple[Block, ...]:
    if not individuals:
        return ()
    named = [
        (f"{one.name} ({kind(one.prospective)})", one.expectation)
        for one in individuals
        if one.expectation is not None
    ]
    table = Table(
        caption="Expected against observed, by name; by luck: 95 of 100 such sets if calibrated",
        columns=(
            Column(title="Who", wide=True),
            *(Column(title=title, numeric=True) for title in ("forecasts", "events", "expected", "observed")),
            Column(title="by luck", numeric=True),
        ),
        lines=tuple(_individual(one) for one in individuals),
    )
    return (*_expected(named, name="individuals"), table) if named else (table,)


def _individual(one: Individual) -> Line:
    found = one.expectation
    return Line(
        cells=(
            Cell(one.name, kind(one.prospective)),
            Cell(f"{one.forecasts:,}"),
            Cell(f"{one.events:,}"),
            *(
                (
                    Cell(f"{found.expected:.1f}"),
                    Cell(f"{found.observed:,}"),
                    Cell(f"{found.low:,}–{found.high:,}"),
                )
                if found
                else (Cell(), Cell(), Cell("too few"))
            ),
        )
    )


def _funnel(report: Calibration) -> Section:
    blocks: list[Block] = [
        Picture(
            name="funnel",
            title="How far the statements came",
            description="The table below holds the same counts.",
            height=funnel_chart.height(report),
            draw=lambda ax: funnel_chart.chart(report, ax),
        ),
        funnel_table((("All", report.funnel),)),
    ]
    if report.left_out:
        blocks.append(omission_table(report.left_out))
    return Section(title="What was seen, and what was left out", blocks=tuple(blocks))
