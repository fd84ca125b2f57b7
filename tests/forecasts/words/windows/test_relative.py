"""Windows that count from the day they were said."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.words.windows.named_days import NamedDays
from forecasts.words.windows.phrases import Phrase, tokens
from forecasts.words.windows.relative import about, plain_range, range_with_third, within

SAID = date(2021, 6, 25)


def phrase(words: str) -> Phrase:
    """A phrase said on 25 June 2021."""
    return Phrase(tokens=tokens(words), said=SAID, hemisphere="north", week_starts=0)


def days(reading: NamedDays | None) -> tuple[int | None, ...]:
    """Days to the earliest, central and latest date."""
    assert reading is not None
    dates = (reading.earliest, reading.central, reading.latest)
    return tuple(None if found is None else (found - SAID).days for found in dates)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "one to three months",
            "1-3 months",
            "a month to three months",
            "one month to three",
            "from 1 to 3 months",
        ),
        *(
            "between one and three months",
            "between one month and three months",
            "over the next one to three months",
        ),
        *(
            "within 1 to 3 months",
            "in one to three months' time",
            "one or three months",
            "1mo-3mo",
            "next 1-3 months",
        ),
        *("one to three months from now", "in the coming one to three months"),
    ],
)
def test_a_range_has_many_spellings(words: str) -> None:
    """All of them are one to three months, the middle is not the words'."""
    said = phrase(words)
    assert days(plain_range(said)) == (30, None, 92)
    assert said.over


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a month or two, maybe three",
            "one or two months; perhaps three months",
            "a month or two or even three",
        ),
        *(
            "a month to two - possibly three",
            "a month or two, three at most",
            "a month or two, at most three",
        ),
        *(
            "a month or two, and perhaps even three",
            "a month or two, no more than three",
            "a month or two, up to 3mo",
        ),
    ],
)
def test_a_third_length_has_many_spellings(words: str) -> None:
    """One month is the earliest, two the central and three the latest date."""
    said = phrase(words)
    assert days(range_with_third(said)) == (30, 61, 92)
    assert said.over


@pytest.mark.parametrize(
    "words", ["about two months", "in around two months", "two months or so", "~ two months from now"]
)
def test_about_halves_and_doubles(words: str) -> None:
    """Two months: from one to four."""
    said = phrase(words)
    assert days(about(said)) == (30, 61, 122)
    assert said.over


@pytest.mark.parametrize(
    "words", ["within three months", "3mo", "the next three months", "three months hence", "3 months or less"]
)
def test_a_length_alone_is_a_deadline(words: str) -> None:
    """A deadline has neither an earliest nor a central date."""
    said = phrase(words)
    assert days(within(said)) == (None, None, 92)
    assert said.over


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a month or two",
            "a month or two, three",
            "a month or two, maybe",
            "a month or two, maybe half a week",
        ),
        *("a month, maybe two", "two, maybe three", "half a week to two weeks, maybe three"),
    ],
)
def test_a_third_length_needs_a_range_and_a_word_that_says_so(words: str) -> None:
    """Without `maybe`, `at most` or their kin three numbers are no window."""
    assert phrase(words).either(range_with_third) is None


@pytest.mark.parametrize(
    "words", ["one to three", "a month", "a month and two", "half a week to a week", "one to", "to two weeks"]
)
def test_what_is_no_range_is_left_alone(words: str) -> None:
    """A range has two ends, a joint and a unit."""
    assert phrase(words).either(plain_range) is None


def test_one_day_is_an_idiom() -> None:
    """One day is some day; in one day is tomorrow."""
    assert phrase("one day").either(within) is None
    assert days(phrase("in one day").either(within)) == (None, None, 1)
