"""The charts of stated chances against what happened, as pictures for any page."""

from __future__ import annotations

from reports.charts import decomposition as decomposition_chart
from reports.charts import expectation as expectation_chart
from reports.charts import reliability as reliability_chart
from reports.render.layout import Picture
from tracker.calibration.reliability import Reliability


def expectation_picture(
    named: expectation_chart.Named,
    *,
    name: str,
    title: str = "Expected against observed",
    description: str,
    note: str = "",
) -> Picture:
    """Named expectations, a line each; `note` goes after the key."""
    return Picture(
        name=name,
        title=title,
        description=description,
        height=expectation_chart.height(named),
        draw=lambda ax: expectation_chart.chart(named, ax),
        key=expectation_chart.key(named) + note,
    )


def reliability_picture(
    found: Reliability,
    *,
    name: str,
    title: str = "How often it happened at each stated probability",
    description: str,
) -> Picture:
    """The reliability curve in its band."""
    marks = [
        reliability_chart.Mark(
            said=point.said, count=point.count, share=point.curve, low=point.low, high=point.high
        )
        for point in found.points
    ]
    return Picture(
        name=name,
        title=title,
        description=description,
        height=reliability_chart.HEIGHT,
        draw=lambda ax: reliability_chart.chart(marks, ax, joined=True, events=found.events),
        key=reliability_chart.key(points=len(marks), shared=found.events < found.count),
    )


def decomposition_picture(found: Reliability, *, name: str, description: str) -> Picture:
    """The parts of the mean Brier score beside what luck gives."""
    return Picture(
        name=name,
        title="Why the mean score is what it is",
        description=description,
        height=decomposition_chart.HEIGHT,
        draw=lambda ax: decomposition_chart.chart(found, ax),
        key=decomposition_chart.KEY,
    )
