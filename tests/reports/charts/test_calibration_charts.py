"""The charts of a calibration report by the data they drew."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts import coverage, decomposition, expectation, pit, reliability
from reports.facets.calibration.coverage import held_of
from reports.facets.calibration.timing import timing_of
from tests.reports import cases
from tests.reports.facets.calibration.test_timing import timelines
from tracker.calibration.reliability import reliability as curve_of
from tracker.tally import Tally


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


def _texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.texts)


def _mark(said: float, share: float) -> reliability.Mark:
    return reliability.Mark(said=said, count=10, share=share, low=0.0, high=1.0)


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
    assert "6 timelines, one an event\n4 came, 2 did not" in _texts(ax)


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
    down, up = found.uncertainty - found.discrimination_by_luck, found.uncertainty - found.discrimination
    assert _places(ax, "expected") == [down, up + found.by_luck]
    widths = [patch.get_width() for patch in ax.patches if patch.get_gid() == "band"]  # type: ignore[attr-defined]  # bars
    assert widths == pytest.approx([found.discrimination_by_luck_high, found.by_luck_high])
    assert found.by_luck < found.by_luck_high
    assert f"plus miscalibration\n+{found.miscalibration:.2f}" in _texts(ax)
    assert ax.get_xlabel() == "40 forecasts on 40 events"


def test_the_steps_of_the_score_lead_from_the_uncertainty_to_it(ax: Axes) -> None:
    """Each bar begins where the one before ends: down by discrimination, up by miscalibration."""
    found = cases.panel_calibration(40).agreements[0].reliability
    assert found is not None
    decomposition.chart(found, ax)
    bars = [patch for patch in ax.patches if patch.get_gid() == "observed"]
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]  # type: ignore[attr-defined]  # bars
    uncertainty, less, plus, score = ends
    assert uncertainty[0] == score[0] == 0
    assert less[1] == pytest.approx(uncertainty[1])
    assert less[0] == pytest.approx(plus[0])
    assert plus[1] == pytest.approx(score[1]) == pytest.approx(found.score)


def test_a_score_that_counts_forecasts_on_shared_events_says_so(ax: Axes) -> None:
    """The headline counts each event once."""
    found = cases.panel_calibration(40, ("ann", "bob")).agreements[0].reliability
    assert found is not None
    decomposition.chart(found, ax)
    assert "80 forecasts on 40 events,\neach forecast counting once" in ax.get_xlabel()


def test_the_reliability_chart_counts_forecasts_and_events(ax: Axes) -> None:
    """Events where they are known."""
    marks = [_mark(0.2, 0.1), _mark(0.8, 0.9)]
    reliability.chart(marks, ax, joined=True, events=8)
    assert "20 forecasts\non 8 events" in _texts(ax)
    assert "on 8" not in _texts(reliability.chart(marks, Figure().add_subplot(), joined=True))


def test_a_single_probability_is_a_dot_with_a_bar(ax: Axes) -> None:
    """For a line of one point is not seen."""
    reliability.chart([_mark(0.4, 0.5)], ax, joined=True, events=10)
    (dot,) = (line for line in ax.lines if line.get_gid() == "observed")
    assert np.asarray(dot.get_xydata()).tolist() == [[0.4, 0.5]]
    assert reliability.key(points=1, shared=False).startswith("Bar: 90 of 100")


@pytest.mark.parametrize("shares", [(0.0, 0.1, 0.6, 1.0), (0.1, 0.4, 0.5, 0.9), (0.05, 0.3, 0.8, 0.8)])
def test_the_words_along_the_diagonal_are_not_crossed_by_the_curve(
    ax: Axes, shares: tuple[float, ...]
) -> None:
    """A twentieth of the axis is free on either side of their middle."""
    said = (0.05, 0.3, 0.6, 0.95)
    reliability.chart([_mark(p, share) for p, share in zip(said, shares, strict=True)], ax, joined=True)
    (words,) = (text for text in ax.texts if text.get_text() == "as said")
    x, y = (float(place) for place in words.get_position())
    curve_x = np.linspace(0.05, 0.95, 500)
    curve_y = np.interp(curve_x, said, shares)
    assert np.hypot(curve_x - x, curve_y - y).min() > 0.05


def test_keys_say_that_forecasts_on_one_event_share_its_luck() -> None:
    """Only where they do."""
    found = cases.panel_calibration(40, ("ann", "bob")).agreements[0].expectation
    alone = cases.panel_calibration(40).agreements[0].expectation
    assert found is not None
    assert alone is not None
    told = "forecasts on one event standing or falling together"
    assert told in reliability.key(points=9, shared=True)
    assert told not in reliability.key(points=9, shared=False)
    assert told in expectation.key([("All", found)])
    assert told not in expectation.key([("All", alone)])


def test_expectations_are_told_with_forecasts_and_events(ax: Axes) -> None:
    """Along the foot, or line by line."""
    found = cases.panel_calibration(40, ("ann", "bob")).agreements[0].expectation
    assert found is not None
    expectation.chart([("All", found)], ax)
    assert ax.get_xlabel() == "share that happened; 80 forecasts on 40 events"
    both = expectation.chart([("All", found), ("Again", found)], Figure().add_subplot())
    assert _texts(both).count(" of 80, ") == _texts(both).count("expected, 40 events") == 2


def test_only_a_mean_over_events_is_called_the_mean_score() -> None:
    """Where forecasts share events, the sum of the parts is another number, and says why."""
    alone = curve_of(Tally.of([0.2, 0.7] * 10, [0, 1] * 10), seed=1)
    shared = curve_of(Tally.of([0.2, 0.7] * 10, [0, 1] * 10, cluster=[n // 4 for n in range(20)]), seed=1)
    assert alone is not None
    assert shared is not None
    assert decomposition.words(alone).startswith("Mean Brier score")
    assert "Mean Brier score" not in decomposition.words(shared)
    assert "each counting once, not each event" in decomposition.words(shared)
