"""Words that speak of a time and name none."""

from __future__ import annotations

import pytest

from forecasts.words.windows.phrases import plain
from forecasts.words.windows.vagueness import vagueness


@pytest.mark.parametrize(
    "words",
    [
        *(
            "after September",
            "anytime after 2022",
            "from March on",
            "from March",
            "since July",
            "not before May",
            "two months or more",
            "at the earliest in 2027",
            "2027 at the earliest",
            "as early as March",
        ),
        *(
            "at least a year",
            "more than 90 days",
            "over three months",
            "2022 and beyond",
            "starting in 2022",
            "from May onwards",
        ),
    ],
)
def test_open_windows_have_no_end(words: str) -> None:
    """A beginning is no deadline."""
    assert vagueness(plain(words)) == "has a beginning and no end"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a few months",
            "several weeks",
            "in the coming weeks",
            "within months",
            "in weeks",
            "weeks or months",
            "years to come",
        ),
        *(
            "some days",
            "in many years",
            "a matter of weeks",
            "within the next few days",
            "in just a few years",
        ),
    ],
)
def test_uncounted_units_say_no_number(words: str) -> None:
    """Weeks without a number could be two or twenty."""
    assert vagueness(plain(words)) == "does not say how many"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "soon",
            "Sooner or later",
            "in the near future",
            "eventually",
            "some day",
            "someday",
            "one day",
            "at some point",
            "later",
        ),
        *(
            "in the short term",
            "in the long run",
            "in due course",
            "any day now",
            "imminently",
            "within a generation",
        ),
    ],
)
def test_vague_words_name_no_date(words: str) -> None:
    """A word of nearness is no date."""
    assert vagueness(plain(words)) == "names no date"


@pytest.mark.parametrize(
    "words",
    [
        "before the next election",
        "by the summit",
        "until the war ends",
        "when the king dies",
        "once it is over",
        "by COP31",
        "before the G20 summit",
        "by the 2028 election",
        "ahead of the 2nd round",
    ],
)
def test_events_have_no_known_date(words: str) -> None:
    """A deadline that waits for an event is settled by no calendar."""
    assert vagueness(plain(words)) == "waits for an event whose date nobody knows"


@pytest.mark.parametrize("words", ["around Christmas", "about 30 September", "circa June"])
def test_around_a_date_has_no_bounds(words: str) -> None:
    """How far around a date reaches is not said."""
    assert vagueness(plain(words)) == "does not say how far around"


@pytest.mark.parametrize(
    "words",
    [
        "in thre months",
        "by Febuary",
        "by the end of the yaer",
        "kabul",
        "",
        "from Jully to Augst",
        "about 2 to 3 weeks",
    ],
)
def test_what_is_merely_misspelt_is_not_called_vague(words: str) -> None:
    """A slip of the pen gets the forms that work."""
    assert vagueness(plain(words)) is None


@pytest.mark.parametrize("words", ["within a day of the vote", "two weeks after the vote"])
def test_what_counts_from_an_event_has_no_known_date(words: str) -> None:
    """A window cannot start on a day that nobody knows; a deadline settles it."""
    assert vagueness(plain(words)) == "counts from an event whose date nobody knows"
