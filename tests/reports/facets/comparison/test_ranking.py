"""Ranks, never without their interval."""

from __future__ import annotations

import numpy as np
import pytest

from reports.facets.comparison.ranking import ranking_of, sharing_order
from reports.facets.record.standings import REPLICATES, SEED
from tests.reports import sides
from tracker.comparison.confidence_set import confidence_set
from tracker.comparison.ranks import rank_intervals


def test_ranks_are_those_of_rank_intervals_on_the_shared_events() -> None:
    """Best first; the means are of the events that all share."""
    said, came = sides.drawn(30, {"ann": 0.3, "bob": 0.0, "cat": 0.15})
    found = ranking_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert found is not None
    scores = {who: (np.array(chances, dtype=float) - np.array(came)) ** 2 for who, chances in said.items()}
    flat = np.concatenate(list(scores.values()))
    who = np.repeat(list(said), 30)
    plain = rank_intervals(flat, who, np.tile(np.arange(30), 3), seed=SEED, replicates=REPLICATES)
    assert plain.low is not None
    assert plain.high is not None
    expected = {
        name: (rank, low, high)
        for name, rank, low, high in zip(
            plain.forecasters, plain.ranks.tolist(), plain.low.tolist(), plain.high.tolist(), strict=True
        )
    }
    assert {one.forecaster: (one.rank, one.low, one.high) for one in found.ranked} == expected
    assert [one.rank for one in found.ranked] == sorted(one.rank for one in found.ranked)
    assert {one.forecaster: one.mean for one in found.ranked} == pytest.approx(
        {name: values.mean() for name, values in scores.items()}
    )


def test_who_may_be_the_best_is_asked_of_three_or_more_with_twenty_events() -> None:
    """The p-values are those of the set on the shared events; two have none, nor have nineteen events."""
    said, came = sides.drawn(60, {"ann": 0.6, "bob": 0.0, "cat": 0.05})
    found = ranking_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert found is not None
    scores, otherwise = (
        np.array([(np.array(chances, dtype=float) - y) ** 2 for chances in said.values()]).T
        for y in (np.array(came), 1 - np.array(came))
    )
    plain = confidence_set(scores, otherwise=otherwise, seed=SEED, replicates=REPLICATES)
    assert plain is not None
    by_name = {one.forecaster: one.best_p for one in found.ranked}
    assert [by_name[who] for who in said] == pytest.approx(plain.p_values.tolist())
    assert {one.forecaster for one in found.ranked if one.may_be_best(0.9)} == {"bob", "cat"}
    assert {one.forecaster for one in found.ranked if one.may_be_best(0.2)} == {"cat"}
    two = ranking_of(sides.ground(sides.judged({who: said[who] for who in ("ann", "bob")}, came)), [0, 1])
    assert two is not None
    assert {one.best_p for one in two.ranked} == {None}
    few = {who: chances[:19] for who, chances in said.items()}
    short = ranking_of(sides.ground(sides.judged(few, came[:19])), [0, 1, 2])
    assert short is not None
    assert {one.best_p for one in short.ranked} == {None}


def test_shrunken_means_lie_between_the_raw_one_and_that_of_all() -> None:
    """Drawn by a stated spread, for fewer than five forecasters."""
    said, came = sides.drawn(30, {"ann": 0.3, "bob": 0.0, "cat": 0.15})
    found = ranking_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert found is not None
    assert found.spread == pytest.approx(0.05)
    assert found.spread_is == "stated"
    centre = np.mean([one.mean for one in found.ranked])
    for one in found.ranked:
        assert one.shrunken is not None
        assert abs(one.shrunken - centre) < abs(one.mean - centre)


def test_who_shares_too_little_is_left_out_of_the_ranks() -> None:
    """Cat answered four of thirty: with her nothing could be ranked."""
    said, came = sides.drawn(30, {"ann": 0.3, "bob": 0.0, "cat": 0.15})
    said["cat"][4:] = [None] * 26
    found = ranking_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert found is not None
    assert (found.events, found.left_out) == (30, ("cat",))


def test_below_five_shared_events_nobody_is_ranked() -> None:
    """A rank of four events would be read as a finding."""
    said, came = sides.drawn(4, {"ann": 0.3, "bob": 0.0})
    assert ranking_of(sides.ground(sides.judged(said, came)), [0, 1]) is None


def test_who_is_ranked_depends_on_what_was_answered_alone() -> None:
    """The two who share most come first, then who keeps most; none who shares nothing."""
    said = {
        "ann": [0.5] * 6 + [None] * 2,
        "bob": [0.5] * 5 + [None] * 3,
        "cat": [0.5] * 2 + [None] * 6,
        "dan": [None] * 7 + [0.5],
    }
    order = sharing_order(sides.ground(sides.judged(said, [True] * 8)), [0, 1, 2, 3])
    assert order == [(0, 5), (1, 5), (2, 2)]


def test_forecasters_who_all_say_the_same_have_no_shrunken_mean() -> None:
    """Nothing varies, so nothing says how much to draw."""
    said = {"ann": [0.5] * 6, "bob": [0.5] * 6}
    found = ranking_of(sides.ground(sides.judged(said, [True] * 6)), [0, 1])
    assert found is not None
    assert [(one.rank, one.low, one.high, one.shrunken) for one in found.ranked] == [(1, 1, 2, None)] * 2


def test_an_order_that_words_turn_around_is_marked() -> None:
    """At the high end of his word Bob is worse than Ann."""
    frame = sides.judged({"ann": [0.72] * 6, "bob": [0.8] * 6}, [True] * 6)
    plain = ranking_of(sides.ground(frame), [0, 1])
    frame.loc[frame["forecaster"] == "bob", "high"] = 0.25
    turned = ranking_of(sides.ground(frame), [0, 1])
    assert plain is not None
    assert turned is not None
    assert (plain.by_reading, turned.by_reading) == (False, True)
