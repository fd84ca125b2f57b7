"""How often options came true at each share that they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts import reliability
from reports.charts.chart import Chart
from reports.charts.text import upright
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import CATEGORY_BRIER, RANKED_PROBABILITY_SCORE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Reliability

KEY = "Band: 90 of 100 such sets by a calibrated forecaster, one option of each question coming true."


def chart(found: Reliability, ax: Axes) -> Axes:
    """Draw the curve of all options, as the reliability chart of yes-or-no forecasts."""
    drawn = reliability.curve(found, ax, noun="option")
    drawn.set_xlabel("share given to the option")
    upright(drawn, "came true")
    return drawn


CHART: Chart[Reliability] = Chart(
    name="options",
    shows="how often options of choices came true at each share given to them",
    draw=chart,
    title=reliability.finding,
    measure="How often options came true at each share",
    words="The table holds the same figures.",
    height=reliability.HEIGHT,
    key=KEY,
    held_by=(CALIBRATION, SCORECARD),
    needs=20,
    measures=(CATEGORY_BRIER.name, RANKED_PROBABILITY_SCORE.name),
    of="choices",
)
