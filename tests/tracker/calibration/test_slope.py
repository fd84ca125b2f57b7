"""The test of Cox's slope against 1."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.calibration.slope import slope_test
from tracker.tally import Tally


def test_the_direction_is_that_of_the_slope() -> None:
    """Too sure is below 0, too timid above."""
    sure = slope_test(Tally.from_counts([0.05, 0.95], [40, 40], [12, 28]))
    timid = slope_test(Tally.from_counts([0.4, 0.6], [40, 40], [2, 38]))
    assert sure.z is not None
    assert timid.z is not None
    assert sure.z < -3
    assert timid.z > 3
    assert max(sure.p_value or 1, timid.p_value or 1) < 0.01


def test_a_tilt_alone_is_no_fault_of_the_slope() -> None:
    """Log-odds moved by one, all of them."""
    said = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    true = 1 / (1 + np.exp(-(np.log(said / (1 - said)) - 1)))
    found = slope_test(Tally.from_counts(said, [1000] * 5, (1000 * true).round()))
    assert found.p_value is not None
    assert found.p_value > 0.9


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally.of([], []), "no forecasts"),
        (Tally.of([0.4, 0.4], [0, 1]), "same probability"),
        (Tally.of([0.4, 0.6], [1, 1]), "same, and then"),
    ],
)
def test_what_cannot_be_tested_says_why(tally: Tally, words: str) -> None:
    """None, with a reason."""
    found = slope_test(tally)
    assert found.p_value is None
    assert words in str(found.reason)


def test_a_certain_miss_is_ruled_out() -> None:
    """Whatever the others do."""
    assert slope_test(Tally.of([1.0, 0.4, 0.6], [0, 0, 1])).p_value == 0


@pytest.mark.parametrize("chances", [(0.05, 0.3, 0.6, 0.9), (0.01, 0.02, 0.95, 0.99), (0.1, 0.6)])
def test_calibrated_forecasters_are_seldom_rejected(chances: tuple[float, ...]) -> None:
    """At 5% no more than 7.5 in 100 of 800, at 1% no more than 2: extreme chances and few values included."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(800):
        said = rng.choice(chances, 40)
        happened = (rng.random(40) < said).astype(float)
        p_value = slope_test(Tally.of(said, happened)).p_value
        found.append(1.0 if p_value is None else p_value)
    assert np.mean(np.array(found) < 0.05) < 0.075
    assert np.mean(np.array(found) < 0.01) < 0.02
