"""Windows: hit or missed, by how far, and their interval score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import interval_score, timing_error, window_hit, window_interval_score

days = st.integers(0, 60).map(float)


@pytest.mark.parametrize(("y", "hit"), [(29, False), (30, True), (92, True), (93, False), (None, False)])
def test_both_ends_of_a_window_belong_to_it(y: float | None, hit: bool) -> None:
    """Once it is over a window is hit or missed, and never is a miss."""
    assert window_hit(30, 92, y, evaluated_on=93) is hit
    if y is not None:
        assert window_hit(30, 92, y) is hit


@pytest.mark.parametrize("y", [20, 51, None])
def test_a_window_is_undecided_through_its_last_day(y: float | None) -> None:
    """Early hits and early misses wait for the late ones; the last day counts in full."""
    assert window_hit(30, 92, y, evaluated_on=60) is None
    assert window_hit(30, 92, y, evaluated_on=92) is None


def test_many_windows_give_one_zero_and_nan() -> None:
    """A hit, a miss, one that is not over and one that was over before it was said."""
    found = window_hit(30, [92, 92, 99, 92], pd.Series([51, np.inf, 51, -1]), evaluated_on=95)
    assert isinstance(found, pd.Series)
    assert found.tolist() == pytest.approx([1, 0, np.nan, np.nan], nan_ok=True)
    assert window_hit(30, 92, -1) is None


def test_timing_errors_are_negative_when_early_and_undefined_when_not_happened() -> None:
    """Days after the central date, for what happened since the forecast was made."""
    assert timing_error(61, [51, 70, None, -3]) == pytest.approx([-10, 9, np.nan, np.nan], nan_ok=True)


def test_a_window_is_cut_off_at_the_evaluation_date() -> None:
    """Before it opens nothing is lost; inside it its known part counts; afterwards the whole of it."""
    assert window_interval_score(30, 92, None, 0.2, evaluated_on=20) == 0
    assert window_interval_score(30, 92, None, 0.2, evaluated_on=40) == 10
    assert window_interval_score(30, 92, 35, 0.2, evaluated_on=40) == 10
    assert window_interval_score(30, 92, None, 0.2, evaluated_on=102) == 62 + 10 * 10
    assert window_interval_score(30, 92, 51, 0.2, evaluated_on=102) == 62


@given(
    outcomes=st.lists(days, min_size=1, max_size=8),
    ends=st.tuples(days, days),
    c=days,
    alpha=st.floats(0.05, 0.9),
)
def test_no_other_window_beats_the_true_one_on_any_evaluation_date(
    outcomes: list[float], ends: tuple[float, float], c: float, alpha: float
) -> None:
    """Cut off alike whether or not it has happened, the score stays proper for the two quantiles."""
    low, high = np.quantile(outcomes, [alpha / 2, 1 - alpha / 2], method="inverted_cdf")
    honest = window_interval_score(low, high, outcomes, alpha, evaluated_on=c).mean()
    assert honest <= window_interval_score(min(ends), max(ends), outcomes, alpha, c).mean() + 1e-9


@given(low=days, width=days, y=days)
def test_without_an_evaluation_date_it_is_the_interval_score(low: float, width: float, y: float) -> None:
    """Nothing is cut off then."""
    assert window_interval_score(low, low + width, y, 0.2) == interval_score(low, low + width, y, 0.2)


def test_an_event_before_the_forecast_is_undefined() -> None:
    """The others in the column have their scores."""
    found = window_interval_score([30, 30], [92, 92], pd.Series([-2, 51], index=["a", "b"]), 0.2)
    assert found.to_dict() == {"a": pytest.approx(np.nan, nan_ok=True), "b": 62}


@pytest.mark.parametrize(
    ("lower", "upper", "y", "evaluated_on", "message"),
    [
        (92, 30, 51, 93, "lower is 92.0"),
        (30, float("nan"), 51, 93, "upper is nan"),
        (30, 92, float("nan"), 93, "write inf"),
        (30, 92, 51, float("nan"), "evaluated_on is nan"),
    ],
)
@pytest.mark.parametrize(
    "score",
    [window_hit, lambda lower, upper, y, known: window_interval_score(lower, upper, y, 0.2, known)],
)
def test_what_is_no_window_is_refused(
    score: Any, lower: Any, upper: Any, y: Any, evaluated_on: Any, message: str
) -> None:
    """The bad value is named."""
    with pytest.raises(ValueError, match=message):
        score(lower, upper, y, evaluated_on)


def test_a_cut_off_needs_a_date_and_an_error_a_central_day() -> None:
    """Not happened by when? And a median that is not a day has no error."""
    with pytest.raises(ValueError, match=r"y is inf; .* evaluated_on"):
        window_interval_score(30, 92, None, 0.2)
    with pytest.raises(ValueError, match=r"y is inf; .* evaluated_on"):
        window_hit(30, 92, None)
    with pytest.raises(ValueError, match=r"y\[1\] is inf; .* evaluated_on"):
        window_hit(30, 92, [51, None])
    with pytest.raises(ValueError, match="median is nan"):
        timing_error(float("nan"), 51)
