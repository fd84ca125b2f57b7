"""The log score, plain and with a floor."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from tracker.scoring import clipped_log_score, log_score


def test_a_certain_miss_is_infinite() -> None:
    """It is neither clipped nor a warning."""
    assert log_score(0.0, 1) == np.inf
    assert log_score([0.0, 1.0, 0.5], [1, 0, 1]).tolist() == [np.inf, np.inf, pytest.approx(np.log(2))]


def test_a_certain_hit_is_a_plain_zero() -> None:
    """The sign of zero is not left to chance."""
    assert not np.signbit(log_score([1.0, 0.0], [1, 0])).any()


def test_a_tiny_probability_of_no_keeps_its_digits() -> None:
    """Subtracting from 1 first would round this score to 0."""
    assert log_score(1e-20, 0) == pytest.approx(1e-20)


def test_it_agrees_with_other_libraries() -> None:
    """The same figures come from scikit-learn and scoringrules."""
    rng = np.random.default_rng(2)
    p, y = rng.uniform(0.01, 0.99, 300), rng.integers(0, 2, 300)
    assert log_score(p, y).mean() == pytest.approx(log_loss(y, p), abs=1e-12)
    assert log_score(p, y) == pytest.approx(scoringrules.log_score(y, p), abs=1e-12)


@given(p=st.floats(0, 1), y=st.integers(0, 1), floor=st.floats(1e-6, 0.5))
def test_the_floor_bounds_the_score_and_changes_nothing_above_it(p: float, y: int, floor: float) -> None:
    """With a floor the score is the smaller of the plain one and that of the floor."""
    assert clipped_log_score(p, y, floor) == pytest.approx(min(log_score(p, y), -np.log(floor)), abs=1e-12)


@pytest.mark.parametrize("floor", [0, -0.1, 0.6, float("nan")])
def test_a_floor_that_is_none_is_refused(floor: float) -> None:
    """A floor of 0 would be the plain score under another name."""
    with pytest.raises(ValueError, match="floor is"):
        clipped_log_score(0.5, 1, floor)
