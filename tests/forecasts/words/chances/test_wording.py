"""Stripping a wording to the words that carry its probability."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.chances.scale import scales
from forecasts.words.chances.wording import (
    AFTER,
    BEFORE,
    VAGUE,
    WILL,
    WILL_NOT,
    cores,
    inflexions,
    is_vague,
    plain,
)

WORDS_PAGE = (Path(__file__).parents[4] / "docs" / "words.md").read_text(encoding="utf-8")


def test_a_carrier_is_taken_only_as_whole_words() -> None:
    """The "is" of "island" and the "a" of "almost" stay."""
    assert cores("island") == ("island",)
    assert cores("almost certain") == ("almost certain",)


def test_the_longest_core_comes_first() -> None:
    """A phrase that contains a carrier is met before the phrase without it."""
    met = cores("there is almost no chance that")
    assert met.index("almost no chance") < met.index("almost no")


def test_a_negation_is_kept() -> None:
    """No carrier holds a "not", so none can take one away."""
    assert cores("it is not likely that")[-1] == "not likely"
    assert not any("not" in carrier.split() for carrier in (*BEFORE, *AFTER))


@given(st.text(max_size=80))
def test_plain_words_stay_plain(words: str) -> None:
    """Doing it twice changes nothing more, in cores as in the whole."""
    assert plain(plain(words)) == plain(words)
    assert cores(words)[0] == plain(words)


def test_an_inflexion_comes_after_the_words_themselves() -> None:
    """What is written wins over what it may stand for."""
    assert inflexions("very likely") == ("very likely", "highly likely")
    assert inflexions("probably")[0] == "probably"


@pytest.mark.parametrize("phrase", VAGUE)
def test_no_scale_gives_a_vague_word_a_number(phrase: str) -> None:
    """Vague words stand in no scale, the survey included."""
    assert is_vague(phrase)
    assert not any(scale.term(phrase) for scale in scales())


@pytest.mark.parametrize("phrase", [*BEFORE, *AFTER, *VAGUE, *WILL, *WILL_NOT])
def test_every_word_that_is_treated_specially_is_documented(phrase: str) -> None:
    """The page on words lists every carrier, every vague word and every form of will."""
    assert f"`{phrase}`" in WORDS_PAGE or f'"{phrase}"' in WORDS_PAGE
