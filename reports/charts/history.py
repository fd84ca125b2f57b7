"""What each forecaster thought of one question, update by update, until it was over."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan
from typing import TYPE_CHECKING

from forecasts.days import shifted
from reports.charts.below import below, room
from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, FAINT, INK, PAPER, QUIET
from reports.charts.drawing import SMALL
from reports.charts.history_days import draw_days
from reports.charts.history_words import (
    about,
    finding,
    key,
    measure,
    names_below,
    never_came,
    words,
)
from reports.charts.looks import Look, looks
from reports.charts.marks import answers, forecast
from reports.charts.text import leader, spread
from reports.days import day, from_to
from reports.facets.updates import Line, Step, Updates, updates_of
from reports.figures import counted, percent
from tracker.frame_arrays import day_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DIRECT = 16
_GAP = 0.085
_HEIGHT = 3.2  # inches
_FOOT = 30  # points from the axes to the first name
_SEEN, _STRONG = 0.5, 0.88
_QUIETLY = Look(colour=QUIET, dash="solid", shape="o")


def height(found: Updates) -> float:
    """The height in inches that gives each line its label, and each name below the chart its place."""
    if found.median:
        return _HEIGHT
    if _is_direct(found):
        return max(_HEIGHT, 1.4 + 0.22 * len(found.lines))
    return _tall(found) + room(names_below(found.lines))


def _tall(found: Updates) -> float:
    return max(_HEIGHT, 1.4 + 0.22 * len(found.lines))


def _is_direct(found: Updates) -> bool:
    """Whether every line's name has room at its end."""
    return all(len(line.name) <= _DIRECT and not about(line) for line in found.lines)


def chart(found: Updates, ax: Axes) -> Axes:
    """Draw the chances of a question over time: steps, with a dot at each update.

    More than eight forecasters are thin lines behind their median; otherwise each is named at its end.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first, last = _span(found)
    ax.set_xlim(day_number(first), day_number(last))
    ax.set_ylim(-0.03, 1.03)
    draw_days(found, ax, first=first, last=last)
    if found.median:
        _crowd(found, ax)
    else:
        _named(found, ax)
    _outcome(found, ax, last=last)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    ax.set_yticks(ticks, [percent(tick) for tick in ticks])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]  # matplotlib has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]  # likewise
    return ax


def _span(found: Updates) -> tuple[date, date]:
    first = min(line.steps[0].day for line in found.lines)
    ends = [line.end for line in found.lines]
    last = max([*ends, found.deadline] if found.deadline else ends)
    days = max((last - first).days, 1)
    if found.event is not None and last < found.event <= shifted(last, days // 4):
        last = found.event
    margin = timedelta(days=max(1, days // 40))
    return shifted(first, -margin.days), min(last, date.max - 2 * margin) + margin


def _steps(steps: tuple[Step, ...]) -> tuple[list[float], list[float]]:
    """The corners of a line that keeps each chance while it is in force; a gap where none is."""
    days: list[float] = []
    chances: list[float] = []
    for step in steps:
        if days and day_number(step.day) > days[-1]:
            days.append(nan)
            chances.append(nan)
        days += [day_number(step.day), day_number(step.until)]
        chances += [step.p, step.p]
    return days, chances


def _named(found: Updates, ax: Axes) -> None:
    lines = found.lines
    places = spread([line.steps[-1].p for line in lines], gap=_GAP, low=0.0, high=1.0)
    how = looks({line.forecaster for line in lines}, found.among)
    direct = _is_direct(found)
    drawn = []
    for line, place in zip(lines, places, strict=True):
        look = how[line.forecaster] if line.is_primary else _QUIETLY
        width = 1.8 if line.is_primary else 1.0
        _line(line, ax, look=look, width=width)
        said = percent(round(line.steps[-1].p, 3))
        ax.annotate(
            f"{said} {line.name}" if direct else said,
            (day_number(line.end), line.steps[-1].p),
            xytext=(1.04, place),
            textcoords=ax.get_yaxis_transform(),
            va="center",
            ha="left",
            color=look.colour,
            fontsize=SMALL,
            annotation_clip=False,
            arrowprops=leader(look.colour),
        )
        drawn.append(look)
    if not direct:
        below(ax, names_below(lines), drawn, foot=_FOOT)


def _crowd(found: Updates, ax: Axes) -> None:
    for line in found.lines:
        _line(line, ax, look=_QUIETLY, width=0.7, alpha=_SEEN)
    end = found.median[-1].until
    ax.plot(*_steps(found.median), color=BLUE, linewidth=2.2, solid_capstyle="butt", gid="median-line")
    count = sum(line.is_primary for line in found.lines)
    ax.annotate(
        f"{percent(found.median[-1].p)} median\nof {counted(count, 'line')}",
        (day_number(end), found.median[-1].p),
        xytext=(1.04, found.median[-1].p),
        textcoords=ax.get_yaxis_transform(),
        va="center",
        ha="left",
        color=BLUE,
        fontsize=SMALL,
        annotation_clip=False,
    )


def _line(line: Line, ax: Axes, *, look: Look, width: float, alpha: float | None = None) -> None:
    ax.plot(
        *_steps(line.steps),
        color=look.colour,
        linestyle=look.dash,
        linewidth=width,
        alpha=alpha,
        gid="steps",
    )
    for step in line.steps if alpha is None else ():
        says = f"{line.name}, {day(step.day)}: {percent(round(step.p, 3))}"
        if step.window is not None:
            says += f", window {from_to(*step.window)}"
            first, last = step.window
            (bar,) = ax.plot(
                [day_number(max(first, step.day)), day_number(last)],
                [step.p, step.p],
                color=look.colour,
                linewidth=7,
                solid_capstyle="butt",
                alpha=_STRONG,
                gid="window",
            )
            answers(bar, says, to=forecast(step.handle))
        (dot,) = ax.plot(
            [day_number(step.day)],
            [step.p],
            color=look.colour,
            marker=look.shape,
            markersize=3.4 + width,
            linestyle="none",
            gid="update",
        )
        answers(dot, says, to=forecast(step.handle))
    if line.ended == "withdrawn":
        ax.plot(
            [day_number(line.end)],
            [line.steps[-1].p],
            color=look.colour,
            marker="x",
            markersize=7,
            linestyle="none",
            gid="withdrawn",
        )


def _outcome(found: Updates, ax: Axes, *, last: date) -> None:
    """A full diamond at 100% where it happened, a hollow one at 0% where the deadline is over without."""
    if found.event is not None and found.event <= last:
        place, share, face = day_number(found.event), 1.0, INK
    elif found.deadline is not None and never_came(found):
        place, share, face = day_number(found.deadline), 0.0, PAPER
    else:
        return
    ax.plot(
        [place],
        [share],
        marker="D",
        markersize=6.5,
        linestyle="none",
        gid="event",
        markerfacecolor=face,
        markeredgecolor=INK,
        markeredgewidth=1.0,
        zorder=5,
        clip_on=False,
    )


def _updates(chosen: Forecasts) -> Updates | None:
    assert chosen.question is not None, "a history is that of one question"
    return updates_of(chosen.frame, chosen.question, on=chosen.on, names=chosen.names)


CHART: Chart[Updates] = Chart(
    name="history",
    shows="what each forecaster thought of one question (--question)",
    draw=chart,
    title=finding,
    measure=measure,
    words=words,
    height=height,
    key=key,
    made_of=_updates,
    asks_question=True,
    lacking="none of the {kind} forecasts chosen gives the question a chance",
)
