"""Where values fell among the quantiles that foretold them, against where they should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reports.charts.band import band
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, QUIET
from reports.charts.drawing import SMALL
from reports.charts.marks import answers
from reports.charts.text import upright
from reports.figures import counted, percent
from reports.kinds import CALIBRATION
from tracker.measures import PINBALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.quantile_pit import QuantilePit

HEIGHT = 3.4
KEY = (
    "Band: 95 of 100 calibrated sets stay within all of it, values of one day falling together. High at both "
    "ends: too narrow; in the middle: too wide; at the right: values came higher than said."
)


def finding(found: QuantilePit) -> str:
    """Whether values fell among the quantiles as they should, as far as luck can tell."""
    if found.p_value is None:
        return "Too few days to tell where values fall"
    if found.p_value >= 0.05:
        return "Values fell about where the quantiles said"
    ends, middle = (found.shares[0] + found.shares[-1], sum(found.shares[1:-1]))
    said_ends = found.expected[0] + found.expected[-1]
    if found.shares[0] > found.expected[0] and found.shares[-1] > found.expected[-1]:
        return f"Too narrow: {percent(round(ends, 2))} fell in the tails, {percent(round(said_ends, 2))} said"
    if middle > sum(found.expected[1:-1]) and ends < said_ends and len(found.shares) > 2:
        return "Too wide: too few values fell in the tails"
    return "Values did not fall where the quantiles said"


def chart(found: QuantilePit, ax: Axes) -> Axes:
    """Draw a bar between each two levels, the line of the calibrated, and the band where there is one."""
    edges, expected = np.array(found.edges), np.array(found.expected)
    if found.low:
        low, high = (np.array(ends) / expected for ends in (found.low, found.high))
        band(ax, edges.tolist(), [*low, low[-1]], [*high, high[-1]], step="post")
    bars = ax.bar(
        edges[:-1],
        np.array(found.shares) / expected,
        width=np.diff(edges),
        align="edge",
        facecolor="none",
        edgecolor=BLUE,
        linewidth=1.5,
        gid="bars",
    )
    for bar, low_edge, high_edge, share, should in zip(
        bars, found.edges, found.edges[1:], found.shares, found.expected, strict=False
    ):
        between = f"between {percent(low_edge)} and {percent(high_edge)}"
        answers(bar, f"{between}: {percent(round(share, 2))} of the values, {percent(should)} said")
    ax.axhline(1, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.text(0.99, 1, "as said", color=QUIET, fontsize=SMALL, va="bottom", ha="right")
    ax.set_xlim(0, 1)
    ax.set_ylim(bottom=0)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel("place among the stated quantiles")
    upright(ax, "times as many as said")
    return ax


def words(found: QuantilePit) -> str:
    """Which bar is farthest from what it should be, and how often luck takes one as far."""
    place = int(np.argmax(np.abs(np.array(found.shares) / np.array(found.expected) - 1)))
    low, high = found.edges[place : place + 2]
    opening = (
        f"{counted(found.count, 'forecast')} about {counted(found.clusters, 'day')}: between the levels "
        f"{percent(low)} and {percent(high)} lay {percent(round(found.shares[place], 3))} of the values, "
        f"where {percent(found.expected[place])} should"
    )
    if found.p_value is None:
        return f"{opening}; too few days to tell that from luck."
    luck = percent(round(found.p_value, 3))
    return f"{opening}; luck brings some bar as far out in {luck} of calibrated sets."


CHART: Chart[QuantilePit] = Chart(
    name="quantile-pit",
    shows="where values fell among the quantiles that foretold them",
    draw=chart,
    title=finding,
    measure="Where values fell among the quantiles",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION,),
    needs=5,
    measures=(PINBALL.name,),
    of="quantiles",
)
