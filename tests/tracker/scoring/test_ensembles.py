"""The score of equally likely values."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import crps_ensemble

values = st.integers(-50, 50).map(float)
members = st.lists(values, min_size=1, max_size=8)


def test_published_values_come_out() -> None:
    """The members 1, 2, 3 with the value 1.5 have 7/18, and 1/6 in the fair form."""
    assert crps_ensemble([1, 2, 3], 1.5) == pytest.approx(7 / 18)
    assert crps_ensemble([1, 2, 3], 1.5, fair=True) == pytest.approx(1 / 6)


@pytest.mark.parametrize(("fair", "estimator"), [(False, "nrg"), (True, "fair")])
def test_it_agrees_with_another_library(fair: bool, estimator: str) -> None:
    """The same figures come from scoringrules."""
    rng = np.random.default_rng(3)
    stated, came = rng.normal(size=(200, 9)), rng.normal(size=200)
    theirs = scoringrules.crps_ensemble(came, stated, estimator=estimator)
    assert crps_ensemble(stated, came, fair=fair) == pytest.approx(theirs, abs=1e-12)


@given(truth=members, report=members)
def test_no_other_ensemble_has_a_better_expected_score(truth: list[float], report: list[float]) -> None:
    """If one of the true values is drawn, stating them all is never beaten: the score is proper."""
    honest = np.mean([crps_ensemble(truth, y) for y in truth])
    assert honest <= np.mean([crps_ensemble(report, y) for y in truth]) + 1e-9


@given(stated=members, y=values, shift=values)
def test_it_does_not_depend_on_where_zero_is(stated: list[float], y: float, shift: float) -> None:
    """Moving the members and the value together changes nothing."""
    moved = crps_ensemble([value + shift for value in stated], y + shift)
    assert moved == pytest.approx(crps_ensemble(stated, y), abs=1e-9)
    assert crps_ensemble(stated, y) >= -1e-9


@given(stated=members.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), y=values)
def test_the_order_of_members_does_not_matter(stated: tuple[list[float], list[float]], y: float) -> None:
    """Members are equally likely, so none comes first."""
    assert crps_ensemble(stated[0], y) == crps_ensemble(stated[1], y)


def test_one_member_is_an_absolute_error_and_has_no_fair_form() -> None:
    """A spread between members cannot be estimated from one."""
    assert crps_ensemble([[61.0], [40.0]], [51.0, 51.0]).tolist() == [10, 11]
    assert np.isnan(crps_ensemble([[61.0], [40.0]], [51.0, 51.0], fair=True)).all()


def test_no_members_and_ragged_shapes_are_refused() -> None:
    """There is one row of members for each value."""
    with pytest.raises(ValueError, match="one row a value"):
        crps_ensemble([], 1.0)
    with pytest.raises(ValueError, match="one row a value"):
        crps_ensemble([1.0, 2.0], [1.0, 2.0])
