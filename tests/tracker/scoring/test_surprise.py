"""Where in a timeline the event fell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import chance_by, timeline_log_score, timeline_pit

KABUL = ([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95])
heights = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(sorted)


def test_the_place_of_what_has_not_happened_is_an_interval() -> None:
    """It is somewhere above the height on the evaluation date, whether it happens later or never."""
    assert timeline_pit(*KABUL, None, evaluated_on=61) == (0.5, 1.0)
    assert timeline_pit(*KABUL, 70, evaluated_on=61) == (0.5, 1.0)
    assert timeline_pit(*KABUL, 61, evaluated_on=61) == 0.5


def test_many_places_are_lower_and_upper_ends() -> None:
    """Both ends are the same where it has happened, and NaN where it had before the forecast."""
    found = timeline_pit(*KABUL, [30, None, -5], evaluated_on=[92, 61, 61])
    assert found[:2].tolist() == [[0.1, 0.1], [0.5, 1.0]]
    assert np.isnan(found[2]).all()


def test_the_places_of_a_calibrated_forecaster_are_even() -> None:
    """Days drawn from the timeline itself fall below its height u in a share u of cases."""
    drawn = np.interp(np.linspace(0.0005, 0.9495, 950), [0, 0.1, 0.5, 0.9, 0.95], KABUL[0])
    places = timeline_pit(*KABUL, drawn)[:, 0]
    assert places == pytest.approx(np.linspace(0.0005, 0.9495, 950))


def test_the_worked_example_comes_out_by_day_and_by_week() -> None:
    """Minus the logarithm of the chance of day 51, and of its week (49 to 56)."""
    assert timeline_log_score(*KABUL, 51, bin_days=1) == pytest.approx(4.3503, abs=5e-5)
    assert timeline_log_score(*KABUL, 51) == pytest.approx(2.4044, abs=5e-5)
    assert timeline_log_score(*KABUL, None, evaluated_on=183) == pytest.approx(2.9957, abs=5e-5)


@given(cdf=heights, c=st.integers(1, 120), width=st.integers(1, 40))
def test_the_chances_of_all_bins_add_up_to_one(cdf: list[float], c: int, width: int) -> None:
    """Every bin up to the evaluation date, the cut-off last one too, and "not yet" share the whole chance."""
    days = [0, 20, 20, 90]
    c = c if cdf[-1] == 1 else min(c, 90)
    first_days = np.arange(1, c + 1, width, dtype=float)
    scores = timeline_log_score(days, cdf, [*first_days, np.inf], evaluated_on=c, bin_days=width)
    assert np.exp(-scores).sum() == pytest.approx(1)


@given(truth=heights, report=heights)
def test_no_other_timeline_has_a_better_expected_log_score(truth: list[float], report: list[float]) -> None:
    """With bins and date fixed, the true timeline is never beaten: the score is proper."""
    days = [0, 20, 50, 90]
    outcomes = [5.0, 12.0, 25.0, 33.0, np.inf]
    chances = np.diff([0, *(chance_by(days, truth, [10, 20, 30, 40])), 1])
    honest = timeline_log_score(days, truth, outcomes, 40, bin_days=10)
    other = timeline_log_score(days, report, outcomes, 40, bin_days=10)
    possible = chances > 1e-12
    assert chances[possible] @ honest[possible] <= chances[possible] @ other[possible] + 1e-9


def test_what_was_ruled_out_is_infinitely_surprising() -> None:
    """A flat stretch gives no chance to a week, and a curve that reaches 1 none to "not yet"."""
    assert timeline_log_score([10, 20, 50, 60], [0, 0.5, 0.5, 1.0], 40) == np.inf
    assert timeline_log_score([0, 20], [0, 1], None, evaluated_on=30) == np.inf


def test_what_came_after_the_last_knot_had_the_chance_that_was_left() -> None:
    """5% was left for later or never, and the day does not matter; a curve that reached 1 left nothing."""
    assert timeline_log_score(*KABUL, 300, 400) == pytest.approx(-np.log(0.05))
    assert timeline_log_score(*KABUL, 300) == timeline_log_score(*KABUL, None, evaluated_on=183)
    assert timeline_log_score(*KABUL, 183, 400) == pytest.approx(-np.log(0.05 * 1 / 91))
    assert timeline_pit(*KABUL, 300, 400) == (0.95, 1.0)
    assert timeline_pit(*KABUL, [300, 183], 400).tolist() == [[0.95, 1.0], [0.95, 0.95]]
    assert timeline_log_score([0, 20], [0, 1], 30, 40) == np.inf
    assert timeline_pit([0, 20], [0, 1], 30, 40) == 1.0


def test_a_jump_belongs_to_the_bin_that_its_day_ends() -> None:
    """Day 7 is the last of the first week, and day 0 belongs to the first week too."""
    assert timeline_log_score([7], [0.5], [7, 0]).tolist() == [pytest.approx(np.log(2))] * 2
    assert timeline_log_score([0], [0.25], 0) == pytest.approx(np.log(4))


def test_a_series_keeps_its_index_and_pre_dated_events_are_undefined() -> None:
    """NaN where it had already happened."""
    found = timeline_log_score(*KABUL, pd.Series([51, -3], index=["a", "b"]))
    assert found.index.tolist() == ["a", "b"]
    assert np.isnan(found["b"])


def test_rows_of_knots_give_one_score_each() -> None:
    """A table of timelines has the scores that its rows have alone."""
    days = [[0, 30, 60], [10, 10, 20]]
    cdf = [[0, 0.5, 0.9], [0, 0.5, 0.9]]
    assert timeline_log_score(days, cdf, 15).tolist() == [
        timeline_log_score(days[0], cdf[0], 15),
        timeline_log_score(days[1], cdf[1], 15),
    ]
    assert timeline_pit(days, cdf, 15)[:, 0].tolist() == [0.25, 0.7]


def test_not_happened_needs_an_evaluation_date() -> None:
    """Not happened by when? And NaN is no date, no width a bin."""
    with pytest.raises(ValueError, match=r"y\[1\] is inf; .* evaluated_on"):
        timeline_pit(*KABUL, [51, None])
    with pytest.raises(ValueError, match="evaluated_on is nan"):
        timeline_log_score(*KABUL, 51, evaluated_on=float("nan"))
    with pytest.raises(ValueError, match="bin_days is 0"):
        timeline_log_score(*KABUL, 51, bin_days=0)
    with pytest.raises(ValueError, match=r"y and evaluated_on of shape \(3,\) do not fit"):
        timeline_pit([[0, 1], [0, 1]], [0, 1], [1, 2, 3])
