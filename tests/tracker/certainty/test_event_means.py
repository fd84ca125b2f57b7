"""Tests of many means at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.certainty.event_means import many_means, mean_over_events

ROWS = st.lists(
    st.tuples(st.floats(0, 1, width=32), st.sampled_from("abc"), st.integers(0, 30)), min_size=1, max_size=60
)


@settings(deadline=None)
@given(ROWS)
def test_the_means_are_those_that_each_group_has_alone(rows: list[tuple[float, str, int]]) -> None:
    """Means, counts and events are those of `mean_over_events`; an interval stands where it has one."""
    scores, groups, events = zip(*rows, strict=True)
    found = many_means(scores, groups, events, seed=1, replicates=19)
    for place, name in enumerate(found.groups):
        mine = [(score, event) for score, group, event in rows if group == name]
        alone = mean_over_events([s for s, _ in mine], [e for _, e in mine], seed=1, replicates=19)
        assert found.mean[place] == pytest.approx(alone.mean, abs=1e-12)
        assert (found.count[place], found.events[place]) == (alone.count, alone.events)
        assert np.isnan(found.low[place]) == (alone.low is None)
        if alone.low is not None:
            assert found.low[place] <= found.mean[place] <= found.high[place]


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows: list[tuple[float, str, int]], chance: object) -> None:
    """Shuffled rows give the same ends."""
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    one, other = (many_means(*zip(*some, strict=True), seed=1, replicates=19) for some in (rows, shuffled))
    np.testing.assert_allclose(one.low, other.low, atol=1e-12)
    np.testing.assert_allclose(one.high, other.high, atol=1e-12)


@pytest.mark.parametrize("steps", [10, 1000])
@pytest.mark.parametrize("events", [8, 40, 300])
def test_the_intervals_are_those_of_a_group_alone(events: int, steps: int) -> None:
    """A scorecard and a table of forecasters show one interval for one mean, few different scores or many."""
    rng = np.random.default_rng(7)
    scores = rng.integers(0, steps, 3 * events) / steps
    groups, names = np.repeat(["a", "b", "c"], events), np.tile(np.arange(events), 3)
    found = many_means(scores, groups, names, seed=1, replicates=9999)
    for place, name in enumerate(found.groups):
        alone = mean_over_events(scores[groups == name], names[groups == name], seed=1, replicates=9999)
        assert found.low[place] == pytest.approx(alone.low, abs=1e-12)
        assert found.high[place] == pytest.approx(alone.high, abs=1e-12)


def test_many_events_are_drawn_in_parts() -> None:
    """A group too large for one table of draws has an interval like any other."""
    scores = np.linspace(0, 1, 50_000)
    found = many_means(scores, ["a"] * len(scores), range(len(scores)), seed=1, replicates=99)
    assert found.high[0] - found.low[0] == pytest.approx(2 * 1.96 * scores.std() / np.sqrt(50_000), rel=0.3)


def test_lengths_must_agree() -> None:
    """A score without an event is a programmer's mistake."""
    with pytest.raises(ValueError, match="as many groups and events"):
        many_means([0.1, 0.2], "a", "x", seed=1, replicates=9)
