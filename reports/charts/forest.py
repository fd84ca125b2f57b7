"""Who of two did better, pair by pair: a dot and an interval against the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, ORANGE, PAPER, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.text import shortened
from reports.facets.comparison.differences import LEAST_FOR_INTERVAL
from reports.figures import counted
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.differences import Difference

LONGEST = 40
_NAME = 24
_LABEL = 46
_ROOM = 1.12
_ROW, _LINE = 0.42, 0.15


def shown(differences: Sequence[Difference]) -> list[Difference]:
    """The pairs that have a difference, those with most events first, no more than `LONGEST`."""
    have = [one for one in differences if one.difference is not None]
    most = sorted(range(len(have)), key=lambda place: (-have[place].events, place))[:LONGEST]
    return [have[place] for place in sorted(most)]


def height(differences: Sequence[Difference]) -> float:
    """The height in inches that gives each pair room."""
    return 0.85 + _row(shown(differences)) * max(1, len(shown(differences)))


def key(differences: Sequence[Difference]) -> str:
    """How to read the chart: what has no bar, and why a bar beside 0 may tell nothing."""
    lines = shown(differences)
    told = (
        "Dot: the difference of mean scores on shared events. Bar: its 95% interval. Filled: told apart by "
        "the adjusted p-value."
    )
    if any(one.low is None for one in lines):
        told += f" No bar: below {LEAST_FOR_INTERVAL} events there is no interval."
    if any(one.is_alone_apart for one in lines):
        told += " A bar beside 0 with a hollow dot: apart as a pair alone, but not among so many pairs."
    return told


def chart(differences: Sequence[Difference], ax: Axes) -> Axes:
    """Draw a line for each pair that has a difference: left of zero the first is better.

    Beyond `LONGEST` pairs those with fewest shared events are left out, which a note says.
    """
    lines = shown(differences)
    reach = _ROOM * max(
        (abs(end) for one in lines for end in (one.difference, one.low, one.high) if end is not None),
        default=0.1,
    )
    reach = reach or 0.1
    one_first = len({one.first for one in lines}) == 1
    ax.axvline(0, color=QUIET, linewidth=0.8, zorder=0, gid="zero")
    for place, one in enumerate(lines):
        _draw(one, place, ax, named=_named(one, lines), lift=0.1 / _row(lines))
    ax.set_yticks([])
    ax.set_ylim(len(lines) - 0.55, -(_row(lines) - 0.1) / _row(lines))
    ax.set_xlim(-reach, reach)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter("{x:+.2g}")
    left, right = ("the first named", "the second named")
    if one_first and lines:
        left = shortened(lines[0].first_name, _NAME)
        right = shortened(lines[0].second_name, _NAME) if len(lines) == 1 else "the other"
    rest = sum(one.difference is not None for one in differences) - len(lines)
    note = f"\nthe {len(lines)} pairs that share most; {rest:,} more are in the table" if rest else ""
    ax.set_xlabel(f"← {left} better   |   {right} better →{note}")
    return ax


def _named(one: Difference, lines: Sequence[Difference]) -> str:
    """What a line is called: on two lines where both names are long."""
    if len(lines) > 1 and len({one.first for one in lines}) == 1:
        return shortened(f"against {one.second_name}", _LABEL)
    both = f"{one.first_name} – {one.second_name}"
    if len(both) <= _LABEL:
        return shortened(both, _LABEL)
    return f"{shortened(one.first_name, _LABEL - 2)} –\n{shortened(one.second_name, _LABEL)}"


def _row(lines: Sequence[Difference]) -> float:
    """The height of a line in inches: more where some name takes two."""
    return _ROW + _LINE * any("\n" in _named(one, lines) for one in lines)


def _draw(one: Difference, place: int, ax: Axes, *, named: str, lift: float) -> None:
    told = f"{one.difference:+z.3f}, {counted(one.events, 'event')}"
    if one.low is None:
        told += ", no interval"
    over = ax.get_yaxis_transform()
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}
    for at, text, side, colour in ((0, named, "left", INK), (1, told, "right", QUIET)):
        ax.text(
            at,
            place - lift,
            text,
            transform=over,
            va="bottom",
            ha=side,
            color=colour,
            fontsize=SMALL,
            bbox=paper,
        )
    colour = BLUE if (one.difference or 0.0) <= 0 else ORANGE
    if one.low is not None and one.high is not None:
        ax.plot(
            [one.low, one.high], [place, place], color=SKY, linewidth=5, solid_capstyle="butt", gid="band"
        )
    ax.plot(
        [one.difference or 0.0],
        [place],
        marker="o",
        markersize=6,
        color=colour if one.better else INK,
        markerfacecolor=colour if one.better else "none",
        linestyle="none",
        gid="observed",
    )


CHART: Chart[Sequence[Difference]] = Chart(
    name="forest",
    shows="who did better on shared events, pair by pair",
    draw=chart,
    title="Who did better on shared events",
    words="The table below holds the same differences.",
    height=height,
    key=key,
    held_by=(COMPARISON,),
    needs=5,
)
