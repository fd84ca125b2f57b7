"""How many events it takes until a fault of calibration is seen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import binom

from forecasts.errors import ImpossiblePlan
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.slope import slope_test
from tracker.planning.faults import ASSUMED_CHANCES, events_to_see_bias, events_to_see_slope
from tracker.tally import Tally


def _power(said: float, true: float, events: int) -> float:
    """How often the exact test finds one chance to be wrong, on the right side, by trying every count."""
    found = 0.0
    for came in range(events + 1):
        test = expected_against_observed(Tally.from_counts([said], [events], [came]))
        if test is not None and test.p_value <= 0.05 and (came > events * said) == (true > said):
            found += float(binom.pmf(came, events, true))
    return found


@pytest.mark.parametrize(("said", "fault"), [(0.5, 0.1), (0.9, 0.08), (0.2, 0.15)])
def test_the_exact_test_has_the_power_that_is_stated(said: float, fault: float) -> None:
    """In the harder direction; one event fewer has not."""
    enough = events_to_see_bias([said], fault)
    sides = [side for side in (said - fault, said + fault) if 0 < side < 1]
    assert min(_power(said, side, enough.events) for side in sides) == pytest.approx(enough.power, abs=1e-9)
    assert 0.8 <= enough.power < 0.86
    assert min(_power(said, side, enough.events - 1) for side in sides) < 0.8
    assert enough.by_formula == pytest.approx(enough.events, rel=0.25)


def test_mixed_chances_are_found_out_as_often_as_was_asked() -> None:
    """By drawing events from what was said, and the test as it is printed."""
    said = np.array([0.1, 0.3, 0.3, 0.6, 0.8, 0.95])
    enough = events_to_see_bias(said, 0.1)
    rng, found = np.random.default_rng(7), {-1: 0, 1: 0}
    for side in found:
        shift = _shift(said, said.mean() + side * 0.1)
        for _ in range(500):
            p = rng.choice(said, enough.events)
            happened = rng.random(len(p)) < expit(logit(p) + shift)
            test = expected_against_observed(Tally.of(p, happened))
            assert test is not None
            found[side] += test.p_value <= 0.05
    assert 0.75 < min(found.values()) / 500 < 0.87


def _shift(said: np.ndarray[tuple[int], np.dtype[np.float64]], mean: float) -> float:
    """The shift of the log-odds, by halving, apart from how the plan finds it."""
    low, high = -10.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(logit(said) + middle).mean() < mean else (low, middle)
    return low


def test_overconfidence_is_found_out_as_often_as_was_asked() -> None:
    """By made-up events from another seed."""
    enough = events_to_see_slope(ASSUMED_CHANCES, 0.5, seed=1, draws=600)
    rng, found = np.random.default_rng(11), 0
    for _ in range(600):
        p = rng.choice(ASSUMED_CHANCES, enough.events)
        test = slope_test(Tally.of(p, rng.random(len(p)) < expit(0.5 * logit(p))))
        found += test.p_value is not None and test.p_value <= 0.05 and (test.z or 0) < 0
    assert 0.74 < found / 600 < 0.87
    assert enough.by_formula == pytest.approx(enough.events, rel=0.25)


def test_what_cannot_be_is_refused() -> None:
    """A fault beyond certainty, none, the right slope, a slope of one chance."""
    for fault in (0.5, 0.0):
        with pytest.raises(ImpossiblePlan):
            events_to_see_bias([0.5], fault)
    for slope in (1.0, -0.5, 51.0, 1e9, float("inf"), float("nan")):
        with pytest.raises(ImpossiblePlan):
            events_to_see_slope(ASSUMED_CHANCES, slope, seed=1)
    with pytest.raises(ImpossiblePlan, match="one chance alone"):
        events_to_see_slope([0.4, 0.4], 0.5, seed=1)


def test_the_only_possible_direction_is_planned_for() -> None:
    """What is called 95% likely can be 10 points too high, and never 10 points too low."""
    assert events_to_see_bias([0.95], 0.1).events < events_to_see_bias([0.5], 0.1).events
