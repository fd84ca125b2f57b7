"""Days as people write them: read where they have one meaning, refused with what settles them where not."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from forecasts.errors import UnfitCell, Unsettled
from forecasts.exchange.column_proof import ColumnProof
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.written_days import of_serial, written

TODAY = date(2026, 1, 15)


def said(**options: object) -> Conventions:
    """What is settled."""
    return Conventions(today=TODAY, **options)  # type: ignore[arg-type]  # each test names what Conventions knows


@pytest.mark.parametrize(
    "cell",
    [
        *("2024/12/31", "2024.12.31", "December 31, 2024", "Dec. 31st 2024", "31 December 2024", "31-Dec-24"),
        *(
            "31. Dezember 2024",
            "31 d\u00e9cembre 2024",
            "31 de diciembre de 2024",
            "Tuesday, December 31, 2024",
        ),
        *("12/31/2024", "31.12.24", "31-12-2024", "2024-Dec-31"),
    ],
)
def test_a_day_in_any_of_its_forms_is_that_day(cell: str) -> None:
    """It lies in no time zone, and needs none."""
    by = said()
    assert by.moment_or_day(cell, "Due") == date(2024, 12, 31)
    assert not any("time zone" in sentence for sentence in by.assumptions)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2025-03-14 23:00:00+00", "2025-03-14T23:00:00+00:00"),
        ("2025-03-14 23:00:00.123+02", "2025-03-14T21:00:00.123000+00:00"),
        ("2025-03-14 23:00:00 +0530", "2025-03-14T17:30:00+00:00"),
        ("2024-12-31 11:59 PM", "2024-12-31T23:59:00+00:00"),
        ("12/31/24, 12:05 a.m.", "2024-12-31T00:05:00+00:00"),
        ("December 31, 2024 at 9 PM", "2024-12-31T21:00:00+00:00"),
        ("1735689600", "2025-01-01T00:00:00+00:00"),
        ("1735689600000", "2025-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_of_a_database_a_person_or_a_clock_is_that_moment(cell: str, moment: str) -> None:
    """Offsets without minutes, halves of a day, seconds since 1970."""
    assert said().moment_or_day(cell, "Made") == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2024-12", date(2024, 12, 31)),
        ("February 2024", date(2024, 2, 29)),
        ("Q1 2025", date(2025, 3, 31)),
        ("2025 Q4", date(2025, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day_and_is_none_on_which_something_was_said(cell: str, last: date) -> None:
    """So a deadline may name one, and a forecast cannot be made on one."""
    assert said().last_day(cell, "Due") == last
    with pytest.raises(UnfitCell, match="a month or a quarter is no day"):
        said().moment_or_day(cell, "Made")


def test_a_spreadsheets_count_of_days_is_named_and_read_where_somebody_says_so() -> None:
    """45657 is the last day of 2024, if it is a day at all."""
    with pytest.raises(UnfitCell, match="if it is 2024-12-31 as spreadsheets count days, say --excel-dates"):
        said().moment_or_day("45657", "Made")
    assert said(excel_dates=True).moment_or_day("45657", "Made") == date(2024, 12, 31)
    noon = datetime(2024, 12, 31, 12, tzinfo=UTC)
    assert said(excel_dates=True).moment_or_day("45657.5", "Made") == noon


@pytest.mark.parametrize(
    ("cells", "day"),
    [(("9/30/11", "9/10/11"), date(2011, 9, 10)), (("30/9/11", "9/10/11"), date(2011, 10, 9))],
)
def test_a_column_proves_its_own_order_and_that_is_said(cells: tuple[str, ...], day: date) -> None:
    """By a cell that can be read no other way."""
    file = DataFile.of(
        "bets.csv", "\n".join(("Made,Due", *(f"{cell},{cells[-1]}" for cell in cells))).encode()
    )
    by = said(proof=ColumnProof(file=file))
    assert by.moment_or_day("9/10/11", "Made") == day
    assert any("some cells can be read no other way" in sentence for sentence in by.assumptions)
    with pytest.raises(Unsettled):
        by.moment_or_day("9/10/11", "Due")


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "31 Foobar 2024",
        "2024-02-30",
        "2024-12-31 25:00",
        "2024-12-31 13 PM",
        "2024-12-31 +99",
        "20241231",
    ],
)
def test_what_is_no_day_is_refused(cell: str) -> None:
    """In a sentence."""
    with pytest.raises(UnfitCell):
        said().moment_or_day(cell, "Made")


@for_any(
    st.dates(date(1000, 1, 1), date(9999, 12, 31)),
    st.sampled_from(("%Y/%m/%d", "%B %d, %Y", "%d %b %Y", "%A, %d %B %Y")),
)
def test_a_day_that_was_written_is_read_back(day: date, form: str) -> None:
    """Whatever the form."""
    assert said().moment_or_day(day.strftime(form), "Made") == day


@for_any(st.integers(10_000, 99_999))
def test_a_count_of_days_goes_on_by_one(serial: int) -> None:
    """From the end of 1899."""
    assert of_serial(str(serial + 1)) - of_serial(str(serial)) == timedelta(days=1)


@for_any(st.text(max_size=60))
def test_no_text_takes_the_reader_down(text: str) -> None:
    """It is a day, or a sentence."""
    written(text)
    for read in (said(excel_dates=True).moment_or_day, said().last_day):
        with suppress(UnfitCell, Unsettled):
            read(text, "Made")
