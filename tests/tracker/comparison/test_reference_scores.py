"""Scores of those who know nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from tracker.comparison.reference_scores import base_rate, constant_hazard_scores, steady_rate_scores


@pytest.mark.parametrize("day", [0.0, 12.0, 51.0, 183.0, np.inf])
def test_the_constant_hazard_score_is_the_integral_it_stands_for(day: float) -> None:
    """Computed by quadrature on either side of the event."""
    end = min(day, 183.0)
    missed = quad(lambda t: (1 - 2 ** (-t / 183)) ** 2, 0, end)[0]
    late = quad(lambda t: (2 ** (-t / 183)) ** 2, end, 183)[0]
    assert constant_hazard_scores([day], 183)[0] == pytest.approx((missed + late) / 183, abs=1e-10)


def test_the_founding_case_has_the_published_reference() -> None:
    """Kabul fell on day 51 of 183: 57.252 days."""
    assert constant_hazard_scores([51], 183)[0] * 183 == pytest.approx(57.252, abs=5e-4)


@given(day=st.floats(0, 400), horizon=st.floats(1, 300))
def test_an_event_after_the_horizon_is_as_good_as_none(day: float, horizon: float) -> None:
    """And every score lies between 0 and 1."""
    score, never = constant_hazard_scores([day, np.inf], horizon)
    assert 0 <= score <= 1
    if day >= horizon:
        assert score == pytest.approx(never)


def test_each_outcome_may_have_its_own_reference_class() -> None:
    """One rate for all, or one for each."""
    assert steady_rate_scores([1, 0], [0.9, 0.2]) == pytest.approx([0.01, 0.04])
    assert base_rate([]) is None


def test_what_is_no_outcome_rate_or_horizon_is_refused() -> None:
    """By a sentence that says what is asked for."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        base_rate([2])
    with pytest.raises(ValueError, match="between 0 and 1"):
        steady_rate_scores([1], 1.2)
    with pytest.raises(ValueError, match="horizons above 0"):
        constant_hazard_scores([1], 0)


@pytest.mark.parametrize("rate", [0.0, 0.12, 0.9, 1.0])
@pytest.mark.parametrize("day", [0.0, 30.0, 100.0, np.inf])
def test_a_hazard_reaches_the_stated_rate_by_the_horizon(rate: float, day: float) -> None:
    """As a sum over a fine grid of days has it."""
    t = (np.arange(200_000) + 0.5) / 200_000
    curve = 1 - (1 - rate) ** t
    by_sum = float(((curve - (t >= day / 90)) ** 2).mean())
    assert constant_hazard_scores([day], 90, rate)[0] == pytest.approx(by_sum, abs=2e-5)


def test_a_rate_that_is_none_is_refused() -> None:
    """Above 1."""
    with pytest.raises(ValueError, match="rates lie between 0 and 1"):
        constant_hazard_scores([1.0], 90, 1.2)
