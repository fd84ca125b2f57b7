"""How far the headline moves under each other choice of reading, rule and doubtful outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, SKY
from reports.charts.marks import answers
from reports.figures import counted, figure
from reports.kinds import SCORECARD
from tracker.measures import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.sensitivity import Sensitivity

_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="under another choice"),
        rows.Sample(mark="|", colour=BLUE, says="as reported"),
    ),
    (rows.Sample(mark="bar", colour=SKY, says="95% interval of the mean as reported"),),
)


def height(found: Sensitivity) -> float:
    """The height in inches that gives each choice room."""
    return rows.height(len(found.variants), samples=2, more=0.2)


def chart(found: Sensitivity, ax: Axes) -> Axes:
    """Draw a line for each choice: its mean as a dot, beside the headline's tick and interval.

    A choice that leaves too few events for a mean is named without a dot.
    """
    written = []
    for place, variant in enumerate(found.variants):
        told = "too few" if variant.mean is None else f"{variant.mean:.2f}"
        if variant.events != found.events:
            told += f" of {variant.events:,}"
        written.append((variant.words, told))
        if found.low is not None and found.high is not None:
            ax.barh(place, found.high - found.low, left=found.low, height=0.24, color=SKY, gid="band")
        ax.plot([found.mean] * 2, [place - 0.17, place + 0.17], color=BLUE, linewidth=2, gid="expected")
        if variant.mean is not None:
            ax.plot([found.mean, variant.mean], [place, place], color=INK, linewidth=1.2, gid="step")
            (dot,) = ax.plot(
                [variant.mean],
                [place],
                marker="o",
                markersize=5.5,
                color=INK,
                linestyle="none",
                gid="observed",
            )
            answers(dot, f"{variant.words}: mean {variant.mean:.2f} of {counted(variant.events, 'event')}")
    ends = [found.lowest, found.highest, *(end for end in (found.low, found.high) if end is not None)]
    room = 0.06 * (max(ends) - min(ends) or 0.1)
    ax.set_xlim(max(min(ends) - room, -0.004), max(ends) + room)
    rows.named(ax, written)
    rows.laid(ax, len(found.variants), _SAMPLES)
    ax.locator_params(axis="x", nbins=5)
    ax.set_xlabel(
        f"mean score, lower is better\nas reported {found.mean:.2f}, {counted(found.events, 'event')}"
    )
    return ax


def words(found: Sensitivity) -> str:
    """Between which means the choices lie, and whether they change the order against the reference."""
    measure = MEASURES[found.measure].capitalised
    told = (
        f"{measure}: {figure(found.mean)}, and from {figure(found.lowest)} to "
        f"{figure(found.highest)} under the other choices."
    )
    if found.order_holds is None:
        return told
    depends = "does not depend" if found.order_holds else "depends"
    return f"{told} The order against {found.against} {depends} on them."


def finding(found: Sensitivity) -> str:
    """Whether the result hangs on how words are read and doubtful outcomes ruled."""
    within = f"from {found.lowest:.2f} to {found.highest:.2f}"
    if found.order_holds is None:
        return f"Under other choices the mean goes {within}"
    if found.order_holds:
        return f"The same against {found.against} under every other choice"
    return f"The order against {found.against} depends on the choice"


def _measure(found: Sensitivity) -> str:
    return f"{MEASURES[found.measure].capitalised} under other readings and rulings"


CHART: Chart[Sensitivity] = Chart(
    name="sensitivity",
    shows="the mean score under other readings and rulings",
    draw=chart,
    title=finding,
    measure=_measure,
    words=words,
    height=height,
    held_by=(SCORECARD,),
    needs=5,
)
