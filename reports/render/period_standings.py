"""What a reader of a period report sees first: who is where, and what surprised most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.charts import forecasters, multiples
from reports.charts.picture import Picture
from reports.charts.reliability_sketch import reliability_sketch
from reports.days import day, short_day
from reports.facets.fares import Fare
from reports.facets.period.matured import Ended, Matured
from reports.facets.period.quotes import words_of
from reports.facets.period.table_of_forecasters import Scoring
from reports.figures import figure, percent
from reports.period_reports import PeriodReport
from reports.render.layout import Block, Entries, Entry, Section
from reports.render.wording import kind
from tracker.measures import MEASURES, title_of

_SAID = {"timeline": "a window", "shares": "a share for each option"}


def standings(report: PeriodReport) -> Section:
    """Forecasters as sorted dots with intervals by the measure that leads, and everybody's reliability."""
    blocks: list[Block] = []
    for record in report.records:
        blocks += _dots(report, prospective=record.prospective)[:1]
        if record.reliability is not None:
            name = f"said-and-happened-{kind(record.prospective)}"
            blocks.append(reliability_sketch(record.reliability, name=name, within=kind(record.prospective)))
    return Section(title="How good, to date", blocks=tuple(blocks))


def by_other_measures(report: PeriodReport) -> tuple[Picture, ...]:
    """The dots of the measures that do not lead, and each forecaster's reliability."""
    found: list[Picture] = []
    for record in report.records:
        found += _dots(report, prospective=record.prospective)[1:]
        curves = tuple(one for one in report.curves if one.prospective == record.prospective)
        if len(curves) > 1:
            found.append(multiples.CHART.picture(curves, kind(record.prospective)))
    return tuple(found)


def _dots(report: PeriodReport, *, prospective: bool) -> list[Picture]:
    """A drawing for each measure, the one that most forecasters have a mean by first."""
    return [
        forecasters.CHART.picture(
            found,
            found[0].measure.replace("_", "-"),
            kind(prospective),
            measure=f"Mean {MEASURES[found[0].measure].title} to date, {kind(prospective)} forecasts"
            + _reference(found),
        )
        for found in forecasters.by_measure(report.scorings, prospective=prospective)
    ]


def _reference(found: Sequence[Scoring]) -> str:
    """What the means are held against, where it is one thing for all."""
    against = {one.against for one in found if one.against is not None}
    return f"; the reference is {against.pop()}" if len(against) == 1 else ""


def surprises(matured: Matured, quotes: Mapping[str, str]) -> Section:
    """What was furthest off, with what was said of it."""
    rows = {row.handle: row for row in matured.rows}
    found = tuple(
        _surprise(rows[handle], words_of(rows[handle], quotes))
        for handle in matured.startling
        if handle in rows
    )
    caption = "What surprised most"
    blocks = (Entries(caption=caption, entries=found),) if found else ()
    return Section(title=caption, blocks=blocks)


def _surprise(row: Ended, words: str) -> Entry:
    said = percent(row.said) if row.said is not None else _SAID.get(row.belief or "", "")
    by = f" by {day(row.deadline)}" if row.deadline else ""
    fare = _fare(row)
    kinds = "" if row.prospective is None else f", {kind(row.prospective)}"
    return Entry(
        place=f"surprise-{row.handle}",
        quote=f"“{words}”" if words else f"{said}{by}",
        about=f"{row.name}: {row.question_statement}" + (f" · {said}{by}" if words else ""),
        drawing=None,
        result=_came(row),
        fare=f"{fare.mark} {fare.value}" if fare is not None else "",
        is_miss=fare is None or fare.is_miss,
        score=f"{title_of(row.measure or '')} {figure(row.score, places=2)}{kinds}; record {row.handle}",
    )


def _fare(row: Ended) -> Fare | None:
    """How what was far off fared, in the word of its scorecard; None of a window before whose end it came.

    There the report does not hold the first day of the window, which would decide between two words.
    """
    if row.verdict == "partly":
        return Fare.IN_PART
    if row.belief != "timeline":
        return Fare.LEANED_WRONG
    if row.event_on is None:
        return Fare.NOTHING_CAME
    return Fare.TOO_EARLY if row.verdict == "no" else None


def _came(row: Ended) -> str:
    if row.belief == "shares" and row.outcome and row.verdict != "partly":
        return row.outcome
    if row.event_on is not None and row.verdict == "no":
        return f"Came too late, on {short_day(row.event_on)}"
    return {"yes": "Happened", "partly": "Came true in part"}.get(row.verdict, "Did not happen")
