"""The curve of a timeline and its height on any day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import chance_by

KABUL = ([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95])


@given(days=st.lists(st.integers(0, 99), min_size=2, max_size=6, unique=True), t=st.floats(-10, 120))
def test_between_knots_it_is_straight(days: list[int], t: float) -> None:
    """With distinct days it is linear interpolation, 0 before the first knot and flat after the last."""
    days.sort()
    cdf = np.linspace(0.2, 0.8, len(days))
    assert chance_by(days, cdf, t) == pytest.approx(float(np.interp(t, days, cdf, left=0.0)))


def test_on_the_day_of_a_jump_the_higher_value_holds() -> None:
    """An event on day 61 counts as happened at t = 61; the chance before it is asked for by name."""
    days, cdf = [10, 61, 61, 61, 90], [0.1, 0.3, 0.4, 0.8, 1.0]
    assert chance_by(days, cdf, [61, 60.999999]).round(4).tolist() == [0.8, 0.3]
    assert chance_by(days, cdf, 61, before=True) == 0.3


def test_a_first_knot_above_zero_is_a_jump() -> None:
    """A single knot is a step: nothing before it, its value from that day on."""
    assert chance_by([61], [0.7], [60.9, 61, 1000, np.inf]).tolist() == [0, 0.7, 0.7, 0.7]
    assert chance_by([61], [0.7], 61, before=True) == 0


@pytest.mark.parametrize("before", [False, True])
def test_many_timelines_at_once_are_each_alone(before: bool) -> None:
    """Rows of knots give what each row gives; one day serves all, or each has its own."""
    days = np.array([[0, 30, 30, 92], [10, 20, 90, 90]])
    cdf = np.array([[0, 0.1, 0.6, 0.9], [0.2, 0.2, 0.5, 1.0]])
    for t in ([30, 90], [5.0, 20.0], [0, np.inf]):
        alone = [chance_by(*row, before=before) for row in zip(days, cdf, t, strict=True)]
        assert chance_by(days, cdf, t, before=before).tolist() == alone
    assert chance_by(days, cdf, 30).tolist() == [0.6, pytest.approx(0.2 + 0.3 / 7)]


def test_days_or_chances_may_be_shared() -> None:
    """One grid of days with a row of chances for each timeline, or the other way round."""
    assert chance_by([0, 10], [[0, 1], [0, 0.5]], 5).tolist() == [0.5, 0.25]
    assert chance_by([[0, 10], [0, 20]], [0, 1], 5).tolist() == [0.5, 0.25]


def test_a_series_of_days_keeps_its_index() -> None:
    """A Series goes in and a Series comes out."""
    found = chance_by(*KABUL, pd.Series([30, 61], index=["a", "b"]))
    assert found.to_dict() == {"a": 0.1, "b": 0.5}


@pytest.mark.parametrize(
    ("days", "cdf", "message"),
    [
        ([0, 30, 20], [0, 0.1, 0.2], r"days\[2\] is 20.0; the knots of a curve never go down"),
        ([0, 30, 60], [0, 0.3, 0.2], r"cdf\[2\] is 0.2; the knots of a curve never go down"),
        ([0, 30], [0, 1.2], r"cdf\[1\] is 1.2"),
        ([0, float("nan")], [0, 1], r"days\[1\] is nan"),
        ([-1, 30], [0, 1], r"days\[0\] is -1.0"),
        ([0, float("inf")], [0, 1], r"days\[1\] is inf"),
        ([0, 1], [0, float("nan")], r"cdf\[1\] is nan"),
        ([0, 1], [0, 0.5, 1], "make no knots"),
        ([], [], "make no knots"),
        ([[0, 1], [0, 1], [0, 1]], [[0, 1], [0, 1]], "make no knots"),
    ],
)
def test_what_is_no_curve_is_refused(days: Any, cdf: Any, message: str) -> None:
    """The first bad knot, or the shapes that do not fit, are named."""
    with pytest.raises(ValueError, match=message):
        chance_by(days, cdf, 1)


def test_a_day_for_each_timeline_is_needed() -> None:
    """Two timelines and three days do not fit, and NaN is no day."""
    with pytest.raises(ValueError, match=r"t of shape \(3,\) do not fit"):
        chance_by([[0, 1], [0, 1]], [0, 1], [1, 2, 3])
    with pytest.raises(ValueError, match="t is nan"):
        chance_by(*KABUL, float("nan"))
