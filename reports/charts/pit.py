"""How much had happened by each share of the timelines, against how much should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.band import band
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, QUIET
from reports.charts.drawing import SMALL
from reports.charts.text import upright
from reports.figures import counted, percent
from reports.kinds import CALIBRATION
from tracker.measures import TIMELINE_BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.calibration.timing import Timing

HEIGHT = 4.3
KEY = (
    "Band: 90 of 100 such sets if calibrated. Events that have not come are followed as far as the calendar "
    "allows. It tests the speaker and the reading of the words together."
)
_TICKS = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


def chart(found: Timing, ax: Axes) -> Axes:
    """Draw the curve with its band against the diagonal, and how many events had not come.

    It ends where no timeline could be watched any more.
    """
    seen = [
        (said, happened, low, high)
        for said, happened, low, high in zip(found.said, found.happened, found.low, found.high, strict=True)
        if happened is not None and low is not None and high is not None
    ]
    said, happened, low, high = zip(*seen, strict=True)
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    band(ax, said, low, high)
    ax.plot(said, happened, color=BLUE, linewidth=1.8, drawstyle="steps-post", gid="curve")
    waiting = found.count - found.came
    ax.text(
        0.02,
        0.98,
        f"{counted(found.count, 'timeline')}, one an event\n{found.came:,} came, {waiting:,} did not",
        va="top",
        ha="left",
        transform=ax.transAxes,
        color=QUIET,
        fontsize=SMALL,
        linespacing=1.35,
    )
    ax.text(
        0.99,
        0.04,
        "below: later than said",
        color=QUIET,
        fontsize=SMALL,
        ha="right",
        va="bottom",
        transform=ax.transAxes,
    )
    ax.text(
        0.02,
        0.84,
        "above: sooner than said",
        color=QUIET,
        fontsize=SMALL,
        va="top",
        transform=ax.transAxes,
    )
    ax.set_xticks(*_TICKS)
    ax.set_yticks(*_TICKS)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.02)
    ax.set_aspect("equal")
    ax.grid(visible=True, color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel("share of the timeline that had passed")
    upright(ax, "events that had come")
    return ax


def finding(found: Timing) -> str:
    """Whether events came when the timelines said, sooner or later, as far as luck can tell."""
    if found.p_value is None or found.p_value >= 0.05:
        return "Events came about when said, as far as luck can tell"
    off = [
        (happened - said, abs(happened - said))
        for said, happened in zip(found.said, found.happened, strict=True)
        if happened is not None
    ]
    farthest = max(off, key=lambda one: one[1])[0]
    return f"Events came {'sooner' if farthest > 0 else 'later'} than said"


def words(found: Timing) -> str:
    """How far events came from when the timelines said, and how often luck takes them as far."""
    watched = counted(found.count, "timeline")
    opening = f"{watched}, one an event: {found.came:,} came and {found.count - found.came:,} did not"
    if found.farthest is None or found.p_value is None:
        return f"{opening}."
    return (
        f"{opening}; the curve is {percent(round(found.farthest, 3))} from the diagonal at most, and luck "
        f"takes calibrated timelines as far in {percent(round(found.p_value, 3))} of sets."
    )


CHART: Chart[Timing] = Chart(
    name="pit",
    shows="where events fell in the timelines that foretold them",
    draw=chart,
    title=finding,
    measure="Whether things came when the timelines said",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION,),
    needs=5,
    measures=(TIMELINE_BRIER.name,),
    of="timelines",
)
