"""Options turn text into values, or say what form they want."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.amounts import LEVELS
from desk.terminal.options import (
    AS_OF,
    DATE,
    GIVEN,
    HANDLE,
    HANDLE_OR_LAST,
    MOMENT,
    NAMES,
    PROBABILITY,
    SHARES,
    login_name,
)
from forecasts import clock
from forecasts.errors import ImpossibleProbability
from forecasts.handles import Handle
from forecasts.recording.questions import TypedCondition


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    """A date in ISO form is that date."""
    assert DATE.convert(day.isoformat(), None, None) == day


def test_today_and_yesterday_come_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is asked once the option is read."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2021, 3, 1, 0, 30, tzinfo=UTC))
    assert DATE.convert("today", None, None) == date(2021, 3, 1)
    assert DATE.convert("Yesterday", None, None) == date(2021, 2, 28)


@pytest.mark.parametrize("text", ["2021-02-30", "20210625", "25/06/2021", "", "soon"])
def test_what_is_no_date_is_a_usage_error(text: str) -> None:
    """No other form is guessed at."""
    with pytest.raises(click.BadParameter):
        DATE.convert(text, None, None)


def test_a_moment_is_always_aware() -> None:
    """Without an offset it is UTC, with one it is brought to UTC."""
    assert MOMENT.convert("2021-06-25T14:30", None, None) == datetime(2021, 6, 25, 14, 30, tzinfo=UTC)
    assert MOMENT.convert("2021-06-25 14:30+02:00", None, None).hour == 12


@pytest.mark.parametrize("text", ["2021-06-25", "noon", "0001-01-01T00:00+14:00"])
def test_a_moment_needs_its_hour(text: str) -> None:
    """A bare date does not say when on that day."""
    with pytest.raises(click.BadParameter):
        MOMENT.convert(text, None, None)


def test_as_of_a_date_includes_the_whole_day() -> None:
    """What was recorded at any hour of the day is read."""
    assert AS_OF.convert("2021-06-25", None, None) == datetime(2021, 6, 25, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_probability_is_a_number_or_a_percentage() -> None:
    """Both forms are the same float; one outside 0 to 1 is refused."""
    assert PROBABILITY.convert("70%", None, None) == PROBABILITY.convert("0.7", None, None) == 0.7
    with pytest.raises(ImpossibleProbability):
        PROBABILITY.convert("1.7", None, None)
    with pytest.raises(click.BadParameter):
        PROBABILITY.convert("20-30%", None, None)


def test_shares_may_name_options_with_commas() -> None:
    """A part without a number belongs to the next."""
    assert SHARES.convert("A, B and C=0.4,D=60%", None, None) == (("A, B and C", 0.4), ("D", 0.6))


def test_quantiles_are_sorted_by_level() -> None:
    """The order of typing does not matter."""
    assert LEVELS.convert("0.9=92,0.1=30", None, None) == ((0.1, 30.0), (0.9, 92.0))


@pytest.mark.parametrize("text", ["0.1", "0.1=x", "x=1", ""])
def test_pairs_that_are_none_are_usage_errors(text: str) -> None:
    """A part that is no level and value is shown the form."""
    with pytest.raises(click.BadParameter):
        LEVELS.convert(text, None, None)


def test_names_are_parted_by_commas_or_semicolons() -> None:
    """With a semicolon anywhere, commas belong to the names."""
    assert NAMES.convert("A, B", None, None) == ("A", "B")
    assert NAMES.convert("A, B; C", None, None) == ("A, B", "C")


def test_a_condition_has_a_question_an_answer_and_a_day() -> None:
    """The answer and the day may be left out."""
    assert GIVEN.convert("kunduz", None, None) == TypedCondition("kunduz", "happens", None)
    full = GIVEN.convert("vote=Ann by 2021-09-25", None, None)
    assert full == TypedCondition("vote", "Ann", date(2021, 9, 25))


def test_a_handle_may_be_last_only_where_that_is_meant() -> None:
    """`last` is a statement's word, not an amendment's."""
    assert HANDLE.convert("17.3", None, None) == Handle(17, 3)
    assert HANDLE_OR_LAST.convert("last", None, None) == "last"


def test_a_login_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that knows no user does not stop an entry."""

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert login_name() == "unknown"
