"""Who is nearer than the others on one target: a dot for each relative skill, on its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, ORANGE, QUIET, SKY
from reports.charts.marks import answers, ranked
from reports.figures import counted
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.targets import TargetEntrant

LONGEST = 20
KEY = "Blue: nearer than the others, orange: farther off, by the whole interval. Twice as far off is 2."
_NEAREST, _FARTHEST = 0.5, 2.0
_ROOM = 1.12
_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="relative skill"),
        rows.Sample(mark="bar", colour=SKY, says="95% interval"),
    ),
)
_TICKS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


def shown(entrants: Sequence[TargetEntrant]) -> list[TargetEntrant]:
    """Those that have a relative skill, the nearest first."""
    return [one for one in entrants if one.skill.skill is not None][:LONGEST]


def height(entrants: Sequence[TargetEntrant]) -> float:
    """The height in inches that gives each forecaster room."""
    return rows.height(len(shown(entrants)), more=0.2)


def finding(entrants: Sequence[TargetEntrant]) -> str:
    """How many are nearer than the others, and how many farther off, by the whole interval."""
    lines = shown(entrants)
    sides = [_side(one) for one in lines]
    parts = [
        f"{sides.count(side):,} {'is' if sides.count(side) == 1 else 'are'} {word}"
        for side, word in ((-1, "nearer"), (1, "farther off"))
        if side in sides
    ]
    many = counted(len(lines), "forecaster")
    return f"Of {many}, {' and '.join(parts)} than the others" if parts else f"None of {many} stands out"


def _side(one: TargetEntrant) -> int:
    """-1 where the whole interval is nearer than the others, 1 where it is farther off, else 0."""
    low, high = one.skill.low, one.skill.high
    if low is None or high is None:
        return 0
    return -1 if high < 1 else 1 if low > 1 else 0


def chart(entrants: Sequence[TargetEntrant], ax: Axes, within: str = "") -> Axes:
    """Draw a row for each forecaster on a scale of ratios, the nearest on top.

    Each dot leads to its line of the table that is named `within`.
    """
    lines = shown(entrants)
    written, reached = [], [_NEAREST, _FARTHEST]
    ax.set_xscale("log")
    ax.axvline(1, ymax=1 - 0.9 / (len(lines) + 1.1), color=QUIET, linewidth=1.0, zorder=0, gid="level")
    for place, one in enumerate(lines):
        skill, low, high = one.skill.skill or 1.0, one.skill.low, one.skill.high
        told = f"{skill:.2f}, {counted(one.skill.tasks, 'task')}"
        says = f"{one.name}: relative skill {told}"
        reached.append(skill)
        if low is not None and high is not None:
            colour = {-1: BLUE, 0: SKY, 1: ORANGE}[_side(one)]
            ax.plot([low, high], [place] * 2, color=colour, linewidth=5, solid_capstyle="butt", gid="band")
            says += f", 95% interval {low:.2f} to {high:.2f}"
            reached += [low, high]
        (dot,) = ax.plot(
            [skill], [place], marker="o", markersize=6.5, color=INK, linestyle="none", gid="observed"
        )
        answers(dot, says, to=ranked(within, one.forecaster))
        written.append((one.name, told))
    ends = (min(reached) / _ROOM, max(reached) * _ROOM)
    ticks = [tick for tick in _TICKS if ends[0] <= tick <= ends[1]]
    ax.set_xlim(*ends)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    rows.named(ax, written)
    rows.laid(ax, len(lines), _SAMPLES)
    rest = sum(one.skill.skill is not None for one in entrants) - len(lines)
    note = f"\n{rest:,} more, farther off, are in the table" if rest else ""
    ax.set_xlabel(f"← nearer than the others | farther off →{note}")
    return ax


Named = tuple[Sequence["TargetEntrant"], str]
"""The forecasters of a target, the nearest first, and the name of the table that holds them."""

CHART: Chart[Named] = Chart(
    name="relative-skill",
    shows="who is nearer than the others, by quantiles of one target",
    draw=lambda found, ax: chart(found[0], ax, within=found[1]),
    title=lambda found: finding(found[0]),
    measure="Relative skill on common tasks, lower is better",
    words="The table holds the same figures.",
    height=lambda found: height(found[0]),
    key=KEY,
    held_by=(COMPARISON,),
)
