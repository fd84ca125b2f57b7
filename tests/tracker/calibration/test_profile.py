"""The interval of Cox's slope from the profile of the penalised likelihood."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit, logit

from tracker.calibration.cox import cox
from tracker.calibration.profile import profile, slope_interval, too_bold_for_a_slope
from tracker.tally import Tally

SAID = np.array([0.1, 0.3, 0.6, 0.9])
COUNTS, HAPPENED = np.array([12.0, 8.0, 9.0, 14.0]), np.array([2.0, 3.0, 4.0, 11.0])


def penalised(at: float, slope: float) -> float:
    """Firth's likelihood, written out again."""
    x = logit(SAID)
    chance = expit(at + slope * x)
    design = np.column_stack([np.ones(4), x])
    information = design.T @ (design * (COUNTS * chance * (1 - chance))[:, None])
    likely = HAPPENED * log_expit(at + slope * x) + (COUNTS - HAPPENED) * log_expit(-at - slope * x)
    return float(likely.sum() + 0.5 * np.log(np.linalg.det(information)))


@pytest.mark.parametrize("slope", [-0.5, 0.4, 1.0, 3.0])
def test_the_profile_is_the_largest_likelihood_over_the_intercept(slope: float) -> None:
    """As another search finds it."""
    found = minimize_scalar(
        lambda at: -penalised(at, slope), bounds=(-8, 8), method="bounded", options={"xatol": 1e-9}
    )
    height, at = profile(logit(SAID), COUNTS, HAPPENED, slope)
    assert height == pytest.approx(-found.fun, abs=1e-8)
    assert at == pytest.approx(found.x, abs=1e-3)


def test_it_is_largest_at_firths_line_and_the_ends_lie_a_chi_squared_below() -> None:
    """3.84 in twice the likelihood."""
    line = cox(Tally.from_counts(SAID, COUNTS, HAPPENED))
    assert line.slope is not None
    assert line.intercept is not None
    best, at = profile(logit(SAID), COUNTS, HAPPENED, line.slope)
    assert at == pytest.approx(line.intercept, abs=1e-6)
    for step in (-0.05, 0.05):
        assert profile(logit(SAID), COUNTS, HAPPENED, line.slope + step)[0] < best
    ends = slope_interval(logit(SAID), COUNTS, HAPPENED, (line.intercept, line.slope))
    for end in ends:
        assert 2 * (best - profile(logit(SAID), COUNTS, HAPPENED, end)[0]) == pytest.approx(3.8415, abs=1e-3)
    wider = slope_interval(logit(SAID), COUNTS, HAPPENED, (line.intercept, line.slope), inflation=2.0)
    assert wider[0] < ends[0] < line.slope < ends[1] < wider[1]


def test_it_stays_finite_where_probabilities_sort_the_outcomes() -> None:
    """Separated: the upper end is far, and a number."""
    x, one = logit(np.array([0.2, 0.3, 0.7, 0.8])), np.ones(4)
    low, high = slope_interval(x, one, np.array([0.0, 0.0, 1.0, 1.0]), (0.0, 1.9))
    assert low < 1.0 < high < 51


def test_forecasts_too_near_to_certain_are_no_ground_for_a_slope() -> None:
    """More than a third beyond 1.8% and 98.2%, those of exactly 0 and 1 aside."""
    assert too_bold_for_a_slope(Tally.of([0.001, 0.999, 0.5, 0.5], [0, 1, 1, 0]))
    assert not too_bold_for_a_slope(Tally.of([0.001, 0.5, 0.5], [0, 1, 1]))
    assert not too_bold_for_a_slope(Tally.of([0.0, 1.0, 0.5], [0, 1, 1]))
    assert not too_bold_for_a_slope(Tally.of([], []))


@pytest.mark.parametrize("missed", [(1, 4), (5, 0), (0, 6), (3, 3), (7, 1)])
def test_ends_far_from_the_line_lie_a_chi_squared_below_too(missed: tuple[int, int]) -> None:
    """All forecasts at .94 or .95: the line may have a slope of 20 and an intercept of -50."""
    said, counts = np.array([0.94, 0.95]), np.array([15.0, 15.0])
    happened = counts - np.array(missed)
    line = cox(Tally.from_counts(said, counts, happened))
    assert line.slope is not None
    assert line.slope_low is not None
    assert line.slope_high is not None
    x = logit(said)
    best = profile(x, counts, happened, line.slope)[0]
    for end in (line.slope_low, line.slope_high):
        if abs(end - line.slope) < 49:
            assert 2 * (best - profile(x, counts, happened, end)[0]) == pytest.approx(3.8415, abs=1e-2)
    inside = np.linspace(line.slope_low, line.slope_high, 9)[1:-1]
    assert all(2 * (best - profile(x, counts, happened, one)[0]) < 3.8415 for one in inside)
