"""What was promised of dates and quantiles, and what was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, QUIET, SKY
from reports.figures import percent
from reports.kinds import CALIBRATION
from tracker.measures import PINBALL, TIMELINE_BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.calibration.coverage import Held

KEY = "Dot: the share that held. Bar: its 95% interval. Tick: the share promised."


def height(found: Sequence[Held]) -> float:
    """The height in inches that gives each promise room."""
    return 0.6 + 0.46 * max(1, len(found))


def chart(found: Sequence[Held], ax: Axes) -> Axes:
    """Draw a line for each promise: what was promised, what was held, and how sure that is.

    Below five events a promise is named with its count, without a dot.
    """
    for place, one in enumerate(found):
        ax.plot([one.promised] * 2, [place - 0.17, place + 0.17], color=BLUE, linewidth=2, gid="expected")
        told = f"{one.held:,} of {one.count:,}"
        if one.share is not None and one.low is not None and one.high is not None:
            ax.barh(place, one.high - one.low, left=one.low, height=0.24, color=SKY)
            ax.plot(
                [one.share], [place], marker="o", markersize=6, color=INK, linestyle="none", gid="observed"
            )
            told += f", {percent(round(one.share, 3))}"
        else:
            told += ", too few"
        ax.text(0, place - 0.36, f"{one.what}: promised {percent(one.promised)}", va="center", ha="left")
        ax.text(1, place - 0.36, told, va="center", ha="right", color=QUIET)
    ax.set_yticks([])
    ax.set_ylim(len(found) - 0.65, -0.65)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("share that held")
    return ax


def _promise(one: Held) -> str:
    told = f"{one.what[:1].upper()}{one.what[1:]}: {one.held:,} of {one.count:,} held"
    if one.share is None or one.low is None or one.high is None:
        return f"{told}, too few to compare with the {percent(one.promised)} promised."
    return (
        f"{told} ({percent(round(one.share, 3))}, 95% interval {percent(round(one.low, 3))} to "
        f"{percent(round(one.high, 3))}); {percent(one.promised)} promised."
    )


CHART: Chart[Sequence[Held]] = Chart(
    name="coverage",
    shows="how often dates, windows and quantiles held what they promised",
    draw=chart,
    title="How often dates and windows held",
    words=lambda promises: " ".join(_promise(one) for one in promises),
    height=height,
    key=KEY,
    held_by=(CALIBRATION,),
    called=("dates", "quantiles"),
    needs=5,
    measures=(TIMELINE_BRIER.name, PINBALL.name),
    of="timelines or quantiles",
)
