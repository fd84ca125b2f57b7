"""What acting on these chances costs at every threshold, beside two who always say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET
from reports.charts.drawing import SMALL
from reports.charts.text import on_events
from reports.figures import counted, figure, percent
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.murphy import Murphy

HEIGHT = 3.1
KEY = (
    "Whoever acts only above a threshold loses this much on average, each event counting once; lower is "
    "better. Twice the area below a line is its Brier score. The share that happened was known only "
    "afterwards."
)
_TICKS = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


def chart(found: Murphy, ax: Axes) -> Axes:
    """Draw the mean cost at each threshold: these chances', and those of two constants."""
    at = found.thresholds
    ax.plot(at, found.always_half, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), gid="half")
    ax.plot(at, found.hindsight, color=INK, linewidth=0.9, linestyle=(0, (1, 2)), gid="hindsight")
    ax.plot(at, found.scores, color=BLUE, linewidth=1.8, gid="curve")
    top = max(*found.scores, *found.always_half, *found.hindsight)
    ax.set_ylim(0, 1.48 * top)
    ax.set_xlim(0, 1)
    forecasts = on_events(found.forecasts, found.events)
    rate = percent(round(found.rate, 3))
    lines = (
        (f"{forecasts}: Brier {found.brier:.3f}", BLUE),
        (f"always 50% (dashed): {found.brier_half:.3f}", QUIET),
        (f"always {rate}, the share that happened (dotted): {found.brier_hindsight:.3f}", INK),
    )
    for place, (words, colour) in enumerate(lines):
        ax.text(
            0.015,
            0.985 - 0.085 * place,
            words,
            color=colour,
            va="top",
            transform=ax.transAxes,
            fontsize=SMALL,
        )
    ax.set_xticks(*_TICKS)
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.locator_params(axis="y", nbins=5)
    ax.set_xlabel("acts above this probability")
    ax.set_ylabel("mean cost")
    return ax


def words(found: Murphy) -> str:
    """Over which thresholds these chances cost less than always saying 50%, and what they cost on the whole.

    It counts each event once, as the headline does, but has no place for what came true in part.
    """
    whole = (
        f" Twice the area below their line is a Brier score of {figure(found.brier)}: each of the "
        f"{counted(found.events, 'event')} that came out yes or no counts once."
    )
    better = [
        at
        for at, own, half in zip(found.thresholds, found.scores, found.always_half, strict=True)
        if own < half
    ]
    if not better:
        return f"At no threshold do these chances cost less than always saying 50%.{whole}"
    return (
        f"These chances cost less than always saying 50% at {len(better):,} of {len(found.thresholds):,} "
        f"thresholds, from {percent(better[0])} to {percent(better[-1])}.{whole}"
    )


CHART: Chart[Murphy] = Chart(
    name="murphy",
    shows="what acting on these chances costs, whatever is at stake",
    draw=chart,
    title="What acting on these chances costs (Murphy diagram)",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD, CALIBRATION),
    needs=50,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
