"""Where a function goes through zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from tracker.crossing import crossing


@given(st.floats(-0.99, 0.99), st.floats(0.1, 30))
def test_it_is_where_another_search_finds_it(zero: float, steep: float) -> None:
    """SciPy's, for curves that are nearly straight up to nearly steps."""

    def curve(x: float) -> float:
        return math.expm1(steep * (x - zero))

    found = crossing(curve, -1.0, 1.0, close=1e-10)
    assert found == pytest.approx(brentq(curve, -1.0, 1.0, xtol=1e-12), abs=1e-9)


def test_a_jump_is_found_and_an_end_that_is_zero_is_it() -> None:
    """The sign changes at a third, where nothing is 0."""
    assert crossing(lambda x: 1.0 if x > 1 / 3 else -1.0, 0, 1, close=1e-9) == pytest.approx(1 / 3, abs=1e-8)
    assert crossing(lambda x: x, 0.0, 1.0, close=1e-9) == 0.0
    assert crossing(lambda x: x - 1, 0.0, 1.0, close=1e-9) == 1.0


def test_it_takes_few_looks_at_a_smooth_function() -> None:
    """A dozen where halving would need thirty."""
    looks = []

    def seen(x: float) -> float:
        looks.append(x)
        return math.cos(x) - x

    assert crossing(seen, 0.0, 1.0, close=1e-10) == pytest.approx(0.7390851332, abs=1e-9)
    assert len(looks) <= 12


def test_one_sign_at_both_ends_is_refused() -> None:
    """There may be no zero between."""
    with pytest.raises(ValueError, match="one sign"):
        crossing(lambda x: x * x + 1, -1.0, 1.0, close=1e-9)
