"""What is found by words, and what is taken back, is the same on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.ledger.ledger import Ledger
from forecasts.ledger.plain_words import says
from forecasts.ledger.searching import Wanted, search
from forecasts.model import Question
from forecasts.recording.undoing import last_entry, undo
from tests.forecasts.builders import NOW


def test_words_are_found_in_any_case_and_script(ledger: Ledger) -> None:
    """Unicode letters fold alike, whatever the engine thinks of them."""
    with ledger.entry("log", by="ann", now=NOW + timedelta(hours=1)) as entry:
        asked = Question(slug="gehen", statement="ÄRZTE STREIKEN", criteria="Été, говорит МЧС", tags=("Ö",))
        entry.add(asked)
    view, on = ledger.view(), NOW.date()
    for words in ("arzte", "Ärzte streik", "ete мчс"):
        assert [one.noun for one in search(view, "question", Wanted(on=on, texts=(words,)))] == [asked]
    assert len(list(search(view, "question", Wanted(on=on, tags=("ö",))))) == 1
    assert len(list(search(view, "question", Wanted(on=on)))) == 2


def test_an_entry_is_taken_back(ledger: Ledger) -> None:
    """And the audit finds the ledger whole."""
    with ledger.entry("log", by="bob", now=NOW + timedelta(hours=1)) as entry:
        entry.add(Question(slug="second", statement="Another thing happens"))
    with ledger.entry("undo", by="bob", now=NOW + timedelta(hours=2)) as entry:
        undone = undo(entry, last_entry(entry.view, by="bob"), because="a slip")
    assert [stored.handle.position for stored in undone.records] == [1]
    assert "second" not in ledger.view().slugs("question")
    assert ledger.audit().whole


@given(st.text(min_size=1), st.text())
def test_a_text_says_its_own_words(text: str, more: str) -> None:
    """Whatever stands around them."""
    assert says(f"{more} {text}", text)


@pytest.mark.parametrize("words", ["", " ", "—"])
def test_no_words_are_in_every_text(words: str) -> None:
    """They ask for nothing."""
    assert says("anything", words)
