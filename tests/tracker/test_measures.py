"""What is known of each measure, in one place."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reports import cases
from tracker.measures import COMPARED, MEASURES, POOLED, Measure, title_of


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_with_a_common_mean_has_a_bound_and_one_without_says_why(measure: Measure) -> None:
    """What may be pooled has one unit, and so one worst score."""
    assert (measure.worst(4) is None) == (measure.apart is not None)
    assert measure.title in measure.rule or measure.capitalised in measure.rule or measure.ordered is not None
    assert (measure.name in POOLED) == (measure.bound is not None)


def test_only_what_is_bounded_is_compared() -> None:
    """So that scores can be shares of the worst; and it says by which columns a claim is decided."""
    assert all(MEASURES[name].worst(3) is not None for name in COMPARED)
    assert all(MEASURES[name].decided_by for name in COMPARED)


def test_every_score_of_a_ledger_has_a_measure_and_lies_within_its_bound() -> None:
    """From the founding case."""
    scores = cases.founding()
    for name, part in scores[scores["value"].notna()].groupby("measure"):
        bound = MEASURES[str(name)].bound
        assert bound is not None
        assert part["value"].between(0, bound).all()


def test_a_reference_scores_each_row_within_the_bound() -> None:
    """Always saying 50% costs a quarter."""
    scores = cases.panel(6)
    reference = MEASURES["brier"].reference
    assert reference is not None
    np.testing.assert_allclose(reference.scores(scores), 0.25)


def test_a_name_that_is_no_measure_stays_as_it_is() -> None:
    """Platforms have scores of their own."""
    assert title_of("peer") == "peer"
