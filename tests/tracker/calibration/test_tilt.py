"""The tests that chances, timelines and quantiles are neither too high nor too low."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.tilt import shift_test, tilt_test
from tracker.comparison.paired_test import signs_p_value
from tracker.tally import Tally

CHANCES = Tally.from_counts([0.2, 0.7], [10, 5], [5, 5])
NONE = Tally.of([], [])


def test_chances_alone_have_the_exact_test() -> None:
    """The number that happened, Poisson-binomial."""
    found = tilt_test(CHANCES, [])
    exact = expected_against_observed(CHANCES)
    assert exact is not None
    assert found.p_value == exact.p_value
    assert found.excess is not None
    assert found.excess > 0


def test_timelines_alone_are_tested_by_the_signs_of_their_misses() -> None:
    """Sooner than said is above 0; where all eight lie on one side, 2 of 256 patterns are as far."""
    soon, late = tilt_test(NONE, [0.1] * 8), tilt_test(NONE, [0.9] * 8)
    assert soon.excess == pytest.approx(3.2)
    assert late.excess == pytest.approx(-3.2)
    assert soon.p_value == pytest.approx(2 / 256)
    assert late.p_value == pytest.approx(2 / 256)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_timelines_alone_have_the_sign_flip_test_of_paired_scores(passed: list[float]) -> None:
    """Two ways to count out the same patterns."""
    misses = 0.5 - np.round(np.array(passed), 3)
    found = tilt_test(NONE, 0.5 - misses)
    expected = signs_p_value(misses) if misses.any() else 1.0
    assert found.p_value == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(0, 10))
def test_a_mirror_changes_the_side_and_no_p_value(passed: list[float], happened: int) -> None:
    """Chances of 1 - p that did not happen, and timelines read from their end."""
    shares = np.round(np.array(passed), 3)
    here = tilt_test(Tally.from_counts([0.3], [10], [happened]), shares)
    there = tilt_test(Tally.from_counts([0.7], [10], [10 - happened]), 1 - shares)
    assert here.excess is not None
    assert there.excess == pytest.approx(-here.excess, abs=1e-9)
    assert there.p_value == pytest.approx(here.p_value, abs=1e-6)


def test_timelines_beside_chances_sharpen_the_test_or_blunt_it() -> None:
    """By whether they err the same way."""
    alone, same, other = (tilt_test(CHANCES, passed).p_value for passed in ([], [0.1] * 6, [0.95] * 6))
    assert alone is not None
    assert same is not None
    assert other is not None
    assert same < alone < other


def test_nothing_has_no_test() -> None:
    """None, with a reason."""
    assert tilt_test(NONE, []).p_value is None
    assert shift_test([], []).p_value is None


def test_stated_distributions_are_tested_with_their_own_spread() -> None:
    """A share that is even from 0 to 1 has the variance 1/12."""
    low, high = shift_test([0.1] * 8, [1.0] * 8), shift_test([0.9] * 8, [1.0] * 8)
    assert low.excess == pytest.approx(3.2)
    assert low.deviation == pytest.approx(np.sqrt(8 / 12))
    assert low.p_value == pytest.approx(high.p_value)


def test_calibrated_forecasters_are_rejected_as_often_as_asked() -> None:
    """At 5% between 2 and 7 in 100 of 1,000."""
    rng = np.random.default_rng(5)
    tilts, shifts = [], []
    for _ in range(1000):
        said = rng.integers(1, 10, 20) / 10
        share, limit = rng.random(8), np.full(8, 0.9)
        passed = np.where(share > limit, 0.95, share)
        tilts.append(tilt_test(Tally.of(said, (rng.random(20) < said).astype(float)), passed).p_value)
        shifts.append(shift_test(passed, limit).p_value)
    for p_values in (tilts, shifts):
        assert 0.02 < np.mean(np.array(p_values, dtype=float) < 0.05) < 0.07
