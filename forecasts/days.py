"""Days before and after a day, as far as the calendar goes: what lies beyond its ends is its end."""

from __future__ import annotations

from datetime import date

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def shifted(day: date, days: float) -> date:
    """The date so many days after a day, or before it; parts of a day are dropped.

    >>> shifted(date(2021, 6, 25), 1), shifted(date.max, 3_000_000), shifted(date(2021, 6, 25), -1e9)
    (datetime.date(2021, 6, 26), datetime.date(9999, 12, 31), datetime.date(1, 1, 1))
    """
    return date.fromordinal(int(max(_FIRST, min(_LAST, day.toordinal() + days))))


def last_of_month(month: int) -> date:
    """The last day of a month, counted from January of the year 0.

    >>> last_of_month(12 * 9999 + 11), last_of_month(12 * 2024 + 1)
    (datetime.date(9999, 12, 31), datetime.date(2024, 2, 29))
    """
    if month >= 12 * date.max.year + 11:
        return date.max
    year, place = divmod(month + 1, 12)
    return shifted(date(year, place + 1, 1), -1)
