"""The penalised likelihood of a calibration line and its derivatives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, log_expit, logit

from tracker.calibration.penalised import chances, likelihood

X = logit(np.array([0.1, 0.3, 0.6, 0.9]))
COUNTS, HAPPENED = np.array([12.0, 8.0, 9.0, 14.0]), np.array([2.0, 3.0, 4.0, 11.0])
line = st.tuples(st.floats(-2, 2), st.floats(-1, 3))


@given(line, st.booleans())
def test_it_is_the_likelihood_written_out(at: tuple[float, float], penalised: bool) -> None:
    """With the information as a matrix and its determinant."""
    logits = at[0] + at[1] * X
    design, chance = np.column_stack([np.ones(4), X]), expit(logits)
    information = design.T @ (design * (COUNTS * chance * (1 - chance))[:, None])
    wanted = float((HAPPENED * log_expit(logits) + (COUNTS - HAPPENED) * log_expit(-logits)).sum())
    wanted += 0.5 * float(np.log(np.linalg.det(information))) if penalised else 0.0
    found = likelihood(X, COUNTS, HAPPENED, *at, penalised=penalised)
    assert found.height == pytest.approx(wanted, abs=1e-9)
    assert found.weight == pytest.approx(information[0, 0])
    assert found.weight * found.centre == pytest.approx(information[0, 1])
    assert found.spread + found.weight * found.centre**2 == pytest.approx(information[1, 1])


@given(line, st.booleans())
def test_its_derivatives_are_those_of_small_steps(at: tuple[float, float], penalised: bool) -> None:
    """A millionth to either side."""

    def height(intercept: float, slope: float) -> float:
        return likelihood(X, COUNTS, HAPPENED, intercept, slope, penalised=penalised).height

    found, step = likelihood(X, COUNTS, HAPPENED, *at, penalised=penalised), 1e-6
    by_intercept = (height(at[0] + step, at[1]) - height(at[0] - step, at[1])) / (2 * step)
    by_slope = (height(at[0], at[1] + step) - height(at[0], at[1] - step)) / (2 * step)
    assert (found.by_intercept, found.by_slope) == pytest.approx((by_intercept, by_slope), abs=1e-6)


def test_where_all_is_certain_there_is_no_information() -> None:
    """Nothing divides by it."""
    found = likelihood(np.array([900.0, 950.0]), np.ones(2), np.ones(2), 0.0, 1.0)
    assert found.height == -np.inf
    assert found.step == (0.0, 0.0)


@given(st.lists(st.floats(-800, 800), min_size=1))
def test_chances_are_those_of_scipy(logits: list[float]) -> None:
    """To the last digits."""
    assert chances(np.array(logits)) == pytest.approx(expit(np.array(logits)), rel=1e-12, abs=1e-300)
