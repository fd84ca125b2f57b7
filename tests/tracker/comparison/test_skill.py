"""Better than a stated reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.examples import golden
from tracker.comparison.reference_scores import base_rate, steady_rate_scores
from tracker.comparison.skill import OWN_RATE, brier_skill, relative_skill
from tracker.tally import Tally


@pytest.mark.parametrize("row", golden("brier_skill_score"))
def test_golden_skill(row: dict[str, Any]) -> None:
    """The golden rows come out, the undefined one as None."""
    given = row["inputs"]
    found = brier_skill(Tally.of(given["p"], given["y"]), reference=given.get("reference_p"))
    assert found.skill == (row["expected"] and pytest.approx(row["expected"], abs=row["tolerance"]))
    assert (found.reason is None) == (found.skill is not None)


def test_the_reference_is_named() -> None:
    """A constant by its value, the outcomes' own rate as what it is."""
    tally = Tally.of([0.2, 0.9], [0, 1])
    assert brier_skill(tally, reference=0.25).reference == "always 0.25"
    assert brier_skill(tally, reference=None).reference == OWN_RATE
    assert brier_skill(tally, reference=None).table["skill"].tolist() == pytest.approx([0.9])


def test_the_undefined_and_the_refused() -> None:
    """Nothing has no skill; a reference in percent is refused."""
    assert brier_skill(Tally.of([], []), reference=0.5).reason == "There are no forecasts."
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_skill(Tally.of([0.2], [0]), reference=50)


@pytest.mark.parametrize("row", golden("brier_skill_score"))
def test_golden_skill_of_scores(row: dict[str, Any]) -> None:
    """The same rows by the scores of forecasts and reference, one by one."""
    p, y = np.array(row["inputs"]["p"]), np.array(row["inputs"]["y"])
    rate = row["inputs"].get("reference_p", base_rate(y))
    found = relative_skill((p - y) ** 2, steady_rate_scores(y, rate), against="a constant rate")
    assert found.skill == (row["expected"] if row["expected"] is None else pytest.approx(row["expected"]))
    assert (found.reason is None) == (found.skill is not None)


@given(score=st.floats(0, 2), reference=st.floats(0.01, 2))
def test_the_reference_has_no_skill_and_perfection_has_all(score: float, reference: float) -> None:
    """1 is the best there is."""
    assert relative_skill(reference, reference, against="itself").skill == 0
    assert relative_skill(0.0, reference, against="it").skill == 1
    assert (relative_skill(score, reference, against="it").skill or 0) <= 1


def test_an_infinite_score_is_infinitely_worse_and_an_infinite_reference_is_none() -> None:
    """A certain miss on either side is not hidden."""
    assert relative_skill([np.inf, 0.1], [0.7, 0.7], against="a coin").skill == -np.inf
    assert relative_skill([0.1], [np.inf], against="a fool").reason == "The reference has an infinite score."


def test_no_scores_have_no_skill() -> None:
    """None with its reason, and null in the table."""
    found = relative_skill([], [], against="a coin")
    assert (found.skill, found.reason) == (None, "There are no forecasts.")
    assert found.table["skill"].isna().all()


def test_what_does_not_fit_is_refused() -> None:
    """Other shapes, scores that are higher when better, undefined ones."""
    with pytest.raises(ValueError, match="one for each forecast"):
        relative_skill([0.1, 0.2], 0.25, against="a coin")
    for bad in (-0.1, np.nan):
        with pytest.raises(ValueError, match="0 or more"):
            relative_skill(bad, 0.25, against="a coin")
