"""How a calibration report is laid out: what is found first, then each kind of forecast, then each name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.calibrations import Agreement, Calibration, Individual
from reports.charts import expectation
from reports.charts.reliability_sketch import reliability_sketch
from reports.days import day
from reports.facets.calibration.searched import found_of
from reports.facets.calibration.verdict import verdict_of_calibration
from reports.kinds import CALIBRATION
from reports.render import telling
from reports.render.calibration_sections import chances
from reports.render.funnel_section import funnel_section
from reports.render.layout import Block, Cell, Column, Fold, Line, Listing, Page, Section, Table, Words
from reports.render.pages import facts
from reports.render.promise_sections import quantities, timelines
from reports.render.wording import kind

MOST_LINES = 20


def calibration_page(report: Calibration) -> Page:
    """The layout of a calibration report: the answer and the curves, then each kind, name and number."""
    figures = (
        *(
            section(agreement)
            for agreement in report.agreements
            for section in (chances, timelines, quantities)
        ),
        _individuals(report.individuals),
    )
    annexes = (funnel_section(report), Section(title="Rules", blocks=(Listing(items=report.rules),)))
    sections = (
        _curves(report),
        _findings(report),
        *(replace(section, fold=Fold.FIGURES) for section in figures),
        *(replace(section, fold=Fold.ANNEX) for section in annexes),
    )
    return Page(
        kind=CALIBRATION.title,
        title=report.heading.subject,
        context=f"checked to {day(report.heading.on)}",
        short=(Words(text=_verdict(report)), *(_short(agreement) for agreement in report.agreements)),
        facts=facts(report.heading),
        sections=tuple(section for section in sections if section.blocks),
        digest=report.digest,
    )


def _verdict(report: Calibration) -> str:
    found = next((one.expectation for one in report.agreements if one.expectation is not None), None)
    faulty = len({one.forecaster for one in report.findings if one.adjusted is not None})
    whole = len({one.forecaster for one in report.individuals})
    return verdict_of_calibration(found, faulty=faulty, whole=whole)


def _curves(report: Calibration) -> Section:
    """What happened at each stated probability, a drawing for each kind that has events enough."""
    drawn = tuple(
        reliability_sketch(
            one.reliability, name=f"said-and-happened-{kind(one.prospective)}", within=kind(one.prospective)
        )
        for one in report.agreements
        if one.reliability is not None
    )
    return Section(title="Did what was called likely happen?", blocks=drawn)


def _short(agreement: Agreement) -> Words:
    name = kind(agreement.prospective).capitalize()
    if not agreement.seen:
        return Words(text=f"{name}: no scoreable forecasts.")
    if agreement.forecasts or not (agreement.dates or agreement.quantiles or agreement.choices):
        return Words(text=f"{name}, yes or no: {agreement.words}", plainly=True)
    return Words(text=f"{name}: no chances are answered yet; see the other sections.", plainly=True)


def _findings(report: Calibration) -> Section:
    named = {one.forecaster: one.name for one in report.findings} if report.individuals else {}
    return telling.findings(report.findings, named, (report.searched,))


def _individuals(individuals: tuple[Individual, ...]) -> Section:
    if not individuals:
        return Section(title="Each forecaster", blocks=())
    named = [
        (f"{one.name} ({kind(one.prospective)})", one.expectation)
        for one in individuals
        if one.expectation is not None
    ]
    blocks: list[Block] = []
    if named:
        shown = named[:MOST_LINES]
        told = " ".join(f"{who}: {expectation.words(found)}" for who, found in shown)
        rest = f" The first {len(shown):,} of {len(named):,}." if len(named) > len(shown) else ""
        blocks.append(
            expectation.CHART.picture(
                shown,
                called="individuals",
                measure="Expected against observed, by name",
                words=told,
                note=rest,
            )
        )
    table = Table(
        name="forecasters",
        caption="Each forecaster; by luck: 95 of 100 such sets if calibrated, forecasts on one event "
        "standing or falling together",
        columns=(
            Column(title="Who", wide=True),
            *(Column(title=title, numeric=True) for title in ("forecasts", "events", "expected", "observed")),
            Column(title="by luck", numeric=True),
            Column(title="found", wide=True),
        ),
        lines=tuple(_individual(one) for one in individuals),
    )
    return Section(title="Each forecaster", blocks=(*blocks, table))


def _individual(one: Individual) -> Line:
    found = one.expectation
    return Line(
        cells=(
            Cell(one.name, kind(one.prospective)),
            Cell(f"{one.forecasts:,}"),
            Cell(f"{one.events:,}"),
            *(
                (
                    Cell(f"{found.expected:,.1f}"),
                    Cell(f"{found.observed:,}"),
                    Cell(f"{found.low:,}–{found.high:,}"),
                )
                if found
                else (Cell(), Cell(), Cell("too few"))
            ),
            Cell(", ".join(_found(one))),
        )
    )


def _found(one: Individual) -> Iterator[str]:
    """The faults by name; without any, whether there was enough to tell."""
    yield from (fault.replace("-", " ") for fault in one.faults)
    if not one.faults:
        yield found_of(one.sight, one.tests)
