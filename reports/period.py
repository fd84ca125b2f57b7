"""A stretch of the calendar that a report is about: a week, month, quarter or year, or from day to day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from forecasts.errors import NoSuchPeriod
from forecasts.words.windows.periods import month_end
from reports.days import from_to

_DAY = timedelta(days=1)
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>\d+)|W(?P<week>\d+)|(?P<month>\d{2})))?", flags=re.IGNORECASE
)
_SPAN = re.compile(r"(?P<first>\S+?)\s*\.\.\s*(?P<last>\S+)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; `label` is what it is called, and reads as itself.

    `kind` is "week", "month", "quarter", "year", or "days" for one that is named by its ends.

    Examples
    --------
    >>> quarter = Period.read("2026-Q3", today=date(2026, 11, 22))
    >>> str(quarter.first), str(quarter.last), quarter.days, quarter.before().label
    ('2026-07-01', '2026-09-30', 92, '2026-Q2')
    """

    first: date
    last: date
    label: str
    kind: str = "days"

    @property
    def in_words(self) -> str:
        """As a page calls it: by its label, or by its two ends in words."""
        return from_to(self.first, self.last) if self.kind == "days" else self.label

    @property
    def when(self) -> str:
        """As a sentence goes on: "in 2026-Q3", or "from 1 to 9 July 2026"."""
        return f"from {self.in_words}" if self.kind == "days" else f"in {self.label}"

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period from {self.first} cannot end on {self.last}")

    @classmethod
    def read(cls, text: str, *, today: date) -> Period:
        """The period that a text means.

        Parameters
        ----------
        text
            ``2026``, ``2026-Q3``, ``2026-09``, ``2026-W40`` (by ISO 8601: from Monday), ``last-week``,
            ``last-month``, ``last-quarter``, ``last-year``, or two days, ``2026-07-01..2026-09-30``.
        today
            The day that "last" is before; the period it means is over on this day.

        Raises
        ------
        NoSuchPeriod
            If the text has none of these forms, or the calendar has no such period.
        """
        named = text.strip().casefold()
        if named.startswith("last-") and named[5:] in _HOLDING:
            return _HOLDING[named[5:]](today).before()
        if span := _SPAN.fullmatch(text.strip()):
            return between(_day(span["first"], text), _day(span["last"], text))
        found = _FORM.fullmatch(text.strip())
        if not found:
            raise NoSuchPeriod(text)
        year = int(found["year"])
        if not MINYEAR <= year <= MAXYEAR:
            raise NoSuchPeriod(text, f"years run from {MINYEAR} to {MAXYEAR}")
        if found["quarter"]:
            return _quarter(year, _within(found["quarter"], 4, text, "a year has 4 quarters"))
        if found["week"]:
            weeks = date(year, 12, 28).isocalendar().week
            return _week(year, _within(found["week"], weeks, text, f"{year} has {weeks} weeks"))
        if found["month"]:
            return _month(year, _within(found["month"], 12, text, "a year has 12 months"))
        return _year(year)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def deadlines(self, on: date) -> tuple[date, date]:
        """The first and the last deadline that is over on one of its days, no later than an evaluation date.

        A deadline day counts in full and is over the next day: every deadline belongs to one period.
        """
        return self.first - _DAY if self.first > date.min else self.first, min(self.last, on) - _DAY

    def before(self) -> Period:
        """The period of the same kind that ends the day before this one begins.

        Before one that is named by its ends comes one of as many days.

        Raises
        ------
        NoSuchPeriod
            If the calendar has none, at its very beginning.
        """
        last = self.first - _DAY if self.first > date.min else None
        if last is None or (self.kind == "days" and last.toordinal() < self.days):
            raise NoSuchPeriod(self.label, "nothing in the calendar lies before it")
        if self.kind == "days":
            return between(last - timedelta(days=self.days - 1), last)
        return _HOLDING[self.kind](last)


def between(first: date, last: date) -> Period:
    """The period from one day to another, both included.

    >>> between(date(2026, 9, 1), date(2026, 9, 10)).before().label
    '2026-08-22..2026-08-31'
    """
    if last < first:
        raise NoSuchPeriod(f"{first}..{last}", f"{last} lies before {first}")
    return Period(first, last, f"{first}..{last}")


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "year")


def _quarter(year: int, number: int) -> Period:
    month = 3 * number - 2
    return Period(date(year, month, 1), month_end(year, month + 2), f"{year:04}-Q{number}", "quarter")


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), month_end(year, month), f"{year:04}-{month:02}", "month")


def _week(year: int, week: int) -> Period:
    try:
        first = date.fromisocalendar(year, week, 1)
        return Period(first, first + 6 * _DAY, f"{year:04}-W{week:02}", "week")
    except (ValueError, OverflowError) as error:
        raise NoSuchPeriod(f"{year:04}-W{week:02}", "it reaches past the end of the calendar") from error


def _week_holding(day: date) -> Period:
    year, week, _ = day.isocalendar()
    return _week(year, week)


_HOLDING: dict[str, Callable[[date], Period]] = {
    "week": _week_holding,
    "month": lambda day: _month(day.year, day.month),
    "quarter": lambda day: _quarter(day.year, (day.month + 2) // 3),
    "year": lambda day: _year(day.year),
}


def _day(text: str, whole: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise NoSuchPeriod(whole, f"{text!r} is no day such as 2026-07-01")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NoSuchPeriod(whole, f"{text} is no day of the calendar") from error


def _within(text: str, most: int, whole: str, why: str) -> int:
    number = int(text)
    if not 1 <= number <= most:
        raise NoSuchPeriod(whole, why)
    return number
