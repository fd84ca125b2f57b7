"""How many statements came how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT
from reports.kinds import SCORECARD

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.funnel import Funnel

HEIGHT = 1.5
STAGES = ("seen", "scoreable", "matured", "resolved", "scored")


def chart(found: Funnel, ax: Axes) -> Axes:
    """Draw one bar a stage, with its count; the faint rest is what was lost since the start."""
    counts = [getattr(found, stage) for stage in STAGES]
    places = range(len(STAGES))
    ax.barh(places, [found.seen] * len(STAGES), color=FAINT, height=0.55)
    ax.barh(places, counts, color=BLUE, height=0.55)
    for place, count in zip(places, counts, strict=True):
        ax.annotate(
            f"{count:,}",
            (found.seen or 1, place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set_yticks(places, STAGES)
    ax.set_xlim(0, (found.seen or 1) * 1.02)
    ax.set_ylim(len(STAGES) - 0.5, -0.5)
    ax.set_xticks([])
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


CHART: Chart[Funnel] = Chart(
    name="funnel",
    shows="how many statements came how far",
    draw=chart,
    title="How far the statements came",
    words="The table below holds the same counts.",
    height=HEIGHT,
    held_by=(SCORECARD,),
    by_kind=False,
)
