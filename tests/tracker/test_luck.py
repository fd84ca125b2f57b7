"""What luck alone would score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.luck import Outlook, chance_outlook, range_by_luck, timeline_outlook
from tracker.scoring import timeline_brier

DAYS, CDF = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]


def _mean(outlook: Outlook) -> float:
    return float(outlook.scores @ outlook.chances)


@given(st.floats(0, 1))
def test_a_calibrated_chance_expects_its_own_variance(p: float) -> None:
    """It is p (1 - p)."""
    assert _mean(chance_outlook(p)) == pytest.approx(p * (1 - p))


def test_the_founding_window_scores_as_worked_out_by_hand() -> None:
    """Day 51 gives 8.32782 days of 183, never gives 96.7875."""
    outlook = timeline_outlook(DAYS, CDF, horizon=183)
    assert outlook.scores[51] * 183 == pytest.approx(8.32782, abs=1e-5)
    assert outlook.scores[-1] * 183 == pytest.approx(96.7875, abs=1e-4)
    assert outlook.chances.sum() == pytest.approx(1)


@pytest.mark.parametrize("day", [0, 1, 30, 61, 100, 183])
def test_each_day_agrees_with_the_score_of_timelines(day: int) -> None:
    """The same integral, in another module."""
    outlook = timeline_outlook(DAYS, CDF, horizon=183)
    score = timeline_brier(DAYS, CDF, float(day), horizon=183)
    assert outlook.scores[day] == pytest.approx(float(np.asarray(score)))


def test_the_range_of_eight_sure_things_is_a_binomials() -> None:
    """Of eight at 90% between none and three fail in 95 of 100 sets."""
    low, high = range_by_luck([chance_outlook(0.9)] * 8, list(range(8)), seed=1)
    assert low == pytest.approx(0.01)
    assert high == pytest.approx((5 * 0.01 + 3 * 0.81) / 8)


def test_forecasts_on_one_event_stand_or_fall_together() -> None:
    """Ten forecasts on one event have the range of a single one."""
    single = range_by_luck([chance_outlook(0.7)], ["a"], seed=1)
    tenfold = range_by_luck([chance_outlook(0.7)] * 10, ["a"] * 10, seed=1)
    assert tenfold == pytest.approx(single)


def test_the_same_seed_gives_the_same_range() -> None:
    """Reproducible."""
    outlooks = [chance_outlook(p / 10) for p in range(1, 10)]
    assert range_by_luck(outlooks, range(9), seed=4) == range_by_luck(outlooks, range(9), seed=4)


def test_nothing_and_nonsense_are_refused() -> None:
    """Programmer mistakes."""
    with pytest.raises(ValueError, match="at least one"):
        range_by_luck([], [], seed=1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        chance_outlook(1.5)
    with pytest.raises(ValueError, match="horizon"):
        timeline_outlook(DAYS, CDF, horizon=0)
