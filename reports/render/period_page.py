"""How a period report is laid out: in words first, then what was logged, what matured, and how it went."""

from __future__ import annotations

from dataclasses import replace

from reports.days import day
from reports.facets.period.logged import Group, Logged
from reports.facets.period.verdict import faulty_in_words, verdict_of_period
from reports.figures import counted
from reports.kinds import PERIOD
from reports.period_reports import PeriodReport
from reports.render import telling
from reports.render.behind import behind_of_period
from reports.render.funnel_section import funnel_section
from reports.render.layout import (
    Cell,
    Column,
    Facts,
    Fold,
    KeyFigure,
    Line,
    Listing,
    Page,
    Section,
    Table,
    Words,
)
from reports.render.pages import facts
from reports.render.period_matured import every, matured
from reports.render.period_news import changes, deadlines
from reports.render.period_sections import forecasters, record
from reports.render.period_standings import standings, surprises
from reports.render.platform_section import platforms
from reports.render.wording import kind


def period_page(report: PeriodReport) -> Page:
    """The layout of a period report: the answer, who is where, what surprised; then the figures."""
    names = {one.forecaster: one.name for one in report.scorings}
    shown = (
        standings(report),
        surprises(report.matured, report.quotes),
        _findings(report),
        _in_words(report),
    )
    figures = (
        _logged(report.logged, report.period.label),
        matured(report.matured, report.heat, report.period.label, report.quotes),
        forecasters(report),
        *(record(one, report.period) for one in report.records),
        deadlines(report.deadlines),
        changes(report.changed, names),
    )
    annexes = (
        every(report.matured, report.period.label, report.quotes),
        *(behind_of_period(one, report.matured.rows, report.period.label) for one in report.records),
        platforms(report.platforms),
        funnel_section(report, when=", to date"),
        _methods(report),
    )
    sections = (
        *shown,
        *(replace(section, fold=Fold.FIGURES) for section in figures),
        *(replace(section, fold=Fold.ANNEX) for section in annexes),
    )
    return Page(
        kind=PERIOD.title,
        title=_title(report),
        context=f"checked to {day(report.heading.on)}",
        short=_short(report, len(names)),
        facts=facts(report.heading),
        sections=tuple(section for section in sections if section.blocks),
        digest=report.digest,
        figures=_figures(report),
    )


def _title(report: PeriodReport) -> str:
    named = report.heading.subject.replace(report.period.label, report.period.in_words)
    return f"{named} so far" if report.so_far else named


def _short(report: PeriodReport, forecasters: int) -> tuple[Words, ...]:
    """The verdict, and of how many forecasters a fault is found."""
    faulty = len({one.forecaster for one in report.findings if one.adjusted is not None})
    verdict = verdict_of_period(report.period, report.matured, report.records)
    return tuple(Words(text=text) for text in (verdict, faulty_in_words(faulty, forecasters)) if text)


def _in_words(report: PeriodReport) -> Section:
    """The period in sentences, each of which stands alone."""
    title = f"{report.period.label} in sentences"
    return Section(title=title, blocks=(Listing(items=report.summary),), fold=Fold.REPRINT)


def _figures(report: PeriodReport) -> tuple[KeyFigure, ...]:
    found = [
        KeyFigure(
            name="matured",
            figure=f"{report.matured.forecasts:,}",
            note=f"forecasts on {counted(report.matured.events, 'event')}",
        )
    ]
    for one in report.records:
        own = next((cohort for cohort in one.cohorts if cohort.label == report.period.label), None)
        if own is not None and own.expected is not None:
            found.append(
                KeyFigure(
                    name=f"came true, {kind(one.prospective)}",
                    figure=f"{own.observed:,} of {own.forecasts:,}",
                    note=f"expected {own.expected:,.1f}",
                )
            )
    overdue = len(report.deadlines.overdue)
    note = f"forecasts on {counted(report.logged.questions, 'question')}"
    found.insert(0, KeyFigure(name="made", figure=f"{report.logged.forecasts:,}", note=note))
    found.append(KeyFigure(name="overdue", figure=f"{overdue:,}", note="questions without an outcome"))
    return tuple(found)


def _findings(report: PeriodReport) -> Section:
    named = {one.forecaster: one.name for one in report.findings}
    return telling.findings(report.findings, named, (report.searched,))


def _logged(logged: Logged, label: str) -> Section:
    if not logged.forecasts and not logged.recorded:
        return Section(title="", blocks=())
    tables = (
        _groups(logged.by_kind, "By kind", name="logged-by-kind"),
        _groups(logged.by_source, "By source", name="logged-by-source"),
        _groups(logged.by_forecaster, "By forecaster", name="logged-by-forecaster"),
    )
    shown = tuple(table for table in tables if table.lines)
    return Section(title=f"What was logged in {label}", blocks=(Words(text=_recorded(logged, label)), *shown))


def _recorded(logged: Logged, label: str) -> str:
    """How much of what was made in the period was recorded in it, and how much of what was made before."""
    made, in_time, earlier = logged.forecasts, logged.in_time, logged.earlier
    told = f"No forecast was made in {label}."
    if made == 1:
        told = f"1 forecast was made in {label}, and recorded {'in it too' if in_time else 'only later'}."
    elif made:
        kept = "all of them were" if in_time == made else f"{in_time:,} of them {_were(in_time)}"
        too = f"{kept} recorded in it too" if in_time else "all of them were recorded only later"
        told = f"{made:,} forecasts were made in {label}, and {too}."
    if earlier:
        told += f" {counted(earlier, 'forecast')} that had been made before {_were(earlier)} recorded in it."
    return told


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _groups(groups: tuple[Group, ...], caption: str, *, name: str) -> Table:
    return Table(
        name=name,
        caption=f"{caption}: forecasts made in the period, in all readings",
        columns=(
            Column(title=caption.removeprefix("By ").capitalize(), wide=True),
            *(Column(title=title, numeric=True) for title in ("forecasts", "questions", "unscoreable")),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(group.name),
                    Cell(f"{group.forecasts:,}"),
                    Cell(f"{group.questions:,}"),
                    Cell(f"{group.unscoreable:,}"),
                )
            )
            for group in groups
        ),
    )


def _methods(report: PeriodReport) -> Section:
    terms = Facts(pairs=tuple((one.term, one.words) for one in report.methods))
    return Section(title="Methods", blocks=(terms, Listing(items=report.rules)))
