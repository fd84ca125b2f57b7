"""The charts of a calibration report by the data they drew."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts import coverage, decomposition, pit
from reports.parts.agreeing.coverage import held_of
from reports.parts.agreeing.timing import timing_of
from tests.reports import cases
from tests.reports.parts.agreeing.test_timing import timelines


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


def _texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.texts)


def _places(ax: Axes, name: str) -> list[float]:
    return [float(np.asarray(line.get_xdata())[0]) for line in ax.lines if line.get_gid() == name]


def test_the_timing_chart_draws_the_curve_and_tells_how_many_events_did_not_come(ax: Axes) -> None:
    """It ends where nothing could be seen any more."""
    found = timing_of(timelines([20, 40, 61, 92, None, None]), seed=1)
    assert found is not None
    pit.chart(found, ax)
    (curve,) = (line for line in ax.lines if line.get_gid() == "curve")
    drawn = np.asarray(curve.get_xydata())
    assert drawn[-1][1] == pytest.approx(4 / 6)
    assert drawn[-1][0] == pytest.approx(0.95)
    assert "6 timelines, one an event\n4 events came, 2 did not" in _texts(ax)


def test_the_coverage_chart_sets_what_was_held_beside_what_was_promised(ax: Axes) -> None:
    """With the counts; below five events there is no dot."""
    coverage.chart([held_of("window", 0.8, held=6, count=8), held_of("up to 90%", 0.9, held=4, count=4)], ax)
    assert _places(ax, "expected") == [0.8, 0.9]
    assert _places(ax, "observed") == [0.75]
    assert "6 of 8, 75%" in _texts(ax)
    assert "4 of 4, too few" in _texts(ax)


def test_the_parts_of_the_score_stand_beside_those_of_a_calibrated_forecaster(ax: Axes) -> None:
    """The mean marked, the 95% as a band, the numbers written."""
    found = cases.panel_calibration(40).agreements[0].reliability
    assert found is not None
    decomposition.chart(found, ax)
    assert _places(ax, "expected") == [found.by_luck, found.discrimination_by_luck]
    widths = [patch.get_width() for patch in ax.patches if patch.get_gid() == "band"]  # type: ignore[attr-defined]  # bars
    assert widths == [found.by_luck_high, found.discrimination_by_luck_high]
    assert found.by_luck < found.by_luck_high
    assert f"miscalibration {found.miscalibration:.3f}; if calibrated {found.by_luck:.3f}" in _texts(ax)
    assert "40 forecasts" in ax.get_xlabel()
