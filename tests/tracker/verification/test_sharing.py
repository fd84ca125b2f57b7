"""Luck that the forecasts on one event share."""

from __future__ import annotations

import numpy as np
import pytest

from forecasts.errors import GradedOutcomes
from tracker.tally import Tally
from tracker.verification import sharing
from tracker.verification.keys import UNNAMED
from tracker.verification.sharing import expected_by_shared_luck, why_not_shared


def test_copies_of_a_forecast_prove_no_more_than_one() -> None:
    """Twelve hits in a row at 0.5 are rare; one hit copied twelve times is not."""
    copied = Tally.of([0.5] * 12, [1] * 12, cluster=["a"] * 12)
    apart = Tally.of([0.5] * 12, [1] * 12, cluster=range(12))
    assert expected_by_shared_luck(copied, seed=1).p_value == 1.0
    assert expected_by_shared_luck(apart, seed=1).p_value == pytest.approx(0.0005, abs=0.002)


def test_one_event_that_holds_too_many_has_no_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum is then far from normal, and nothing is claimed; where nothing varies, all is known."""
    monkeypatch.setattr(sharing, "_MOST_DRAWN", 1)
    event = np.concatenate([np.zeros(500), np.arange(1, 50)])
    large = expected_by_shared_luck(Tally.of(np.full(549, 0.5), event == 0, cluster=event), seed=1)
    assert large.p_value is None
    assert "one event holds too many" in str(large.reason)
    certain = Tally.of([0.0, 1.0], [0, 1], cluster=["a", "b"])
    assert expected_by_shared_luck(certain, seed=1).p_value == 1.0


def test_what_shares_no_luck_is_told() -> None:
    """One blank name is an event of its own; two are not known; outcomes must agree."""
    key, ones = np.array([UNNAMED, 4]), np.ones(2)
    assert why_not_shared(key, ones, ones) is None
    assert str(why_not_shared(key, 2 * ones, 2 * ones)).startswith("2 forecasts do not name their event")
    assert str(why_not_shared(np.arange(2), 2 * ones, np.array([2.0, 1.0]))).startswith("1 event has")


def test_grades_and_tallies_without_clusters_are_refused() -> None:
    """There is nothing to draw, or nothing that is shared."""
    with pytest.raises(GradedOutcomes):
        expected_by_shared_luck(Tally.of([0.5], [0.5], cluster=["a"]), seed=1)
    with pytest.raises(ValueError, match="with clusters"):
        expected_by_shared_luck(Tally.of([0.5], [1]), seed=1)
