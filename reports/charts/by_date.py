"""How well timelines answered "by this day?", along the way to the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.band import band
from reports.charts.below import below, room
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, QUIET
from reports.charts.drawing import SMALL
from reports.charts.looks import LOOKS
from reports.charts.marks import answers
from reports.charts.text import shortened_apart, upright
from reports.figures import counted, percent
from reports.kinds import SCORECARD
from tracker.measures import TIMELINE_BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.by_date import ByDate, Point

_HEIGHT = 3.2
KEY = "Band: the 95% interval of the mean over events, day by day."
SINGLY = "Each line jumps on the day it happened. Too few events for a mean."
_COIN = 0.25
_FOOT = 48  # points from the axes to the first name
_LABEL = 100


def key(found: ByDate) -> str:
    """How to read the chart of these scores: a mean with its band, or event by event."""
    return KEY if found.points else SINGLY


def height(found: ByDate) -> float:
    """The height in inches, with a line below for each line of the name of an event."""
    return _HEIGHT + (0 if found.points else room(_names(found)))


def _names(found: ByDate) -> list[str]:
    return shortened_apart([single.name for single in found.singles], _LABEL)


def finding(found: ByDate) -> str:
    """How far along the way dates were closer than a guess, or where a single event was farthest off."""
    if found.points:
        better = sum(point.mean < point.reference for point in found.points)
        ahead = sum(max(point.mean, point.reference) > 0 for point in found.points)
        told = percent(round(better / max(1, ahead), 2))
        if better == ahead:
            return "Better all the way than 50% by the horizon"
        return (
            f"Better than 50% by the horizon on {told} of the way"
            if better
            else "Worse all the way than 50% by the horizon"
        )
    worse = sum(max(single.scores) > _COIN for single in found.singles)
    if len(found.singles) == 1:
        return "Worse than a coin toss at some time" if worse else "Never worse than a coin toss"
    return f"{worse:,} of {len(found.singles):,} events were worse than a coin toss at some time"


def chart(found: ByDate, ax: Axes) -> Axes:
    """Draw the mean score at each share of the horizon in its band, against the reference.

    Below five events there is no mean: each event is a line of its own.
    """
    top = _mean(found.points, ax) if found.points else _singly(found, ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, top)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["made", "25%", "50%", "75%", "horizon"])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    counts = f"{counted(found.forecasts, 'timeline')} on {counted(found.events, 'event')}"
    ax.set_xlabel(f"share of the horizon\n{counts}")
    upright(ax, "Brier score")
    return ax


def _mean(points: tuple[Point, ...], ax: Axes) -> float:
    shares = [point.share for point in points]
    means = [point.mean for point in points]
    references = [point.reference for point in points]
    highs = [point.high for point in points]
    band(ax, shares, [point.low for point in points], highs)
    ax.plot(shares, references, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), gid="reference")
    ax.plot(shares, means, color=BLUE, linewidth=1.8, gid="curve")
    stretch = range(len(points) // 4, len(points) * 3 // 5)
    apart = max(stretch, key=lambda place: abs(means[place] - references[place]))
    above = means[apart] > references[apart]
    _label("said", shares, means, apart, ax, colour=BLUE, above=above)
    _label("50% by the horizon", shares, references, apart, ax, colour=QUIET, above=not above)
    return min(1.02, max(0.3, *highs, *references) * 1.15)


def _label(
    text: str, shares: list[float], heights: list[float], place: int, ax: Axes, *, colour: str, above: bool
) -> None:
    """Name a line beside one of its points, on the side from which it slopes away."""
    falls = heights[place + 1] < heights[place - 1]
    ax.annotate(
        text,
        (shares[place], heights[place]),
        xytext=(0, 3 if above else -3),
        textcoords="offset points",
        ha="left" if falls == above else "right",
        va="bottom" if above else "top",
        color=colour,
        fontsize=SMALL,
    )


def _singly(found: ByDate, ax: Axes) -> float:
    top = max(0.3, *(score for single in found.singles for score in single.scores)) * 1.15
    ax.axhline(_COIN, color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)), gid="reference")
    ax.text(0.02, _COIN, "a coin toss", color=QUIET, fontsize=SMALL, va="bottom")
    how = [LOOKS[place % len(LOOKS)] for place in range(len(found.singles))]
    for single, look in zip(found.singles, how, strict=True):
        ax.plot(
            found.shares, single.scores, color=look.colour, linestyle=look.dash, linewidth=1.6, gid="single"
        )
        (dot,) = ax.plot(
            [1],
            [single.scores[-1]],
            marker=look.shape,
            markersize=5,
            color=look.colour,
            linestyle="none",
            gid="observed",
            clip_on=False,
        )
        answers(dot, f"{single.name}: {single.scores[-1]:.2f} at the horizon")
    below(ax, _names(found), how, foot=_FOOT)
    return top


CHART: Chart[ByDate] = Chart(
    name="by-date",
    shows="how well timelines answered “by this day?”, up to the horizon",
    draw=chart,
    title=finding,
    measure="How well “by this day?” was answered, as a Brier score; lower is better",
    words="The table of windows holds the score over each whole horizon.",
    height=height,
    key=key,
    held_by=(SCORECARD,),
    measures=(TIMELINE_BRIER.name,),
    of="timelines",
)
