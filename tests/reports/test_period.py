"""Tests of the periods that reports are about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import NoSuchPeriod
from reports.period import Period, between

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2, 1, 15), date(9998, 12, 1))


def ends(text: str, *, today: date = TODAY) -> tuple[str, str]:
    """First and last day of what a text means."""
    found = Period.read(text, today=today)
    return str(found.first), str(found.last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-q3", "2026-07-01", "2026-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-W40", "2026-09-28", "2026-10-04"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("last-week", "2026-11-09", "2026-11-15"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("Last-Quarter", "2026-07-01", "2026-09-30"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("2026-07-01..2026-09-30", "2026-07-01", "2026-09-30"),
        ("2026-07-01 .. 2026-07-01", "2026-07-01", "2026-07-01"),
    ],
)
def test_a_period_is_read_as_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Each form means the days that the calendar gives it."""
    assert ends(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-Q5", "a year has 4 quarters"),
        ("2026-13", "a year has 12 months"),
        ("2026-00", "a year has 12 months"),
        ("2026-W54", "2026 has 53 weeks"),
        ("2025-W53", "2025 has 52 weeks"),
        ("0000", "years run from 1"),
        ("9999-W52", "past the end of the calendar"),
        ("2026-09-30..2026-07-01", "2026-07-01 lies before 2026-09-30"),
        ("2026-02-30..2026-03-01", "2026-02-30 is no day of the calendar"),
        ("July..August", "'July' is no day such as"),
    ],
)
def test_what_the_calendar_does_not_have_is_refused_with_the_reason(text: str, why: str) -> None:
    """The sentence names the period, says why not, and shows the forms that work."""
    with pytest.raises(NoSuchPeriod) as refusal:
        Period.read(text, today=TODAY)
    assert why in str(refusal.value)
    assert "last-month" in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["", "Q3", "2026Q3", "2026-9", "this-month", "last-decade", "20261", "2026-W"]
)
def test_what_has_none_of_the_forms_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(NoSuchPeriod, match="is no period: write 2026"):
        Period.read(text, today=TODAY)


@given(st.sampled_from(["last-week", "last-month", "last-quarter", "last-year"]), DAYS)
def test_the_last_one_is_over_and_the_next_holds_today(text: str, today: date) -> None:
    """It ends before today, and one more of its kind would reach today."""
    last = Period.read(text, today=today)
    assert last.last < today
    following = Period.read(text, today=last.last + timedelta(days=367 if last.kind == "year" else 93))
    assert following.first > last.first
    assert today <= last.last + timedelta(days=366)


@given(st.sampled_from(["last-week", "last-month", "last-quarter", "last-year"]), DAYS)
def test_every_label_reads_as_its_own_period(text: str, today: date) -> None:
    """What a heading prints can be typed again, on any day."""
    found = Period.read(text, today=today)
    assert Period.read(found.label, today=TODAY) == found


@given(DAYS, st.integers(min_value=0, max_value=40))
def test_the_period_before_ends_the_day_before(day: date, longer: int) -> None:
    """Periods of one kind leave no day between them and share none."""
    for period in (
        between(day + timedelta(days=60), day + timedelta(days=60 + longer)),
        *(Period.read(f"last-{kind}", today=day) for kind in ("week", "month", "quarter")),
    ):
        before = period.before()
        assert before.last + timedelta(days=1) == period.first
        assert before.kind == period.kind
        assert Period.read(before.label, today=TODAY) == before


def test_nothing_lies_before_the_beginning_of_the_calendar() -> None:
    """The first year has no year before it, and the first days none as many."""
    for text in ("0001", "0001-01-02..0001-01-09"):
        with pytest.raises(NoSuchPeriod, match="nothing in the calendar"):
            Period.read(text, today=TODAY).before()


def test_a_day_is_in_a_period_or_not() -> None:
    """Both ends belong to it."""
    period = Period.read("2026-Q3", today=TODAY)
    assert date(2026, 7, 1) in period
    assert date(2026, 9, 30) in period
    assert date(2026, 10, 1) not in period


def test_a_period_that_ends_before_it_begins_cannot_be_made() -> None:
    """It is a programmer's mistake."""
    with pytest.raises(ValueError, match="cannot end on"):
        Period(date(2026, 2, 1), date(2026, 1, 1), "x")
