"""Cells are read one way or refused; what is assumed is counted."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import TrackerError, UnfitCell, UnfitNoun, UnfitOption, Unsettled
from forecasts.exchange.conventions import Conventions, slug_of, users

TODAY = date(2026, 11, 1)


def conventions(**said: object) -> Conventions:
    """What these options settle."""
    return Conventions(today=TODAY, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2025-05-02 11:04:7", datetime(2025, 5, 2, 11, 4, 7, tzinfo=UTC)),
        ("2025-06-30 00:00:0", datetime(2025, 6, 30, tzinfo=UTC)),
        ("2025-06-30", datetime(2025, 6, 30, tzinfo=UTC)),
        ("2024-07-12T00:00:00+00:00", datetime(2024, 7, 12, tzinfo=UTC)),
        ("2025-06-30T01:02:03.5+02:00", datetime(2025, 6, 29, 23, 2, 3, 500_000, tzinfo=UTC)),
        ("2025-06-30T01:02Z", datetime(2025, 6, 30, 1, 2, tzinfo=UTC)),
        ("25/12/2024 18:00", datetime(2024, 12, 25, 18, tzinfo=UTC)),
        ("25.12.24", datetime(2024, 12, 25, tzinfo=UTC)),
    ],
)
def test_moments_are_read_as_the_tools_write_them(cell: str, moment: datetime) -> None:
    """Unpadded seconds, offsets, days alone and years of two digits are read."""
    assert conventions().moment(cell, "at") == moment


def test_a_day_that_could_be_two_is_refused_until_it_is_settled() -> None:
    """03/04/2021 is in March or in April; the option says which."""
    with pytest.raises(Unsettled, match="2021-04-03 or 2021-03-04: say --day-first or --month-first"):
        conventions().day("03/04/2021", "made")
    assert conventions(day_first=True).day("03/04/2021", "made") == date(2021, 4, 3)
    assert conventions(day_first=False).day("03/04/2021", "made") == date(2021, 3, 4)


def test_an_option_that_the_day_contradicts_is_not_bent() -> None:
    """With the month first there is no month 25."""
    with pytest.raises(UnfitCell, match="no day of the calendar"):
        conventions(day_first=False).day("25/12/2024", "made")


def test_moments_without_a_zone_are_assumed_to_be_in_utc_and_it_is_counted() -> None:
    """The assumption is kept with how often it was made."""
    reading = conventions()
    reading.moment("2025-01-15 03:50:45", "at")
    reading.moment("2025-01-15 03:50:45", "at")
    assert list(reading.assumptions.values()) == [2]


def test_a_zone_that_is_given_is_used_and_nothing_is_assumed() -> None:
    """Noon in Tokyo is three in the morning in UTC."""
    reading = conventions(zone="Asia/Tokyo")
    assert reading.moment("2025-01-15 12:00", "at") == datetime(2025, 1, 15, 3, tzinfo=UTC)
    assert not reading.assumptions


@pytest.mark.parametrize("cell", ["0.3", "1", "0"])
def test_a_number_that_could_be_percent_is_refused_until_it_is_settled(cell: str) -> None:
    """Where neither the format nor an option says the scale, 1 may be 1% or certainty."""
    with pytest.raises(Unsettled, match="say --percent or --fraction"):
        conventions().chance(cell, "p")


def test_probabilities_survive_as_stated() -> None:
    """Zero and one, signs, and either scale."""
    assert conventions().chance("0", "p", percent=False) == 0
    assert conventions().chance("1", "p", percent=False) == 1
    assert conventions().chance("70%", "p") == 0.7
    assert conventions(percent=True).chance("1", "p") == 0.01
    assert conventions().chance("65", "p") == 0.65


def test_an_option_against_the_format_is_refused() -> None:
    """A tool that writes fractions is not read in percent because somebody said so."""
    with pytest.raises(UnfitNoun, match="--percent was said, and this tool writes 'p' from 0 to 1"):
        conventions(percent=True).chance("0.65", "p", percent=False)


@pytest.mark.parametrize("cell", ["-0.1", "101", "nan", "inf", "1_0", "often", "1e999", "-5%"])
def test_what_is_no_probability_is_refused(cell: str) -> None:
    """Outside the scale, or no number at all."""
    with pytest.raises(UnfitCell):
        conventions(percent=True).chance(cell, "p")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_a_sentence(cell: str) -> None:
    """Whatever a cell holds, nothing but a refusal comes of it."""
    for read in (conventions().moment, conventions().day, conventions().chance):
        with suppress(TrackerError):
            read(cell, "column")


@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=2, unique=True))
def test_exact_names_never_share_a_slug(names: list[str]) -> None:
    """Two ids that differ only in capitals or signs stay two."""
    assert slug_of("tool", names[0], exact=True) != slug_of("tool", names[1], exact=True)


def test_users_are_given_as_pairs() -> None:
    """A pair without both sides is refused."""
    assert users(("Ann Lee=ann", "b=bob")) == {"Ann Lee": "ann", "b": "bob"}
    with pytest.raises(UnfitOption, match="USER=SLUG"):
        users(("Ann",))


@pytest.mark.parametrize("mark", ["/", "."])
def test_a_date_is_read_where_only_one_reading_is_a_day_and_refused_where_two_are(mark: str) -> None:
    """Every day of a leap year, written both ways: 03/03 and 25/12 are clear, 03/04 is March or April."""
    for place in range(366):
        day = date(2024, 1, 1) + timedelta(days=place)
        for day_first, cell in ((True, f"%d{mark}%m{mark}%Y"), (False, f"%m{mark}%d{mark}%Y")):
            written = day.strftime(cell)
            assert conventions(day_first=day_first).moment(written, "at").date() == day
            if day.day > 12 or day.day == day.month:
                assert conventions().moment(written, "at").date() == day, written
            else:
                with pytest.raises(Unsettled):
                    conventions().moment(written, "at")
