"""Scores of a history of updates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import brier, daily_brier, open_days_brier

segments = st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=1, max_size=6)


def test_days_after_an_early_end_cost_nothing() -> None:
    """Seven open days of ten: the divisor is ten, in the comparison score seven."""
    history = [(3, 0.2), (4, 0.6)]
    assert daily_brier(history, 1, scheduled_days=10) == pytest.approx(0.256)
    assert open_days_brier(history, 1) == pytest.approx(2.56 / 7)


def test_segments_may_be_mappings() -> None:
    """As a JSON file holds them."""
    history = [{"days": 3, "p": 0.2}, {"days": 4, "p": 0.6}]
    assert daily_brier(history, 1, 10) == daily_brier([(3, 0.2), (4, 0.6)], 1, 10)


@given(history=segments, y=st.integers(0, 1))
def test_it_is_the_mean_over_days_of_the_brier_score(history: list[tuple[int, float]], y: int) -> None:
    """Day by day, when the question stayed open as scheduled; and splitting a segment changes nothing."""
    per_day = [p for length, p in history for _ in range(length)]
    expected = float(np.mean(brier(per_day, y))) if per_day else np.nan
    assert daily_brier(history, y, max(len(per_day), 1)) == pytest.approx(expected, nan_ok=True)
    assert open_days_brier(history, y) == pytest.approx(expected, nan_ok=True)


@given(history=segments, y=st.integers(0, 1), unused=st.integers(0, 50))
def test_it_lies_between_0_and_1(history: list[tuple[int, float]], y: int, unused: int) -> None:
    """More scheduled days can only lower it."""
    opened = [(1, 0.5), *history]
    scheduled = sum(length for length, _ in opened) + unused
    assert 0 <= daily_brier(opened, y, scheduled) <= open_days_brier(opened, y) <= 1


def test_a_history_without_an_open_day_is_undefined() -> None:
    """NaN, never 0: nothing was said while the question was open."""
    assert np.isnan(daily_brier([], 1, 10))
    assert np.isnan(open_days_brier([(0, 0.5)], 1))


def test_fractions_of_days_may_fill_the_schedule() -> None:
    """Rounding in the sum of parts of days is no extra day."""
    assert daily_brier([(0.1, 0.5)] * 3, 1, scheduled_days=0.3) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("history", "y", "scheduled", "message"),
    [
        ([(8, 0.5), (3, 0.5)], 1, 10, "there were 11 open days"),
        ([(3, 0.5)], 1, float("nan"), "scheduled_days is nan"),
        ([(3, 0.5)], 1, float("inf"), "scheduled_days is inf"),
        ([(3, 0.5), (-1, 0.5)], 1, 10, r"days\[1\] is -1.0"),
        ([(3, 0.5), (1, 1.5)], 1, 10, r"p\[1\] is 1.5"),
        ([(3, 0.5)], 2, 10, "y is 2.0"),
    ],
)
def test_an_impossible_history_is_refused(history: Any, y: Any, scheduled: Any, message: str) -> None:
    """The bad value is named."""
    with pytest.raises(ValueError, match=message):
        daily_brier(history, y, scheduled)
