"""What acting on these chances costs at every threshold, beside two who always say the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET
from reports.charts.drawing import SMALL
from reports.charts.looks import Dash
from reports.charts.text import on_events, upright
from reports.figures import counted, figure, percent
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.murphy import Murphy

HEIGHT = 3.4
KEY = "Each event counts once. The share that happened was known only afterwards."
_STEEPEST = 1.0  # of a cost between its jumps, by either way of being wrong
_TICKS = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


def chart(found: Murphy, ax: Axes) -> Axes:
    """Draw the mean cost at each threshold: these chances', and those of two constants."""
    at = found.thresholds
    drawn: tuple[tuple[Sequence[float], str, float, Dash, str], ...] = (
        (found.always_half, QUIET, 1.2, (0, (4, 3)), "half"),
        (found.hindsight, INK, 1.2, (0, (1, 2)), "hindsight"),
        (found.scores, BLUE, 1.8, "solid", "curve"),
    )
    for costs, colour, width, dash, gid in drawn:
        ax.plot(*_with_jumps(at, costs), color=colour, linewidth=width, linestyle=dash, gid=gid)
    top = max(*found.scores, *found.always_half, *found.hindsight)
    ax.set_ylim(0, 1.6 * top)
    ax.set_xlim(0, 1)
    rate = percent(round(found.rate, 3))
    lines: tuple[tuple[str, str, Dash, float], ...] = (
        (f"these chances: {found.brier:.2f}", BLUE, "solid", 1.8),
        (f"always 50%: {found.brier_half:.2f}", QUIET, (0, (4, 3)), 1.2),
        (f"always {rate}, the share that happened: {found.brier_hindsight:.2f}", INK, (0, (1, 2)), 1.2),
    )
    for place, (words, colour, dash, width) in enumerate(lines):
        down = 0.96 - 0.09 * place
        ax.plot(
            [0.015, 0.075],
            [down, down],
            color=colour,
            linestyle=dash,
            linewidth=width,
            transform=ax.transAxes,
            gid="key",
        )
        ax.text(0.09, down, words, color=colour, va="center", transform=ax.transAxes, fontsize=SMALL)
    ax.set_xticks(*_TICKS)
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.locator_params(axis="y", nbins=5)
    counts = on_events(found.forecasts, found.events)
    ax.set_xlabel(f"acts above this probability; {counts}")
    upright(ax, "mean cost")
    return ax


def _with_jumps(at: Sequence[float], costs: Sequence[float]) -> tuple[list[float], list[float]]:
    """The corners of a line that jumps upright where somebody's chance is passed.

    >>> _with_jumps([0.0, 0.01, 0.02], [0.0, 0.005, 0.2])
    ([0.0, 0.01, 0.02, 0.02], [0.0, 0.005, 0.005, 0.2])
    """
    along, up = [at[0]], [costs[0]]
    for (before, now), (was, is_now) in zip(pairwise(at), pairwise(costs), strict=True):
        if abs(is_now - was) > _STEEPEST * (now - before):
            along.append(now)
            up.append(was)
        along.append(now)
        up.append(is_now)
    return along, up


def finding(found: Murphy) -> str:
    """At how many thresholds acting on these chances costs less than always saying 50%."""
    pairs = [
        (own, half) for own, half in zip(found.scores, found.always_half, strict=True) if max(own, half) > 0
    ]
    better = sum(own < half for own, half in pairs)
    if not better:
        return "At no threshold cheaper to act on than always 50%"
    if better == len(pairs):
        return "Cheaper to act on than always 50%, whatever is at stake"
    return f"Cheaper to act on than always 50% at {percent(round(better / len(pairs), 2))} of thresholds"


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
    title=finding,
    measure="What acting on these chances costs (Murphy diagram), and twice the area below: the Brier score",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD, CALIBRATION),
    needs=50,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
