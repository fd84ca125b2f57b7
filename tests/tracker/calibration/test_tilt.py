"""The test that chances and timelines are neither too high nor too low."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.tilt import tilt_test
from tracker.tally import Tally

CHANCES = Tally.from_counts([0.2, 0.7], [10, 5], [5, 5])


def test_chances_alone_have_the_exact_test() -> None:
    """The number that happened, Poisson-binomial."""
    found = tilt_test(CHANCES, [], [])
    exact = expected_against_observed(CHANCES)
    assert exact is not None
    assert found.p_value == exact.p_value
    assert found.z is not None
    assert found.z > 0


def test_timelines_alone_are_tested_by_what_had_passed() -> None:
    """Events that come sooner than said are above 0."""
    soon = tilt_test(Tally.of([], []), [0.1] * 8, [1.0] * 8)
    late = tilt_test(Tally.of([], []), [0.9] * 8, [1.0] * 8)
    assert soon.z == pytest.approx(0.4 * 8 / np.sqrt(8 / 12))
    assert late.z == pytest.approx(-0.4 * 8 / np.sqrt(8 / 12))
    assert soon.p_value == pytest.approx(late.p_value)


def test_timelines_beside_chances_sharpen_the_test_or_blunt_it() -> None:
    """By whether they err the same way."""
    alone, same, other = (
        tilt_test(CHANCES, passed, [0.9] * len(passed)).p_value for passed in ([], [0.1] * 6, [0.95] * 6)
    )
    assert alone is not None
    assert same is not None
    assert other is not None
    assert same < alone < other


def test_nothing_has_no_test() -> None:
    """None, with a reason."""
    assert tilt_test(Tally.of([], []), [], []).p_value is None


def test_calibrated_forecasters_are_rejected_as_often_as_asked() -> None:
    """At 5% between 2 and 7 in 100 of 1,000."""
    rng = np.random.default_rng(5)
    p_values = []
    for _ in range(1000):
        said = rng.integers(1, 10, 20) / 10
        share, limit = rng.random(8), np.full(8, 0.9)
        passed = np.where(share > limit, 0.95, share)
        found = tilt_test(Tally.of(said, (rng.random(20) < said).astype(float)), passed, limit)
        assert found.p_value is not None
        p_values.append(found.p_value)
    assert 0.02 < np.mean(np.array(p_values) < 0.05) < 0.07
