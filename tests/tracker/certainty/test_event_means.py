"""Means over events, one and many at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.certainty.event_means import many_means, mean_over_events
from tracker.certainty.mean_interval import ONE_EVENT, SURE, mean_interval
from tracker.certainty.skewed_mean import TOO_FEW, skewed_mean_interval
from tracker.tally import Tally

ROWS = st.lists(
    st.tuples(st.floats(0, 1, width=32), st.sampled_from("abc"), st.integers(0, 30)), min_size=1, max_size=60
)


def test_the_mean_is_over_events_not_forecasts() -> None:
    """Nine forecasts on one event weigh as much as one on another."""
    found = mean_over_events([0.0] * 9 + [1.0], ["a"] * 9 + ["b"], most=1.0)
    assert (found.mean, found.events, found.count) == (0.5, 2, 10)


def test_one_event_has_a_mean_and_no_interval() -> None:
    """One cannot vary."""
    found = mean_over_events([0.2, 0.4], ["a", "a"], most=1.0)
    assert (found.low, found.high, found.reason) == (None, None, ONE_EVENT)
    assert found.mean == pytest.approx(0.3)


@pytest.mark.parametrize("many", [6, 30])
def test_the_interval_of_brier_scores_over_events_is_that_of_the_tally(many: int) -> None:
    """One forecast an event, with its two possible scores as bounds."""
    rng = np.random.default_rng(3)
    p, y = rng.integers(0, 21, many) / 20, rng.integers(0, 2, many)
    least, most = np.minimum(p, 1 - p) ** 2, np.maximum(p, 1 - p) ** 2
    ours = mean_over_events((p - y) ** 2, range(many), least=least, most=most)
    theirs = mean_interval(Tally.of(p, y))
    assert (ours.mean, ours.low, ours.high) == pytest.approx((theirs.mean, theirs.low, theirs.high))


@given(ROWS)
@settings(max_examples=50, deadline=None)
def test_the_interval_lies_within_the_bounds_and_holds_the_mean(rows: list[tuple[float, str, int]]) -> None:
    """Scores between 0 and 1."""
    scores, _, events = zip(*rows, strict=True)
    found = mean_over_events(scores, events, most=1.0)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.mean + 1e-12
        assert found.mean <= found.high + 1e-12 <= 1 + 1e-9
    else:
        assert found.reason == ONE_EVENT


def test_scores_without_an_upper_bound_need_twenty_events() -> None:
    """Below, the reason; from there on the interval that allows for skewness."""
    scores = np.random.default_rng(2).lognormal(0, 1, 20)
    assert mean_over_events(scores[:19], range(19)).reason == TOO_FEW
    found = mean_over_events(scores, range(20))
    assert (found.low, found.high) == pytest.approx(
        [float(end) for end in skewed_mean_interval(scores, least=0.0)]
    )
    assert str(mean_over_events([0.2] * 30, range(30)).reason).startswith("All scores are the same")


def test_what_no_luck_could_change_has_no_interval() -> None:
    """Both bounds are the score."""
    found = mean_over_events([0.25] * 4, range(4), least=0.25, most=0.25)
    assert (found.low, found.reason) == (None, SURE)


@settings(deadline=None)
@given(ROWS)
def test_many_means_are_those_that_each_group_has_alone(rows: list[tuple[float, str, int]]) -> None:
    """Means, ends, counts and events."""
    scores, groups, events = zip(*rows, strict=True)
    found = many_means(scores, groups, events, most=1.0)
    for place, name in enumerate(found.groups):
        mine = [(score, event) for score, group, event in rows if group == name]
        alone = mean_over_events([s for s, _ in mine], [e for _, e in mine], most=1.0)
        assert found.mean[place] == pytest.approx(alone.mean, abs=1e-12)
        assert (found.count[place], found.events[place]) == (alone.count, alone.events)
        assert np.isnan(found.low[place]) == (alone.low is None)
        if alone.low is not None:
            assert found.low[place] == pytest.approx(alone.low)
            assert found.high[place] == pytest.approx(alone.high)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows: list[tuple[float, str, int]], chance: object) -> None:
    """Shuffled rows give the same ends."""
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    one, other = (many_means(*zip(*some, strict=True), most=1.0) for some in (rows, shuffled))
    np.testing.assert_allclose(one.low, other.low, atol=1e-9)
    np.testing.assert_allclose(one.high, other.high, atol=1e-9)


def test_a_mean_of_nothing_of_the_undefined_or_out_of_bounds_is_refused() -> None:
    """NaN belongs nowhere in a mean, and bounds are bounds."""
    with pytest.raises(ValueError, match="at least one score"):
        mean_over_events([], [])
    with pytest.raises(ValueError, match=r"scores\[1\] is nan"):
        mean_over_events([0.1, float("nan")], ["a", "b"])
    with pytest.raises(ValueError, match="outside its bounds"):
        mean_over_events([0.1, 1.2], ["a", "b"], most=1.0)
    with pytest.raises(ValueError, match="as many groups and events"):
        many_means([0.1, 0.2], "a", "x")
