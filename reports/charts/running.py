"""How the mean score moved as events were decided, in a band that holds however often one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.figures import between, counted, figure, percent
from reports.kinds import SCORECARD
from tracker.frame_arrays import day_number
from tracker.measures import BRIER, MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.running import Running, Step

HEIGHT = 2.9
KEY = (
    "Line: the mean over the events decided so far, each counting once, those that came true in part among "
    "them; numbers below count them. Band: the confidence sequence, "
    "in which the expected mean lies on all days at once with 95% chance."
)
_COUNTS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_APART = 0.06


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
    ax.fill_between(days, low, high, step="post", color=SKY, linewidth=0, alpha=0.6, gid="band")
    ax.plot(days, means, color=BLUE, linewidth=1.8, drawstyle="steps-post", gid="curve")
    ax.set_ylim(0, top)
    first, last = days[0], days[-1]
    margin = max(1.0, 0.02 * (last - first))
    ax.set_xlim(first - margin, last + margin)
    if reference:
        ax.axhline(reference[1], color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)), gid="reference")
        ax.text(
            0.02,
            0.97,
            f"dashed: {reference[0]}",
            transform=ax.transAxes,
            color=QUIET,
            fontsize=SMALL,
            va="top",
        )
    end = found.steps[-1]
    ax.plot([last], [end.mean], marker="o", markersize=5, color=BLUE, linestyle="none", gid="observed")
    ax.annotate(
        figure(end.mean),
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
    ax.set_ylabel("mean score, lower is better")
    return ax


def _count(found: Running, ax: Axes) -> None:
    """Write the number of events along the foot: at the end, and where round numbers were first reached."""
    end = found.steps[-1]
    left, right = ax.get_xlim()
    taken = [right]
    _write(ax, end, counted(end.events, "event"), ha="right")
    for number in _COUNTS:
        step = next((step for step in found.steps if step.events >= number), None)
        if step is None or step.events >= end.events:
            break
        day = day_number(step.on)
        room = 0.22 if taken == [right] else _APART
        if right - day < 0.22 * (right - left) or (
            len(taken) > 1 and day - taken[-1] < room * (right - left)
        ):
            continue
        taken.append(day)
        _write(ax, step, f"{step.events:,}", ha="left" if len(taken) == 2 else "center")


def _write(ax: Axes, step: Step, words: str, *, ha: str) -> None:
    ax.text(
        day_number(step.on),
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


def _title(found: Running) -> str:
    return f"{MEASURES[found.measure].capitalised}: the mean so far"


def _with_reference(found: Running, ax: Axes) -> Axes:
    return chart(found, ax, reference=("always 50%", 0.25) if found.measure == BRIER.name else None)


CHART: Chart[Running] = Chart(
    name="running",
    shows="the mean score as events were decided",
    draw=_with_reference,
    title=_title,
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD,),
    needs=20,
)
