"""Events drawn again."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.certainty.bootstrap import (
    bca_interval,
    percentile_interval,
    redrawn_means,
    two_sided_p_value,
)
from tracker.certainty.event_means import mean_over_events
from tracker.certainty.mean_interval import mean_interval
from tracker.tally import Tally

values = st.lists(st.floats(-1, 1).map(lambda value: round(value, 3)), min_size=2, max_size=40)


def test_the_intervals_are_those_of_scipy() -> None:
    """Up to the noise of the draws, for a skewed sample, percentile and BCa."""
    sample = np.random.default_rng(3).exponential(size=40)
    drawn = redrawn_means(sample, seed=1, replicates=40_000)
    for ours, method in (
        (percentile_interval(drawn, level=0.95), "percentile"),
        (bca_interval(sample, drawn, level=0.95), "BCa"),
    ):
        theirs = scipy.stats.bootstrap(
            (sample,), np.mean, n_resamples=40_000, method=method, rng=np.random.default_rng(2)
        ).confidence_interval
        assert ours == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_pooling_equal_values_draws_from_the_same_law() -> None:
    """Many equal events are drawn by count: mean and spread are the binomial's."""
    drawn = redrawn_means([0.0] * 75 + [1.0] * 25, seed=5, replicates=20_000)
    assert drawn.mean() == pytest.approx(0.25, abs=0.002)
    assert drawn.std() == pytest.approx((0.25 * 0.75 / 100) ** 0.5, rel=0.02)


@given(sample=values, seed=st.integers(0, 99))
@settings(max_examples=50)
def test_the_order_of_the_events_does_not_matter_and_the_seed_repeats(sample: list[float], seed: int) -> None:
    """The very same means come out."""
    again = [sample[place] for place in np.random.default_rng(seed).permutation(len(sample))]
    first = redrawn_means(sample, seed=seed, replicates=50)
    assert np.array_equal(first, redrawn_means(again, seed=seed, replicates=50))


@given(sample=values)
@settings(max_examples=50)
def test_both_intervals_hold_the_mean(sample: list[float]) -> None:
    """And lie within the values."""
    drawn = redrawn_means(sample, seed=1, replicates=999)
    for low, high in (
        percentile_interval(drawn, level=0.95),
        bca_interval(sample, drawn, level=0.95),
    ):
        assert min(sample) - 1e-12 <= low <= np.mean(sample) + 1e-12
        assert np.mean(sample) - 1e-12 <= high <= max(sample) + 1e-12


def test_columns_are_drawn_together() -> None:
    """The same events come up in each."""
    table = np.column_stack([np.arange(5.0), 10 - np.arange(5.0)])
    drawn = redrawn_means(table, seed=2, replicates=20)
    assert drawn.shape == (20, 2)
    assert drawn.sum(axis=1) == pytest.approx(np.full(20, 10.0))


def test_equal_values_leave_nothing_to_vary() -> None:
    """Both ends are the value."""
    drawn = redrawn_means([0.1] * 20, seed=1, replicates=9)
    assert list(bca_interval([0.1] * 20, drawn, level=0.95)) == pytest.approx([0.1, 0.1])


def test_a_p_value_is_never_0_and_never_above_1() -> None:
    """One replicate is added to those beyond."""
    assert two_sided_p_value([0.1] * 99) == 0.02
    assert two_sided_p_value([0.0] * 99) == 1.0


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


def test_the_mean_is_over_events_not_forecasts() -> None:
    """Nine forecasts on one event weigh as much as one on another."""
    found = mean_over_events([0.0] * 9 + [1.0], ["a"] * 9 + ["b"], seed=1)
    assert (found.mean, found.events, found.count) == (0.5, 2, 10)


def test_one_event_has_a_mean_and_no_interval() -> None:
    """There is nothing to draw from."""
    found = mean_over_events([0.2, 0.4], ["a", "a"], seed=1)
    assert (found.low, found.high) == (None, None)
    assert found.mean == pytest.approx(0.3)


@pytest.mark.parametrize("many", [6, 30])
def test_the_mean_of_brier_scores_over_events_is_that_of_the_tally(many: int) -> None:
    """Mean and interval agree with those of a tally in which each event counts once."""
    rng = np.random.default_rng(3)
    event = rng.integers(0, many, 90)
    p, y = rng.integers(0, 21, 90) / 20, rng.integers(0, 2, many)[event]
    ours = mean_over_events((p - y) ** 2, event, seed=5)
    theirs = mean_interval(Tally.of(p, y, cluster=event).per_event(), seed=5, replicates=9999)
    assert (ours.mean, ours.low, ours.high) == pytest.approx((theirs.mean, theirs.low, theirs.high))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5)), min_size=1, max_size=30))
@settings(max_examples=50)
def test_the_interval_over_events_lies_within_the_scores(rows: list[tuple[float, int]]) -> None:
    """No end leaves what a Brier score can be, and the interval holds the mean."""
    scores, events = zip(*rows, strict=True)
    found = mean_over_events(scores, events, seed=1, replicates=50)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.mean <= found.high <= 1
    else:
        assert found.reason is not None


def test_a_mean_of_nothing_or_of_the_undefined_is_refused() -> None:
    """NaN belongs nowhere in a mean."""
    with pytest.raises(ValueError, match="at least one score"):
        mean_over_events([], [], seed=1)
    with pytest.raises(ValueError, match=r"scores\[1\] is nan"):
        mean_over_events([0.1, float("nan")], ["a", "b"], seed=1)
