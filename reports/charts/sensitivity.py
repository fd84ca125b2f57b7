"""How far the headline moves under each other choice of reading, rule and doubtful outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.text import shortened
from reports.figures import counted, figure
from reports.kinds import SCORECARD
from tracker.measures import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.sensitivity import Sensitivity

KEY = (
    "Dot: the mean under another choice, each event counting once. Tick: the headline. Band: its 95% "
    "interval. Left is better."
)
_LABEL = 52


def height(found: Sensitivity) -> float:
    """The height in inches that gives each choice room."""
    return 0.6 + 0.42 * len(found.variants)


def chart(found: Sensitivity, ax: Axes) -> Axes:
    """Draw a line for each choice: its mean as a dot, beside the headline's tick and interval.

    A choice that leaves too few events for a mean is named without a dot.
    """
    for place, variant in enumerate(found.variants):
        told = counted(variant.events, "event")
        told = f"too few: {told}" if variant.mean is None else f"{figure(variant.mean)}, {told}"
        _write(ax, 0, place, shortened(variant.words, _LABEL), ha="left", color=INK)
        _write(ax, 1, place, told, ha="right", color=QUIET)
        if found.low is not None and found.high is not None:
            ax.barh(place, found.high - found.low, left=found.low, height=0.24, color=SKY)
        ax.plot([found.mean] * 2, [place - 0.17, place + 0.17], color=BLUE, linewidth=2, gid="expected")
        if variant.mean is not None:
            ax.plot([found.mean, variant.mean], [place, place], color=INK, linewidth=1.2)
            ax.plot(
                [variant.mean],
                [place],
                marker="o",
                markersize=5.5,
                color=INK,
                linestyle="none",
                gid="observed",
            )
    ends = [found.lowest, found.highest, *(end for end in (found.low, found.high) if end is not None)]
    room = 0.06 * (max(ends) - min(ends) or 0.1)
    ax.set_xlim(max(min(ends) - room, -0.004), max(ends) + room)
    ax.set_ylim(len(found.variants) - 0.65, -0.65)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.locator_params(axis="x", nbins=5)
    ax.set_xlabel(
        f"mean score, lower is better; headline {figure(found.mean)}, {counted(found.events, 'event')}"
    )
    return ax


def _write(ax: Axes, x: float, place: int, words: str, *, ha: str, color: str) -> None:
    ax.text(
        x,
        place - 0.36,
        words,
        transform=ax.get_yaxis_transform(),
        va="center",
        ha=ha,
        color=color,
        fontsize=SMALL,
    )


def words(found: Sensitivity) -> str:
    """Between which means the choices lie, and whether they change the order against the reference."""
    measure = MEASURES[found.measure].capitalised
    told = (
        f"{measure}: {figure(found.mean)}, and from {figure(found.lowest)} to "
        f"{figure(found.highest)} under the other choices."
    )
    if found.order_holds is None:
        return told
    depends = "does not depend" if found.order_holds else "depends"
    return f"{told} The order against {found.against} {depends} on them."


def _title(found: Sensitivity) -> str:
    return f"{MEASURES[found.measure].capitalised} under other choices"


CHART: Chart[Sensitivity] = Chart(
    name="sensitivity",
    shows="the mean score under other readings and rulings",
    draw=chart,
    title=_title,
    words=words,
    height=height,
    key=KEY,
    held_by=(SCORECARD,),
    needs=5,
)
