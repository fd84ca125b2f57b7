"""Phrases: their plain form, their tokens, and steps back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.phrases import Phrase, plain, tokens


def phrase(words: str) -> Phrase:
    """A phrase said on an ordinary day."""
    return Phrase(tokens=tokens(words), said=date(2021, 6, 25), hemisphere="north", week_starts=0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by 30/09/2021", ("by", "30/09/2021")),
        ("2021-07-01–2021-09-30", ("2021-07-01", "-", "2021-09-30")),
        ("2022-2024", ("2022", "-", "2024")),
        ("winter 2021-22", ("winter", "2021-22")),
        ("P1Y6M", ("p1y6m",)),
        ("90d", ("90", "d")),
        ("1.5 years.", ("1.5", "years")),
        ("new year’s eve", ("new", "year", "'s", "eve")),
        ("2 weeks’ time", ("2", "weeks", "time")),
        ("“A month or two”. Maybe three!", ("a", "month", "or", "two", ".", "maybe", "three")),
    ],
)
def test_tokens_are_words_numbers_and_whole_dates(words: str, expected: tuple[str, ...]) -> None:
    """Dates and ISO durations stay whole; everything else falls into words, numbers and signs."""
    assert tokens(words) == expected


@given(st.text(max_size=80))
def test_nothing_but_spaces_is_lost(words: str) -> None:
    """The tokens hold every visible character of the plain form."""
    assert "".join(tokens(words)) == "".join(plain(words).split())


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=80))
def test_the_plain_form_is_settled(words: str) -> None:
    """Making a plain form plain changes nothing."""
    assert plain(plain(words)) == plain(words)


def test_take_prefers_the_first_choice_that_fits() -> None:
    """The order of the choices decides, so longer runs stand first."""
    said = phrase("in the next month")
    assert said.take("in the next", "in") == "in the next"
    assert said.next == "month"
    assert not said.over


def test_a_run_past_the_end_is_not_taken() -> None:
    """A phrase that stops in the middle of a run stays where it was."""
    said = phrase("in the")
    assert said.take("in the next") is None
    assert said.at == 0


def test_either_undoes_the_steps_of_a_reader_that_failed() -> None:
    """The second reader starts where the first one did."""

    def greedy(rest: Phrase) -> str | None:
        rest.take("in")
        return rest.take("never")

    said = phrase("in june")
    assert said.either(greedy, lambda rest: rest.take("in june")) == "in june"
    assert said.over


def test_meanings_and_patterns_are_stepped_over_only_when_found() -> None:
    """A token without a meaning stays to be read."""
    said = phrase("june 30")
    assert said.meaning({"july": 7}) is None
    assert said.meaning({"june": 6}) == 6
    assert said.matching("[a-z]+") is None
    assert said.matching("[0-9]+") == "30"
    assert (said.next, said.over) == ("", True)
