"""One chart by its name: as the report on the forecasts chosen shows it, or made of these forecasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from forecasts.errors import NoSuchChart, NothingToDraw
from reports.charts.chart import Chart, Forecasts
from reports.charts.gallery import CHARTS, listing
from reports.charts.picture import Picture
from reports.figures import counted
from tracker.judged import Judged, Records
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View

_ONLY = "Only retrospective forecasts are chosen, so these are drawn."


@dataclass(frozen=True, kw_only=True, slots=True)
class Exhibit:
    """A picture to hang by itself.

    `kind` says which forecasts are in it, "prospective" or "retrospective", "" where both are, and `note`
    if they are not those asked for. `others` are the names of the report's other pictures of this chart;
    `source` is the line that tells what it was made from.
    """

    picture: Picture
    kind: str
    note: str
    others: tuple[str, ...]
    source: str


def exhibit(
    name: str,
    ledger: View | Records,
    *,
    selection: Selection,
    on: date,
    retrospective: bool = False,
    question: str | None = None,
) -> Exhibit:
    """The chart of that name, of the forecasts chosen, on an evaluation date.

    Parameters
    ----------
    name
        A name of `gallery.CHARTS`, or a picture's own, such as "running-timeline-brier-prospective".
    ledger
        A ledger as of an entry, or its records.
    selection
        Which forecasts.
    on
        The evaluation date: outcomes known later and forecasts made later are left out.
    retrospective
        The retrospective forecasts rather than the prospective ones; where only they are chosen, they are
        drawn in any case.
    question
        The question of a history: its slug, or the beginning of it.

    Raises
    ------
    NoSuchChart
        If no chart has this name.
    NothingToDraw
        If the forecasts chosen are too few for the chart, or of another kind.
    Unknown, NotUnique
        If the ledger does not hold what was named.
    """
    known, exactly = _named(name)
    records = Records.of(ledger)
    view = records.view
    chart, selection = CHARTS[known], selection.with_slugs(view)
    judged = Judged.of(records, selection, on)
    frame = judged.rows
    slug = None
    if chart.asks_question:
        slug = _question(view, known, question)
        frame = frame[frame["question"] == slug]
    asked = retrospective or (exactly is not None and "retrospective" in exactly.split("-"))
    kind = "retrospective" if asked or not _any_prospective(frame) else "prospective"
    if chart.held_by:
        pictures = _held(chart, records, selection, on, kind=kind)
    else:
        pictures = _made(chart, Forecasts(frame=frame, names=judged.names, on=on, question=slug), kind=kind)
    wanted = [picture for picture in pictures if exactly in (None, picture.name)]
    if pictures and not wanted:
        has = ", ".join(picture.name for picture in pictures)
        raise NothingToDraw(known, f"the report has no {exactly}, only {has}", "name one of these")
    if not wanted:
        raise NothingToDraw(known, _why(known, frame, kind=kind), _remedy(known, frame, kind=kind))
    return Exhibit(
        picture=wanted[0],
        kind=kind if chart.by_kind else "",
        note=_ONLY if chart.by_kind and kind == "retrospective" and not asked else "",
        others=tuple(picture.name for picture in pictures if picture is not wanted[0]),
        source=_source(view, selection, on, kind=kind if chart.by_kind else ""),
    )


def _named(name: str) -> tuple[str, str | None]:
    """The chart that is meant, and the one picture where its own name is given."""
    if name in CHARTS:
        return name, None
    for known, chart in CHARTS.items():
        if any(name.startswith(f"{stem}-") for stem in chart.stems):
            return known, name
    raise NoSuchChart(name, tuple(get_close_matches(name, CHARTS)), listing())


def _question(view: View, chart: str, question: str | None) -> str:
    from forecasts.model import Question

    if question is None:
        raise NothingToDraw(chart, "it is that of one question", "name it with --question")
    noun = view.find("question", question).noun
    assert isinstance(noun, Question), "questions are found among questions"
    return noun.slug


def _held(chart: Chart[Any], records: Records, selection: Selection, on: date, *, kind: str) -> list[Picture]:
    """The pictures of a chart on the page of the first report that has any."""
    from reports import render
    from reports.registry import make
    from reports.report import Recipe

    for report in chart.held_by:
        pictures = dict(render.charts(make(Recipe(report=report.name, selection=selection, on=on), records)))
        if names := chart.chosen(tuple(pictures), kind=kind):
            return [pictures[name] for name in names]
    return []


def _made(chart: Chart[Any], chosen: Forecasts, *, kind: str) -> list[Picture]:
    """The chart that no report holds, made of the forecasts themselves."""
    from reports.facets.record.standings import of_kind

    assert chart.made_of is not None, "a chart is held by a report or made of forecasts"
    if chart.by_kind:
        chosen = replace(chosen, frame=of_kind(chosen.frame, prospective=kind == "prospective"))
    found = chart.made_of(chosen)
    return [chart.picture(found, *([kind] if chart.by_kind else []))] if found else []


def _any_prospective(frame: DataFrame) -> bool:
    from reports.facets.record.standings import of_kind

    return len(of_kind(frame, prospective=True)) > 0


def _why(name: str, frame: DataFrame, *, kind: str) -> str:
    """Why the chart is not there: how many events it needs, and how many there are."""
    chart = CHARTS[name]
    if chart.made_of is not None or not chart.by_kind:
        return chart.lacking.format(kind=kind)
    events = _events(chart, frame, kind)
    if events >= chart.needs:
        return f"the report shows none of the {counted(events, 'event')} of these {kind} forecasts in it"
    of = f" of {chart.of}" if chart.of else ""
    return f"it needs {counted(chart.needs, 'resolved event')}{of}, and the {kind} forecasts have {events:,}"


def _remedy(name: str, frame: DataFrame, *, kind: str) -> str:
    if kind == "prospective" and _events(CHARTS[name], frame, "retrospective") >= CHARTS[name].needs:
        return "choose more forecasts, or --retrospective ones"
    return "choose more forecasts, or a later day with --on"


def _events(chart: Chart[Any], frame: DataFrame, kind: str) -> int:
    """On how many resolved events there are forecasts for the chart."""
    from reports.facets.record.standings import of_kind

    rows = of_kind(frame, prospective=kind == "prospective")
    rows = rows[rows["counts"]]
    if chart.measures:
        rows = rows[rows["measure"].isin(chart.measures)]
    return int(rows["cluster"].nunique())


def _source(view: View, selection: Selection, on: date, *, kind: str) -> str:
    from reports.headings import heading_of
    from reports.kinds import SCORECARD
    from reports.report import Recipe

    heading = heading_of(view, recipe=Recipe(report=SCORECARD.name, selection=selection, on=on))
    described = selection.described()
    chosen = f" ({described})" if described and heading.subject == "A selection of the ledger" else ""
    forecasts = f", {kind} forecasts" if kind else ""
    return (
        f"{heading.subject}{chosen}{forecasts}, evaluated on {on}. Ledger as of entry {heading.entry:,}, "
        f"head {heading.head[:12]}."
    )
