"""Windows that name days of the calendar."""

from __future__ import annotations

import re
from datetime import date

import pytest

from forecasts.errors import AmbiguousDate, UnreadableWindow
from forecasts.words.windows.calendar_forms import before, between, by, on, period, rest, within_the_unit
from forecasts.words.windows.grammar import read_window
from forecasts.words.windows.phrases import Phrase, tokens

SAID = date(2021, 6, 25)


def phrase(words: str, said: date = SAID) -> Phrase:
    """A phrase said on 25 June 2021, or another day."""
    return Phrase(tokens=tokens(words), said=said, hemisphere="north", week_starts=0)


def ends(words: str, said: date = SAID) -> tuple[str, str] | None:
    """First and last day of a range from one piece of the calendar to another."""
    rest_of_it = phrase(words, said)
    found = rest_of_it.either(between)
    return (str(found.earliest), str(found.latest)) if found is not None and rest_of_it.over else None


@pytest.mark.parametrize(
    "words",
    [
        *("by 30 September", "until 30 September", "through September", "no later than the end of September"),
        *(
            "on or before 30 September",
            "30 September at the latest",
            "by 30 September or earlier",
            "end of Q3",
        ),
        *("between now and 30 September", "from now until 30 September", "2021-09-30"),
    ],
)
def test_by_has_many_spellings(words: str) -> None:
    """All of them include 30 September."""
    said = phrase(words)
    found = by(said)
    assert found is not None
    assert (found.latest, found.earliest, said.over) == (date(2021, 9, 30), None, True)


def test_before_excludes() -> None:
    """Prior to September is by the last day of August."""
    found = before(phrase("prior to September"))
    assert found is not None
    assert found.latest == date(2021, 8, 31)


@pytest.mark.parametrize(
    "words", ["this year", "during the rest of the year", "later this year", "over the remainder of 2021"]
)
def test_the_rest_of_a_running_period_is_a_deadline(words: str) -> None:
    """The year has begun, so only its end is named."""
    said = phrase(words)
    found = rest(said)
    assert found is not None
    assert (found.latest, found.earliest, said.over) == (date(2021, 12, 31), None, True)


@pytest.mark.parametrize("words", ["rest of 2022", "the rest of it", "the rest of next year"])
def test_what_has_not_begun_has_no_rest(words: str) -> None:
    """A rest is what remains of a running period."""
    assert phrase(words).either(rest) is None


def test_on_a_day_is_that_day() -> None:
    """Earliest and latest are the day itself."""
    found = on(phrase("on 30 September"))
    assert found is not None
    assert (found.earliest, found.latest) == (date(2021, 9, 30), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("between July and September 2021", "2021-07-01", "2021-09-30"),
        ("from July 2021 to September", "2021-07-01", "2021-09-30"),
        ("from November 2021 until February", "2021-11-01", "2022-02-28"),
        ("November to February 2022", "2021-11-01", "2022-02-28"),
        ("between November and February", "2021-11-01", "2022-02-28"),
        ("June 28 - July 5, 2021", "2021-06-28", "2021-07-05"),
        ("from Monday to Friday", "2021-06-28", "2021-07-02"),
        ("H2 2021 through 2023", "2021-07-01", "2023-12-31"),
        ("in September or October", "2021-09-01", "2021-10-31"),
        ("this summer or autumn 2021", "2021-06-01", "2021-11-30"),
    ],
)
def test_from_one_piece_to_another(words: str, first: str, last: str) -> None:
    """An end without a year takes the year next to the other end."""
    assert ends(words) == (first, last)


@pytest.mark.parametrize(
    "words", ["between July or September", "July or September", "July and August", "from July", "to July"]
)
def test_what_does_not_join_is_left_alone(words: str) -> None:
    """`Or` joins neighbours only, and `and` only after `between`."""
    assert ends(words) is None


def test_a_running_range_over_the_years_end_has_two_readings() -> None:
    """October to March, said in January, may be this winter's or the next."""
    with pytest.raises(AmbiguousDate, match="2021-10-01 to 2022-03-31 or 2022-10-01 to 2023-03-31"):
        ends("October to March", said=date(2022, 1, 10))


def test_a_running_range_within_a_year_has_one_reading() -> None:
    """July to September, said in August, is the one that runs."""
    assert ends("July to September", said=date(2021, 8, 10)) == ("2021-07-01", "2021-09-30")


@pytest.mark.parametrize(
    "words", ["between September 2021", "from September", "from 2022", "30 September", "in 30 September"]
)
def test_a_period_is_whole_and_closed(words: str) -> None:
    """A beginning alone, or a single day, is no period."""
    assert phrase(words).either(period) is None


def test_between_two_days_of_a_month_is_a_period() -> None:
    """`Between` and `from` open a run of days."""
    found = period(phrase("between 5 and 10 July"))
    assert found is not None
    assert (found.rule, found.earliest, found.latest) == ("days", date(2021, 7, 5), date(2021, 7, 10))


def test_within_the_year_has_two_readings() -> None:
    """It may end with the calendar year, or twelve months on."""
    with pytest.raises(AmbiguousDate, match="'within the year' can mean 2021-12-31 or 2022-06-25"):
        within_the_unit(phrase("within the year"))
    assert within_the_unit(phrase("within the year 2022")) is None
    assert within_the_unit(phrase("this year")) is None


@pytest.mark.parametrize(
    "words", ["between September and July 2021", "July to tomorrow", "from Christmas to Q3 2021"]
)
def test_a_start_after_its_end_is_asked_about(words: str) -> None:
    """A start without a year that lies behind is not moved to the day of speaking in silence."""
    with pytest.raises(UnreadableWindow, match="puts its start after its end") as refused:
        read_window(words, said=date(2021, 6, 25))
    for form in re.findall('"([^"]*)"', str(refused.value)):
        assert read_window(form, said=date(2021, 6, 25)).rule == "window-1/between"


def test_a_weekday_that_ends_follows_the_one_that_begins() -> None:
    """Said on a Tuesday, Monday to Friday is next week; said on a Monday it is asked about."""
    found = read_window("from Monday to Friday", said=date(2021, 6, 22))
    assert (found.earliest, found.latest) == (date(2021, 6, 28), date(2021, 7, 2))
    with pytest.raises(AmbiguousDate, match="2021-06-21 to 2021-06-25 or 2021-06-28 to 2021-07-02"):
        read_window("from Monday to Friday", said=date(2021, 6, 21))
