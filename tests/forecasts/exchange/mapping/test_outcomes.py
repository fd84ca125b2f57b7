"""What a cell says of an outcome: a plain answer, or how far it came about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.exchange.mapping.outcomes import PLAIN, grade_in, plain_answer


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("0.5", 0.5),
        ("0,25", 0.25),
        (" .75 ", 0.75),
        ("1e-9", 1e-9),
        ("0.999", 0.999),
        *((text, None) for text in ("0", "0.0", "1", "1.0", "-0.5", "1.5", "50", "nan", "inf", "-inf")),
        *((text, None) for text in ("", "won", "0.5%", "0.2_5", "_", "0.5.1")),
    ],
)
def test_a_grade_is_a_number_between_none_and_whole(text: str, grade: float | None) -> None:
    """The ends are no grades: they are a no and a yes, and each has its own day."""
    assert grade_in(text) == grade


@given(st.floats(allow_nan=False))
def test_any_number_is_a_grade_or_none(number: float) -> None:
    """With a point or with a comma."""
    expected = number if 0 < number < 1 else None
    assert grade_in(repr(number)) == grade_in(repr(number).replace(".", ",")) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_answer_is_read_in_any_case(text: str) -> None:
    """With blanks round it, and what says how far it came is none."""
    assert plain_answer(f" {text.upper()} ") == plain_answer(text) == PLAIN[text]
    assert grade_in(text) is None
