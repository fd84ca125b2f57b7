"""Scores of shares over several options."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scoringrules
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.scoring import (
    brier,
    category_brier,
    category_brier_halved,
    ordered_brier,
    ranked_probability_score,
    ranked_probability_score_divided,
)

SCORES = [
    category_brier,
    category_brier_halved,
    ranked_probability_score,
    ranked_probability_score_divided,
    ordered_brier,
]
weights = st.lists(st.floats(0, 1), min_size=4, max_size=4)


def shares_of(parts: list[float]) -> np.ndarray[Any, Any]:
    """Weights scaled to add up to 1."""
    assume(sum(parts) > 1e-3)
    return np.array(parts) / sum(parts)


@pytest.mark.parametrize("score", SCORES)
@given(truth=weights, report=weights)
def test_no_other_shares_have_a_better_expected_score(
    score: Any, truth: list[float], report: list[float]
) -> None:
    """Saying what one believes is never beaten: the score is proper."""
    believed, said = shares_of(truth), shares_of(report)
    honest = sum(believed[k] * score(believed, k) for k in range(4))
    assert honest <= sum(believed[k] * score(said, k) for k in range(4)) + 1e-12


@pytest.mark.parametrize(("score", "worst"), list(zip(SCORES, [2, 1, 3, 1, 2], strict=True)))
def test_certainty_in_the_farthest_option_is_worst(score: Any, worst: int) -> None:
    """Each scale has the end that its docstring names, and 0 for certain and right."""
    assert score([1, 0, 0, 0], 3) == worst
    assert score([1, 0, 0, 0], 0) == 0


@given(p=st.floats(0, 1), y=st.integers(0, 1))
def test_two_options_are_a_yes_or_no_question(p: float, y: int) -> None:
    """With two options the halved and divided scores are the Brier score, the others twice that."""
    shares = [1 - p, p]
    for same in (category_brier_halved, ranked_probability_score, ranked_probability_score_divided):
        assert same(shares, y) == pytest.approx(brier(p, y), abs=1e-12)
    for twice in (category_brier, ordered_brier):
        assert twice(shares, y) == pytest.approx(2 * brier(p, y), abs=1e-12)


@pytest.mark.parametrize(
    ("shares", "outcome", "undivided"),
    [
        ([0.2, 0.5, 0.3], 0, 0.73),
        ([0.01, 0.32, 0.44, 0.23], 2, 0.1619),
        ([0.1, 0.2, 0.3, 0.4], 2, 0.26),
    ],
)
def test_published_ranked_scores_come_out_on_their_scale(
    shares: list[float], outcome: int, undivided: float
) -> None:
    """The figures printed by others, and the same ones from scoringrules, are the undivided scale."""
    assert ranked_probability_score(shares, outcome) == pytest.approx(undivided)
    assert scoringrules.rps_score(outcome + 1, np.array(shares)) == pytest.approx(undivided)


def test_the_three_scales_of_the_ranked_score_are_told_apart() -> None:
    """R divides by K - 1 (0.365); Good Judgment's ordered score is twice that; the plain one is neither."""
    assert ranked_probability_score_divided([0.2, 0.5, 0.3], 0) == pytest.approx(0.365)
    assert ordered_brier([0.15, 0.45, 0.25, 0.15], 2) == pytest.approx(0.27)
    assert category_brier([0.15, 0.45, 0.25, 0.15], 2) == pytest.approx(0.81)


@given(parts=weights, outcome=st.integers(0, 3), order=st.permutations(range(4)))
def test_the_order_of_options_matters_to_ranked_scores_only(
    parts: list[float], outcome: int, order: list[int]
) -> None:
    """Relabelling the options leaves the category score; reversing them leaves the ranked ones."""
    shares = shares_of(parts)
    assert category_brier(shares[order], order.index(outcome)) == pytest.approx(
        category_brier(shares, outcome)
    )
    assert ordered_brier(shares[::-1], 3 - outcome) == pytest.approx(
        ordered_brier(shares, outcome), abs=1e-12
    )


@pytest.mark.parametrize("score", SCORES)
def test_rows_of_shares_give_one_score_each(score: Any) -> None:
    """A table of forecasts has the scores that its rows have alone."""
    table, outcomes = np.array([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0]]), [2, 1]
    assert score(table, outcomes).tolist() == [score(row, k) for row, k in zip(table, outcomes, strict=True)]


@pytest.mark.parametrize(
    ("shares", "outcome", "message"),
    [
        ([0.5, 0.4], 0, "the sum of shares is 0.9; shares add up to 1"),
        ([[0.5, 0.5], [1.2, -0.2]], [0, 0], r"shares\[1, 0\] is 1.2"),
        ([0.5, float("nan")], 0, r"shares\[1\] is nan"),
        ([0.5, 0.5], 2, "outcome is 2.0; the options are numbered 0 to 1"),
        ([0.5, 0.5], 0.5, "outcome is 0.5"),
        ([1.0], 0, "two options or more"),
        ([[0.5, 0.5]], 0, "outcomes"),
    ],
)
def test_what_are_no_shares_or_no_option_is_refused(shares: Any, outcome: Any, message: str) -> None:
    """The first bad value is named."""
    with pytest.raises(ValueError, match=message):
        category_brier(shares, outcome)
