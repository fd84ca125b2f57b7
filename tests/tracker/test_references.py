"""What knowing nothing scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.references import coin, constant_rate


def test_the_coin_scores_a_quarter_either_way() -> None:
    """And nothing where the outcome was half and half."""
    assert (coin(0.0), coin(1.0), coin(0.5)) == (0.25, 0.25, 0.0)


def test_the_constant_rate_agrees_with_the_worked_example() -> None:
    """57.252 days of 183 for an event on day 51."""
    assert constant_rate(51, horizon=183) * 183 == pytest.approx(57.252, abs=1e-3)


@given(st.floats(0, 400), st.floats(1, 300))
def test_an_event_after_the_horizon_is_as_good_as_none(day: float, horizon: float) -> None:
    """And every score lies between 0 and 1."""
    score = constant_rate(day, horizon=horizon)
    assert 0 <= score <= 1
    if day >= horizon:
        assert score == pytest.approx(constant_rate(None, horizon=horizon))


def test_a_horizon_behind_and_an_impossible_outcome_are_refused() -> None:
    """Programmer mistakes."""
    with pytest.raises(ValueError, match="ahead"):
        constant_rate(1, horizon=0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        coin(2)
