"""What one cell of a CSV file can hold, and back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import UnfitCell
from forecasts.exchange import cells
from forecasts.exchange.own.rows import Row

TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.text(st.characters(blacklist_characters="\r", blacklist_categories=["Cs"])))
def test_any_text_survives_its_guard(text: str) -> None:
    """What leaves with an apostrophe loses just that when it returns."""
    assert cells.unguarded(cells.guarded(text)) == text


@given(st.sampled_from("=+-@\t"), st.text())
def test_no_guarded_text_starts_a_formula(sign: str, rest: str) -> None:
    """The first character is an apostrophe."""
    assert cells.guarded(sign + rest).startswith("'")


@given(st.lists(TEXTS, min_size=1))
def test_any_list_of_texts_is_read_back(texts: list[str]) -> None:
    """Semicolons, brackets, quotes and spaces at the ends included."""
    assert cells.read_list(cells.list_cell(texts), "tags") == tuple(texts)


@given(st.dictionaries(TEXTS, st.floats(0, 1), min_size=1))
def test_any_shares_are_read_back(shares: dict[str, float]) -> None:
    """Colons and semicolons in the options included, and every number exactly."""
    cell = cells.shares_cell(list(shares), list(shares.values()))
    assert dict(cells.read_shares(cell, "shares")) == shares


@given(st.lists(FINITE, min_size=1))
def test_any_numbers_are_read_back_exactly(numbers: list[float]) -> None:
    """Shortest digits, no rounding."""
    assert cells.read_numbers(cells.numbers_cell(numbers), "days") == tuple(numbers)


@pytest.mark.parametrize(
    "cell", ["25/06/2021", "2021-6-25", "20210625", "2021-02-30", "June", "2021-06-25T00:00"]
)
def test_only_whole_dates_are_dates(cell: str) -> None:
    """The sentence names the column, the cell and the form that works."""
    with pytest.raises(UnfitCell, match=r"'said' holds .*2021-06-25"):
        Row(filled={"said": cell}).day("said")


def test_a_date_is_read() -> None:
    """Year, month, day."""
    assert Row(filled={"said": " 2021-06-25"}).day("said") == date(2021, 6, 25)


@pytest.mark.parametrize("cell", ["2021-06-25T14:30", "2021-06-25", "noon"])
def test_a_moment_needs_its_zone(cell: str) -> None:
    """A moment without one could be any of many."""
    with pytest.raises(UnfitCell, match="time zone"):
        cells.read_moment(cell, "made_at")


@pytest.mark.parametrize("cell", ["nan", "inf", "1,5", "1_000", "", "ten"])
def test_only_finite_numbers_are_numbers(cell: str) -> None:
    """A decimal comma is no decimal point."""
    with pytest.raises(UnfitCell, match="'p'"):
        cells.read_number(cell, "p")


@pytest.mark.parametrize("cell", ["A", "A: x", "[1]", "[", '{"A": 1}'])
def test_shares_that_are_none_are_refused(cell: str) -> None:
    """Every way to miss the form."""
    with pytest.raises(UnfitCell):
        cells.read_shares(cell, "shares")


def test_a_flag_is_yes_or_no() -> None:
    """Nothing else."""
    assert cells.read_flag("Yes", "recurs")
    assert not cells.read_flag("no", "recurs")
    with pytest.raises(UnfitCell, match="yes or no"):
        cells.read_flag("maybe", "recurs")
