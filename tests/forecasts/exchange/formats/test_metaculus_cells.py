"""Lists in cells are read as Python writes them, and never run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import UnfitCell
from forecasts.exchange.formats.metaculus_questions import complete
from forecasts.exchange.formats.metaculus_rows import literal, number_list, text_list


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=30))
def test_lists_of_numbers_are_read_as_they_were_written(found: list[float | None]) -> None:
    """To the last bit, with what is missing."""
    assert number_list(repr(found), "column") == tuple(found)


@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=20)))
def test_lists_of_texts_are_read_as_they_were_written(found: list[str]) -> None:
    """With their quotes and backslashes; only spaces around and between words go."""
    assert text_list(repr(found), "column") == tuple(" ".join(text.split()) for text in found if text.strip())


@pytest.mark.parametrize(
    "cell", ["[1, 2", "1, 2", "[1; 2]", "[1e999]", "[inf]", "[1_0]", "[[1]]", "[,]", "{}"]
)
def test_what_is_no_list_of_numbers_is_refused(cell: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UnfitCell):
        number_list(cell, "column")


@pytest.mark.parametrize(
    "cell", ["open('x')", "[1,", "[x for x in ()]", "(" * 400, "'\\d'", "{[]: 1}", "1" * 300_000, "\x00"]
)
def test_what_is_no_plain_list_is_refused(cell: str) -> None:
    """Calls, comprehensions, nests, and what is too long."""
    with pytest.raises(UnfitCell, match="a list"):
        literal(cell, "column")


def test_a_list_of_other_things_has_no_texts() -> None:
    """A number is none, and neither is an object."""
    for cell in ("[1]", "{'a': 1}", "7"):
        with pytest.raises(UnfitCell, match="give a list of texts"):
            text_list(cell, "column")


def test_a_curve_lacks_none_of_its_numbers() -> None:
    """One that does is refused."""
    assert complete((0.1, 0.9), "column") == (0.1, 0.9)
    with pytest.raises(UnfitCell, match="lacks none"):
        complete((0.1, None), "column")
