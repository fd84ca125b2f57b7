"""Events drawn again."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.certainty.bootstrap import percentile_interval, redrawn_means

values = st.lists(st.floats(-1, 1).map(lambda value: round(value, 3)), min_size=2, max_size=40)


def test_the_interval_is_that_of_scipy() -> None:
    """Up to the noise of the draws, for a skewed sample."""
    sample = np.random.default_rng(3).exponential(size=40)
    ours = percentile_interval(redrawn_means(sample, seed=1, replicates=40_000), level=0.95)
    theirs = scipy.stats.bootstrap(
        (sample,), np.mean, n_resamples=40_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_pooling_equal_values_draws_from_the_same_law() -> None:
    """Many equal events are drawn by count: mean and spread are the binomial's."""
    drawn = redrawn_means([0.0] * 75 + [1.0] * 25, seed=5, replicates=20_000)
    assert drawn.mean() == pytest.approx(0.25, abs=0.002)
    assert drawn.std() == pytest.approx((0.25 * 0.75 / 100) ** 0.5, rel=0.02)


def test_the_last_digit_of_a_value_does_not_change_what_is_drawn() -> None:
    """0.1 + 0.2 is not 0.3 to a computer, and is the same event."""
    plain = redrawn_means([0.3] * 300 + [0.7] * 300, seed=4, replicates=50)
    summed = redrawn_means([0.3] * 150 + [0.1 + 0.2] * 150 + [0.7] * 300, seed=4, replicates=50)
    assert np.array_equal(plain, summed)


@given(sample=values, seed=st.integers(0, 99))
@settings(max_examples=50)
def test_the_order_of_the_events_does_not_matter_and_the_seed_repeats(sample: list[float], seed: int) -> None:
    """The very same means come out."""
    again = [sample[place] for place in np.random.default_rng(seed).permutation(len(sample))]
    first = redrawn_means(sample, seed=seed, replicates=50)
    assert np.array_equal(first, redrawn_means(again, seed=seed, replicates=50))


@given(sample=values)
@settings(max_examples=50)
def test_the_interval_holds_the_mean(sample: list[float]) -> None:
    """And lies within the values."""
    low, high = percentile_interval(redrawn_means(sample, seed=1, replicates=999), level=0.95)
    assert min(sample) - 1e-12 <= low <= np.mean(sample) + 1e-12
    assert np.mean(sample) - 1e-12 <= high <= max(sample) + 1e-12


def test_columns_are_drawn_together() -> None:
    """The same events come up in each."""
    table = np.column_stack([np.arange(5.0), 10 - np.arange(5.0)])
    drawn = redrawn_means(table, seed=2, replicates=20)
    assert drawn.shape == (20, 2)
    assert drawn.sum(axis=1) == pytest.approx(np.full(20, 10.0))


def test_what_cannot_be_drawn_is_refused() -> None:
    """No events, no replicates, no number."""
    with pytest.raises(ValueError, match="at least one event"):
        redrawn_means([], seed=1, replicates=9)
    with pytest.raises(ValueError, match="finite"):
        redrawn_means([np.nan], seed=1, replicates=9)
    with pytest.raises(ValueError, match="0 replicates"):
        redrawn_means([0.1], seed=1, replicates=0)


@given(sample=st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1, max_size=20))
@settings(max_examples=50)
def test_counted_rows_are_drawn_like_rows_written_out(sample: list[tuple[int, int]]) -> None:
    """The very same means come out."""
    rows, times = (np.array(column) for column in zip(*sample, strict=True))
    counted = redrawn_means(rows, times, seed=3, replicates=20)
    assert np.array_equal(counted, redrawn_means(np.repeat(rows, times), seed=3, replicates=20))
