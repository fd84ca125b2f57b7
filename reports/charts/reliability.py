"""How often things happened at each probability that was stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.drawing import SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.chances import Reliability

HEIGHT = 4.2
KEY = (
    "Line: how often it happened at each stated probability. Band: 90 of 100 such sets by a calibrated "
    "forecaster. Lines at the foot: how often each probability was said."
)


def chart(found: Reliability, ax: Axes) -> Axes:
    """Draw the curve against the diagonal, with its 90% band and how often each probability was stated.

    Inside the band the difference from the diagonal may be luck. The rug at the foot has one line a
    stated probability, as high as it was often said.
    """
    said = [point.said for point in found.points]
    ax.fill_between(
        said,
        [point.low for point in found.points],
        [point.high for point in found.points],
        color=SKY,
        linewidth=0,
        alpha=0.6,
        gid="band",
    )
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.plot(said, [point.curve for point in found.points], color=BLUE, linewidth=1.8, gid="curve")
    most = max(point.count for point in found.points)
    ax.vlines(
        said, 0, [0.1 * point.count / most for point in found.points], color=INK, linewidth=2.2, gid="rug"
    )
    ax.text(
        0.02,
        0.98,
        f"{found.count:,} forecasts\nmost often said: {most:,} times",
        va="top",
        ha="left",
        transform=ax.transAxes,
        color=QUIET,
        fontsize=SMALL,
    )
    ax.text(
        0.055,
        0.075,
        "as said",
        color=QUIET,
        ha="left",
        va="bottom",
        fontsize=SMALL,
        rotation=45,
        rotation_mode="anchor",
    )
    ticks = [0, 0.25, 0.5, 0.75, 1]
    names = ["0%", "25%", "50%", "75%", "100%"]
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(-0.01, 1.01)
    ax.set_aspect("equal")
    ax.grid(visible=True, color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel("said")
    ax.set_ylabel("happened")
    return ax
