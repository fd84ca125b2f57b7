"""Differences of two on shared events, against independent computations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from reports.facets.comparison.differences import Difference, adjusted, differences_of
from tests.reports import sides
from tracker.comparison.comparing import BOTH
from tracker.comparison.lagged_evidence import lagged_evidence
from tracker.comparison.multiplicity import holm
from tracker.comparison.paired_test import signs_p_value
from tracker.comparison.sample_size import events_needed
from tracker.vectors import Floats


def _one(said: sides.Said, came: list[bool]) -> Difference:
    (found,) = differences_of(sides.ground(sides.judged(said, came)), [(0, 1)])
    return found


def _scores(said: sides.Said, came: list[bool], who: str) -> Floats:
    scores: Floats = (np.array(said[who], dtype=float) - np.array(came, dtype=float)) ** 2
    return scores


def test_few_events_have_the_permutation_p_value_of_scipy() -> None:
    """Every pattern of signs, ten events; and no smaller, for the midpoint is asked as well."""
    said, came = sides.drawn(10, {"ann": 0.05, "bob": 0.25})
    gap = _scores(said, came, "ann") - _scores(said, came, "bob")
    oracle = stats.permutation_test(
        (gap,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    found = _one(said, came)
    assert signs_p_value(gap) == pytest.approx(oracle.pvalue)
    assert found.p_value is not None
    assert found.p_value > oracle.pvalue
    assert found.difference == pytest.approx(gap.mean())
    assert found.how == BOTH
    assert found.needed == events_needed(gap, size=0.05).needed


def test_many_events_have_about_the_interval_of_scipys_bootstrap() -> None:
    """BCa over sixty events, from other random numbers."""
    said, came = sides.drawn(60, {"ann": 0.05, "bob": 0.25})
    gap = _scores(said, came, "ann") - _scores(said, came, "bob")
    oracle = stats.bootstrap((gap,), np.mean, rng=np.random.default_rng(1)).confidence_interval
    found = _one(said, came)
    assert found.low == pytest.approx(oracle.low, abs=0.004)
    assert found.high == pytest.approx(oracle.high, abs=0.004)


def test_e_values_take_the_events_in_the_order_of_resolution() -> None:
    """All were open at once: each is in a chain of its own, and the e-value is the mean over chains."""
    said, came = sides.drawn(20, {"ann": 0.02, "bob": 0.3})
    gaps = _scores(said, came, "ann") - _scores(said, came, "bob")
    strong = lagged_evidence(gaps, [0] * 20, range(1, 21), bound=1.0)
    found = _one(said, came)
    assert (found.e_first, found.e_second) == pytest.approx((strong.e_first, strong.e_second))


def test_below_five_shared_events_they_are_listed_without_a_mean() -> None:
    """And each one's other events are counted."""
    found = _one(
        {"ann": [0.1, 0.2, 0.3, None, 0.5], "bob": [0.5, None, 0.5, 0.5, None]},
        [True, False, True, True, False],
    )
    assert (found.difference, found.p_value, found.e_first) == (None, None, None)
    assert [one.event for one in found.listed] == ["event-000", "event-002"]
    assert found.listed[0].first == pytest.approx(0.81)
    assert (found.events, found.left_first, found.left_second) == (2, 2, 1)


def test_what_would_be_needed_is_said() -> None:
    """In the words of the tiers."""
    said, came = sides.drawn(8, {"ann": 0.1, "bob": 0.4})
    found = _one(said, came)
    assert found.needed is not None
    assert f"about {found.needed:,} shared events to see a difference of 0.05; there are 8." in found.words


def test_forecasters_who_say_the_same_are_not_told_apart() -> None:
    """All differences are 0: p is 1, and no number of events would show anything."""
    for events in (8, 30, 60):
        said, came = sides.drawn(events, {"ann": 0.1})
        found = _one({**said, "bob": said["ann"]}, came)
        assert (found.difference, found.p_value, found.needed, found.better) == (0.0, 1.0, None, None)


def test_p_values_are_adjusted_over_all_families_together() -> None:
    """Holm over every tested pair, wherever it stands."""
    said, came = sides.drawn(12, {"ann": 0.0, "bob": 0.2, "cat": 0.4})
    one = differences_of(sides.ground(sides.judged(said, came)), [(0, 1), (0, 2)])
    two = differences_of(sides.ground(sides.judged(said, came)), [(1, 2)])
    found = [pair for family in adjusted([one, two]) for pair in family]
    raw = [pair.p_value or 0.0 for pair in found]
    assert [pair.adjusted for pair in found] == pytest.approx(holm(raw).tolist())


def test_reading_words_otherwise_may_turn_a_difference_around() -> None:
    """Bob's word says 70%, and may mean 50% to 90%."""
    said = {"ann": [0.72] * 8, "bob": [0.7] * 8}
    frame = sides.judged(said, [True] * 8)
    words = frame["forecaster"] == "bob"
    frame.loc[words, ["low", "high"]] = [0.1**2, 0.5**2]
    (found,) = differences_of(sides.ground(frame), [(0, 1)])
    assert found.at_low == pytest.approx(0.28**2 - 0.1**2)
    assert found.at_high == pytest.approx(0.28**2 - 0.5**2)
    assert found.depends_on_reading
