"""How many statements came how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, QUIET
from reports.charts.marks import answers
from reports.figures import counted
from reports.kinds import SCORECARD

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.funnel import Funnel

HEIGHT = 1.75
STAGES = ("seen", "scoreable", "matured", "resolved", "scored")


def chart(found: Funnel, ax: Axes) -> Axes:
    """Draw one bar a stage, with its count; the outlined rest is what was lost since the start."""
    counts = [getattr(found, stage) for stage in STAGES]
    places = range(len(STAGES))
    whole = [found.seen] * len(STAGES)
    ax.barh(places, whole, facecolor="none", edgecolor=QUIET, linewidth=0.7, height=0.55, gid="lost")
    bars = ax.barh(places, counts, color=BLUE, height=0.55, gid="observed")
    for bar, stage, count in zip(bars, STAGES, counts, strict=True):
        answers(bar, f"{counted(count, 'statement')} {stage}, of {found.seen:,}")
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


def finding(found: Funnel) -> str:
    """How many were scored of those seen."""
    told = f"{found.scored:,} of {counted(found.seen, 'statement')}"
    return f"{told} {'was' if found.scored == 1 else 'were'} scored"


CHART: Chart[Funnel] = Chart(
    name="funnel",
    shows="how many statements came how far",
    draw=chart,
    title=finding,
    measure="How far the statements came",
    words="The table below holds the same counts.",
    height=HEIGHT,
    held_by=(SCORECARD,),
    by_kind=False,
)
