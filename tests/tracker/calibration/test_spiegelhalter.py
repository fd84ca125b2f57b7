"""Spiegelhalter's test."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import GradedOutcomes
from tests.tracker.drawn import on_the_grid
from tests.tracker.examples import TEN_P, TEN_Y, golden, icing, niamey
from tracker.calibration.spiegelhalter import spiegelhalter
from tracker.tally import Tally


@pytest.mark.parametrize("row", golden("spiegelhalter_z"))
def test_golden_statistics(row: dict[str, Any]) -> None:
    """The golden rows come out, the undefined one as None."""
    found = spiegelhalter(Tally.of(**row["inputs"]), seed=1).z
    assert found == (row["expected"] and pytest.approx(row["expected"], abs=row["tolerance"]))


@pytest.mark.parametrize("row", golden("spiegelhalter_p_exact_enumeration"))
def test_golden_p_values(row: dict[str, Any]) -> None:
    """The exact p-value of ten forecasts."""
    found = spiegelhalter(Tally.of(**row["inputs"]), seed=1)
    assert found.p_value == pytest.approx(row["expected"], abs=row["tolerance"])
    assert (found.method, found.replicates, found.seed) == ("exact", None, None)


def test_published_statistics() -> None:
    """The icing counts, and three methods for Niamey."""
    assert spiegelhalter(icing(), seed=1).z == pytest.approx(-0.98990471528, abs=1e-11)
    published = {"Logistic": -0.770661193427, "EMOS": -0.371224217388, "EPC": -0.776028121151}
    for method, z in published.items():
        found = spiegelhalter(niamey(method), seed=1)
        assert found.z == pytest.approx(z, abs=1e-12)
        assert (found.method, found.replicates, found.seed) == ("Monte Carlo", 9999, 1)


def enumerated(p: list[float], y: list[int]) -> float:
    """The chance of a sum as far from expectation, over every combination."""
    lever = np.array([1 - 2 * q for q in p])
    far = abs(float((np.array(y) - p) @ lever))
    return sum(
        float(np.prod([q if happened else 1 - q for q, happened in zip(p, outcome, strict=True)]))
        for outcome in product([0, 1], repeat=len(p))
        if abs(float((np.array(outcome) - p) @ lever)) >= far - 1e-9
    )


@given(
    st.lists(st.tuples(on_the_grid.filter(lambda p: 0 < p < 1), st.integers(0, 1)), min_size=1, max_size=8)
)
@settings(max_examples=50, deadline=None)
def test_the_exact_p_value_is_that_of_every_combination(drawn: list[tuple[float, int]]) -> None:
    """Counted in whole numbers on the grid."""
    p, y = (list(part) for part in zip(*drawn, strict=True))
    found = spiegelhalter(Tally.of(p, y), seed=1)
    if found.z is None:
        assert set(p) == {0.5}
    else:
        assert found.p_value == pytest.approx(enumerated(p, y), abs=1e-10)


def test_probabilities_off_the_grid_are_counted_too() -> None:
    """Few enough different ones are enumerated, certain and even ones aside."""
    p, y = [1 / 3, 2 / 7, 5 / 9, 0.77777, 0.0, 1.0, 0.5], [0, 1, 1, 1, 0, 1, 0]
    found = spiegelhalter(Tally.of(p, y), seed=1)
    assert found.method == "exact"
    assert found.p_value == pytest.approx(enumerated(p, y), abs=1e-12)


def test_draws_agree_with_the_exact_chance() -> None:
    """Nudged off the grid, the ten forecasts are drawn when there are too many of them to count."""
    exact = spiegelhalter(Tally.of(TEN_P * 5, TEN_Y * 5), seed=1)
    nudged = Tally.of(np.array(TEN_P * 5) + np.arange(50) * 1e-7, TEN_Y * 5)
    drawn, again = (spiegelhalter(nudged, seed=2) for _ in range(2))
    assert (exact.method, drawn.method) == ("exact", "Monte Carlo")
    assert drawn.p_value == pytest.approx(exact.p_value, abs=0.03)
    assert drawn == again


def test_very_many_forecasts_take_the_normal() -> None:
    """And it says so."""
    p = np.random.default_rng(1).random(10_001)
    found = spiegelhalter(Tally.of(p, np.random.default_rng(2).random(10_001) < p), seed=1)
    assert found.method == "normal"
    assert found.p_value is not None
    assert found.p_value > 0.01


def test_a_certain_miss_is_rejected_outright() -> None:
    """No calibrated forecaster rules out what happens."""
    found = spiegelhalter(Tally.of([0.0, 0.4], [1, 0]), seed=1)
    assert found.p_value == 0
    assert found.reason is not None
    assert spiegelhalter(Tally.of([1.0, 0.5], [0, 0]), seed=1).z is None


def test_the_undefined_has_its_reason() -> None:
    """Certain and even forecasts do not vary, nothing has no statistic, and a tie is refused."""
    assert "0, 0.5 or 1" in str(spiegelhalter(Tally.of([0.0, 0.5, 1.0], [0, 1, 1]), seed=1).reason)
    assert spiegelhalter(Tally.of([], []), seed=1).reason == "There are no forecasts."
    with pytest.raises(GradedOutcomes, match="Spiegelhalter"):
        spiegelhalter(Tally.of([0.4], [0.5]), seed=1)


def test_forecasts_that_share_events_have_a_statistic_and_no_p_value() -> None:
    """Ten copies make Z larger, and prove nothing."""
    p, y = np.tile(TEN_P, 10), np.tile(TEN_Y, 10)
    found = spiegelhalter(Tally.of(p, y, cluster=np.tile(np.arange(10), 10)), seed=1)
    assert found.z == pytest.approx(np.sqrt(10) * -0.6262, abs=1e-3)
    assert found.p_value is None
    assert str(found.reason).startswith("Forecasts share events")
    alone = spiegelhalter(Tally.of(TEN_P, TEN_Y, cluster=range(10)), seed=1)
    assert alone == spiegelhalter(Tally.of(TEN_P, TEN_Y), seed=1)
