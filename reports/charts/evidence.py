"""How the evidence between two forecasters grew with each event that was resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import FAINT, QUIET
from reports.charts.drawing import SMALL
from reports.charts.looks import looks
from reports.charts.text import shortened, upright
from reports.facets.comparison.evidence_path import ONE_SIDED, TWO_SIDED, strength
from reports.figures import counted
from reports.kinds import COMPARISON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.comparison.evidence_path import EvidencePath

LEAST = 10
_HEIGHT, _FLAT_HEIGHT = 3.3, 2.5
KEY = (
    f"Each line begins at 1. If its claim is false it reaches {ONE_SIDED} with a chance of at most 1 in "
    f"20, however often one looks; {TWO_SIDED} allows for there being two claims."
)
_NAME = 24
_LEAST, _FLAT_LEAST = 0.02, 0.1
_MOST = 1e9


def height(path: EvidencePath) -> float:
    """The height in inches: less where the evidence never left the neighbourhood of 1."""
    return _FLAT_HEIGHT if path.is_flat else _HEIGHT


def finding(path: EvidencePath) -> str:
    """Whether the evidence tells who is better."""
    if path.decided_after is None:
        return f"It is open whether {path.first_name} or {path.second_name} is better"
    first = max(path.first_better) >= max(path.second_better)
    better, other = (path.first_name, path.second_name)[:: 1 if first else -1]
    return f"{better} is better than {other}: settled after {counted(path.decided_after, 'event')}"


def chart(path: EvidencePath, ax: Axes, *, among: Sequence[str] = ()) -> Axes:
    """Draw the e-values of both claims after each event, on a scale of ratios, with the two thresholds.

    A forecaster's line looks as in every chart of the forecasters `among` whom they are. Below 1/50 and above
    a thousand millions lines run along the edge: how far beyond changes nothing.
    """
    top = max(*path.first_better, *path.second_better, 1.0)
    steps = range(path.events + 1)
    ax.set_yscale("log")
    how = looks((path.first, path.second), among)
    for line, (slug, name, values, mark) in enumerate(
        (
            (path.first, path.first_name, path.first_better, "curve"),
            (path.second, path.second_name, path.second_better, "other"),
        )
    ):
        drawn = [1.0, *(min(max(value, _LEAST), _MOST) for value in values)]
        look = how[slug]
        ax.plot(
            steps,
            drawn,
            color=look.colour,
            linestyle=look.dash,
            linewidth=1.8,
            drawstyle="steps-post",
            gid=mark,
        )
        ax.plot(
            [0.03, 0.1],
            [0.95 - 0.22 * line / height(path)] * 2,
            color=look.colour,
            linestyle=look.dash,
            linewidth=1.8,
            transform=ax.transAxes,
            gid="key",
        )
        ax.annotate(
            f"{shortened(name, _NAME)} better: {strength(values[-1])}",
            (0.12, 0.95 - 0.22 * line / height(path)),
            xycoords="axes fraction",
            va="center",
            color=look.colour,
            fontsize=SMALL,
        )
    for level, words in (
        (ONE_SIDED, f"{ONE_SIDED}, for one claim"),
        (TWO_SIDED, f"{TWO_SIDED}, for either of two"),
    ):
        ax.axhline(level, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), gid="threshold")
        ax.annotate(
            words,
            (0.99, level),
            xycoords=("axes fraction", "data"),
            xytext=(0, 2 if level == TWO_SIDED else -2),
            textcoords="offset points",
            ha="right",
            va="bottom" if level == TWO_SIDED else "top",
            color=QUIET,
            fontsize=SMALL,
        )
    ax.axhline(1, color=FAINT, linewidth=0.8)
    low = _FLAT_LEAST if path.is_flat else _LEAST
    high = max(2000.0 if path.is_flat else 400.0, min(top, _MOST) * 30)
    ax.set_ylim(low, high)
    ticks = [tick for tick in (0.1, 1, 10, 100, 10_000, 1_000_000, 100_000_000) if low < tick < high]
    ax.set_yticks(ticks, [f"{tick:,.7g}" for tick in ticks])
    ax.minorticks_off()
    ax.set_xlim(0, max(path.events, 1))
    upright(ax, "e-value")
    ax.locator_params(axis="x", integer=True)
    lagged = "\nmean over chains that do not overlap" if path.overlaps else ""
    ax.set_xlabel(f"{counted(path.events, 'shared event')}, as resolved{lagged}")
    return ax


def words(path: EvidencePath) -> str:
    """How strong the evidence is now, and what that means, however often one looks."""
    now = (
        f"After {counted(path.events, 'shared event')} the e-value is {strength(path.first_better[-1])} for "
        f"“{path.first_name} is better” and {strength(path.second_better[-1])} for “{path.second_name} is "
        "better”."
    )
    if path.decided_after is None:
        reached = f"Neither has reached {TWO_SIDED}: it is open who is better."
    else:
        reached = (
            f"One reached {TWO_SIDED} after {counted(path.decided_after, 'event')}: that much luck is rare."
        )
    if path.is_flat:
        reached += " It has hardly moved from 1: these events tell next to nothing of who is better."
    overlap = (
        f" {path.overlapping:,} of them {'was' if path.overlapping == 1 else 'were'} forecast before the "
        "one ahead was resolved: such events are in "
        "chains of their own, and the e-value is the mean over chains, which moves little where most overlap."
        if path.overlaps
        else ""
    )
    return (
        f"{now} A false claim reaches {ONE_SIDED} with a chance of at most 1 in 20, however often one looks. "
        f"{reached}{overlap}"
    )


Between = tuple["EvidencePath", Sequence[str]]
"""The evidence between two forecasters, and the slugs of all of the report, whose looks are shared out."""

CHART: Chart[Between] = Chart(
    name="evidence",
    shows="the evidence for a difference, as events were decided",
    draw=lambda found, ax: chart(found[0], ax, among=found[1]),
    title=lambda found: finding(found[0]),
    measure="The evidence for a difference, as events were decided",
    words=lambda found: words(found[0]),
    height=lambda found: height(found[0]),
    key=KEY,
    held_by=(COMPARISON,),
    needs=LEAST,
)
