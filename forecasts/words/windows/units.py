"""Which week, month or decade is "this one", "the next" or "the one after next"? Units of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.words.windows.periods import Period, month_end

if TYPE_CHECKING:
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_UNITS = ("week", "month", "quarter", "year", "decade", "century")
_WORKING_WEEK = ("working week", "work week", "workweek", "business week")


def current(phrase: Phrase) -> Period | None:
    """A stretch that is running on the day of speaking: `this year`, `the current quarter`."""
    if not phrase.take("this", "the current", "current"):
        return None
    phrase.take("calendar")
    return phrase.either(unit_now)


def unit_now(phrase: Phrase) -> Period | None:
    """The week, month, quarter, year, decade or century that contains the day the phrase was said on."""
    if phrase.take(*_WORKING_WEEK):
        return _working(containing(phrase.said, "week", week_starts=0))
    unit = phrase.take(*_UNITS)
    return None if unit is None else containing(phrase.said, unit, week_starts=phrase.week_starts)


def the_unit(phrase: Phrase) -> Period | None:
    """The running one, with its article: `the year`."""
    return unit_now(phrase) if phrase.take("the") else None


def next_unit(phrase: Phrase) -> Period | None:
    """The one after the running one, or one further on: `next month`, `the week after next`."""
    return phrase.either(_next, _after_next)


def _next(phrase: Phrase) -> Period | None:
    if not phrase.take("next"):
        return None
    phrase.take("calendar")
    if phrase.take(*_WORKING_WEEK):
        return _working(_following(containing(phrase.said, "week", week_starts=0), week_starts=0))
    running = phrase.either(unit_now)
    return None if running is None else _following(running, week_starts=phrase.week_starts)


def _after_next(phrase: Phrase) -> Period | None:
    phrase.take("the")
    running = phrase.either(unit_now)
    if running is None or not phrase.take("after next"):
        return None
    following = _following(running, week_starts=phrase.week_starts)
    return _following(following, week_starts=phrase.week_starts)


def _following(unit: Period, *, week_starts: int) -> Period:
    return containing(unit.last + _DAY, unit.kind, week_starts=week_starts)


def _working(week: Period) -> Period:
    return Period(kind="week", first=week.first, last=week.first + 4 * _DAY)


def whole_year(year: int) -> Period:
    """A calendar year."""
    return Period(kind="year", first=date(year, 1, 1), last=date(year, 12, 31))


def whole_decade(start: int) -> Period:
    """Ten years, from the one that ends in 0."""
    return Period(kind="decade", first=date(max(start, 1), 1, 1), last=date(start + 9, 12, 31))


def whole_century(number: int) -> Period:
    """A hundred years, the last of which gives them their number: the 21st runs from 2001 to 2100."""
    last = 100 * number
    return Period(kind="century", first=date(last - 99, 1, 1), last=date(last, 12, 31))


def containing(day: date, unit: str, *, week_starts: int) -> Period:
    """The week, month, quarter, year, decade or century that a day lies in."""
    if unit == "week":
        first = day - _DAY * ((day.weekday() - week_starts) % 7)
        return Period(kind=unit, first=first, last=first + 6 * _DAY)
    if unit == "month":
        return Period(kind=unit, first=day.replace(day=1), last=month_end(day.year, day.month))
    if unit == "quarter":
        start = (day.month - 1) // 3 * 3 + 1
        return Period(kind=unit, first=date(day.year, start, 1), last=month_end(day.year, start + 2))
    if unit == "year":
        return whole_year(day.year)
    if unit == "decade":
        return whole_decade(day.year // 10 * 10)
    return whole_century((day.year + 99) // 100)
