"""When each thing was said to come, and when it came: a lane for each forecast that has a place in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.days import shifted
from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, ORANGE, PAPER, QUIET
from reports.charts.drawing import SMALL
from reports.charts.marks import answers, forecast
from reports.charts.picture import Picture
from reports.charts.swimlane_words import finding, labels, result
from reports.days import day, from_to, short_day
from reports.facets.lanes import Lane
from reports.facets.rows import Row
from reports.figures import counted
from reports.kinds import SCORECARD
from tracker.frame_arrays import day_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from reports.scorecards import Scorecard

LONGEST = 60
ON_A_PAGE = 10
_ROW, _LINE = 0.62, 0.18  # inches
_OFF = 6  # points from a lane to its words
_SAMPLES = (
    (
        rows.Sample(mark="bar", colour=BLUE, says="window"),
        rows.Sample(mark="|", colour=BLUE, says="deadline"),
        rows.Sample(mark="D", colour=INK, says="happened"),
        rows.Sample(mark=">", colour=BLUE, says="open"),
    ),
)


def shown(report: Scorecard) -> tuple[Lane, ...]:
    """The lanes that are drawn: all, or the last `LONGEST` where there are more."""
    return report.lanes[-LONGEST:]


def left_out(report: Scorecard) -> str:
    """Which lanes have no place for want of room; empty where all are drawn."""
    more = len(report.lanes) - len(shown(report))
    if not more:
        return ""
    return f"These are the last {LONGEST} of {counted(len(report.lanes), 'forecast')} with a place in time."


def pages(report: Scorecard) -> int:
    """Over how many charts the lanes spread, so that each fits on a sheet of paper."""
    return -(-len(shown(report)) // ON_A_PAGE)


def height(report: Scorecard, page: int | None = None) -> float:
    """The height in inches that lets every lane of a page be read, or every lane that is drawn."""
    lanes = _of_page(report, page)
    return 0.85 + 0.75 * rows.ROW + _row(report, lanes) * max(1, len(lanes))


def _row(report: Scorecard, lanes: tuple[Lane, ...]) -> float:
    """The height of a lane in inches: more where some label takes two lines."""
    return _ROW + _LINE * any("\n" in label for label in labels(lanes, report.rows))


def chart(report: Scorecard, ax: Axes, page: int | None = None) -> Axes:
    """Draw the lanes of a scorecard, the first on top: those of a page counted from 0, or all.

    A window is a bar from its earliest to its latest date with a tick at the median and a small tick at
    its horizon; a chance is a thin line to its deadline with its probability. A diamond is the event, an
    arrow an open end, the dashed line the evaluation date. Only the last `LONGEST` lanes are drawn, as
    `left_out` says; the axis of time is the same on every page.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    lanes = _of_page(report, page)
    first, last = _span(shown(report), report.heading.on)
    ax.set_xlim(day_number(first), day_number(last))
    rows.laid(ax, len(lanes), _SAMPLES)
    ax.set_ylim(len(lanes) - 0.4, -1.55)
    every = {row.handle: row for row in report.rows}
    named = labels(lanes, report.rows)
    for place, (lane, label) in enumerate(zip(lanes, named, strict=True)):
        _draw(lane, every.get(lane.handle), label, place, ax, last=last)
    _evaluation(report.heading.on, ax, first=first, last=last)
    locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]  # matplotlib has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]  # likewise
    return ax


def _of_page(report: Scorecard, page: int | None) -> tuple[Lane, ...]:
    lanes = shown(report)
    return lanes if page is None else lanes[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]


