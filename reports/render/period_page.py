"""How a period report is laid out: in words first, then what was logged, what matured, and how it went."""

from __future__ import annotations

from reports.charts import funnel as funnel_chart
from reports.charts import heat as heat_chart
from reports.figures import NOTHING, between, counted, figure, percent
from reports.parts.periodic.heat import Heat
from reports.parts.periodic.logged import Group, Logged
from reports.parts.periodic.matured import Ended, Matured
from reports.period_reports import PeriodReport
from reports.render import telling
from reports.render.layout import (
    Block,
    Cell,
    Column,
    Facts,
    KeyFigure,
    Line,
    Listing,
    Page,
    Picture,
    Section,
    Table,
    Words,
)
from reports.render.pages import facts, funnel_table, omission_table, page
from reports.render.period_news import changes, deadlines
from reports.render.period_sections import forecasters, record
from reports.render.wording import kind


@page.register
def period_page(report: PeriodReport) -> Page:
    """The layout of a period report, in the order in which an editor needs it."""
    sections = (
        _findings(report),
        _logged(report.logged, report.period.label),
        _matured(report.matured, report.heat, report.period.label),
        forecasters(report),
        *(record(one, report.period) for one in report.records),
        deadlines(report.deadlines),
        changes(report.changed, {one.forecaster: one.name for one in report.scorings}),
        _every(report.matured, report.period.label),
        _funnel(report),
        _methods(report),
    )
    return Page(
        kind="Period report",
        title=report.heading.subject + (" so far" if report.so_far else ""),
        short=tuple(Words(text=sentence) for sentence in report.summary),
        facts=facts(report.heading),
        sections=tuple(section for section in sections if section.blocks),
        digest=report.digest,
        figures=_figures(report),
    )


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
                    note=f"expected {own.expected:.1f}",
                )
            )
    overdue = len(report.deadlines.overdue)
    note = f"forecasts on {counted(report.logged.questions, 'question')}"
    found.insert(0, KeyFigure(name="made", figure=f"{report.logged.forecasts:,}", note=note))
    found.append(KeyFigure(name="overdue", figure=f"{overdue:,}", note="questions without an outcome"))
    return tuple(found)


def _findings(report: PeriodReport) -> Section:
    named = {one.forecaster: one.name for one in report.findings}
    items = tuple(telling.finding(one, named) for one in report.findings)
    faults = sum(one.adjusted is not None for one in report.findings)
    blocks: list[Block] = [Listing(items=items)] if items else []
    return Section(title="Findings", blocks=(*blocks, Words(text=telling.findings(faults))))


def _logged(logged: Logged, label: str) -> Section:
    if not logged.forecasts and not logged.recorded:
        return Section(title="", blocks=())
    told = (
        f"{counted(logged.forecasts, 'forecast')} made in {label}, of which {logged.in_time:,} were recorded "
        f"in it too. {counted(logged.recorded, 'forecast')} recorded in it, of which {logged.earlier:,} were "
        "made before it."
    )
    tables = (
        _groups(logged.by_kind, "By kind", name="logged-by-kind"),
        _groups(logged.by_source, "By source", name="logged-by-source"),
        _groups(logged.by_forecaster, "By forecaster", name="logged-by-forecaster"),
    )
    shown = tuple(table for table in tables if table.lines)
    return Section(title=f"What was logged in {label}", blocks=(Words(text=told), *shown))


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


def _matured(matured: Matured, heat: Heat | None, label: str) -> Section:
    title = f"What matured in {label}, and how it went"
    if not matured.rows:
        return Section(title=title, blocks=())
    blocks: list[Block] = []
    if heat is not None:
        blocks.append(
            Picture(
                name="matured",
                title="When forecasts matured",
                description=f"{counted(heat.total, 'forecast')}, deadlines {heat.first} to {heat.last}.",
                height=heat_chart.height(heat),
                draw=lambda ax: heat_chart.chart(heat, ax),
                key=heat_chart.key(heat),
            )
        )
    blocks.append(_verdicts(matured))
    rows = {row.handle: row for row in matured.rows}
    if matured.startling:
        blocks.append(_ended(tuple(rows[handle] for handle in matured.startling), startling=True))
    return Section(title=title, blocks=tuple(blocks))


def _every(matured: Matured, label: str) -> Section:
    blocks = (_ended(matured.rows, startling=False),) if matured.rows else ()
    return Section(title=f"Every forecast that matured in {label}", blocks=blocks)


def _verdicts(matured: Matured) -> Table:
    return Table(
        name="verdicts",
        caption=f"Forecasts with deadlines from {matured.first} to {matured.last}, by verdict",
        columns=(
            Column(title="Verdict"),
            Column(title="prospective", numeric=True),
            Column(title="retrospective", numeric=True),
        ),
        lines=tuple(
            Line(cells=(Cell(one.verdict), Cell(f"{one.prospective:,}"), Cell(f"{one.retrospective:,}")))
            for one in matured.verdicts
            if one.prospective or one.retrospective
        ),
    )


def _ended(rows: tuple[Ended, ...], *, startling: bool) -> Table:
    caption = (
        "Furthest off: surest of what did not come"
        if startling
        else "Each with its score and band, or the reason for none; quiet lines do not count in a mean"
    )
    return Table(
        name="startling" if startling else "matured",
        caption=caption,
        columns=(
            Column(title="Question", wide=True),
            Column(title="Who"),
            Column(title="Said", label="said"),
            Column(title="Deadline", label="by"),
            Column(title="Outcome", label="outcome:"),
            Column(title="Verdict", label="verdict:"),
            Column(title="Score", label="score", numeric=True),
            Column(title="Record", label="record"),
        ),
        lines=tuple(_ended_line(row) for row in rows),
        listed=True,
    )


def _ended_line(row: Ended) -> Line:
    said = percent(row.said) if row.said is not None else (row.belief or NOTHING)
    band = between(row.score_low, row.score_high) if row.score_low != row.score_high else ""
    score = figure(row.score) if row.score is not None else NOTHING
    why = (row.reason or "") if row.score is None else "provisional" if row.provisional else ""
    return Line(
        cells=(
            Cell(row.question_statement, row.question),
            Cell(row.name, kind(row.prospective)),
            Cell(said, f"“{row.words}”" if row.words else ""),
            Cell(str(row.deadline or NOTHING), f"horizon {row.scored_on}" if row.ended == "horizon" else ""),
            Cell(row.outcome or NOTHING),
            Cell(row.verdict),
            Cell(score, ", ".join(part for part in (band, why) if part)),
            Cell(row.handle),
        ),
        quiet=not row.counts,
    )


def _funnel(report: PeriodReport) -> Section:
    blocks: list[Block] = [
        Picture(
            name="funnel",
            title="How far the statements came, to date",
            description="The table below holds the same counts.",
            height=funnel_chart.height(report),
            draw=lambda ax: funnel_chart.chart(report, ax),
        ),
        funnel_table((("All", report.funnel),)),
    ]
    if report.left_out:
        blocks.append(omission_table(report.left_out))
    return Section(title="What was seen, and what was left out", blocks=tuple(blocks))


def _methods(report: PeriodReport) -> Section:
    terms = Facts(pairs=tuple((one.term, one.words) for one in report.methods))
    return Section(title="Methods", blocks=(terms, Listing(items=report.rules)))
