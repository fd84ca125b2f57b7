"""Sums by luck: counted out, by the saddlepoint, and drawn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from tracker.comparison.luck_sums import LuckSum


def sums(events: int, *, counting: bool = True, seed: int = 1) -> LuckSum:
    """Differences of two forecasters who say between 60 and 95%."""
    rng = np.random.default_rng(seed)
    first, second = rng.uniform(0.6, 0.95, (2, events))
    values = np.column_stack([first**2 - second**2, (1 - first) ** 2 - (1 - second) ** 2])
    chance = (first + second) / 2
    return LuckSum(values, np.column_stack([1 - chance, chance]), counting)


def test_equal_events_are_binomial() -> None:
    """Ten coins of 30%."""
    luck = LuckSum(np.array([[0.0, 1.0]] * 10), np.array([[0.7, 0.3]] * 10))
    assert luck.at_least(4) == pytest.approx(binom.sf(3, 10, 0.3))
    assert luck.at_most(4) == pytest.approx(binom.cdf(4, 10, 0.3))
    assert luck.mean() == pytest.approx(3)
    assert luck.bounds == (0, 10)


def test_the_saddlepoint_agrees_with_counting() -> None:
    """Twelve events of different differences: tails to within two hundredths of what is counted."""
    counted, near = sums(12), sums(12, counting=False)
    assert counted.counted is not None
    assert near.counted is None
    for bar in (-0.2, -0.05, 0.1, 0.4):
        assert near.at_least(bar) == pytest.approx(counted.at_least(bar), abs=0.02)
        assert near.at_most(bar) == pytest.approx(counted.at_most(bar), abs=0.02)
    assert near.mean(tilt=2.0) == pytest.approx(counted.mean(tilt=2.0))
    for upper in (True, False):
        tilts = [luck.tilt_where(0.1, 0.025, upper=upper) for luck in (counted, near)]
        assert counted.mean(tilt=tilts[0]) == pytest.approx(near.mean(tilt=tilts[1]), abs=0.02)


def test_the_saddlepoint_agrees_with_draws_where_counting_is_too_much() -> None:
    """Sixty events, 200,000 draws."""
    luck = sums(60, seed=2)
    assert luck.counted is None
    rng = np.random.default_rng(3)
    drawn = np.zeros(200_000)
    for values, chances in zip(luck.values, luck.chances, strict=True):
        drawn += np.where(rng.random(len(drawn)) < chances[0], values[0], values[1])
    for bar in np.quantile(drawn, [0.02, 0.3, 0.7, 0.99]):
        assert luck.at_least(float(bar)) == pytest.approx((drawn >= bar).mean(), abs=0.004)


def test_events_with_three_outcomes_are_counted_and_drawn_alike() -> None:
    """Some events have a third outcome, others not."""
    values = np.array([[0.0, 1.0, 3.0], [0.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    chances = np.array([[0.5, 0.3, 0.2], [0.4, 0.6, 0.0], [0.5, 0.3, 0.2]])
    luck = LuckSum(values, chances)
    assert luck.at_least(8) == pytest.approx(0.2 * 0.2 * 0.6)
    assert luck.at_most(0) == pytest.approx(0.5 * 0.4 * 0.5)
    assert luck.mean() == pytest.approx(0.9 + 1.2 + 0.9)


@pytest.mark.parametrize("counting", [True, False])
def test_beyond_the_bounds_chances_are_0_and_1_and_at_them_a_product(counting: bool) -> None:
    """Everything for the best has the product of its chances."""
    luck = sums(8, counting=counting)
    low, high = luck.bounds
    assert luck.at_least(high + 1) == 0
    assert luck.at_most(low - 1) == 0
    assert luck.at_least(low) == 1
    best = luck.values.argmin(axis=1)
    assert luck.at_most(low) == pytest.approx(np.prod(luck.chances[np.arange(8), best]))
    assert luck.tilt_to(low) == -np.inf
    assert luck.tilt_to(high) == np.inf
    assert luck.mean(tilt=luck.tilt_to((low + high) / 2)) == pytest.approx((low + high) / 2)
