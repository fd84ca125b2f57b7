"""Who of two did better, pair by pair: a dot and an interval against the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, ORANGE, PAPER, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.marks import answers, pair
from reports.charts.text import shortened
from reports.facets.comparison.differences import LEAST_FOR_INTERVAL
from reports.figures import counted
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.differences import Difference

LONGEST = 20
MOST_AMONG_ALL = 6
_NAME = 20
_LABEL = 35
_STEPS = 4
"""So few steps that small differences, whose figures are long, stand apart on a phone."""
_ROOM = 1.12
_ROW, _LINE = 0.5, 0.19
_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="told apart"),
        rows.Sample(mark="o", colour=INK, says="not", filled=False),
        rows.Sample(mark="bar", colour=SKY, says="95% interval"),
    ),
)


def shown(differences: Sequence[Difference]) -> list[Difference]:
    """The pairs that have a difference, by its size with its sign.

    No more than `LONGEST` of one against others, and `MOST_AMONG_ALL` of every two. Where there are more,
    those told apart come before others, and those that share most events before those that share fewer.
    """
    have = [one for one in differences if one.difference is not None]
    room = LONGEST if len({one.first for one in have}) == 1 else MOST_AMONG_ALL
    most = sorted(have, key=lambda one: (one.better is None, -one.events, one.first, one.second))[:room]
    return sorted(most, key=lambda one: (one.difference or 0.0, one.first, one.second))


def height(differences: Sequence[Difference]) -> float:
    """The height in inches that gives each pair room."""
    lines = shown(differences)
    return rows.height(len(lines), more=0.4 + (_row(lines) - _ROW) * len(lines))


def key(differences: Sequence[Difference]) -> str:
    """What has no bar, and why a bar beside 0 may tell nothing."""
    lines = shown(differences)
    told = "Told apart by the adjusted p-value; in colour, the interval leaves out 0."
    if any(one.low is None for one in lines):
        told += f" No bar: below {LEAST_FOR_INTERVAL} events there is no interval."
    if any(one.is_alone_apart for one in lines):
        told += " A bar beside 0 with a hollow dot: apart as a pair alone, but not among so many pairs."
    return told


def finding(differences: Sequence[Difference]) -> str:
    """Which pairs are told apart."""
    have = [one for one in differences if one.difference is not None]
    apart = [one for one in have if one.better]
    if len(apart) == 1:
        better, other = apart[0].better_first
        return f"{better} did better than {other}"
    if len(have) == 1 and not apart:
        return f"{have[0].first_name} and {have[0].second_name} are not told apart"
    if not apart:
        return f"None of {len(have):,} pairs is told apart"
    return f"{len(apart):,} of {len(have):,} pairs are told apart"


def chart(differences: Sequence[Difference], ax: Axes, within: str = "") -> Axes:
    """Draw a line for each pair that has a difference: left of zero the first is better.

    Where there is no room for all, those with fewest shared events are left out, which a note says. Each dot
    leads to its pair in the table that is named `within`.
    """
    lines = shown(differences)
    reach = _ROOM * max(
        (abs(end) for one in lines for end in (one.difference, one.low, one.high) if end is not None),
        default=0.1,
    )
    reach = reach or 0.1
    one_first = len({one.first for one in lines}) == 1
    ax.axvline(0, ymax=1 - 0.9 / (len(lines) + 1.1), color=QUIET, linewidth=1.0, zorder=0, gid="zero")
    for place, one in enumerate(lines):
        _draw(one, place, ax, named=_named(one, lines), lift=0.1 / _row(lines), within=within)
    rows.laid(ax, len(lines), _SAMPLES)
    ax.set_xlim(-reach, reach)
    ax.xaxis.set_major_formatter("{x:+.2g}")
    ax.locator_params(axis="x", nbins=_STEPS)
    left, right = ("first", "second")
    if one_first and lines:
        left = shortened(lines[0].first_name, _NAME)
        right = shortened(lines[0].second_name, _NAME) if len(lines) == 1 else "the other"
    rest = sum(one.difference is not None for one in differences) - len(lines)
    note = f"\n{rest:,} more pairs are in the table" if rest else ""
    ax.set_xlabel(f"← {left} better | {right} better →\ndifference of mean scores on shared events{note}")
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


def _draw(one: Difference, place: int, ax: Axes, *, named: str, lift: float, within: str) -> None:
    told = f"{_signed(one.difference or 0.0)}, {counted(one.events, 'event')}"
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
    apart = one.low is not None and one.high is not None and not one.low <= 0 <= one.high
    side = BLUE if (one.difference or 0.0) <= 0 else ORANGE
    if one.low is not None and one.high is not None:
        ax.plot(
            [one.low, one.high],
            [place, place],
            color=side if apart else SKY,
            linewidth=5,
            solid_capstyle="butt",
            gid="band",
        )
    (dot,) = ax.plot(
        [one.difference or 0.0],
        [place],
        marker="o",
        markersize=6.5,
        color=INK,
        markerfacecolor=INK if one.better else PAPER,
        linestyle="none",
        gid="observed",
    )
    says = f"{one.first_name} less {one.second_name}: {told}"
    answers(dot, says, to=pair(within, one.first, one.second))


def _signed(value: float) -> str:
    return f"{value:+z.2f}"


Named = tuple[Sequence["Difference"], str]
"""Pairs, and the name of the table that holds them."""

CHART: Chart[Named] = Chart(
    name="forest",
    shows="who did better on shared events, pair by pair",
    draw=lambda found, ax: chart(found[0], ax, within=found[1]),
    title=lambda found: finding(found[0]),
    measure="Who did better on shared events, by the size of the difference",
    words="The table holds the same differences.",
    height=lambda found: height(found[0]),
    key=lambda found: key(found[0]),
    held_by=(COMPARISON,),
    needs=5,
)
