"""How often each chance was stated, of what happened and of what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.marks import answers
from reports.charts.text import on_events, upright
from reports.figures import counted, percent
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.sharpness import Sharpness

HEIGHT = 3.1
KEY = "Bars: how many forecasts said each chance, to the nearest 5%."
_WIDTH = 0.036
_OUTSIDE = 1.22


def chart(found: Sharpness, ax: Axes) -> Axes:
    """Draw what was said of what happened as bars upwards, and of what did not as bars downwards.

    The two halves share one scale of counts, and each names its number and its mean.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    said = [heap.said for heap in found.heaps]
    for heights, colour, gid, came in (
        ([heap.happened for heap in found.heaps], BLUE, "happened", "happened"),
        ([-heap.failed for heap in found.heaps], SKY, "failed", "did not happen"),
    ):
        bars = ax.bar(said, heights, width=_WIDTH, color=colour, gid=gid)
        for bar, chance, count in zip(bars, said, heights, strict=True):
            if count:
                answers(bar, f"said {percent(chance)}: {counted(abs(count), 'forecast')}, {came}")
    most = max(max(heap.happened, heap.failed) for heap in found.heaps)
    ax.set_ylim(-1.75 * most, 1.75 * most)
    ax.axhline(0, color=INK, linewidth=0.8)
    _name(ax, "happened", found.happened, found.said_if_happened, top=True, most=most)
    _name(ax, "did not happen", found.count - found.happened, found.said_if_failed, top=False, most=most)
    ax.set_xlim(-0.03, 1.03)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, symmetric=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    ax.set_xlabel(f"said; {on_events(found.count, found.events)}")
    upright(ax, "forecasts")
    return ax


def _name(ax: Axes, words: str, count: int, mean: float | None, *, top: bool, most: int) -> None:
    told = f"{count:,} {words}"
    if mean is not None:
        told += f", said {percent(round(mean, 2))} on average"
        ax.plot(
            [mean],
            [_OUTSIDE * most if top else -_OUTSIDE * most],
            marker="v" if top else "^",
            markersize=5,
            color=INK,
            linestyle="none",
            gid="mean",
            zorder=4,
        )
    ax.text(
        0.5,
        0.98 if top else 0.02,
        told,
        va="top" if top else "bottom",
        ha="center",
        transform=ax.transAxes,
        color=BLUE if top else QUIET,
        fontsize=SMALL,
    )


def finding(found: Sharpness) -> str:
    """How far the chances of what happened lay from those of what did not."""
    if found.said_if_happened is None or found.said_if_failed is None:
        return "Nothing to tell apart: all of it came out alike"
    came, failed = (percent(round(said, 2)) for said in (found.said_if_happened, found.said_if_failed))
    return f"What happened had been given {came} on average, what did not {failed}"


def words(found: Sharpness) -> str:
    """The mean chances of what happened and of what did not.

    >>> from reports.facets.record.sharpness import Sharpness
    >>> words(Sharpness(count=50, events=50, happened=20, said_if_happened=0.7, said_if_failed=0.31,
    ...     heaps=()))
    'What happened (20) had been given 70% on average, what did not (30) 31%.'
    """
    halves = [
        f"{words} ({number:,}) {'had been given ' if place == 0 else ''}{percent(round(said, 3))}"
        + (" on average" if place == 0 else "")
        for place, (words, number, said) in enumerate(
            (words, number, said)
            for words, number, said in (
                ("what happened", found.happened, found.said_if_happened),
                ("what did not", found.count - found.happened, found.said_if_failed),
            )
            if said is not None
        )
    ]
    sentence = ", ".join(halves)
    return f"{sentence[0].upper()}{sentence[1:]}."


CHART: Chart[Sharpness] = Chart(
    name="sharpness",
    shows="what was said of what happened, and of what did not",
    draw=chart,
    title=finding,
    measure="What was said of what happened, and of what did not",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD, CALIBRATION),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
