"""Better on the same events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.published import needs_data, rain_scores
from tracker.comparison.comparing import BOTH, SIGNS, compare
from tracker.comparison.paired_test import paired_p_value, signs_p_value
from tracker.comparison.pairs import Pairs, paired
from tracker.comparison.sign_flips import drawn_sign_flips


def on_days(first: object, second: object) -> Pairs:
    """Scores of two forecasters on days 0, 1, 2 and so on."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return paired(a, range(len(a)), b, range(len(b)))


def test_the_method_does_not_change_with_the_number_of_events_and_is_named() -> None:
    """Signs alone where nothing says what else could have been; both tests where it is known."""
    scores = np.linspace(0, 0.3, 51)
    for count in (15, 16, 50, 51):
        both = on_days(scores[:count], [0.2] * count)
        found = compare(both)
        assert (found.how, found.smallest_p) == (SIGNS, 2.0 ** (1 - int((both.differences != 0).sum())))
        assert found.p_value == pytest.approx(
            drawn_sign_flips(both.differences, seed=1, replicates=9999), abs=0.02
        )
        known = compare(replace(both, otherwise=-both.differences))
        assert known.how == BOTH
        assert known.p_value == pytest.approx(found.p_value, abs=0.02)


@pytest.mark.parametrize("count", [4, 10, 40, 60])
def test_swapping_the_two_mirrors_the_whole_answer(count: int) -> None:
    """Differences, interval and p-value, for exact and drawn answers."""
    rng = np.random.default_rng(count)
    a, b = rng.random(count), rng.random(count)
    there, back = compare(on_days(a, b)), compare(on_days(b, a))
    assert there.difference == pytest.approx(-(back.difference or 0))
    assert there.p_value == pytest.approx(back.p_value)
    if there.low is not None and back.high is not None:
        assert there.low == pytest.approx(-back.high, abs=1e-6)
        assert there.low <= (there.difference or 0) <= (there.high or 0)


def test_too_few_events_have_no_interval_and_none_at_all_no_figure() -> None:
    """With the reason, and nulls in the table."""
    five = compare(on_days([0.1, 0.1, 0.1, 0.1, 0.2], [0.4] * 5))
    assert (five.low, five.p_value, five.reason) == (
        None,
        0.0625,
        "5 events on which the scores differ are too few for an interval",
    )
    none = compare(paired([0.1], ["a"], [0.2], ["b"]))
    assert (none.difference, none.p_value, none.reason) == (None, None, "no event was forecast by both")
    assert none.table["difference"].isna().all()
    assert none.needed.reason == "no shared event"


def test_an_impossible_level_is_refused() -> None:
    """95 is no share."""
    with pytest.raises(ValueError, match="level"):
        compare(on_days([0.1], [0.2]), level=95)


def test_sixteen_events_are_called_different_no_more_often_than_stated() -> None:
    """Of 1,500 equal pairs at most 5 of 100, within the noise; a bootstrap's p-value would call 7 to 9."""
    rng = np.random.default_rng(21)
    found = [paired_p_value(rng.normal(size=16)) for _ in range(1500)]
    size = np.mean([p is not None and p <= 0.05 for p in found])
    assert 0.035 <= size <= 0.064


def test_the_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    """Over 300 sets of 30 skewed differences, within the noise of 300."""
    rng = np.random.default_rng(11)
    covered = 0
    for _ in range(300):
        covered += signs_p_value(rng.beta(1, 3, 30), mean=0.25) > 0.05
    assert 0.89 <= covered / 300 <= 0.98


@needs_data
def test_the_two_best_rain_forecasts_cannot_be_told_apart_on_92_days() -> None:
    """The mean difference is the published one, and its interval holds 0."""
    found = compare(on_days(rain_scores("EMOS"), rain_scores("EPC")))
    assert found.difference == pytest.approx(-0.00225657604460, abs=1e-13)
    assert (found.low or 0) < 0 < (found.high or 0)
    assert found.needed.needed == 38
