"""Why the mean Brier score is what it is: three bars, beside what luck alone would draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, ORANGE, QUIET, SKY
from reports.charts.drawing import SMALL
from reports.charts.text import on_events
from reports.figures import figure
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Reliability

HEIGHT = 2.9
KEY = (
    "Mean Brier score = miscalibration - discrimination + uncertainty. Light band: up to what 95 of 100 "
    "calibrated forecasters show with these very probabilities; tick: their mean."
)
_THICK, _BAND, _ABOVE = 0.16, 0.34, 0.42


def chart(found: Reliability, ax: Axes) -> Axes:
    """Draw miscalibration, discrimination and uncertainty, the first two against the calibrated null."""
    rows = (
        ("miscalibration", "less is better", found.miscalibration, ORANGE),
        ("discrimination", "more is better", found.discrimination, BLUE),
        ("uncertainty", "of the outcomes, not the forecaster's", found.uncertainty, QUIET),
    )
    luck = (
        (found.by_luck, found.by_luck_high),
        (found.discrimination_by_luck, found.discrimination_by_luck_high),
    )
    for place, (mean, high) in enumerate(luck):
        ax.barh(place, high, height=_BAND, color=SKY, alpha=0.6, gid="band")
        ends = [place - _BAND / 2, place + _BAND / 2]
        ax.plot([mean, mean], ends, color=INK, linewidth=1.4, gid="expected")
    for place, (name, meaning, value, colour) in enumerate(rows):
        ax.barh(place, value, height=_THICK, color=colour, gid="observed")
        told = figure(value)
        if place < len(luck):
            mean, high = luck[place]
            told += f"; if calibrated {figure(mean)}, 95 of 100 under {figure(high)}"
        ax.text(0, place - _ABOVE, f"{name} {told}", va="center", ha="left")
        ax.annotate(
            meaning, (0, place), xytext=(2, -17), textcoords="offset points", color=QUIET, fontsize=SMALL
        )
    most = max(found.uncertainty, found.miscalibration, found.discrimination, *(high for _, high in luck))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_ylim(len(rows) - 0.4, -0.75)
    ax.set_xlim(0, most * 1.04)
    ax.locator_params(axis="x", nbins=5)
    ax.grid(visible=True, axis="x", color=FAINT)
    ax.set_axisbelow(True)
    counts = on_events(found.count, found.events)
    apart = found.events < found.count
    ax.set_xlabel(
        f"{figure(found.score)} for {counts}\neach forecast counts once, unlike in the mean score"
        if apart
        else f"mean Brier score {figure(found.score)} of {counts}"
    )
    return ax


def words(found: Reliability) -> str:
    """The mean score taken apart, with the miscalibration that luck alone gives.

    A mean score counts each event once. Where forecasts share events, what is taken apart is another number,
    of which the sentence gives the reason.
    """
    score = (
        f"The yes-or-no forecasts taken apart, each counting once, not each event as in a mean score: "
        f"{figure(found.score)}"
        if found.events < found.count
        else f"Mean Brier score {figure(found.score)}"
    )
    return (
        f"{score} = miscalibration {figure(found.miscalibration)} - "
        f"discrimination {figure(found.discrimination)} + uncertainty {figure(found.uncertainty)}. A "
        f"calibrated forecaster would show a miscalibration of {figure(found.by_luck)} on average."
    )


CHART: Chart[Reliability] = Chart(
    name="decomposition",
    shows="miscalibration, discrimination and uncertainty, against luck",
    draw=chart,
    title="Why the mean score is what it is",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION, SCORECARD),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
