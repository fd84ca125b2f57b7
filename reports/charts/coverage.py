"""What was promised of dates and quantiles, and what was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, SKY
from reports.charts.marks import answers
from reports.figures import percent
from reports.kinds import CALIBRATION
from tracker.measures import PINBALL, TIMELINE_BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.calibration.coverage import Held

_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="held"),
        rows.Sample(mark="|", colour=BLUE, says="promised"),
        rows.Sample(mark="bar", colour=SKY, says="95% interval"),
    ),
)


def finding(found: Sequence[Held]) -> str:
    """Whether what was promised was held, as far as luck can tell.

    >>> from reports.facets.calibration.coverage import held_of
    >>> finding([held_of("window", 0.8, held=2, count=8)])
    'Window: held less often than promised, 25%'
    """
    judged = [(one, one.low, one.high) for one in found if one.low is not None and one.high is not None]
    if not judged:
        return "Too few events to tell whether promises were held"
    less = [one for one, _, high in judged if high < one.promised]
    more = [one for one, low, _ in judged if low > one.promised]
    if len(judged) == 1 and (less or more):
        (one,) = less or more
        told = "less" if less else "more"
        return f"{one.what[:1].upper()}{one.what[1:]}: held {told} often than promised, {_share(one)}"
    if not less and not more:
        return "Held about as often as promised"
    parts = [
        f"{len(some):,} of {len(judged):,} held {word} often than promised"
        for some, word in ((less, "less"), (more, "more"))
        if some
    ]
    return ", ".join(parts)


def _share(one: Held) -> str:
    return percent(round(one.share or 0.0, 2))


def height(found: Sequence[Held]) -> float:
    """The height in inches that gives each promise room."""
    return rows.height(len(found))


def chart(found: Sequence[Held], ax: Axes) -> Axes:
    """Draw a line for each promise: what was promised, what was held, and how sure that is.

    Below five events a promise is named with its count, without a dot.
    """
    written = []
    for place, one in enumerate(found):
        ax.plot([one.promised] * 2, [place - 0.17, place + 0.17], color=BLUE, linewidth=2, gid="expected")
        told = f"{one.held:,} of {one.count:,}"
        says = f"{one.what}: {told} held, {percent(one.promised)} promised"
        if one.share is not None and one.low is not None and one.high is not None:
            (band,) = ax.barh(place, one.high - one.low, left=one.low, height=0.24, color=SKY, gid="band")
            answers(
                band,
                f"{one.what}: 95% interval {percent(round(one.low, 2))} to {percent(round(one.high, 2))}",
            )
            (dot,) = ax.plot(
                [one.share], [place], marker="o", markersize=6, color=INK, linestyle="none", gid="observed"
            )
            answers(dot, says)
            told += f", {_share(one)}"
        else:
            told += ", too few"
        written.append((f"{one.what}: {percent(one.promised)}", told))
    rows.named(ax, written)
    rows.laid(ax, len(found), _SAMPLES)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.set_xlabel("share that held")
    return ax


def _promise(one: Held) -> str:
    told = f"{one.what[:1].upper()}{one.what[1:]}: {one.held:,} of {one.count:,} held"
    if one.share is None or one.low is None or one.high is None:
        return f"{told}, too few to compare with the {percent(one.promised)} promised."
    return (
        f"{told} ({percent(round(one.share, 3))}, 95% interval {percent(round(one.low, 3))} to "
        f"{percent(round(one.high, 3))}); {percent(one.promised)} promised."
    )


CHART: Chart[Sequence[Held]] = Chart(
    name="coverage",
    shows="how often dates, windows and quantiles held what they promised",
    draw=chart,
    title=finding,
    measure="How often dates, windows and quantiles held what they promised",
    words=lambda promises: " ".join(_promise(one) for one in promises),
    height=height,
    held_by=(CALIBRATION,),
    called=("dates", "quantiles"),
    needs=5,
    measures=(TIMELINE_BRIER.name, PINBALL.name),
    of="timelines or quantiles",
)
