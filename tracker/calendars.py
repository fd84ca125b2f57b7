"""Deadlines as a calendar file, so that they come up where the analyst looks anyway."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


def calendar(due: DataFrame, *, stamp: datetime) -> bytes:
    """Deadlines that no outcome covers as an iCalendar file, one all-day event for each.

    Parameters
    ----------
    due
        Rows of `tracker.deadlines.open_deadlines`: a question may have several.
    stamp
        The moment that the events bear, usually that of the ledger's last entry: the same ledger then
        gives the same file, byte for byte.

    Returns
    -------
    bytes
        UTF-8 text by RFC 5545. An event is known by its question's slug and its day, so that a calendar
        which reads a newer file does not double it.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Trackrecord//tracker due//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Forecasts that fall due")
    for row in due.to_dict("records"):
        day = row["deadline"].date()
        event = Event()
        event.add("uid", f"{row['slug']}.{day.isoformat()}@trackrecord")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        if day < date.max:  # an event without an end is that of one day
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"Due: {row['statement']}")
        event.add("description", f"What came of it? tracker resolve {row['slug']}")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    written: bytes = made.to_ical()
    return written
