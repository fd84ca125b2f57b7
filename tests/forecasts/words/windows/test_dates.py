"""Single days, as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.dates import day
from forecasts.words.windows.phrases import Phrase, tokens

FRIDAY = date(2021, 6, 25)
dates = st.dates(date(1000, 1, 1), date(9000, 12, 31))


def read(words: str, said: date = FRIDAY, week_starts: int = 0) -> date | None:
    """The day that the whole phrase names, first or only."""
    phrase = Phrase(tokens=tokens(words), said=said, hemisphere="north", week_starts=week_starts)
    piece = phrase.either(day)
    return piece.ending_from(said).first if piece is not None and phrase.over else None


@given(dates)
def test_every_usual_spelling_is_read_back(written: date) -> None:
    """A day survives being written out with its month's name, long or short, before or after."""
    number, year = written.day, written.year
    for words in (
        str(written),
        f"{number} {written:%B} {year}",
        f"the {number}th of {written:%B}, {year}",
        f"{written:%B} {number}, {year}",
        f"{written:%b} {number} {year}",
        written.strftime("%Y/%m/%d"),
    ):
        assert read(words) == written


@given(dates)
def test_numbers_are_read_only_with_one_reading(written: date) -> None:
    """A day above 12 cannot be a month; below that day and month could change places."""
    for words in (written.strftime("%d/%m/%Y"), written.strftime("%m.%d.%Y"), written.strftime("%d-%m-%Y")):
        if written.day > 12 or written.day == written.month:
            assert read(words) == written
        else:
            with pytest.raises(AmbiguousDate, match=str(written)):
                read(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "31 June",
            "0 June",
            "30 February",
            "29 February 2021",
            "February 29, 1900",
            "2021-02-30",
            "2021-00-10",
        ),
        *("31/06/2021", "99/99/2021", "0000-01-01", "the 32nd", "the 0th", "1-31 June", "20-32 July 2021"),
    ],
)
def test_days_that_do_not_exist_are_refused(words: str) -> None:
    """A day that no calendar has is an error of its own, not an unread phrase."""
    with pytest.raises(ImpossibleDate):
        read(words)


def test_a_month_may_lack_the_day_that_is_named() -> None:
    """Said in January, the 30th of next month does not exist."""
    with pytest.raises(ImpossibleDate, match="day 30 of 2022-02"):
        read("the 30th of next month", said=date(2022, 1, 5))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", FRIDAY),
        ("tonight", FRIDAY),
        ("tomorrow", date(2021, 6, 26)),
        ("yesterday", date(2021, 6, 24)),
        ("Saturday", date(2021, 6, 26)),
        ("Friday", date(2021, 7, 2)),
        ("the coming Sunday", date(2021, 6, 27)),
        ("25 June", FRIDAY),
        ("Jun. 25", FRIDAY),
        ("24 June", date(2022, 6, 24)),
        ("the 25th", date(2021, 7, 25)),
        ("the 26th", date(2021, 6, 26)),
        ("30th", date(2021, 6, 30)),
        ("the 3rd of this month", date(2021, 6, 3)),
        ("the 1st of next month", date(2021, 7, 1)),
        ("Christmas Eve", date(2021, 12, 24)),
        ("Christmas Day 2023", date(2023, 12, 25)),
        ("New Year’s Eve", date(2021, 12, 31)),
        ("New Year's Day", date(2022, 1, 1)),
        ("the New Year", date(2022, 1, 1)),
    ],
)
def test_days_named_from_the_day_of_speaking(words: str, expected: date) -> None:
    """Weekdays and the 15th lie strictly ahead; dates without a year may be today."""
    assert read(words) == expected


def test_the_31st_waits_for_a_month_that_has_one() -> None:
    """After 31 January the next 31st is in March."""
    assert read("the 31st", said=date(2022, 1, 31)) == date(2022, 3, 31)
    assert read("the 15th", said=date(2021, 12, 20)) == date(2022, 1, 15)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_a_weekday_is_the_first_one_ahead(said: date, name: str) -> None:
    """It comes within seven days, never on the day itself."""
    found = read(name, said=said)
    assert found is not None
    assert found.strftime("%A") == name
    assert timedelta(days=1) <= found - said <= timedelta(days=7)


def test_next_friday_is_read_where_there_is_one_reading() -> None:
    """Said on a Friday, the coming Friday is also that of next week; said on a Monday it is not."""
    assert read("next Friday") == date(2021, 7, 2)
    with pytest.raises(AmbiguousDate, match="2021-06-25 or 2021-07-02"):
        read("next Friday", said=date(2021, 6, 21))


def test_next_sunday_depends_on_where_the_week_starts() -> None:
    """Where the week starts on Sunday, the coming Sunday opens the next week."""
    assert read("next Sunday", week_starts=6) == date(2021, 6, 27)
    with pytest.raises(AmbiguousDate):
        read("next Sunday", week_starts=0)


@pytest.mark.parametrize(
    "words", ["30 Sep 21", "September", "30", "the 30", "30 of", "by Friday", "weekday", "sept"]
)
def test_what_is_no_day_is_left_alone(words: str) -> None:
    """Two-digit years, months and bare numbers are no days."""
    assert read(words) is None


def test_and_joins_days_only_after_between() -> None:
    """Days joined by "and" are two days unless "between" makes a stretch of them."""
    assert read("1 and 15 July") is None
