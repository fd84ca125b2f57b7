"""Intervals of shares and means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.uncertainty import clustered_mean, wilson


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [(0, 5, 0.0, 0.43448246478317476), (5, 5, 0.5655175352168252, 1.0)],
)
def test_wilson_agrees_with_the_golden_figures(successes: int, count: int, low: float, high: float) -> None:
    """Two independent computations gave these ends."""
    assert wilson(successes, count) == pytest.approx((low, high), abs=1e-9)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_within_zero_and_one(case: tuple[int, int]) -> None:
    """For every count, and mirrored for the failures."""
    successes, count = case
    interval = wilson(successes, count)
    mirrored = wilson(count - successes, count)
    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval[0] <= successes / count <= interval[1] <= 1
    assert interval == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


def test_wilson_of_nothing_is_undefined_and_of_nonsense_refused() -> None:
    """None, never 0, where there is nothing; ValueError for more hits than trials."""
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 successes of 2"):
        wilson(3, 2)


def test_the_mean_is_over_events_not_forecasts() -> None:
    """Nine forecasts on one event weigh as much as one on another."""
    found = clustered_mean([0.0] * 9 + [1.0], ["a"] * 9 + ["b"], seed=1)
    assert (found.mean, found.events, found.count) == (0.5, 2, 10)


def test_one_event_gives_an_interval_without_width() -> None:
    """There is nothing to draw from; reports give no mean there."""
    found = clustered_mean([0.2, 0.4], ["a", "a"], seed=1)
    assert found.low == pytest.approx(0.3)
    assert found.high == pytest.approx(0.3)


def test_the_same_seed_gives_the_same_interval_and_order_does_not_matter() -> None:
    """Reproducible, and blind to the order of rows."""
    scores, events = [0.1, 0.5, 0.9, 0.3, 0.2], ["a", "b", "c", "d", "e"]
    first = clustered_mean(scores, events, seed=5)
    again = clustered_mean(scores[::-1], events[::-1], seed=5)
    assert (first.low, first.high) == (again.low, again.high)
    assert first.replicates == 9999


def test_the_interval_of_many_events_is_near_the_normal_one() -> None:
    """An independent formula: mean plus and minus 1.96 standard errors."""
    scores = np.random.default_rng(3).random(400)
    found = clustered_mean(scores, list(range(400)), seed=1)
    error = scores.std() / 20
    assert found.low == pytest.approx(scores.mean() - 1.96 * error, abs=0.003)
    assert found.high == pytest.approx(scores.mean() + 1.96 * error, abs=0.003)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5)), min_size=1, max_size=30))
def test_the_interval_lies_within_the_scores(rows: list[tuple[float, int]]) -> None:
    """No bootstrap mean can leave the range of the scores."""
    scores, events = zip(*rows, strict=True)
    found = clustered_mean(scores, events, seed=1, replicates=50)
    assert min(scores) - 1e-9 <= found.low <= found.high <= max(scores) + 1e-9


def test_an_undefined_score_is_refused() -> None:
    """NaN belongs nowhere in a mean."""
    with pytest.raises(ValueError, match="finite"):
        clustered_mean([0.1, float("nan")], ["a", "b"], seed=1)
