"""Intervals for a mean that may drift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import needs_data, rain_scores
from tracker.comparison.drifting_mean import drifting_mean_sequence, long_run_sequence
from tracker.comparison.evidence import evidence

differences = st.lists(st.floats(-1, 1), min_size=1, max_size=60)


@given(values=differences)
def test_it_holds_the_mean_and_excludes_0_exactly_when_the_evidence_decides(values: list[float]) -> None:
    """Both are the same test, seen from two sides."""
    found, known = drifting_mean_sequence(values, bound=1.0), evidence(values, bound=1.0)
    assert np.all(found.low <= found.centre)
    assert np.all(found.centre <= found.high)
    near = 1e-6
    sure = np.abs(np.log(np.maximum(known.first_better, known.second_better) / 40)) > near
    excluded = (found.low > 0) | (found.high < 0)
    decided = np.maximum(known.first_better, known.second_better) >= 40
    assert np.array_equal(excluded[sure], decided[sure])


def test_turning_all_signs_mirrors_the_intervals() -> None:
    """Low ends become high ends."""
    values = np.random.default_rng(3).uniform(-1, 1, 50)
    there, back = drifting_mean_sequence(values, bound=1.0), drifting_mean_sequence(-values, bound=1.0)
    assert there.low == pytest.approx(-back.high, abs=1e-12)


def test_a_drifting_mean_is_lost_at_most_once_in_20() -> None:
    """Expected differences that swing from 0.4 to -0.4, at any of 200 looks, over 300 runs."""
    rng = np.random.default_rng(8)
    expected = 0.4 * np.cos(np.arange(200) / 20)
    average = np.cumsum(expected) / np.arange(1, 201)
    lost = 0
    for _ in range(300):
        found = drifting_mean_sequence(np.where(rng.random(200) < (1 + expected) / 2, 1.0, -1.0), bound=1.0)
        lost += bool(np.any((found.low > average) | (found.high < average)))
    assert lost / 300 <= 0.05


def test_its_shown_ends_are_clipped_but_may_widen() -> None:
    """Earlier intervals were about another average, so they are not intersected."""
    found = drifting_mean_sequence([0.9] * 300 + [-0.9] * 300, bound=1.0)
    assert found.shown_low[299] > found.shown_low[599]
    assert found.shown_low.min() == -1.0
    assert drifting_mean_sequence([], bound=1.0).count == 0


@needs_data
def test_the_published_asymptotic_sequence_comes_out() -> None:
    """EMOS against logistic regression after 92 days of rain forecasts, to the ten digits published."""
    found = long_run_sequence(rain_scores("EMOS") - rain_scores("Logistic"), smallest=-1, largest=1)
    assert (found.low[-1], found.high[-1]) == pytest.approx((-0.0769527175, 0.1295107325), abs=6e-11)


def test_the_asymptotic_sequence_rarely_loses_the_mean_and_is_narrower() -> None:
    """At any of 500 looks from the thirtieth on, over 300 runs."""
    rng = np.random.default_rng(12)
    lost = 0
    for run in rng.beta(2, 6, size=(300, 500)):
        found = long_run_sequence(run, smallest=-1, largest=1)
        lost += bool(np.any((found.low > 0.25)[30:] | (found.high < 0.25)[30:]))
    assert lost / 300 <= 0.05
    certain = drifting_mean_sequence(run, bound=1.0)
    assert np.all((found.high - found.low)[30:] < (certain.high - certain.low)[30:])


@given(values=differences)
def test_the_asymptotic_sequence_holds_its_centre_and_mirrors(values: list[float]) -> None:
    """Turning all signs turns the intervals."""
    there = long_run_sequence(values, smallest=-1, largest=1)
    back = long_run_sequence([-value for value in values], smallest=-1, largest=1)
    assert np.all((there.low < there.centre) & (there.centre < there.high))
    assert there.low == pytest.approx(-back.high)


def test_what_does_not_fit_is_refused() -> None:
    """Values out of range, an alpha that is none."""
    with pytest.raises(ValueError, match="between -1 and 1"):
        long_run_sequence([2.0], smallest=-1, largest=1)
    with pytest.raises(ValueError, match="alpha 0"):
        long_run_sequence([0.0], smallest=-1, largest=1, alpha=0)
    with pytest.raises(ValueError, match="alpha"):
        drifting_mean_sequence([0.0], bound=1.0, alpha=1)
