"""What a score could have been."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tracker.bounds import padded, score_bounds, timeline_bounds
from tracker.scoring import timeline_brier


def test_a_chance_scores_one_of_two_values_and_a_grade_between() -> None:
    """90% and 30% of yes or no, 20% of a tie."""
    frame = pd.DataFrame({"measure": ["brier"] * 3, "p": [0.9, 0.3, 0.2], "observed": [1.0, 1.0, 0.5]})
    least, most = score_bounds(frame)
    assert least.tolist() == pytest.approx([0.01, 0.09, 0.0])
    assert most.tolist() == pytest.approx([0.81, 0.49, 0.64])


@pytest.mark.parametrize(
    ("days", "heights"),
    [
        ([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]),
        ([0, 30, 61, 92, 183], [0, 0.1, 0.2, 0.3, 0.4]),
        ([61, 61], [0, 1]),
        ([0, 10], [0.6, 0.9]),
        ([20, 90], [0.7, 0.7]),
    ],
)
def test_a_timeline_scores_between_its_bounds_whenever_the_event_comes(
    days: list[float], heights: list[float]
) -> None:
    """Tried on every day and never; both bounds are reached, to a day's width."""
    horizon = 183
    tried = [float(timeline_brier(days, heights, y, horizon=horizon)) for y in [*range(horizon + 1), np.inf]]
    least, most = timeline_bounds(np.array([days], float), np.array([heights], float), np.array([183.0]))
    assert least[0] <= min(tried) + 1e-12
    assert min(tried) == pytest.approx(least[0], abs=0.01)
    assert max(tried) == pytest.approx(most[0])


def test_shares_score_between_0_and_2() -> None:
    """Their Brier score over all options."""
    least, most = score_bounds(pd.DataFrame({"measure": ["category_brier"]}))
    assert (least.tolist(), most.tolist()) == ([0.0], [2.0])


def test_other_measures_have_no_upper_bound_and_short_curves_repeat_their_end() -> None:
    """Pinball losses are in units."""
    least, most = score_bounds(pd.DataFrame({"measure": ["pinball"]}))
    assert (least.tolist(), most.tolist()) == ([0.0], [np.inf])
    assert padded([(1, 2), (3,)]).tolist() == [[1.0, 2.0], [3.0, 3.0]]
