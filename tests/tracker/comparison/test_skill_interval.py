"""The interval of skill against a constant reference."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.certainty.weighted_misses import misses
from tracker.comparison.skill import brier_skill
from tracker.comparison.skill_interval import brier_skill_interval
from tracker.tally import Tally


def test_against_a_coin_it_is_the_interval_of_the_mean_turned_round() -> None:
    """A coin always loses 0.25."""
    tally = Tally.from_counts([0.1, 0.7, 0.9], [20, 10, 20], [3, 6, 17])
    low, high = misses(tally, "brier").interval()
    assert brier_skill_interval(tally, 0.5) == pytest.approx((1 - high / 0.25, 1 - low / 0.25))


@pytest.mark.parametrize("reference", [0.2, 0.5])
def test_it_holds_the_skill_seen(reference: float) -> None:
    """With and without clusters and grades."""
    rng = np.random.default_rng(1)
    p, y, event = rng.uniform(0, 1, 30), rng.integers(0, 2, 30).astype(float), rng.integers(0, 9, 30)
    for tally in (Tally.of(p, y), Tally.of(p, y, cluster=event), Tally.of(p, np.append(y[1:], 0.5))):
        low, high = brier_skill_interval(tally, reference)
        skill = brier_skill(tally, reference=reference).skill
        assert low is not None
        assert high is not None
        assert skill is not None
        assert low < skill < high


def test_of_nothing_there_is_none_and_an_impossible_reference_is_refused() -> None:
    """A reference is a probability."""
    assert brier_skill_interval(Tally.of([], []), 0.5) == (None, None)
    with pytest.raises(ValueError, match=r"not 1\.2"):
        brier_skill_interval(Tally.of([0.5], [1]), 1.2)


def test_it_holds_the_expected_skill_in_at_least_93_of_100_sets() -> None:
    """Rare events at 5 to 25%, said 10% too often, against an old rate of 8%: 300 sets of 30."""
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        truth = rng.uniform(0.05, 0.25, 30)
        said = truth + 0.1
        y = (rng.random(30) < truth).astype(float)
        lost, other = ((x - truth) ** 2 + truth * (1 - truth) for x in (said, 0.08))
        low, high = brier_skill_interval(Tally.of(said, y), 0.08)
        skill = 1 - lost.sum() / other.sum()
        held += (low is None or low <= skill) and (high is None or skill <= high)
    assert held >= 279
