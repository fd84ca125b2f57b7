"""How days are written for a reader: in words, and no word more than it needs."""

from __future__ import annotations

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(on: date) -> str:
    """A day in full.

    >>> day(date(2021, 9, 25))
    '25 September 2021'
    """
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date, *, year: bool = True) -> str:
    """A day where there is little room; without its year where that is said beside it.

    >>> short_day(date(2021, 9, 25)), short_day(date(2021, 9, 25), year=False)
    ('25 Sep 2021', '25 Sep')
    """
    return f"{on.day} {MONTHS[on.month - 1][:3]}" + (f" {on.year}" if year else "")


def from_to(first: date, last: date) -> str:
    """From a day to another, each part once.

    >>> from_to(date(2021, 7, 25), date(2021, 9, 25)), from_to(date(2021, 7, 1), date(2021, 7, 9))
    ('25 July to 25 September 2021', '1 to 9 July 2021')
    >>> from_to(date(2021, 7, 1), date(2022, 7, 9)), from_to(date(2021, 7, 1), date(2021, 7, 1))
    ('1 July 2021 to 9 July 2022', '1 July 2021')
    """
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}"
