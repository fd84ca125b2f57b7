"""Who ranks where, each with the interval without which a rank says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import FAINT, INK, SKY
from reports.charts.marks import answers
from reports.charts.marks import ranked as place_of
from reports.figures import counted
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.ranking import Ranking

LONGEST = 40
_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="rank, 1 is best"),
        rows.Sample(mark="bar", colour=SKY, says="95% interval"),
    ),
)
_TICKS = 8
_LETTERS, _NAMED = 44, 8
_LINE = 0.2


def height(ranking: Ranking, left: Sequence[str] = ()) -> float:
    """The height in inches that gives each forecaster room, and the names of those left out."""
    return rows.height(min(len(ranking.ranked), LONGEST), more=0.2 + _LINE * len(_left_out(left)))


def finding(ranked: Ranked) -> str:
    """How many of the ranks are settled."""
    lines = ranked[0].ranked
    if all(one.low is None for one in lines):
        return "Too few events to say how far ranks can be trusted"
    settled = [one for one in lines if one.low is not None and one.low == one.high]
    if not settled:
        return "No rank is settled"
    if lines[0] in settled and len(settled) < len(lines):
        return f"{lines[0].name} ranks first; {len(settled):,} of {len(lines):,} ranks are settled"
    return f"{len(settled):,} of {len(lines):,} ranks are settled"


def chart(ranking: Ranking, ax: Axes, left: Sequence[str] = (), within: str = "") -> Axes:
    """Draw each ranked forecaster's rank and its interval, the best on top.

    `left` are the names of those who share too few of these events to be ranked; the chart says so. Each dot
    leads to its line of the table that is named `within`.
    """
    lines = ranking.ranked[:LONGEST]
    written = []
    for place, one in enumerate(lines):
        told = f"mean {one.mean:.2f}"
        says = f"{one.name}: rank {one.rank}"
        if one.low is not None and one.high is not None:
            ends = [one.low, one.high]
            ax.plot(ends, [place, place], color=SKY, linewidth=5, solid_capstyle="round", gid="band")
            says += f", 95% interval {one.low} to {one.high}"
        (dot,) = ax.plot(
            [one.rank], [place], marker="o", markersize=5.5, color=INK, linestyle="none", gid="observed"
        )
        answers(dot, f"{says}, {told}", to=place_of(within, one.forecaster))
        written.append((one.name, told))
    count = len(ranking.ranked)
    step = -(-count // _TICKS)
    ax.set_xticks(sorted({1, *range(step, count + 1, step)}))
    ax.set_xlim(0.6, count + 0.4)
    ax.grid(visible=True, axis="x", color=FAINT)
    rows.named(ax, written)
    rows.laid(ax, len(lines), _SAMPLES)
    rest = f"; the first {len(lines)} of {count}" if count > len(lines) else ""
    told = "\n".join(("", *_left_out(left)))
    ax.set_xlabel(f"rank by mean score on {counted(ranking.events, 'shared event')}{rest}{told}")
    return ax


def _left_out(names: Sequence[str]) -> list[str]:
    """The lines that name who is not ranked, or count them where they are many."""
    if not names:
        return []
    who = ", ".join(names) if len(names) <= _NAMED else counted(len(names), "forecaster")
    return wrap(f"not ranked, with too few of these events: {who}".replace("$", r"\$"), _LETTERS)


Ranked = tuple["Ranking", Sequence[str], str]
"""A ranking, the names of those who share too few of its events to be ranked, and that of its table."""

CHART: Chart[Ranked] = Chart(
    name="ranks",
    shows="between which ranks each forecaster lies",
    draw=lambda found, ax: chart(found[0], ax, left=found[1], within=found[2]),
    title=finding,
    measure="Ranks, and how far they can be trusted",
    words="The table holds the same ranks.",
    height=lambda found: height(*found[:2]),
    held_by=(COMPARISON,),
    needs=5,
)
