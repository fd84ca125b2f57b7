"""Numbers and lengths of time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.durations import Duration, duration
from forecasts.words.windows.numbers import count
from forecasts.words.windows.phrases import Phrase, tokens

ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def phrase(words: str) -> Phrase:
    """A phrase said on an ordinary day."""
    return Phrase(tokens=tokens(words), said=date(2021, 6, 25), hemisphere="north", week_starts=0)


def in_words(number: int, hyphen: str) -> str:
    """A number below a hundred in words."""
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (hyphen + ONES[ones] if ones else "")


@given(st.integers(0, 99), st.sampled_from(["-", " ", "–"]))
def test_numbers_in_words_are_read_back(number: int, hyphen: str) -> None:
    """Every number below a hundred survives being written in words."""
    said = phrase(in_words(number, hyphen))
    assert count(said) == number
    assert said.over


@given(st.integers(0, 10**30))
def test_digits_are_read_exactly(number: int) -> None:
    """Digits of any length are the number they write."""
    assert count(phrase(str(number))) == number


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a couple of", Fraction(2)),
        ("a dozen", Fraction(12)),
        ("half a dozen", Fraction(6)),
        ("a hundred", Fraction(100)),
        ("two and a half", Fraction(5, 2)),
        ("1.5", Fraction(3, 2)),
        ("half a", Fraction(1, 2)),
    ],
)
def test_set_phrases_are_numbers(words: str, expected: Fraction) -> None:
    """A couple is two and a dozen twelve."""
    said = phrase(words)
    assert count(said) == expected
    assert said.over


def test_tens_do_not_swallow_what_follows() -> None:
    """In "twenty-thirty days" the hyphen is left to the range."""
    said = phrase("twenty-thirty days")
    assert count(said) == 20
    assert said.next == "-"


@pytest.mark.parametrize(
    ("words", "months", "days"),
    [
        ("a year and a half", 18, 0),
        ("half-year", 6, 0),
        ("half a month", 0, 15),
        ("two and a half months", 2, 15),
        ("half a quarter", 1, 15),
        ("half a fortnight", 0, 7),
        ("half a decade", 60, 0),
        ("0.25 years", 3, 0),
        ("1 year, 2 months and 3 days", 14, 3),
        ("1y6mo", 18, 0),
        ("P1Y2M3W4D", 14, 25),
        ("P0D", 0, 0),
    ],
)
def test_lengths_are_months_and_days(words: str, months: int, days: int) -> None:
    """A length keeps its calendar months apart from its days."""
    said = phrase(words)
    assert duration(said) == Duration(months=months, days=days)
    assert said.over


@pytest.mark.parametrize(
    "words", ["half a week", "half a day", "0.3 months", "p", "p3", "month", "two", "3m", "3q"]
)
def test_what_is_no_length_is_left_alone(words: str) -> None:
    """Parts of days, and counts or units alone, are no lengths."""
    assert phrase(words).either(duration) is None


@pytest.mark.parametrize("words", ["two months and a year", "a week and two weeks"])
def test_lengths_are_joined_in_falling_order_only(words: str) -> None:
    """A larger or equal unit after a smaller one is no length."""
    assert phrase(words).either(duration) is None


def test_month_ends_are_clipped() -> None:
    """One month after 31 January is the last day of February."""
    assert Duration(months=1).after(date(2021, 1, 31)) == date(2021, 2, 28)
    assert Duration(months=1).after(date(2024, 1, 31)) == date(2024, 2, 29)


def test_doubling_keeps_the_calendar() -> None:
    """Twice three months is six months, not twice 92 days."""
    assert Duration(months=3, days=1).doubled() == Duration(months=6, days=2)


@pytest.mark.parametrize(
    ("whole", "half"),
    [
        (Duration(months=2), Duration(months=1)),
        (Duration(months=12, days=4), Duration(months=6, days=2)),
        (Duration(months=3), Duration(days=46)),
        (Duration(days=7), Duration(days=3)),
        (Duration(months=2, days=1), Duration(days=31)),
    ],
)
def test_halving_keeps_the_calendar_where_it_can(whole: Duration, half: Duration) -> None:
    """Even months halve into months; anything else halves by days, rounded down."""
    assert whole.halved_from(date(2021, 6, 25)) == half


@pytest.mark.parametrize("months", [12 * 9000, 10**30])
def test_past_the_last_year_there_is_no_date(months: int) -> None:
    """Date arithmetic beyond the year 9999 raises one of the two errors that the grammar expects."""
    with pytest.raises((OverflowError, ValueError)):
        Duration(months=months).after(date(2021, 6, 25))
