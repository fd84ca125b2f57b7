"""What luck alone would score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.calibration.luck import Outlook, brier_by_luck, range_by_luck, timeline_outlook
from tracker.scoring import timeline_brier
from tracker.tally import Tally

DAYS, CDF = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]


def _chance(p: float) -> Outlook:
    """A chance's two scores, as a check against what is worked out for chances."""
    return Outlook(np.array([(1 - p) ** 2, p**2]), np.array([p, 1 - p]))


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


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=8))
@settings(max_examples=20)
def test_the_range_of_chances_is_that_of_their_tally(rows: list[tuple[int, int]]) -> None:
    """Another module, other draws, the same distribution: the ends lie between those of 92% and of 98%."""
    tenths, events = zip(*rows, strict=True)
    ours = range_by_luck([_chance(p / 10) for p in tenths], events, seed=1, replicates=4000)
    tally = Tally.of([p / 10 for p in tenths], [0] * len(rows), cluster=events).per_event()
    narrow, wide = (brier_by_luck(tally, seed=1, replicates=4000, level=level) for level in (0.92, 0.98))
    assert narrow is not None
    assert wide is not None
    assert wide[0] - 1e-9 <= ours[0] <= narrow[0] + 1e-9
    assert narrow[1] - 1e-9 <= ours[1] <= wide[1] + 1e-9


def test_forecasts_on_one_event_stand_or_fall_together() -> None:
    """Ten forecasts on one event have the range of a single one."""
    single = range_by_luck([_chance(0.7)], ["a"], seed=1)
    tenfold = range_by_luck([_chance(0.7)] * 10, ["a"] * 10, seed=1)
    assert tenfold == pytest.approx(single)


def test_the_same_seed_gives_the_same_range() -> None:
    """Reproducible."""
    outlooks = [_chance(p / 10) for p in range(1, 10)]
    assert range_by_luck(outlooks, range(9), seed=4) == range_by_luck(outlooks, range(9), seed=4)


def test_nothing_and_nonsense_are_refused() -> None:
    """Programmer mistakes."""
    with pytest.raises(ValueError, match="at least one"):
        range_by_luck([], [], seed=1)
    with pytest.raises(ValueError, match="horizon"):
        timeline_outlook(DAYS, CDF, horizon=0)
