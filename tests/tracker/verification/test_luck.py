"""Luck of a table's rows, weighted or not, with events or without."""

from __future__ import annotations

import numpy as np
import pytest

from forecasts.errors import FractionalWeights, GradedOutcomes
from tracker.calibration import expectation
from tracker.calibration.expectation import p_value_of_weights
from tracker.tally import Tally
from tracker.verification.collecting import Reducing
from tracker.verification.keys import UNNAMED
from tracker.verification.luck import luck_of


def of_events(key: list[int]) -> dict[str, str]:
    """Why luck is undefined for forecasts on these events."""
    reducing = Reducing()
    reducing.add(np.full(len(key), 0.5), np.ones(len(key)), None, np.array(key))
    return luck_of(reducing.gathered().reduced(), seed=1).reasons


def test_one_blank_name_is_an_event_of_its_own_and_two_are_not_known() -> None:
    """Nothing is drawn where it is not known what shares a draw."""
    assert of_events([UNNAMED, 4]) == {}
    told = of_events([UNNAMED, UNNAMED, 4])
    assert told["p_expected_observed"].startswith("2 forecasts do not name their event")
    assert set(told) >= {"mcb_null_mean", "expected_low"}


def test_fractional_weights_have_a_p_value_and_no_range_of_counts() -> None:
    """What is no count has no whole numbers around it."""
    reducing = Reducing()
    for _ in range(2):
        reducing.add(np.full(8, 0.4), np.tile([0.0, 1.0], 4), np.full(8, 0.3), np.arange(8))
    found = luck_of(reducing.gathered().reduced(), seed=1)
    assert found.p_value is not None
    assert found.counts is None
    assert set(found.reasons) == {"expected_low", "expected_high"}


def test_what_cannot_be_drawn_by_weight_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grades, tallies without clusters, and too many cells."""
    with pytest.raises(GradedOutcomes):
        p_value_of_weights(Tally.of([0.5], [0.5], cluster=["a"]), seed=1)
    with pytest.raises(ValueError, match="with clusters"):
        p_value_of_weights(Tally.of([0.5], [1]), seed=1)
    monkeypatch.setattr(expectation, "_MOST_CELLS", 1)
    with pytest.raises(FractionalWeights):
        p_value_of_weights(Tally.of([0.5, 0.5], [1, 1], [0.5, 0.5], cluster=["a", "b"]), seed=1)
