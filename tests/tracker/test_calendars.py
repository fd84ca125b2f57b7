"""Deadlines become a calendar that another program reads back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pandas as pd
from icalendar import Calendar

from tracker.calendars import calendar

STAMP = datetime(2022, 1, 5, 12, tzinfo=UTC)


def due(**changes: object) -> pd.DataFrame:
    """One question that waits."""
    row = {"slug": "kabul", "statement": "Taliban capture Kabul", "deadline": date(2021, 9, 25), **changes}
    return pd.DataFrame([row]).astype({"deadline": "datetime64[s]"})


def test_a_deadline_is_one_whole_day() -> None:
    """It ends where the next day begins, and bears the ledger's moment."""
    (event,) = Calendar.from_ical(calendar(due(), stamp=STAMP)).walk("VEVENT")
    assert event.decoded("dtstart") == date(2021, 9, 25)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert event.decoded("dtstamp") == STAMP


def test_the_last_day_of_the_calendar_has_no_next() -> None:
    """It is one whole day all the same."""
    (event,) = Calendar.from_ical(calendar(due(deadline=date.max), stamp=STAMP)).walk("VEVENT")
    assert event.decoded("dtstart") == date.max
    assert "dtend" not in event


def test_an_event_is_known_by_its_question_and_its_day() -> None:
    """Two deadlines of one question are two events, and the same two in every file."""
    both = pd.concat([due(), due(deadline=date(2021, 12, 25))])
    ids = [event["uid"] for event in Calendar.from_ical(calendar(both, stamp=STAMP)).walk("VEVENT")]
    assert ids == ["kabul.2021-09-25@trackrecord", "kabul.2021-12-25@trackrecord"]


def test_any_statement_is_safe_in_a_calendar() -> None:
    """Commas, semicolons, line breaks and other scripts come back as they were."""
    statement = "Кабул, взят; \\ and\nmore " + "long " * 30
    (event,) = Calendar.from_ical(calendar(due(statement=statement), stamp=STAMP)).walk("VEVENT")
    assert str(event["summary"]) == f"Due: {statement}"
