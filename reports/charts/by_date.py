"""How well timelines answered "by this day?", along the way to the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.text import leader, shortened, spread
from reports.figures import counted
from reports.kinds import SCORECARD
from tracker.measures import TIMELINE_BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.by_date import ByDate, Point

HEIGHT = 2.9
KEY = (
    "Line: the mean Brier score of “by this day?”, over events. Band: its 95% interval, day by day. Dashed: "
    "who always says 50% by the horizon at a constant rate. Lower is better, and 0.25 is a coin's."
)
SINGLY = (
    "A line an event: the Brier score of “by this day?”, which jumps on the day it happened. Too few events "
    "for a mean. Lower is better, and 0.25 is a coin's."
)
_LABEL = 24


def key(found: ByDate) -> str:
    """How to read the chart of these scores: a mean with its band, or event by event."""
    return KEY if found.points else SINGLY


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
    ax.set_xlabel("share of the horizon")
    ax.set_ylabel("Brier score")
    ax.text(
        0.02,
        0.97,
        f"{counted(found.forecasts, 'timeline')} on {counted(found.events, 'event')}",
        transform=ax.transAxes,
        va="top",
        ha="left",
        color=QUIET,
        fontsize=SMALL,
    )
    return ax


def _mean(points: tuple[Point, ...], ax: Axes) -> float:
    shares = [point.share for point in points]
    means = [point.mean for point in points]
    references = [point.reference for point in points]
    highs = [point.high for point in points]
    ax.fill_between(
        shares, [point.low for point in points], highs, color=SKY, linewidth=0, alpha=0.6, gid="band"
    )
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
    ends = spread([single.scores[-1] for single in found.singles], gap=0.08 * top, low=0, high=top)
    for single, end in zip(found.singles, ends, strict=True):
        ax.plot(found.shares, single.scores, color=BLUE, linewidth=1.4, gid="single")
        ax.annotate(
            shortened(single.name, _LABEL),
            (1, single.scores[-1]),
            xytext=(1.04, end),
            textcoords=ax.get_yaxis_transform(),
            va="center",
            ha="left",
            color=INK,
            fontsize=SMALL,
            annotation_clip=False,
            arrowprops=leader(QUIET),
        )
    return top


CHART: Chart[ByDate] = Chart(
    name="by-date",
    shows="how well timelines answered “by this day?”, up to the horizon",
    draw=chart,
    title="How well “by this day?” was answered",
    words="The table of windows holds the score over each whole horizon.",
    height=HEIGHT,
    key=key,
    held_by=(SCORECARD,),
    measures=(TIMELINE_BRIER.name,),
    of="timelines",
)
