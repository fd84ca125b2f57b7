"""How often things happened at each probability that was stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.decomposition import words
from reports.charts.drawing import SMALL
from reports.charts.picture import Picture
from reports.figures import counted
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Reliability
    from tracker.verification.percent_bins import Bin

HEIGHT = 4.5
_FOOT = -0.14
_RUG = "Lines at the foot: how often each probability was said."
_TOGETHER = ", forecasts on one event standing or falling together"
DOTS = f"Dot: how often it happened at each stated percent. Bar: its 95% interval. {_RUG}"
_BESIDE, _HALF = 0.045, 0.08


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One stated probability, how often it was said, the share that happened, and from where to where."""

    said: float
    count: float
    share: float
    low: float
    high: float


def key(*, points: int, shared: bool) -> str:
    """How to read the curve of so many points; `shared` where forecasts share the luck of their events."""
    curve = (
        "Line: how often it happened at each stated probability. Band"
        if points > 1
        else "Dot: how often it happened at the one probability that was said. Bar"
    )
    return f"{curve}: 90 of 100 such sets by a calibrated forecaster{_TOGETHER if shared else ''}. {_RUG}"


def chart(
    marks: Sequence[Mark], ax: Axes, *, joined: bool, events: int | None = None, noun: str = "forecast"
) -> Axes:
    """Draw what happened against the diagonal, and how often each probability was stated.

    Joined marks are a curve, and their ends the band in which a difference from the diagonal may be luck;
    others are dots, each with its own interval. The rug at the foot, below where nothing happened, has one
    line a stated probability, as high as it was often said. A single mark is a dot in any case. `events` is
    on how many events the forecasts are, where that is known; `noun` is what a mark counts.
    """
    said = [mark.said for mark in marks]
    share = [mark.share for mark in marks]
    low, high = [mark.low for mark in marks], [mark.high for mark in marks]
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    is_curve = joined and len(marks) > 1
    if is_curve:
        ax.fill_between(said, low, high, color=SKY, linewidth=0, alpha=0.6, gid="band")
        ax.plot(said, share, color=BLUE, linewidth=1.8, gid="curve")
    else:
        ax.vlines(said, low, high, color=SKY, linewidth=1.4, gid="band")
        ax.plot(said, share, color=BLUE, marker="o", markersize=3.6, linestyle="none", gid="observed")
    most = max(mark.count for mark in marks)
    tops = [_FOOT + 0.1 * mark.count / most for mark in marks]
    ax.vlines(said, _FOOT, tops, color=INK, linewidth=2.2, gid="rug")
    told = counted(sum(mark.count for mark in marks), noun)
    _count(told if events is None else f"{told} on {counted(events, 'event')}", most, ax)
    _name_diagonal(marks if is_curve else (), ax)
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


def _count(told: str, most: float, ax: Axes) -> None:
    """Write how many forecasts there are."""
    ax.text(
        0.02,
        0.98,
        f"{told}\nmost often said: {counted(most, 'time')}",
        va="top",
        ha="left",
        transform=ax.transAxes,
        color=QUIET,
        fontsize=SMALL,
    )


def _name_diagonal(marks: Sequence[Mark], ax: Axes) -> None:
    """Write what the diagonal is along it, where the curve is farthest from the words."""
    along, above = _course(marks)
    places = [(at / 20, side) for at in range(2, 17) for side in (-_BESIDE, _BESIDE)]

    def room(place: tuple[float, float]) -> float:
        at, side = place
        near = [abs(off - side) for d, off in zip(along, above, strict=True) if abs(d - at) < _HALF]
        return round(min(near, default=1.0), 3)

    at, side = max(places, key=room)
    ax.text(
        at - side / 2,
        at + side / 2,
        "as said",
        color=QUIET,
        ha="center",
        va="center",
        fontsize=SMALL,
        rotation=45,
        rotation_mode="anchor",
    )


def _course(marks: Sequence[Mark]) -> tuple[list[float], list[float]]:
    """Points of the curve close to each other: how far along the diagonal, and how far above it."""
    along, above = [], []
    for one, other in pairwise(marks):
        for step in range(11):
            x, y = (a + (b - a) * step / 10 for a, b in ((one.said, other.said), (one.share, other.share)))
            along.append((x + y) / 2)
            above.append(y - x)
    return along, above


def in_percents(bins: Sequence[Bin]) -> Picture:
    """What happened at each stated percent, as dots, each with its own interval."""
    marks = [
        Mark(said=one.said, count=one.count, share=one.happened, low=one.low, high=one.high) for one in bins
    ]
    return Picture(
        name=CHART.name,
        title="How often it happened at each stated percent",
        description="The table of what came of each stated percent holds the same figures.",
        height=HEIGHT,
        draw=lambda ax: chart(marks, ax, joined=False),
        key=DOTS,
    )


def curve(found: Reliability, ax: Axes, *, noun: str = "forecast") -> Axes:
    """Draw a curve and its band, a mark a stated probability."""
    marks = [
        Mark(said=point.said, count=point.count, share=point.curve, low=point.low, high=point.high)
        for point in found.points
    ]
    return chart(marks, ax, joined=True, events=found.events, noun=noun)


CHART: Chart[Reliability] = Chart(
    name="reliability",
    shows="how often it happened at each stated probability",
    draw=curve,
    title="How often it happened at each stated probability",
    words=words,
    height=HEIGHT,
    key=lambda found: key(points=len(found.points), shared=found.events < found.count),
    held_by=(CALIBRATION, SCORECARD),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
