"""The place where a function is zero is the one that SciPy finds, to the last digit."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from tracker.roots import crossing

SLOPES = st.floats(0.01, 50)
PLACES = st.floats(-3, 3)


@given(SLOPES, SLOPES, PLACES, st.sampled_from([2e-12, 1e-7, 1e-3]), st.sampled_from([2.0**-50, 1e-9]))
def test_the_crossing_is_scipys(
    steep: float, bent: float, zero: float, within: float, relative: float
) -> None:
    """Of rising functions that are nearly flat, steep, and bent to either side."""

    def rising(x: float) -> float:
        return math.atan(steep * (x - zero)) + bent * (x - zero) ** 3

    expected = brentq(rising, -4.0, 5.0, xtol=within, rtol=relative)
    assert crossing(rising, -4.0, 5.0, within=within, relative=relative) == expected


@given(PLACES, SLOPES)
def test_a_falling_function_and_swapped_ends_are_the_same(zero: float, steep: float) -> None:
    """Neither the direction nor the order of the ends is asked for."""

    def falling(x: float) -> float:
        return 1 - math.exp(steep * (x - zero) / 50)

    assert crossing(falling, 5.0, -4.0) == brentq(falling, 5.0, -4.0)


@given(
    st.lists(
        st.integers(-300, 300).map(lambda hundredths: hundredths / 100), min_size=3, max_size=3, unique=True
    )
)
def test_of_several_crossings_it_is_scipys(zeros: list[float]) -> None:
    """A cubic that crosses three times, at any distances."""

    def cubic(x: float) -> float:
        return math.prod(x - zero for zero in zeros)

    assert crossing(cubic, -4.0, 5.0) == brentq(cubic, -4.0, 5.0)


def test_an_end_that_is_zero_is_the_place() -> None:
    """No step is taken from there."""
    assert crossing(lambda x: x, 0.0, 1.0) == 0.0
    assert crossing(lambda x: x, -1.0, 0.0) == 0.0


def test_one_sign_at_both_ends_is_refused() -> None:
    """There may be no crossing between."""
    with pytest.raises(ValueError, match=r"one sign at both ends, 1\.0 and 2\.0"):
        crossing(lambda x: x, 1.0, 2.0)


def test_what_is_no_number_is_refused() -> None:
    """Nothing is taken for a zero that cannot be compared with one."""
    with pytest.raises(ValueError, match=r"not a number at 0\.0"):
        crossing(lambda x: math.nan if x == 0 else x, -1.0, 1.0)
