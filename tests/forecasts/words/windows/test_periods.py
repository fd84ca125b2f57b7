"""Stretches of the calendar, in one year and in every year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.periods import Period, Yearly, month_end, on_day

WINTER = Yearly(
    name="Winter",
    in_year=lambda year: Period(kind="season", first=date(year, 12, 1), last=month_end(year + 1, 2)),
)
LEAP_DAY = Yearly(
    name="29 February",
    in_year=lambda year: on_day(month_end(year, 2)) if month_end(year, 2).day == 29 else None,
)
days = st.dates(date(1800, 1, 1), date(2300, 12, 31))


@given(st.sampled_from([WINTER, LEAP_DAY]), days)
def test_the_next_to_end_is_not_over(yearly: Yearly, day: date) -> None:
    """What ends from a day on ends no earlier, and the one before it had ended."""
    found = yearly.ending_from(day)
    assert found.last >= day
    earlier = yearly.beginning_by(found.first.replace(day=1))
    assert earlier == found or earlier.last < day


@given(st.sampled_from([WINTER, LEAP_DAY]), days)
def test_the_last_begun_and_the_next_to_begin_enclose_the_day(yearly: Yearly, day: date) -> None:
    """A day lies between the last to begin on or before it and the first to begin on or after it."""
    assert yearly.beginning_by(day).first <= day <= yearly.beginning_from(day).first


def test_a_leap_day_may_be_eight_years_away() -> None:
    """There is no 29 February between 1896 and 1904."""
    assert LEAP_DAY.ending_from(date(1896, 3, 1)) == on_day(date(1904, 2, 29))
    assert LEAP_DAY.beginning_by(date(1904, 2, 28)) == on_day(date(1896, 2, 29))


def test_winter_belongs_to_the_year_it_begins_in() -> None:
    """In January the winter that runs began the year before."""
    assert WINTER.ending_from(date(2022, 1, 10)).first == date(2021, 12, 1)


@pytest.mark.parametrize("seen_from", [date.min, date.max])
def test_a_period_is_the_same_from_every_day(seen_from: date) -> None:
    """A period with a year needs no day to be seen from."""
    period = Period(kind="month", first=date(2021, 9, 1), last=date(2021, 9, 30))
    assert period.ending_from(seen_from) == period
    assert period.beginning_from(seen_from) == period
    assert period.beginning_by(seen_from) == period
