"""How often things happened at each probability that was stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reports.charts.band import band
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET, SKY
from reports.charts.decomposition import words
from reports.charts.drawing import SMALL
from reports.charts.marks import each_answers, stated
from reports.charts.picture import Picture
from reports.charts.text import upright
from reports.figures import counted, percent
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Point, Reliability
    from tracker.verification.percent_bins import Bin

HEIGHT = 4.5
_ALPHA = 0.05
_FOOT = -0.22
_RUG = "Lines at the foot: how often each probability was said."
_TOGETHER = ", forecasts on one event standing or falling together"
_RUG = "at the foot: how often each was said"
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
    """What the band around the diagonal is; `shared` where forecasts share the luck of their events."""
    mark = "Band" if points > 1 else "Bar"
    return f"{mark}: 90 of 100 such sets by a calibrated forecaster{_TOGETHER if shared else ''}."


def finding(found: Reliability) -> str:
    """Whether chances were off beyond luck, by the miscalibration of the whole curve, and to which side."""
    return found_in(found.points, beyond_luck=found.miscalibration > found.by_luck_high)


def together(expected: float, observed: float, p_value: float) -> str:
    """That more or fewer things happened than were said, where a test of all together finds it; else empty.

    A curve may pass its own test where all chances are a little too high.

    >>> together(1085.6, 1030.0, 0.006)
    'Taken together, fewer things happened than were said: 1,030 where 1,085.6 were expected'
    >>> together(50.0, 51.0, 0.8)
    ''
    """
    if p_value >= _ALPHA:
        return ""
    side = "fewer" if observed < expected else "more"
    told = f"{observed:,.0f} where {expected:,.1f} were expected"
    return f"Taken together, {side} things happened than were said: {told}"


def found_in(points: Sequence[Point], *, beyond_luck: bool) -> str:
    """The same of a curve's points.

    The band holds at each point by itself, so a curve that leaves it somewhere need not be off: that is what
    `beyond_luck` decides, and the points only tell the side.

    >>> from tracker.calibration.reliability import Point
    >>> off = [Point(said=0.9, count=50, happened=0.6, curve=0.6, low=0.8, high=0.97)]
    >>> found_in(off, beyond_luck=True)
    'What was said to be 90% likely happened less often: 60%'
    >>> found_in(off, beyond_luck=False)
    'Things happened about as often as said, as far as luck can tell'
    """
    if not beyond_luck:
        return "Things happened about as often as said, as far as luck can tell"
    out = [point for point in points if not point.low <= point.curve <= point.high]
    less, more = ([one for one in out if (one.curve < one.low) == side] for side in (True, False))
    if not out:
        return "Chances were off beyond luck, at no one place"
    if less and more:
        if max(one.said for one in more) < min(one.said for one in less):
            return "Overconfident: chances lay too near 0% and 100%"
        if max(one.said for one in less) < min(one.said for one in more):
            return "Underconfident: chances lay too near the middle"
        return "Chances were off beyond luck, some too high, some too low"
    word = "less" if less else "more"
    first, last = out[0].said, out[-1].said
    if first == last:
        came = percent(round(out[0].curve, 2))
        return f"What was said to be {percent(first)} likely happened {word} often: {came}"
    ends = f"{percent(round(first, 2))} to {percent(round(last, 2))}"
    return f"Of chances from {ends}, some came true {word} often than luck allows"


def chart(
    marks: Sequence[Mark],
    ax: Axes,
    *,
    joined: bool,
    events: int | None = None,
    noun: str = "forecast",
    within: str = "",
) -> Axes:
    """Draw what happened against the diagonal, and how often each probability was stated.

    Joined marks are a curve, and their ends the band in which a difference from the diagonal may be luck;
    others are dots, each with its own interval. The rug at the foot, below where nothing happened, has one
    line a stated probability, as high as it was often said. A single mark is a dot in any case. `events` is
    on how many events the forecasts are, where that is known; `noun` is what a mark counts; with `within`,
    each line of the rug leads to the forecasts of its probability.
    """
    said = [mark.said for mark in marks]
    share = [mark.share for mark in marks]
    low, high = [mark.low for mark in marks], [mark.high for mark in marks]
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    is_curve = joined and len(marks) > 1
    if is_curve:
        band(ax, said, low, high)
        ax.plot(said, share, color=BLUE, linewidth=1.8, gid="curve")
    else:
        ax.vlines(said, low, high, color=SKY, linewidth=1.8, gid="band")
        ax.plot(said, share, color=BLUE, marker="o", markersize=3.6, linestyle="none", gid="observed")
    most = max(mark.count for mark in marks)
    tops = [_FOOT + 0.1 * mark.count / most for mark in marks]
    rug = ax.vlines(said, _FOOT, tops, color=INK, linewidth=2.2, gid="rug")
    each_answers(
        rug,
        [
            f"said {percent(round(mark.said, 3))}: {counted(mark.count, noun)}, "
            f"came true {percent(round(mark.share, 2))}"
            for mark in marks
        ],
        to=[stated(within, mark.said) for mark in marks],
    )
    ax.text(0.99, _FOOT + 0.11, _RUG, color=QUIET, fontsize=SMALL, ha="right", va="bottom")
    told = counted(sum(mark.count for mark in marks), noun)
    _count(told if events is None else f"{told}\non {counted(events, 'event')}", ax)
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
    upright(ax, "happened")
    return ax


def _count(told: str, ax: Axes) -> None:
    """Write how many forecasts there are."""
    ax.text(
        0.02,
        0.98,
        told,
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


def in_percents(
    bins: Sequence[Bin], points: Sequence[Point], *, events: int, beyond_luck: bool, within: str = ""
) -> Picture:
    """The curve of verified chances in its band; without one, what happened at each stated percent."""
    if points:
        marks = [
            Mark(said=one.said, count=one.count, share=one.curve, low=one.low, high=one.high)
            for one in points
        ]
        told, note = found_in(points, beyond_luck=beyond_luck), key(points=len(points), shared=False)
    else:
        marks = [
            Mark(said=one.said, count=one.count, share=one.happened, low=one.low, high=one.high)
            for one in bins
        ]
        told, note = "Too few events for a curve of what happened", "Bar: the 95% interval of each share."
    return Picture(
        name=CHART.name,
        title=told,
        measure="How often it happened at each stated probability",
        description="The table of what came of each stated percent holds the same figures.",
        height=HEIGHT,
        draw=lambda ax: chart(
            marks, ax, joined=bool(points), events=events if points else None, within=within
        ),
        key=note,
    )


def curve(found: Reliability, ax: Axes, *, noun: str = "forecast", within: str = "") -> Axes:
    """Draw a curve and its band, a mark a stated probability, which may lead to its forecasts."""
    marks = [
        Mark(said=point.said, count=point.count, share=point.curve, low=point.low, high=point.high)
        for point in found.points
    ]
    return chart(marks, ax, joined=True, events=found.events, noun=noun, within=within)


CHART: Chart[Reliability] = Chart(
    name="reliability",
    shows="how often it happened at each stated probability",
    draw=curve,
    title=finding,
    measure="How often it happened at each stated probability",
    words=words,
    height=HEIGHT,
    key=lambda found: key(points=len(found.points), shared=found.events < found.count),
    held_by=(CALIBRATION, SCORECARD),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)


def leading(found: Reliability, name: str, *, words: str = "") -> Picture:
    """The picture on a page that lists, within a kind of forecasts, those behind each stated probability."""
    picture = CHART.picture(found, name, words=words)
    return replace(picture, draw=lambda ax: curve(found, ax, within=name))
