"""Why the mean Brier score is what it is: three bars, beside what luck alone would draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, ORANGE, QUIET, SKY
from reports.charts.marks import answers
from reports.charts.text import on_events
from reports.figures import figure
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Reliability

HEIGHT = rows.height(4, samples=1, more=0.25)
KEY = "If calibrated: what 95 of 100 forecasters show who are calibrated and say these very chances."
_SAMPLES = (
    (
        rows.Sample(mark="bar", colour=SKY, says="if calibrated"),
        rows.Sample(mark="|", colour=INK, says="on average"),
    ),
)
_THICK, _BAND = 0.2, 0.42


def finding(found: Reliability) -> str:
    """Whether the miscalibration is more than luck gives."""
    if found.miscalibration > found.by_luck_high:
        return "More miscalibrated than luck makes a calibrated forecaster"
    return "No more miscalibrated than luck may make it"


def chart(found: Reliability, ax: Axes) -> Axes:
    """Draw the way from the uncertainty of the outcomes down by discrimination and up by miscalibration.

    Both steps stand on what luck gives a calibrated forecaster: the mean as a tick, 95 of 100 in the band.
    """
    unc, dsc, mcb = found.uncertainty, found.discrimination, found.miscalibration
    told = found.uncertainty - dsc
    steps = (
        ("uncertainty of the outcomes", f"{unc:.2f}", 0.0, unc, QUIET),
        ("less discrimination", _signed(-dsc), told, unc, BLUE),
        ("plus miscalibration", _signed(mcb), told, told + mcb, ORANGE),
        ("Brier score", f"{found.score:.2f}", 0.0, found.score, INK),
    )
    luck = {
        1: (unc - found.discrimination_by_luck, unc - found.discrimination_by_luck_high, unc),
        2: (told + found.by_luck, told, told + found.by_luck_high),
    }
    for place, (mean, low, high) in luck.items():
        ax.barh(place, high - low, left=low, height=_BAND, color=SKY, gid="band")
        ends = [place - _BAND / 2, place + _BAND / 2]
        ax.plot([mean, mean], ends, color=INK, linewidth=1.6, gid="expected")
    written = []
    for place, (name, value, low, high, colour) in enumerate(steps):
        (bar,) = ax.barh(place, high - low, left=low, height=_THICK, color=colour, gid="observed")
        answers(bar, f"{name}: {value}")
        written.append((name, value))
        if place:
            start = (unc, told, found.score)[place - 1]
            ax.plot([start, start], [place - 1, place], color=QUIET, linewidth=0.8, zorder=0, gid="step")
    most = max(unc, found.score, *(high for _, _, high in luck.values()))
    least = min(0.0, *(low for _, low, _ in luck.values()))
    rows.named(ax, written)
    rows.laid(ax, len(steps), _SAMPLES)
    ax.set_xlim(least, most * 1.04)
    ax.locator_params(axis="x", nbins=5)
    counts = on_events(found.count, found.events)
    apart = found.events < found.count
    ax.set_xlabel(f"{counts},\neach forecast counting once" if apart else counts)
    return ax


def _signed(value: float) -> str:
    return f"{value:+z.2f}"


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
    title=finding,
    measure="Why the mean Brier score is what it is",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION, SCORECARD),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
