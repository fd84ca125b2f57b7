"""Expected against observed, and the reliability curve."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from tracker.calibration import expected_against_observed, poisson_binomial, reliability

PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.75, 1.0]), st.integers(0, 1)), min_size=1)


def _by_enumeration(said: list[float]) -> list[float]:
    chances = [0.0] * (len(said) + 1)
    for outcome in itertools.product((0, 1), repeat=len(said)):
        chances[sum(outcome)] += math.prod(p if y else 1 - p for p, y in zip(said, outcome, strict=True))
    return chances


@given(st.lists(st.floats(0, 1), max_size=9))
def test_the_poisson_binomial_agrees_with_counting_every_case(said: list[float]) -> None:
    """All 2^n cases, added up."""
    assert poisson_binomial(said).tolist() == pytest.approx(_by_enumeration(said), abs=1e-12)


def test_expected_against_observed_by_hand() -> None:
    """Three at 90%, none came: P(K <= 0) is 0.001, doubled."""
    found = expected_against_observed([0.9, 0.9, 0.9], [0, 0, 0])
    assert found is not None
    assert found.expected == pytest.approx(2.7)
    assert (found.observed, found.count) == (0, 3)
    assert found.p_value == pytest.approx(0.002)


def test_certainty_that_fails_cannot_be_luck() -> None:
    """A chance of 100% that did not come has p = 0."""
    found = expected_against_observed([1.0], [0])
    assert found is not None
    assert found.p_value == 0


@given(PAIRS)
def test_the_test_is_a_probability_and_the_range_holds_the_middle(pairs: list[tuple[float, int]]) -> None:
    """Bounds, and at least 95% between low and high."""
    said, happened = zip(*pairs, strict=True)
    found = expected_against_observed(said, happened)
    assert found is not None
    assert 0 <= found.p_value <= 1
    assert 0 <= found.low <= found.high <= found.count
    assert poisson_binomial(said)[found.low : found.high + 1].sum() >= 0.95 - 1e-9


def test_nothing_said_is_undefined() -> None:
    """None, never 0."""
    assert expected_against_observed([], []) is None
    assert reliability([], [], seed=1) is None


@pytest.mark.parametrize(
    ("said", "happened"), [([0.5, 1.2], [0, 1]), ([0.5], [0.5]), ([float("nan")], [1]), ([0.5], [0, 1])]
)
def test_what_is_no_probability_or_no_outcome_is_refused(said: list[float], happened: list[float]) -> None:
    """Graded outcomes have no place in a count."""
    with pytest.raises(ValueError, match=r"probabilities|outcomes?"):
        expected_against_observed(said, happened)


@given(PAIRS)
def test_the_curve_is_isotonic_regression_over_pooled_probabilities(pairs: list[tuple[float, int]]) -> None:
    """An independent implementation gives the same heights."""
    said, happened = (np.array(column, float) for column in zip(*pairs, strict=True))
    found = reliability(said, happened, seed=1, replicates=5)
    assert found is not None
    oracle = IsotonicRegression().fit(said, happened).predict([point.said for point in found.points])
    assert [point.curve for point in found.points] == pytest.approx(oracle.tolist(), abs=1e-9)


@given(PAIRS)
def test_the_order_of_the_rows_does_not_matter(pairs: list[tuple[float, int]]) -> None:
    """Ties are pooled first."""
    said, happened = zip(*pairs, strict=True)
    assert reliability(said, happened, seed=1, replicates=5) == reliability(
        said[::-1], happened[::-1], seed=1, replicates=5
    )


@given(PAIRS)
def test_the_parts_add_up_to_the_score(pairs: list[tuple[float, int]]) -> None:
    """Miscalibration less discrimination plus uncertainty, none of them negative."""
    said, happened = zip(*pairs, strict=True)
    found = reliability(said, happened, seed=1, replicates=5)
    assert found is not None
    assert found.miscalibration - found.discrimination + found.uncertainty == pytest.approx(found.score)
    assert min(found.miscalibration, found.discrimination, found.uncertainty) >= -1e-12


@pytest.mark.parametrize(
    ("said", "happened", "parts"),
    [
        ([0.2, 0.5, 0.7], [1, 1, 1], (0.32666666666666666, 0.32666666666666666, 0.0, 0.0)),
        ([0.7], [1], (0.09, 0.09, 0.0, 0.0)),
    ],
)
def test_the_decomposition_agrees_with_worked_figures(
    said: list[float], happened: list[int], parts: tuple[float, ...]
) -> None:
    """Score, miscalibration, discrimination, uncertainty."""
    found = reliability(said, happened, seed=1, replicates=5)
    assert found is not None
    assert (found.score, found.miscalibration, found.discrimination, found.uncertainty) == pytest.approx(
        parts
    )


def test_equal_probabilities_are_one_point_though_their_last_bits_differ() -> None:
    """0.1 + 0.2 is 0.3."""
    found = reliability([0.3, 0.1 + 0.2], [0, 1], seed=1, replicates=5)
    assert found is not None
    assert [(point.said, point.count) for point in found.points] == [(0.3, 2)]


def test_a_calibrated_forecaster_shows_miscalibration_by_luck() -> None:
    """At twenty forecasts on tenths it is far from 0: about 0.045 to 0.06."""
    said = [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9] * 2
    found = reliability(said, [0, 1] * 10, seed=1)
    assert found is not None
    assert 0.03 < found.by_luck < 0.07


def test_more_than_a_thousand_probabilities_are_pooled_to_three_places() -> None:
    """A curve of millions stays a curve of a thousand points, with all forecasts in it."""
    rng = np.random.default_rng(2)
    said = rng.random(5000)
    found = reliability(said, (rng.random(5000) < said).astype(float), seed=1, replicates=5)
    assert found is not None
    assert found.places == 3
    assert len(found.points) <= 1001
    assert sum(point.count for point in found.points) == 5000


def test_the_poisson_binomial_of_many_is_near_the_normal() -> None:
    """Ten thousand different probabilities: mean, spread and total agree with their formulas."""
    said = np.random.default_rng(2).random(10_000)
    chances = poisson_binomial(said)
    counts = np.arange(len(chances))
    mean = float(chances @ counts)
    assert chances.sum() == pytest.approx(1)
    assert mean == pytest.approx(said.sum())
    assert float(chances @ (counts - mean) ** 2) == pytest.approx((said * (1 - said)).sum())
