"""Which day is "the 30th of September"? Days as people write them, with a year or without one."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.day_runs import NOT_OF_DAYS, dated, day_run, days_of_running_month
from forecasts.words.windows.feasts import feast
from forecasts.words.windows.names import MONTH_NAMES, WEEKDAY_NAMES, weekday_name
from forecasts.words.windows.numbers import ordinal
from forecasts.words.windows.periods import Period, Weekly, on_day
from forecasts.words.windows.weekday_places import weekday_by_place

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_TIMES_OF_DAY = ("morning", "afternoon", "evening", "night", "noon", "midday", "midnight")
_JOINTS = ("-", "~", "to", "and", "or", "until", "till", "through")
_DAY = timedelta(days=1)


def day(phrase: Phrase) -> Piece | None:
    """A day, or a run of days in a month: ISO, other numbers, named months, weekdays, `the 15th`, feasts.

    Raises
    ------
    AmbiguousDate
        If day and month could change places, or if "next Friday" could be two days.
    ImpossibleDate
        If the calendar has no such day.
    """
    found = phrase.either(
        *(_in_numbers, pointed_day, day_run, _month_and_day, _today),
        *(weekday_by_place, _weekday, days_of_running_month, _day_of_a_month, feast),
    )
    if found is not None:
        _time_of_day(phrase)
    return found


def _time_of_day(phrase: Phrase) -> None:
    """A part of the day adds nothing, for a day is the smallest unit: `tomorrow night`."""
    phrase.take(*_TIMES_OF_DAY)


def pointed_day(phrase: Phrase) -> Piece | None:
    """A day by its weekday and date, or by the days until then: it stands for itself, not for a deadline."""
    return phrase.either(_weekday_and_day, _after_tomorrow)


def _after_tomorrow(phrase: Phrase) -> Period | None:
    said = phrase.take("the day after tomorrow", "day after tomorrow")
    return None if said is None else on_day(phrase.said + 2 * _DAY)


def _weekday_and_day(phrase: Phrase) -> Piece | None:
    """`Monday, June 28`, `Friday the 11th`: the day, where it falls on that weekday."""
    weekday = weekday_name(phrase)
    if weekday is None:
        return None
    phrase.take(",")
    phrase.take("the")
    found = phrase.either(_in_numbers, day_run, _day_of_a_month)
    if found is None:
        return None
    seen = found.ending_from(phrase.said)
    if seen.kind != "day":
        return None
    if seen.first.weekday() != weekday:
        fault = f"{seen.first} is a {WEEKDAY_NAMES[seen.first.weekday()].capitalize()}"
        raise ImpossibleDate(f"{WEEKDAY_NAMES[weekday].capitalize()}, {seen.first}", fault)
    return seen


def _month_and_day(phrase: Phrase) -> Piece | None:
    """`By 10/25`, where only one order gives a day; what could be either is refused with both."""
    stands_alone = phrase.at == 0
    first = phrase.matching("[0-9]{1,2}")
    second = phrase.matching("[0-9]{1,2}") if first and phrase.take("/") else None
    if first is None or second is None or not (phrase.next in _JOINTS or (phrase.over and not stands_alone)):
        return None
    orders = sorted({(int(first), int(second)), (int(second), int(first))})
    days = [(month, number) for month, number in orders if _exists(2000, month, number)]
    if len(days) > 1:
        raise AmbiguousDate(
            f"{first}/{second}",
            [f"{number} {MONTH_NAMES[month - 1].capitalize()}" for month, number in days],
        )
    if not days:
        return None
    month, number = days[0]
    return dated((number, number), month, None)


def _in_numbers(phrase: Phrase) -> Period | None:
    token = phrase.matching(r"[0-9]+([-/.])[0-9]+\1[0-9]+")
    if token is None:
        return None
    first, second, third = (int(part) for part in re.split("[-/.]", token))
    year_leads = re.match("[0-9]{4}", token)
    orders = [(first, second, third)] if year_leads else [(third, second, first), (third, first, second)]
    readings = sorted({date(*order) for order in orders if _exists(*order)})
    if not readings:
        if not year_leads:
            raise ImpossibleDate(token, "day and month fit in neither order")
        known = 1 <= second <= 12
        raise ImpossibleDate(token, "that month has no such day" if known else f"no month is number {second}")
    if len(readings) > 1:
        raise AmbiguousDate(token, readings)
    return on_day(readings[0])


def _exists(year: int, month: int, number: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]


def _today(phrase: Phrase) -> Period | None:
    days = phrase.meaning({"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1})
    return None if days is None else on_day(phrase.said + days * _DAY)


def _weekday(phrase: Phrase) -> Piece | None:
    """The first such weekday after the day it was said; `next Friday` only where next week has it too.

    `This Friday` is that of the running week, where it is still to come.
    """
    which = phrase.take("next", "the coming", "coming", "this")
    weekday = weekday_name(phrase)
    if weekday is None or "week" in phrase.tokens[phrase.at : phrase.at + 3]:
        return None
    every_week = Weekly(weekday=weekday, said=phrase.said)
    if which is None:
        return every_week
    coming = every_week.ending_from(phrase.said).first
    if which == "this":
        running = phrase.said - _DAY * ((phrase.said.weekday() - phrase.week_starts) % 7)
        in_this_week = running + _DAY * ((weekday - running.weekday()) % 7)
        return on_day(in_this_week) if in_this_week >= phrase.said else None
    if which == "next":
        days_into_week = (phrase.said.weekday() - phrase.week_starts) % 7
        next_week = phrase.said + _DAY * (7 - days_into_week)
        in_next_week = next_week + _DAY * ((weekday - next_week.weekday()) % 7)
        if coming != in_next_week:
            raise AmbiguousDate(f"next {WEEKDAY_NAMES[weekday].capitalize()}", [coming, in_next_week])
    return on_day(coming)


def _day_of_a_month(phrase: Phrase) -> Period | None:
    """`The 15th`: the next one after the day it was said; or that of this month or the next, where named."""
    phrase.take("the")
    in_words = phrase.next.isalpha()
    number = ordinal(phrase)
    if number is None:
        return None
    if phrase.next == "day" and phrase.tokens[phrase.at + 1 : phrase.at + 2] == ("of",):
        phrase.take("day")
    if phrase.next in (*NOT_OF_DAYS, "day") or (in_words and phrase.next != "of"):
        return None
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
