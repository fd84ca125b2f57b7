"""What a reader of a period report sees first: who is where, and what surprised most."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts.dots import MOST, Dot, dots
from reports.charts.reliability_sketch import reliability_sketch
from reports.days import day, short_day
from reports.facets.fares import Fare
from reports.facets.period.matured import Ended, Matured
from reports.facets.period.table_of_forecasters import Scoring
from reports.figures import figure, percent
from reports.period_reports import PeriodReport
from reports.render.layout import Block, Entries, Entry, Section
from reports.render.wording import kind
from tracker.measures import MEASURES, title_of

_SAID = {"timeline": "a window", "shares": "a share for each option"}
_READER = {"always saying 50%": "a coin toss"}


def standings(report: PeriodReport) -> Section:
    """Forecasters as sorted dots with intervals, a drawing for each measure and kind, and reliability."""
    blocks: list[Block] = list(_dots(report))
    for record in report.records:
        if record.reliability is not None:
            name = f"said-and-happened-{kind(record.prospective)}"
            blocks.append(reliability_sketch(record.reliability, name=name))
    return Section(title="How good, to date", blocks=tuple(blocks))


def _dots(report: PeriodReport) -> Iterator[Block]:
    files = {card.forecaster: card.file for card in report.scorecards}
    for prospective in (True, False):
        for measure in MEASURES:
            found = [
                one
                for one in report.scorings
                if one.measure == measure and one.prospective == prospective and one.to_date.mean is not None
            ]
            if not found:
                continue
            against = {(one.against, _same(one.reference)) for one in found if one.reference is not None}
            words, reference = next(iter(against)) if len(against) == 1 else ("", None)
            yield dots(
                [_dot(one, files) for one in found],
                name=f"dots-{measure.replace('_', '-')}-{kind(prospective)}",
                title=f"{MEASURES[measure].capitalised}, {kind(prospective)} forecasts: lower is better",
                caption=_caption(len(found)),
                reference=reference,
                against=_READER.get(words or "", words or "").partition(" (")[0],
            )


def _caption(count: int) -> str:
    told = "Dot: mean over events. Line: its 95% interval. Who is better than whom, a comparison says."
    return told if count <= MOST else f"{told} These are the first {MOST} of {count:,}; the table has all."


def _same(reference: float | None) -> float | None:
    return None if reference is None else round(reference, 9)


def _dot(one: Scoring, files: dict[str, str]) -> Dot:
    assert one.to_date.mean is not None, "only means are drawn"
    return Dot(
        name=one.name,
        mean=one.to_date.mean,
        low=one.to_date.low,
        high=one.to_date.high,
        events=one.to_date.events,
        to=files.get(one.forecaster, ""),
    )


def surprises(matured: Matured) -> Section:
    """What was furthest off, with what was said of it."""
    rows = {row.handle: row for row in matured.rows}
    found = tuple(_surprise(rows[handle]) for handle in matured.startling if handle in rows)
    caption = "What surprised most"
    blocks = (Entries(caption=caption, entries=found),) if found else ()
    return Section(title=caption, blocks=blocks)


def _surprise(row: Ended) -> Entry:
    said = percent(row.said) if row.said is not None else _SAID.get(row.belief or "", "")
    by = f" by {day(row.deadline)}" if row.deadline else ""
    fare = _fare(row)
    kinds = "" if row.prospective is None else f", {kind(row.prospective)}"
    return Entry(
        place=f"surprise-{row.handle}",
        quote=f"“{row.words}”" if row.words else f"{said}{by}",
        about=f"{row.name}: {row.question_statement}" + (f" · {said}{by}" if row.words else ""),
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
