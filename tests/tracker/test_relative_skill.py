"""Better than a stated reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import golden
from tracker.pairs import paired
from tracker.reference_scores import base_rate, steady_rate_scores
from tracker.relative_skill import skill, skill_over_events


@pytest.mark.parametrize("row", golden("brier_skill_score"), ids=lambda row: row["note"] or "a coin")
def test_the_golden_rows_are_met(row: dict[str, Any]) -> None:
    """Against 0.5, and undefined where the reference is perfect."""
    p, y = np.array(row["inputs"]["p"]), np.array(row["inputs"]["y"])
    rate = row["inputs"].get("reference_p", base_rate(y))
    found = skill((p - y) ** 2, steady_rate_scores(y, rate), against="a constant rate")
    assert found.value == (row["expected"] if row["expected"] is None else pytest.approx(row["expected"]))
    assert (found.reason is None) == (found.value is not None)


@given(score=st.floats(0, 2), reference=st.floats(0.01, 2))
def test_the_reference_has_no_skill_and_perfection_has_all(score: float, reference: float) -> None:
    """1 is the best there is."""
    assert skill(reference, reference, against="itself").value == 0
    assert skill(0.0, reference, against="it").value == 1
    assert (skill(score, reference, against="it").value or 0) <= 1


def test_an_infinite_score_is_infinitely_worse_and_an_infinite_reference_is_none() -> None:
    """A certain miss on either side is not hidden."""
    assert skill([np.inf, 0.1], [0.7, 0.7], against="a coin").value == -np.inf
    assert skill([0.1], [np.inf], against="a fool").reason == "the reference has an infinite score"


def test_no_forecasts_have_no_skill() -> None:
    """None with its reason, and null in the table."""
    found = skill([], [], against="a coin")
    assert (found.value, found.reason) == (None, "no forecasts")
    assert found.table["skill"].isna().all()


def test_what_does_not_fit_is_refused() -> None:
    """Other shapes, scores that are higher when better, undefined ones."""
    with pytest.raises(ValueError, match="one for each forecast"):
        skill([0.1, 0.2], 0.25, against="a coin")
    for bad in (-0.1, np.nan):
        with pytest.raises(ValueError, match="0 or more"):
            skill(bad, 0.25, against="a coin")


def test_the_interval_over_events_holds_the_skill_and_repeats() -> None:
    """The second of the pair is the reference."""
    rng = np.random.default_rng(1)
    a, b = rng.random(40) / 2, rng.random(40)
    pairs = paired(a, range(40), b, range(40))
    found = skill_over_events(pairs, against="b", seed=4, replicates=999)
    assert found == skill_over_events(pairs, against="b", seed=4, replicates=999)
    assert found.value == pytest.approx(1 - a.mean() / b.mean())
    assert (found.low or 0) < (found.value or 0) < (found.high or 0)
    assert (found.replicates, found.undefined_replicates, found.seed) == (999, 0, 4)


def test_replicates_in_which_the_reference_is_perfect_are_counted() -> None:
    """They have no skill, and are not passed over in silence."""
    pairs = paired([0.1, 0.1, 0.1], "abc", [0.0, 0.0, 0.4], "abc")
    found = skill_over_events(pairs, against="b", seed=4, replicates=999)
    assert 200 < (found.undefined_replicates or 0) < 400
    assert skill_over_events(paired([0.1], "a", [0.2], "a"), against="b", seed=1).low is None
    unlucky = skill_over_events(pairs, against="b", seed=6, replicates=1)
    assert (unlucky.low, unlucky.undefined_replicates) == (None, 1)
    with pytest.raises(ValueError, match="level"):
        skill_over_events(pairs, against="b", seed=4, level=95)
