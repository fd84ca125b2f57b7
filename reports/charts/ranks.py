"""Who ranks where, each with the interval without which a rank says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import FAINT, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.text import shortened
from reports.figures import counted, figure
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.ranking import Ranking

LONGEST = 40
KEY = "Dot: the rank, 1 is best. Bar: its 95% interval. Beside it the mean score, lower is better."
_LABEL = 40
_TICKS = 8
_LETTERS, _NAMED = 66, 12
_LINE = 0.16


def height(ranking: Ranking, left: Sequence[str] = ()) -> float:
    """The height in inches that gives each forecaster room, and the names of those left out."""
    return 0.75 + 0.36 * min(len(ranking.ranked), LONGEST) + _LINE * len(_left_out(left))


def chart(ranking: Ranking, ax: Axes, left: Sequence[str] = ()) -> Axes:
    """Draw each ranked forecaster's rank and its interval, the best on top.

    `left` are the names of those who share too few of these events to be ranked; the chart says so.
    """
    lines = ranking.ranked[:LONGEST]
    over = ax.get_yaxis_transform()
    for place, one in enumerate(lines):
        if one.low is not None and one.high is not None:
            ends = [one.low, one.high]
            ax.plot(ends, [place, place], color=SKY, linewidth=5, solid_capstyle="round", gid="band")
        ax.plot([one.rank], [place], marker="o", markersize=5.5, color=INK, linestyle="none", gid="observed")
        ax.text(
            0,
            place - 0.37,
            shortened(one.name, _LABEL),
            transform=over,
            va="center",
            ha="left",
            fontsize=SMALL,
        )
        ax.text(
            1,
            place - 0.37,
            f"mean {figure(one.mean)}",
            transform=over,
            va="center",
            ha="right",
            color=QUIET,
            fontsize=SMALL,
        )
    count = len(ranking.ranked)
    step = -(-count // _TICKS)
    ax.set_xticks(sorted({1, *range(step, count + 1, step)}))
    ax.set_xlim(0.6, count + 0.4)
    ax.set_ylim(len(lines) - 0.55, -0.75)
    ax.set_yticks([])
    ax.grid(visible=True, axis="x", color=FAINT)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    rest = f"; the first {len(lines)} of {count}" if count > len(lines) else ""
    told = "\n".join(("", *_left_out(left)))
    ax.set_xlabel(f"rank on {counted(ranking.events, 'shared event')}{rest}{told}")
    return ax


def _left_out(names: Sequence[str]) -> list[str]:
    """The lines that name who is not ranked, or count them where they are many."""
    if not names:
        return []
    who = ", ".join(names) if len(names) <= _NAMED else counted(len(names), "forecaster")
    return wrap(f"not ranked, with too few of these events: {who}".replace("$", r"\$"), _LETTERS)


Ranked = tuple["Ranking", Sequence[str]]
"""A ranking, and the names of those who share too few of its events to be ranked."""

CHART: Chart[Ranked] = Chart(
    name="ranks",
    shows="between which ranks each forecaster lies",
    draw=lambda found, ax: chart(found[0], ax, left=found[1]),
    title="Ranks, and how far they can be trusted",
    words="The table below holds the same ranks.",
    height=lambda found: height(*found),
    key=KEY,
    held_by=(COMPARISON,),
    needs=5,
)
