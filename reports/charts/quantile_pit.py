"""Where values fell among the quantiles that foretold them, against where they should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.figures import counted, percent
from reports.kinds import CALIBRATION
from tracker.measures import PINBALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.quantile_pit import QuantilePit

HEIGHT = 3.4
KEY = (
    "Bar: how many values fell between these levels, as a multiple of how many should have. Band: 95 of 100 "
    "calibrated sets stay within all of it at once, where values of one day fall together. Higher at both "
    "ends: too narrow; in the middle: too wide; at the right: values came higher than said."
)


def chart(found: QuantilePit, ax: Axes) -> Axes:
    """Draw a bar between each two levels, the line of the calibrated, and the band where there is one."""
    edges, expected = np.array(found.edges), np.array(found.expected)
    if found.low:
        low, high = (np.array(ends) / expected for ends in (found.low, found.high))
        ax.fill_between(
            edges,
            [*low, low[-1]],
            [*high, high[-1]],
            step="post",
            color=SKY,
            linewidth=0,
            alpha=0.6,
            gid="band",
        )
    ax.bar(
        edges[:-1],
        np.array(found.shares) / expected,
        width=np.diff(edges),
        align="edge",
        facecolor="none",
        edgecolor=BLUE,
        linewidth=1.5,
        gid="bars",
    )
    ax.axhline(1, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.text(1.01, 1, "as said", color=QUIET, fontsize=SMALL, va="center", ha="left", clip_on=False)
    ax.set_xlim(0, 1)
    ax.set_ylim(bottom=0)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel("place among the stated quantiles", color=INK)
    ax.set_ylabel("values, as a multiple of what was said")
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
    title="Where values fell among the quantiles",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION,),
    needs=5,
    measures=(PINBALL.name,),
    of="quantiles",
)
