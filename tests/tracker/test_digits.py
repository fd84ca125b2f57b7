"""Ten significant digits, wherever a program reads a figure."""

from __future__ import annotations

from math import inf, isnan, nan
from sys import float_info

from hypothesis import given
from hypothesis import strategies as st

from tracker.digits import rounded


def test_what_is_undefined_or_infinite_stays() -> None:
    """And so does the largest number, which rounding would make infinite."""
    assert isnan(rounded(nan))
    assert (rounded(inf), rounded(-inf), rounded(float_info.max)) == (inf, -inf, float_info.max)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_again_changes_nothing(value: float) -> None:
    """What was written and read back is written the same."""
    assert rounded(rounded(value)) == rounded(value)
