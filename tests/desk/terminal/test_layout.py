"""Rows fit the terminal between whole words, or become a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.folding import width
from desk.terminal.layout import laid_out
from tests.desk.terminal.test_folding import WORDS

CELLS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(st.tuples(WORDS, CELLS, CELLS), min_size=1, max_size=6), st.integers(40, 100))
def test_every_word_is_there_whole(rows: list[tuple[str, str, str]], within: int) -> None:
    """And no line is wider than the terminal, but where a single word is."""
    said = laid_out(["slug", "statement", "note"], rows, within=within)
    there = said.split()
    for row in rows:
        for cell in row:
            assert all(word in there for word in cell.split())
    for line in said.splitlines():
        assert width(line) <= within or len(line.split()) <= 2


def test_a_long_slug_makes_a_list_of_the_table() -> None:
    """Each row stands under its slug."""
    slug = "the-" + "-".join(["very"] * 14) + "-long"
    said = laid_out(["slug", "forecaster", "statement"], [[slug, "ann", "word " * 30]], within=80)
    assert said.splitlines()[0] == slug
    assert "  forecaster  ann" in said.splitlines()
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("text", ["喀布尔在三个月内陷落" * 6, "Взятие Кабула " * 8])
def test_columns_stay_below_their_heads_in_any_script(text: str) -> None:
    """Wide letters take two columns."""
    said = laid_out(["statement", "kind"], [[text, "event"], ["Kabul falls", "event"]], within=60)
    assert max(map(width, said.splitlines())) <= 60
    first = next(line for line in said.splitlines() if "event" in line)
    assert width(first.partition("event")[0]) == width(said.splitlines()[0].partition("kind")[0])
