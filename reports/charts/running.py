"""How the mean score moved as events were decided, in a band that holds however often one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.band import band
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, QUIET
from reports.charts.drawing import SMALL, WIDTH
from reports.charts.marks import answers
from reports.charts.text import upright
from reports.figures import between, counted, figure, percent
from reports.kinds import SCORECARD
from tracker.frame_arrays import day_number
from tracker.measures import BRIER, MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.running import Running

HEIGHT = 3.2
KEY = (
    "The mean of the events decided so far, each counting once. Band: the confidence sequence, in which the "
    "expected mean lies on all days at once with 95% chance."
)
_COUNTS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_LETTER = 0.58 * SMALL / (0.78 * WIDTH * 72)  # a letter's width, as a share of the axes'
_HALF = 0.25  # what always saying 50% scores
_GAP = 2  # letters between two counts


def chart(found: Running, ax: Axes, *, reference: tuple[str, float] | None = None) -> Axes:
    """Draw the cumulative mean with its confidence sequence, the counts of events along the foot.

    A reference, if given, is a dashed line, named at the top, which the mean never reaches. The scale
    fits the line, and where the band is wider than the chart it runs off its edge.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    days = [day_number(step.on) for step in found.steps]
    means = [step.mean for step in found.steps]
    top = max(1.5 * max(means), 1.25 * reference[1] if reference else 0, found.steps[-1].high * 1.1, 0.1)
    low = [step.low for step in found.steps]
    high = [step.high for step in found.steps]
    band(ax, days, low, high, step="post")
    ax.plot(days, means, color=BLUE, linewidth=1.8, drawstyle="steps-post", gid="curve")
    ax.set_ylim(0, top)
    first, last = days[0], days[-1]
    margin = max(1.0, 0.02 * (last - first))
    ax.set_xlim(first - margin, last + margin)
    if reference:
        ax.axhline(reference[1], color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)), gid="reference")
        ax.text(
            0.98,
            reference[1],
            reference[0],
            transform=ax.get_yaxis_transform(),
            color=QUIET,
            fontsize=SMALL,
            va="bottom",
            ha="right",
        )
    end = found.steps[-1]
    (dot,) = ax.plot(
        [last], [end.mean], marker="o", markersize=5, color=BLUE, linestyle="none", gid="observed"
    )
    answers(dot, f"{end.on}: mean {figure(end.mean)} after {counted(end.events, 'event')}")
    ax.annotate(
        figure(end.mean, places=2),
        (1, end.mean),
        xytext=(5, 0),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        color=BLUE,
        va="center",
        annotation_clip=False,
    )
    _count(found, ax)
    locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]  # matplotlib has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]  # likewise
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.locator_params(axis="y", nbins=5)
    upright(ax, "mean score")
    return ax


def _count(found: Running, ax: Axes) -> None:
    """Write the number of events along the foot: at the end, and where round numbers were first reached.

    A number that has no room between its neighbours is left out.
    """
    end = found.steps[-1]
    left, right = ax.get_xlim()
    last = counted(end.events, "event")
    free = right - (len(last) + _GAP) * _LETTER * (right - left)
    _write(ax, right, last, ha="right")
    before = left - (right - left)
    for number in _COUNTS:
        step = next((step for step in found.steps if step.events >= number), None)
        if step is None or step.events >= end.events:
            break
        day, told = day_number(step.on), f"{step.events:,}"
        half = (len(told) + _GAP) * _LETTER * (right - left) / 2
        day = max(day, left + half)
        if day - half < before or day + half > free:
            continue
        before = day + half
        _write(ax, day, told, ha="center")


def _write(ax: Axes, day: float, words: str, *, ha: str) -> None:
    ax.text(
        day,
        0.03,
        words,
        transform=ax.get_xaxis_transform(),
        color=QUIET,
        ha=ha,
        fontsize=SMALL,
        gid="count",
    )


def words(found: Running) -> str:
    """The mean so far and its confidence sequence, with what it is valid for."""
    last, measure = found.steps[-1], MEASURES[found.measure].capitalised
    return (
        f"{measure} after {counted(last.events, 'event')}: {figure(last.mean)}; the "
        f"confidence sequence holds {between(last.low, last.high)}. It stays valid however often one looks: "
        f"with {percent(found.level)} chance all its intervals, first to last, hold the mean score that was "
        "to be expected of the events so far. It takes each event once, in the order decided; as deadlines "
        "overlap, it is approximate."
    )


def finding(found: Running) -> str:
    """Where the mean stands after so many events, and on which side of the reference, if that is known."""
    end = found.steps[-1]
    told = f"{end.mean:.2f} after {counted(end.events, 'event')}"
    if found.measure != BRIER.name:
        return told
    if end.high < _HALF:
        return f"{told}: better than always 50%"
    return f"{told}: worse than always 50%" if end.low > _HALF else f"{told}: not told from always 50%"


def _measure(found: Running) -> str:
    return f"{MEASURES[found.measure].capitalised}, the mean so far; lower is better"


def _with_reference(found: Running, ax: Axes) -> Axes:
    return chart(found, ax, reference=("always 50%", _HALF) if found.measure == BRIER.name else None)


CHART: Chart[Running] = Chart(
    name="running",
    shows="the mean score as events were decided",
    draw=_with_reference,
    title=finding,
    measure=_measure,
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD,),
    needs=20,
)
