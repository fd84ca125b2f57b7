"""Scores as the platforms print them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import baseline_score, peer_scores

inner = st.floats(0.01, 0.99)


def test_a_baseline_score_is_100_for_certainty_and_0_for_equal_chances() -> None:
    """With two options or more, and minus infinity for a certain miss."""
    assert baseline_score([1.0, 0.5, 0.0], [1, 0, 1]).tolist() == [100, 0, -np.inf]
    assert baseline_score([[1, 0, 0], [0, 1, 0]], [0, 0]).tolist() == [pytest.approx(100), -np.inf]
    assert baseline_score([0.25] * 4, 3) == pytest.approx(0)


@given(p=inner, y=st.integers(0, 1))
def test_yes_or_no_is_a_choice_of_two(p: float, y: int) -> None:
    """One probability or two shares give the same baseline score."""
    assert baseline_score([1 - p, p], y) == pytest.approx(baseline_score(p, y), abs=1e-9)


@given(p=st.lists(inner, min_size=2, max_size=7), y=st.integers(0, 1))
def test_peer_scores_add_up_to_zero_and_follow_the_platform_formula(p: list[float], y: int) -> None:
    """They are 100 N/(N-1) ln(p / GM), GM the geometric mean of all N."""
    found = peer_scores(p, y)
    assert found.sum() == pytest.approx(0, abs=1e-9)
    given_chances = np.array(p) if y else 1 - np.array(p)
    geometric_mean = np.exp(np.log(given_chances).mean())
    count = len(p)
    assert found == pytest.approx(
        100 * count / (count - 1) * np.log(given_chances / geometric_mean), abs=1e-9
    )


def test_a_forecaster_alone_has_no_peers() -> None:
    """NaN, never 0."""
    assert np.isnan(peer_scores([0.5], 1)).all()
    assert np.isnan(peer_scores([0.0], 1)).all()


def test_no_chance_for_what_happened_is_infinitely_bad() -> None:
    """One such forecaster loses to all without limit; two of them cannot be told apart."""
    assert peer_scores([0.0, 0.5, 0.5], 1).tolist() == [-np.inf, np.inf, np.inf]
    assert peer_scores([0.0, 0.0, 0.5], 1).tolist() == pytest.approx([np.nan, np.nan, np.inf], nan_ok=True)


def test_questions_are_rows_and_a_series_keeps_its_index() -> None:
    """Each row is scored by itself."""
    table = np.array([[0.8, 0.4], [0.3, 0.6]])
    alone = np.array([peer_scores(table[0], 1), peer_scores(table[1], 0)])
    assert peer_scores(table, [1, 0]) == pytest.approx(alone)
    by_name = peer_scores(pd.Series({"ann": 0.8, "bob": 0.4}), 1)
    assert by_name.index.tolist() == ["ann", "bob"]
    assert baseline_score(pd.Series([0.8], index=["q"]), [1]).index.tolist() == ["q"]


def test_what_does_not_fit_is_refused() -> None:
    """One outcome for each question, and probabilities that are some."""
    with pytest.raises(ValueError, match=r"p\[0\] is 1.2"):
        peer_scores([1.2, 0.5], 1)
    with pytest.raises(ValueError, match="outcomes, not"):
        peer_scores([0.2, 0.5], [1, 0])
    with pytest.raises(ValueError, match=r"outcome is 0\.5; baseline_score takes the outcomes"):
        baseline_score(0.4, 0.5)
    with pytest.raises(ValueError, match="add up to 1"):
        baseline_score([0.2, 0.5], 1)
