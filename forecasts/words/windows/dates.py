"""Which day is "the 30th of September"? Days as people write them, with a year or without one."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.periods import Period, Yearly, on_day

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year 's eve": (12, 31),
    "new year 's day": (1, 1),
    "the new year": (1, 1),
    "new year": (1, 1),
}
_DAY = timedelta(days=1)


def month_name(phrase: Phrase) -> int | None:
    """A month by its name or its usual short form, with or without a full stop: 1 to 12."""
    month = phrase.meaning(MONTHS)
    if month is None:
        month = phrase.meaning(_SHORT_MONTHS)
        if month is not None:
            phrase.take(".")
    return month


def year_number(phrase: Phrase) -> int | None:
    """A year of four digits."""
    year = phrase.matching("[1-9][0-9]{3}")
    return None if year is None else int(year)


def day(phrase: Phrase) -> Piece | None:
    """A day, or a run of days in a month: ISO, other numbers, named months, weekdays, `the 15th`, feasts.

    Raises
    ------
    AmbiguousDate
        If day and month could change places, or if "next Friday" could be two days.
    ImpossibleDate
        If the calendar has no such day.
    """
    return phrase.either(_in_numbers, day_run, _today, _weekday, _day_of_a_month, _feast)


def _in_numbers(phrase: Phrase) -> Period | None:
    token = phrase.matching(r"[0-9]+([-/.])[0-9]+\1[0-9]+")
    if token is None:
        return None
    first, second, third = (int(part) for part in re.split("[-/.]", token))
    year_leads = re.match("[0-9]{4}", token)
    orders = [(first, second, third)] if year_leads else [(third, second, first), (third, first, second)]
    readings = sorted({date(*order) for order in orders if _exists(*order)})
    if not readings:
        orders_tried = "that month has no such day" if year_leads else "day and month fit in neither order"
        raise ImpossibleDate(token, orders_tried)
    if len(readings) > 1:
        raise AmbiguousDate(token, readings)
    return on_day(readings[0])


def _exists(year: int, month: int, number: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]


def day_run(phrase: Phrase) -> Piece | None:
    """One day of a named month or several: `30 September 2021`, `Sept 30th`, `1-15 July`, `July 1 to 15`."""
    return phrase.either(_month_last, _month_first)


def _month_last(phrase: Phrase) -> Piece | None:
    numbers = _day_numbers(phrase)
    phrase.take("of")
    month = month_name(phrase)
    if numbers is None or month is None:
        return None
    phrase.take(",")
    return _days_of_month(phrase, numbers, month)


def _month_first(phrase: Phrase) -> Piece | None:
    month = month_name(phrase)
    numbers = _day_numbers(phrase)
    if numbers is None or month is None:
        return None
    phrase.take(",")
    return _days_of_month(phrase, numbers, month)


def _day_numbers(phrase: Phrase) -> tuple[int, int] | None:
    first = _day_number(phrase)
    if first is None:
        return None
    return first, phrase.either(_up_to_day_number) or first


def _up_to_day_number(phrase: Phrase) -> int | None:
    joined = phrase.take("-", "to", "until", "through") or ("between" in phrase.tokens and phrase.take("and"))
    return _day_number(phrase) if joined else None


def _day_number(phrase: Phrase) -> int | None:
    phrase.take("the")
    number = phrase.matching("[0-9]{1,2}")
    if number is None:
        return None
    phrase.take("st", "nd", "rd", "th")
    return int(number)


def _days_of_month(phrase: Phrase, numbers: tuple[int, int], month: int) -> Piece | None:
    first, last = numbers
    year = phrase.either(year_number)
    name = _MONTH_NAMES[month - 1].capitalize()
    longest = monthrange(2000 if year is None else year, month)[1]
    for number in numbers:
        if not 1 <= number <= longest:
            when = name if year is None else f"{name} {year}"
            raise ImpossibleDate(f"{number} {when}", f"{when} has {longest} days")

    def in_year(year: int) -> Period | None:
        if last > monthrange(year, month)[1]:
            return None
        kind = "day" if first == last else "days"
        return Period(kind=kind, first=date(year, month, first), last=date(year, month, last))

    return Yearly(name=name, in_year=in_year) if year is None else in_year(year)


def _today(phrase: Phrase) -> Period | None:
    days = phrase.meaning({"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1})
    return None if days is None else on_day(phrase.said + days * _DAY)


def _weekday(phrase: Phrase) -> Period | None:
    """The first such weekday after the day it was said; `next Friday` only where next week has it too."""
    which = phrase.take("next", "the coming", "coming")
    weekday = phrase.meaning(WEEKDAYS)
    if weekday is None:
        return None
    coming = phrase.said + _DAY * ((weekday - phrase.said.weekday() - 1) % 7 + 1)
    if which == "next":
        days_into_week = (phrase.said.weekday() - phrase.week_starts) % 7
        next_week = phrase.said + _DAY * (7 - days_into_week)
        in_next_week = next_week + _DAY * ((weekday - next_week.weekday()) % 7)
        if coming != in_next_week:
            raise AmbiguousDate(f"next {_WEEKDAY_NAMES[weekday].capitalize()}", [coming, in_next_week])
    return on_day(coming)


def _day_of_a_month(phrase: Phrase) -> Period | None:
    """`The 15th`: the next one after the day it was said; or that of this month or the next, where named."""
    phrase.take("the")
    digits = phrase.matching("[0-9]{1,2}")
    if digits is None or not phrase.take("st", "nd", "rd", "th"):
        return None
    number = int(digits)
    if not 1 <= number <= 31:
        raise ImpossibleDate(f"day {number}", "no month has more than 31 days")
    months = [(phrase.said.year, phrase.said.month)]
    while len(months) < 4:
        year, month = months[-1]
        months.append((year + month // 12, month % 12 + 1))
    named = phrase.take("of this month", "of the month", "of next month")
    if named:
        year, month = months[1 if named == "of next month" else 0]
        if not _exists(year, month, number):
            raise ImpossibleDate(f"day {number} of {year}-{month:02}", "that month is shorter")
        return on_day(date(year, month, number))
    days = (date(*month, number) for month in months if _exists(*month, number))
    return on_day(next(found for found in days if found > phrase.said))


def _feast(phrase: Phrase) -> Piece | None:
    found = phrase.take(*_FEASTS)
    if found is None:
        return None
    month, number = _FEASTS[found]
    yearly = Yearly(name=found, in_year=lambda year: on_day(date(year, month, number)))
    year = phrase.either(year_number)
    return yearly if year is None else yearly.in_year(year)