def _span(lanes: tuple[Lane, ...], on: date) -> tuple[date, date]:
    first = min((lane.made_on for lane in lanes), default=on)
    last = max((lane.horizon or lane.end for lane in lanes), default=on)
    days = max((last - first).days, 1)
    if last < on <= shifted(last, days // 2):
        last = on
    margin = timedelta(days=max(1, days // 25))
    return shifted(first, -margin.days), min(last, date.max - 2 * margin) + margin


def _draw(lane: Lane, row: Row | None, label: str, place: int, ax: Axes, *, last: date) -> None:
    start, end = day_number(lane.start), day_number(lane.end)
    colour = BLUE if lane.is_primary and lane.order == 0 else QUIET
    told = result(lane, row)
    rows.captioned(ax, place, over=label, under=told, away=_OFF, on_paper=True)
    if lane.is_window:
        drawn = _window(lane, place, ax, start=start, end=end, colour=colour)
    else:
        (drawn,) = ax.plot(
            [start, end], [place, place], color=colour, linewidth=2.0, solid_capstyle="butt", gid="chance"
        )
        if not lane.is_open:
            ax.plot(
                [end],
                [place],
                marker="|",
                markersize=9,
                markeredgewidth=1.6,
                color=colour,
                linestyle="none",
                gid="deadline",
            )
    when = from_to(lane.start, lane.end) if lane.is_window else f"by {day(lane.end)}"
    answers(drawn, f"{lane.label}, {when}: {told}", to=forecast(lane.handle))
    if lane.is_open:
        open_end = day_number(lane.horizon) if lane.horizon else end
        ax.plot([open_end], [place], marker=">", markersize=6, color=colour, linestyle="none", gid="open")
    if lane.event is not None and lane.event <= last:
        ax.plot(
            [day_number(lane.event)],
            [place],
            marker="D",
            markersize=6.5,
            linestyle="none",
            gid="event",
            markerfacecolor=INK,
            markeredgecolor=PAPER,
            markeredgewidth=1.0,
            zorder=4,
        )


def _window(lane: Lane, place: int, ax: Axes, *, start: float, end: float, colour: str) -> Artist:
    if lane.horizon is not None:
        horizon = day_number(lane.horizon)
        ax.plot([end, horizon], [place, place], color=colour, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.plot([horizon], [place], marker="|", markersize=6, color=colour, linestyle="none")
    (bar,) = ax.barh(
        place,
        max(end - start, 0.5),
        left=start,
        height=0.26,
        color=colour if colour == BLUE else FAINT,
        edgecolor=colour,
        linewidth=0.8,
        gid="window",
    )
    if lane.median is not None:
        median = day_number(lane.median)
        ax.plot(
            [median, median],
            [place - 0.13, place + 0.13],
            linewidth=1.6,
            color=PAPER if colour == BLUE else INK,
            solid_capstyle="butt",
            gid="median",
        )
    drawn: Artist = bar
    return drawn


def _evaluation(on: date, ax: Axes, *, first: date, last: date) -> None:
    label = f"evaluated {short_day(on)}"
    if first <= on <= last:
        ax.axvline(day_number(on), color=ORANGE, linewidth=1.0, linestyle=(0, (4, 2)), zorder=0, gid="on")
        place = day_number(on)
        early = (on - first) < (last - first) / 2
        ax.text(
            place,
            -0.62,
            f" {label} ",
            color=ORANGE,
            ha="left" if early else "right",
            va="bottom",
            fontsize=SMALL,
        )
    else:
        after = on > last
        ax.text(
            1.0 if after else 0.0,
            -0.62,
            f"{label} →" if after else f"← {label}",
            color=ORANGE,
            va="bottom",
            ha="right" if after else "left",
            transform=ax.get_yaxis_transform(),
            fontsize=SMALL,
        )


def pictures(card: Scorecard) -> list[Picture]:
    """The lanes of a scorecard over as many charts as it takes for each to fit on a sheet of paper."""
    return [
        CHART.picture((card, place), *([str(place + 1)] if place else [])) for place in range(pages(card))
    ]


def _measure(found: Found) -> str:
    card, place = found
    count = pages(card)
    ending = f": chart {place + 1} of {count}" if count > 1 else ", and when it happened"
    return f"Windows and deadlines{ending}"


def _with_left_out(words: str) -> Callable[[Found], str]:
    return lambda found: f"{words} {left_out(found[0])}".rstrip()


Found = tuple["Scorecard", int]
"""A scorecard, and which of its charts, counted from 0."""

CHART: Chart[Found] = Chart(
    name="swimlane",
    shows="windows and deadlines, and when it happened",
    draw=lambda found, ax: chart(found[0], ax, found[1]),
    title=lambda found: finding(found[0].lanes),
    measure=_measure,
    words=_with_left_out("A lane for each forecast; the table of every forecast holds the same dates."),
    height=lambda found: height(*found),
    key=_with_left_out(
        "A window's tick is its median, its dots lead to the horizon where it is scored. Grey: an "
        "alternative reading or an update."
    ),
    held_by=(SCORECARD,),
    by_kind=False,
)
