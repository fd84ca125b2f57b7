"""Intervals that hold together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import needs_data, rain_scores
from tracker.comparison.confidence_sequence import confidence_sequence

values = st.lists(st.floats(-1, 1), min_size=1, max_size=80)


@needs_data
@pytest.mark.parametrize(
    ("looks", "low", "high"),
    [
        (10, -1.4805451629, 1.4794996201),
        (50, -0.2769081065, 0.3238345164),
        (92, -0.1384460098, 0.1910040248),
    ],
)
def test_the_published_empirical_bernstein_sequence_comes_out(looks: int, low: float, high: float) -> None:
    """EMOS against logistic regression, rain in Niamey, to the ten digits published."""
    found = confidence_sequence(rain_scores("EMOS") - rain_scores("Logistic"), smallest=-1, largest=1)
    assert (found.low[looks - 1], found.high[looks - 1]) == pytest.approx((low, high), abs=6e-11)


@needs_data
def test_the_published_hoeffding_sequence_comes_out() -> None:
    """The same forecasts after 92 days."""
    found = confidence_sequence(
        rain_scores("EMOS") - rain_scores("Logistic"), smallest=-1, largest=1, how="Hoeffding"
    )
    assert (found.low[-1], found.high[-1]) == pytest.approx((-0.2851696267, 0.3431467342), abs=6e-11)


@given(given_values=values, how=st.sampled_from(["empirical Bernstein", "Hoeffding"]))
def test_what_is_shown_shrinks_and_stays_in_range(given_values: list[float], how: str) -> None:
    """Low ends never sink, high ends never rise, and each raw interval holds its centre."""
    found = confidence_sequence(given_values, smallest=-1, largest=1, how=how)  # type: ignore[arg-type]
    assert np.all(found.low <= found.centre)
    assert np.all(found.centre <= found.high)
    assert np.all(np.diff(found.shown_low) >= 0)
    assert np.all(np.diff(found.shown_high) <= 0)
    assert found.shown_low.min() >= -1
    assert found.shown_high.max() <= 1


@given(given_values=values)
def test_units_do_not_matter(given_values: list[float]) -> None:
    """Values and range moved and stretched move and stretch the intervals."""
    plain = confidence_sequence(given_values, smallest=-1, largest=1)
    moved = confidence_sequence([3 + 5 * (value + 1) for value in given_values], smallest=3, largest=13)
    assert moved.low == pytest.approx(3 + 5 * (plain.low + 1), abs=1e-8)


@pytest.mark.parametrize("how", ["empirical Bernstein", "Hoeffding"])
def test_the_true_mean_is_lost_at_most_once_in_20(how: str) -> None:
    """At any of 200 looks, over 500 runs."""
    rng = np.random.default_rng(9)
    lost = 0
    for run in rng.beta(2, 6, size=(500, 200)):
        found = confidence_sequence(run, smallest=0, largest=1, how=how)  # type: ignore[arg-type]
        lost += bool(np.any((found.low > 0.25) | (found.high < 0.25)))
    assert lost / 500 <= 0.05


def test_many_looks_narrow_it_down() -> None:
    """2,000 steady differences leave less than 0.1."""
    rng = np.random.default_rng(1)
    found = confidence_sequence(rng.choice([-0.2, 0.3], 2000), smallest=-1, largest=1)
    assert found.shown_high[-1] - found.shown_low[-1] < 0.1
    assert found.table.columns.tolist() == ["event", "centre", "low", "high", "shown_low", "shown_high"]


def test_no_events_give_no_intervals_and_what_does_not_fit_is_refused() -> None:
    """Values outside the range break the guarantee."""
    assert confidence_sequence([], smallest=-1, largest=1).count == 0
    with pytest.raises(ValueError, match="between -1 and 1"):
        confidence_sequence([2.0], smallest=-1, largest=1)
    with pytest.raises(ValueError, match="alpha"):
        confidence_sequence([0.0], smallest=-1, largest=1, alpha=1)
