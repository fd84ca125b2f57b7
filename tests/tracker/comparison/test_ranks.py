"""Who is first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.comparison.ranks import RankIntervals, rank_intervals

tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.04, 0.25, 0.64]), min_size=width, max_size=width),
        min_size=6,
        max_size=9,
    )
)


def ranked(table: list[list[float]] | np.ndarray, seed: int = 1, replicates: int = 199) -> RankIntervals:
    """Ranks of forecasters 0, 1, ... who forecast every event: one event a row."""
    scores = np.asarray(table, dtype=float)
    events, forecasters = np.divmod(np.arange(scores.size), scores.shape[1])
    return rank_intervals(scores.ravel(), forecasters, events, seed=seed, replicates=replicates)


def interval(found: RankIntervals) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The interval of ranks that are known to have one."""
    assert found.low is not None
    assert found.high is not None
    assert found.first_share is not None
    return found.low, found.high, found.first_share


@given(table=tables)
@settings(max_examples=60)
def test_intervals_hold_the_rank_and_lie_in_range(table: list[list[float]]) -> None:
    """1 is the best, and somebody is always first."""
    found = ranked(table)
    width = len(table[0])
    low, high, first_share = interval(found)
    assert np.all((low >= 1) & (low <= found.ranks))
    assert np.all((found.ranks <= high) & (high <= width))
    assert found.ranks.min() == 1
    assert first_share.sum() >= 1 - 1e-9


def test_the_order_of_the_rows_does_not_matter_and_the_seed_repeats() -> None:
    """The same intervals, whatever the order."""
    rng = np.random.default_rng(3)
    scores, who, what = rng.random(60), np.tile(["a", "b", "c"], 20), np.repeat(np.arange(20), 3)
    order = rng.permutation(60)
    one = rank_intervals(scores, who, what, seed=5, replicates=300)
    two = rank_intervals(scores[order], who[order], what[order], seed=5, replicates=300)
    assert one.table.equals(two.table)
    assert (one.replicates, one.seed, one.events) == (300, 5, 20)


def test_equals_share_their_rank_and_all_the_ranks_between() -> None:
    """Two alike are both first of three, and neither is surely so."""
    found = ranked([[0.1 + turn / 50, 0.1 + turn / 50, 0.5 + turn / 40] for turn in range(12)])
    assert found.ranks.tolist() == [1, 1, 3]
    low, high, first_share = interval(found)
    assert (low.tolist(), high.tolist()) == ([1, 1, 3], [2, 2, 3])
    assert first_share.tolist() == [1.0, 1.0, 0.0]


def test_a_clear_leader_is_first_throughout_and_near_equals_are_not_told_apart() -> None:
    """With 40 events."""
    rng = np.random.default_rng(8)
    found = ranked(rng.random((40, 3)) * 0.3 + np.array([0.0, 0.4, 0.41]), replicates=999)
    low, high, _ = interval(found)
    assert (low[0], high[0]) == (1, 1)
    assert low[1:].tolist() == [2, 2]
    assert high[1:].tolist() == [3, 3]


def test_only_events_that_all_forecast_count() -> None:
    """The others are counted as left out."""
    found = rank_intervals([0.0, 0.1, 0.9], ["ann", "bob", "ann"], ["x", "x", "y"], seed=1, replicates=9)
    assert found.means.tolist() == [0.0, 0.1]
    assert (found.events, found.events_left_out) == (1, 1)


def test_a_single_event_has_an_order_and_no_certainty() -> None:
    """Drawn again it is always the same event, which proves nothing of the order."""
    found = rank_intervals([0.1, 0.2], ["a", "b"], [1, 1], seed=1)
    assert (found.ranks.tolist(), found.low, found.high, found.first_share) == ([1, 2], None, None, None)
    assert found.reason == "fewer than 6 events say nothing of how far the order can be trusted"
    assert found.table["rank"].tolist() == [1, 2]
    assert found.table[["low", "high", "first_share"]].isna().all(axis=None)


def test_without_a_common_event_there_are_no_ranks() -> None:
    """An empty table and the reason."""
    found = rank_intervals([0.1, 0.2], ["ann", "bob"], ["x", "y"], seed=1)
    assert (found.reason, len(found.table)) == ("no event was forecast by all", 0)
    assert len(rank_intervals([], [], [], seed=1).table) == 0


def test_what_does_not_fit_is_refused() -> None:
    """Lengths that differ, a level that is none."""
    with pytest.raises(ValueError, match="one forecaster and one event"):
        rank_intervals([0.1], ["a", "b"], ["x"], seed=1)
    with pytest.raises(ValueError, match="level"):
        rank_intervals([0.1], ["a"], ["x"], seed=1, level=95)
