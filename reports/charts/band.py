"""Where luck may put a curve: a light area between two lines that can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from reports.charts.colours import SKY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LIGHT = 0.28
_EDGE = 0.9


def band(
    ax: Axes,
    along: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    step: Literal["post"] | None = None,
) -> None:
    """Draw the area from `low` to `high`, its edges strong enough to be told from the paper."""
    ax.fill_between(along, low, high, step=step, color=SKY, linewidth=0, alpha=LIGHT, gid="band")
    for edge in (low, high):
        drawn = "steps-post" if step else "default"
        ax.plot(along, edge, color=SKY, linewidth=_EDGE, drawstyle=drawn, gid="edge")
