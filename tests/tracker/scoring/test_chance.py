"""Scores of one stated probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from tracker.scoring import (
    baseline_score,
    brier,
    brier_band,
    brier_mean,
    clipped_log_score,
    log_score,
    spherical_loss,
    spherical_score,
)

if TYPE_CHECKING:
    from collections.abc import Callable

chances = st.floats(0, 1)
SCORES = [brier, log_score, spherical_loss]


def expected(score: Callable[[float, float], float], report: float, truth: float) -> float:
    """The mean of a score if it happens with the chance `truth`; what cannot happen costs nothing."""
    return sum(weight * score(report, y) for y, weight in ((1, truth), (0, 1 - truth)) if weight)


@pytest.mark.parametrize("score", SCORES)
@given(truth=chances, report=chances)
def test_no_other_probability_has_a_better_expected_score(score: Any, truth: float, report: float) -> None:
    """Saying what one believes is never beaten: the score is proper."""
    assert expected(score, truth, truth) <= expected(score, report, truth) + 1e-12


@given(truth=st.floats(0.01, 0.99), report=st.floats(0.01, 0.99))
def test_a_baseline_score_is_never_better_in_expectation_for_another_probability(
    truth: float, report: float
) -> None:
    """The platform score, larger the better, is proper as well."""
    assert expected(baseline_score, truth, truth) >= expected(baseline_score, report, truth) - 1e-9


def test_the_clipped_log_score_rewards_a_lie_below_its_floor() -> None:
    """It is not proper: who believes 0.001 loses nothing by saying 0 (the docstring says so)."""
    assert expected(lambda p, y: clipped_log_score(p, y, 0.01), 0.0, 0.001) < expected(
        lambda p, y: clipped_log_score(p, y, 0.01), 0.001, 0.001
    )


@given(grades=st.lists(chances, min_size=1, max_size=9), report=chances)
def test_a_graded_outcome_rewards_the_mean_grade(grades: list[float], report: float) -> None:
    """The Brier score is proper for the expected grade of outcomes that were met in part."""
    best = float(np.clip(np.mean(grades), 0, 1))
    assert np.mean(brier(best, grades)) <= np.mean(brier(report, grades)) + 1e-12


@pytest.mark.parametrize(
    ("score", "best", "worst"),
    [(brier, 0, 1), (log_score, 0, np.inf), (spherical_loss, 0, 1), (spherical_score, 1, 0)],
)
def test_certainty_is_best_when_right_and_worst_when_wrong(score: Any, best: float, worst: float) -> None:
    """Each score reaches its ends at certain and right, certain and wrong."""
    assert score([0, 1], [0, 1]).tolist() == [best, best]
    assert score([0, 1], [1, 0]).tolist() == [worst, worst]


@given(p=chances, y=st.integers(0, 1))
def test_scores_stay_within_their_range(p: float, y: int) -> None:
    """No score leaves the range that its docstring names."""
    assert 0 <= brier(p, y) <= 1
    assert log_score(p, y) >= 0
    assert 0 <= spherical_score(p, y) <= 1
    assert spherical_score(p, y) + spherical_loss(p, y) == pytest.approx(1)
    assert 0 <= clipped_log_score(p, y, 0.01) <= -np.log(0.01)


@given(p=chances, y=st.integers(0, 1))
def test_the_opposite_claim_has_the_same_score(p: float, y: int) -> None:
    """Scoring "it will not" at 1 - p is scoring "it will" at p."""
    assert brier(1 - p, 1 - y) == pytest.approx(brier(p, y), abs=1e-12)
    assert spherical_score(1 - p, 1 - y) == pytest.approx(spherical_score(p, y), abs=1e-12)


@given(pairs=st.lists(st.tuples(chances, st.integers(0, 1)), min_size=1), seed=st.integers(0, 99))
def test_the_order_of_forecasts_does_not_matter(pairs: list[tuple[float, int]], seed: int) -> None:
    """Each forecast has its own score, whatever stands beside it."""
    p, y = np.array(pairs).T
    order = np.random.default_rng(seed).permutation(len(p))
    assert brier(p[order], y[order]).tolist() == brier(p, y)[order].tolist()


def test_brier_agrees_with_other_libraries() -> None:
    """The same figures come from scikit-learn and scoringrules."""
    rng = np.random.default_rng(1)
    p, y = rng.random(500), rng.integers(0, 2, 500)
    assert brier(p, y).mean() == pytest.approx(brier_score_loss(y, p), abs=1e-14)
    assert brier(p, y) == pytest.approx(scoringrules.brier_score(y, p), abs=1e-14)


def test_the_first_published_example_has_its_published_mean() -> None:
    """Ten forecasts of rain: 0.19 on the original scale over both answers, 0.095 on ours."""
    p = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
    assert brier(p, [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]).mean() == pytest.approx(0.095)


@given(ends=st.tuples(chances, chances), inside=chances, y=chances)
def test_a_band_holds_the_score_of_every_probability_in_it(
    ends: tuple[float, float], inside: float, y: float
) -> None:
    """No probability between the ends scores below the lowest or above the highest."""
    low, high = sorted(ends)
    best, worst = brier_band(low, high, y)
    assert best - 1e-12 <= brier(min(low + inside * (high - low), 1.0), y) <= worst + 1e-12


def test_a_band_of_no_width_is_one_score() -> None:
    """An exact probability has the same lowest and highest score, its own."""
    best, worst = brier_band([0.3, 0.3], [0.3, 0.3], [1, 0])
    assert best.tolist() == worst.tolist() == brier([0.3, 0.3], [1, 0]).tolist()


def test_a_band_that_ends_before_it_starts_is_refused() -> None:
    """Swapped ends are a mistake, named by position."""
    with pytest.raises(ValueError, match=r"lower\[1\] is 0.6"):
        brier_band([0.2, 0.6], [0.4, 0.5], [1, 1])


@pytest.mark.parametrize("score", [brier, log_score, spherical_score, spherical_loss])
@pytest.mark.parametrize("bad", [1.7, -0.1, float("nan"), float("inf")])
def test_an_impossible_probability_is_named_with_its_position(score: Any, bad: float) -> None:
    """The first bad value and where it stands are in the message, NaN included."""
    with pytest.raises(ValueError, match=r"p\[1\] is (1.7|-0.1|nan|inf);"):
        score([0.5, bad, 2.0], [0, 1, 1])
    with pytest.raises(ValueError, match=r"^p is (1.7|-0.1|nan|inf);"):
        score(bad, 1)


@pytest.mark.parametrize("score", [brier, log_score, spherical_score, spherical_loss])
@pytest.mark.parametrize("bad", [2, -1, float("nan")])
def test_an_impossible_outcome_is_named_with_its_position(score: Any, bad: float) -> None:
    """An outcome is 0 or 1; anything else is refused, NaN included."""
    with pytest.raises(ValueError, match=r"y\[2\] is (2.0|-1.0|nan);"):
        score([0.5, 0.5, 0.5], [0, 1, bad])


@pytest.mark.parametrize("score", [log_score, spherical_score, spherical_loss])
def test_only_brier_takes_a_graded_outcome(score: Any) -> None:
    """The other scores refuse a grade in their own name and point to brier."""
    assert brier(0.5, 0.5) == 0
    with pytest.raises(ValueError, match=f"{score.__name__} takes the outcomes 0 .* brier takes grades"):
        score(0.5, 0.5)


@given(rows=st.lists(st.tuples(chances, st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=50))
def test_the_mean_in_one_pass_is_the_mean_of_the_scores(rows: list[tuple[float, float]]) -> None:
    """`brier_mean` gives what averaging `brier` gives, grades included."""
    p, y = (list(column) for column in zip(*rows, strict=True))
    assert brier_mean(p, y) == pytest.approx(brier(p, y).mean(), abs=1e-12)


def test_the_mean_in_one_pass_goes_block_by_block() -> None:
    """Columns longer than a block lose nothing, and the fault in a later block is named by its place."""
    rng = np.random.default_rng(1)
    p = rng.random(100_003)
    y = (rng.random(100_003) < p).astype(float)
    assert brier_mean(p, y) == pytest.approx(brier_score_loss(y, p), abs=1e-12)
    p[100_000] = np.nan
    with pytest.raises(ValueError, match=r"p\[100000\] is nan"):
        brier_mean(p, y)


def test_the_mean_of_nothing_is_undefined() -> None:
    """NaN, never 0; a scalar is a column of one."""
    assert np.isnan(brier_mean([], []))
    assert brier_mean(0.5, 1) == 0.25
