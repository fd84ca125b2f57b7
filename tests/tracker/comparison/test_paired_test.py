"""The paired test finds no winner where the bold were merely lucky."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.paired_test import (
    ALL_ALIKE,
    midpoint_luck,
    paired_p_value,
    paired_test,
    signs_p_value,
)
from tracker.comparison.sign_flips import drawn_sign_flips, sign_flips

Floats = NDArray[np.float64]


def brier(first: Floats, second: Floats, y: Floats) -> tuple[Floats, LuckSum]:
    """The differences of two Brier scores, and what luck could have made of them."""
    seen = (first - y) ** 2 - (second - y) ** 2
    return seen, midpoint_luck(seen, (first - 1 + y) ** 2 - (second - 1 + y) ** 2)


def test_six_bold_hits_crown_nobody() -> None:
    """0.90 against 0.75, all six happened: every difference is the same, and says nothing."""
    found = paired_test(*brier(np.full(6, 0.9), np.full(6, 0.75), np.ones(6)))
    assert (found.p_value, found.low, found.high, found.reason) == (None, None, None, ALL_ALIKE)


def test_bold_hits_of_different_boldness_crown_nobody_either() -> None:
    """The signs alone would say 0.03; the midpoint says that luck brings as much in 3 of 10 sets."""
    bold, cautious = np.array([0.9, 0.92, 0.88, 0.9, 0.91, 0.9]), np.full(6, 0.75)
    found = paired_test(*brier(bold, cautious, np.ones(6)))
    assert found.by_signs == pytest.approx(2 / 64)
    assert found.by_midpoint is not None
    assert found.by_midpoint > 0.5
    assert found.p_value == found.by_midpoint
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.mean < 0 < found.high


def test_a_true_winner_is_still_found() -> None:
    """Sixty events, 80% against 45%, as likely as the first said."""
    rng, y = np.random.default_rng(1), np.repeat([1.0, 0.0], [48, 12])
    found = paired_test(*brier(rng.uniform(0.75, 0.85, 60), rng.uniform(0.4, 0.5, 60), y))
    assert found.p_value is not None
    assert found.high is not None
    assert found.p_value < 0.01
    assert found.high < 0


@pytest.mark.parametrize("events", [6, 9, 15, 16, 25, 50, 51, 90])
def test_the_interval_leaves_out_0_exactly_where_the_test_does(events: int) -> None:
    """Whatever the method, over many sets and at several levels."""
    rng = np.random.default_rng(events)
    for level in (0.8, 0.9, 0.95):
        first, second = rng.uniform(0.1, 0.95, (2, events))
        second = 0.5 * second + 0.25
        found = paired_test(*brier(first, second, (rng.random(events) < first).astype(float)), level=level)
        if found.low is None or found.high is None or found.p_value is None:
            continue
        assert (found.low <= 0 <= found.high) == (found.p_value > 1 - level)


def test_swapping_the_two_mirrors_everything() -> None:
    """The first against the second, and the second against the first."""
    rng = np.random.default_rng(8)
    for events in (8, 40):
        first, second = rng.uniform(0.05, 0.95, (2, events))
        y = (rng.random(events) < first).astype(float)
        one, other = paired_test(*brier(first, second, y)), paired_test(*brier(second, first, y))
        assert one.p_value == pytest.approx(other.p_value)
        assert one.low is not None
        assert other.high is not None
        assert one.low == pytest.approx(-other.high, abs=1e-6)


def test_signs_by_the_saddlepoint_are_those_tried_out_and_drawn() -> None:
    """Fourteen events tried out against the same as sixteen with two that do not differ; forty drawn."""
    rng = np.random.default_rng(2)
    few = rng.normal(0.1, 0.2, 14)
    assert signs_p_value(np.append(few, [0.0, 0.0])) == pytest.approx(sign_flips(few).p_value, abs=0.01)
    many = rng.normal(0.05, 0.2, 40)
    drawn = drawn_sign_flips(many, seed=1, replicates=40_000)
    assert signs_p_value(many) == pytest.approx(drawn, abs=0.008)


def test_below_six_events_that_differ_there_is_no_interval() -> None:
    """Five of seven say the same."""
    found = paired_test([0.1, -0.2, 0.3, 0.1, 0.2, 0.0, 0.0])
    assert found.informative == 5
    assert (found.low, found.high) == (None, None)
    assert found.reason == "5 events on which the scores differ are too few for an interval"
    assert paired_test([]).reason == "no event was forecast by both"


def test_where_one_is_better_either_way_the_event_falls_as_likely_the_other_way() -> None:
    """No chance makes the expectation 0, and it is still 0."""
    luck = midpoint_luck([-0.1, 0.2, 0.0], [-0.3, -0.2, 0.3])
    assert luck.mean() == pytest.approx(0)
    assert luck.values[0].tolist() == [-0.1, 0.1]
    assert luck.chances[2].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("events", "kind"), [(6, "bold"), (8, "rare"), (12, "bold"), (30, "rare"), (60, "bold")]
)
def test_a_stated_five_percent_is_at_most_six(events: int, kind: str) -> None:
    """Bold against cautious with equal expected scores, 300 sets: within three binomial errors of 6%."""
    rng = np.random.default_rng(events)
    wrong = 0
    for _ in range(300):
        truth = rng.uniform(0.7, 0.95, events) if kind == "bold" else rng.beta(1, 30, events)
        step = np.minimum(np.minimum(truth, 1 - truth) * 0.9, 0.075) * np.sign(truth - 0.5)
        y = (rng.random(events) < truth).astype(float)
        seen, luck = brier(truth + step, truth - step, y)
        wrong += (paired_p_value(seen, luck) or 1) <= 0.05
    assert wrong / 300 <= 0.06 + 3 * (0.06 * 0.94 / 300) ** 0.5
