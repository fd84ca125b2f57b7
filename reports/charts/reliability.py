"""How often things happened at each probability that was stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.figures import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 4.5
_FOOT = -0.14
_RUG = "Lines at the foot: how often each probability was said."
CURVE = (
    "Line: how often it happened at each stated probability. Band: 90 of 100 such sets by a calibrated "
    f"forecaster. {_RUG}"
)
DOTS = f"Dot: how often it happened at each stated percent. Bar: its 95% interval. {_RUG}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One stated probability, how often it was said, the share that happened, and from where to where."""

    said: float
    count: float
    share: float
    low: float
    high: float


def chart(marks: Sequence[Mark], ax: Axes, *, joined: bool) -> Axes:
    """Draw what happened against the diagonal, and how often each probability was stated.

    Joined marks are a curve, and their ends the band in which a difference from the diagonal may be luck;
    others are dots, each with its own interval. The rug at the foot, below where nothing happened, has one
    line a stated probability, as high as it was often said.
    """
    said = [mark.said for mark in marks]
    share = [mark.share for mark in marks]
    low, high = [mark.low for mark in marks], [mark.high for mark in marks]
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    if joined:
        ax.fill_between(said, low, high, color=SKY, linewidth=0, alpha=0.6, gid="band")
        ax.plot(said, share, color=BLUE, linewidth=1.8, gid="curve")
    else:
        ax.vlines(said, low, high, color=SKY, linewidth=1.4, gid="band")
        ax.plot(said, share, color=BLUE, marker="o", markersize=3.6, linestyle="none", gid="observed")
    most = max(mark.count for mark in marks)
    tops = [_FOOT + 0.1 * mark.count / most for mark in marks]
    ax.vlines(said, _FOOT, tops, color=INK, linewidth=2.2, gid="rug")
    _name(sum(mark.count for mark in marks), most, ax)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    names = ["0%", "25%", "50%", "75%", "100%"]
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(_FOOT, 1.02)
    ax.set_aspect("equal")
    ax.grid(visible=True, color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel("said")
    ax.set_ylabel("happened")
    return ax


def _name(count: float, most: float, ax: Axes) -> None:
    """Write how many forecasts there are, and what the diagonal is."""
    ax.text(
        0.02,
        0.98,
        f"{counted(count, 'forecast')}\nmost often said: {counted(most, 'time')}",
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
