"""Lines end between words, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.folding import folded, width

WORDS = st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x4FF), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=20), st.integers(20, 100))
def test_every_word_stays_whole_and_in_order(words: list[str], within: int) -> None:
    """However long: a word longer than the line has a line of its own."""
    said = folded(" ".join(words), within=within, first="  ", later="    ")
    assert said.split() == words
    for line in said.splitlines():
        assert width(line) <= within or len(line.split()) == 1


@pytest.mark.parametrize(
    "text", ["喀布尔在三个月内陷落的可能性很大" * 5, "Взятие Кабула случится скоро " * 6, "क़ाबुल गिरेगा " * 12]
)
def test_other_scripts_fit_too(text: str) -> None:
    """Nothing is lost; a line of Chinese ends after any letter."""
    said = folded(text, within=40)
    assert "".join(said.split()) == "".join(text.split())
    assert max(map(width, said.splitlines())) <= 40


def test_spaces_within_a_line_stay_as_they_are() -> None:
    """Two spaces part a date from its days."""
    assert folded("2021-09-25  (92 days)", within=80) == "2021-09-25  (92 days)"
