"""Better on the same events."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.published import needs_data, rain_scores
from tracker.certainty.bootstrap import percentile_interval, redrawn_means
from tracker.comparison.comparing import compare
from tracker.comparison.pairs import Pairs, paired
from tracker.comparison.sign_flips import drawn_sign_flips, sign_flips


def on_days(first: object, second: object) -> Pairs:
    """Scores of two forecasters on days 0, 1, 2 and so on."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return paired(a, range(len(a)), b, range(len(b)))


def test_fifteen_events_are_tested_exactly_and_more_by_drawing() -> None:
    """The result says which, with its replicates and its seed: up to fifty signs are drawn, then events."""
    scores = np.linspace(0, 0.3, 51)
    few, some, more = (on_days(scores[:count], [0.2] * count) for count in (15, 50, 51))
    signs = compare(some, seed=1, replicates=999)
    assert signs.how == "random signs, and for the interval the bootstrap over events, BCa"
    assert (signs.replicates, signs.seed, signs.smallest_p) == (999, 1, 0.001)
    assert signs.p_value == drawn_sign_flips(some.differences, seed=1, replicates=999)
    exact, drawn = compare(few, seed=1), compare(more, seed=1, replicates=999)
    assert (exact.how, exact.replicates, exact.seed) == ("every pattern of signs", None, None)
    assert exact.p_value == sign_flips(few.differences).p_value
    assert (drawn.how, drawn.replicates, drawn.seed) == ("bootstrap over events, BCa", 999, 1)


@pytest.mark.parametrize("count", [4, 10, 40, 60])
def test_swapping_the_two_mirrors_the_whole_answer(count: int) -> None:
    """Differences, interval and p-value, for exact and drawn answers."""
    rng = np.random.default_rng(count)
    a, b = rng.random(count), rng.random(count)
    there, back = compare(on_days(a, b), seed=7), compare(on_days(b, a), seed=7)
    assert there.difference == pytest.approx(-(back.difference or 0))
    assert there.p_value == back.p_value
    if there.low is not None and back.high is not None:
        assert there.low == pytest.approx(-back.high)
        assert there.low <= (there.difference or 0) <= (there.high or 0)


def test_the_percentile_interval_is_to_be_had() -> None:
    """It is the one of the drawn means."""
    both = on_days(np.linspace(0, 1, 30) ** 2, np.full(30, 0.1))
    found = compare(both, seed=3, replicates=500, ends="percentile")
    drawn = redrawn_means(both.differences, seed=3, replicates=500)
    assert (found.low, found.high) == percentile_interval(drawn, level=0.95)


def test_too_few_events_have_no_interval_and_none_at_all_no_figure() -> None:
    """With the reason, and nulls in the table."""
    five = compare(on_days([0.1] * 5, [0.4] * 5), seed=1)
    assert (five.low, five.p_value, five.reason) == (
        None,
        0.0625,
        "5 events are too few for an interval at 95%",
    )
    none = compare(paired([0.1], ["a"], [0.2], ["b"]), seed=1)
    assert (none.difference, none.p_value, none.reason) == (None, None, "no event was forecast by both")
    assert none.table["difference"].isna().all()
    assert none.needed.reason == "no shared event"


def test_an_impossible_level_is_refused() -> None:
    """95 is no share."""
    with pytest.raises(ValueError, match="level"):
        compare(on_days([0.1], [0.2]), seed=1, level=95)


def test_sixteen_events_are_called_different_no_more_often_than_stated() -> None:
    """Of 1,500 equal pairs at most 5 of 100, within the noise; the bootstrap's p-value would call 7 to 9."""
    rng = np.random.default_rng(21)
    found = [
        compare(on_days(rng.normal(size=16), np.zeros(16)), seed=turn, replicates=199) for turn in range(1500)
    ]
    size = np.mean([comparison.p_value is not None and comparison.p_value <= 0.05 for comparison in found])
    assert 0.035 <= size <= 0.064


def test_a_bootstrap_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    """Over 300 sets of 30 skewed differences, within the noise of 300."""
    rng = np.random.default_rng(11)
    covered = 0
    for turn in range(300):
        found = compare(on_days(rng.beta(1, 3, 30), np.zeros(30)), seed=turn, replicates=400)
        covered += (found.low or 0) <= 0.25 <= (found.high or 0)
    assert 0.89 <= covered / 300 <= 0.98


@needs_data
def test_the_two_best_rain_forecasts_cannot_be_told_apart_on_92_days() -> None:
    """The mean difference is the published one, and its interval holds 0."""
    found = compare(on_days(rain_scores("EMOS"), rain_scores("EPC")), seed=1)
    assert found.difference == pytest.approx(-0.00225657604460, abs=1e-13)
    assert (found.low or 0) < 0 < (found.high or 0)
    assert (found.needed.needed or 0) > 5000
