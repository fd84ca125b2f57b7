"""Which days are "30 September" or "1-15 July"? Days of a month by their numbers, one or several."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import ImpossibleDate
from forecasts.words.windows.names import MONTH_NAMES, month_name, year_number
from forecasts.words.windows.numbers import ordinal, year_in_words
from forecasts.words.windows.periods import Period, Yearly
from forecasts.words.windows.units import current, next_unit, the_unit

NOT_OF_DAYS = ("week", "month", "quarter", "half", "year", "decade", "century", "days", "third")
"""What an ordinal counts where it counts no days: "the second half"."""

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase


def day_run(phrase: Phrase) -> Piece | None:
    """One day of a named month or several: `30 September 2021`, `Sept 30th`, `1-15 July`, `July 1 to 15`."""
    return phrase.either(_month_last, _month_first)


def _month_last(phrase: Phrase) -> Piece | None:
    numbers = _day_numbers(phrase)
    phrase.take("of")
    month = month_name(phrase)
    if numbers is None or month is None:
        return None
    return _days_of_month(phrase, numbers, month)


def _month_first(phrase: Phrase) -> Piece | None:
    month = month_name(phrase)
    between = month is not None and phrase.take("between", "from")
    numbers = phrase.either(_between_numbers) if between else _day_numbers(phrase)
    if numbers is None or month is None:
        return None
    return _days_of_month(phrase, numbers, month)


def _between_numbers(phrase: Phrase) -> tuple[int, int] | None:
    """`Between 19 and 20`, after a month's name."""
    first = _day_number(phrase)
    last = _day_number(phrase) if phrase.take("and", "-", "to", "until", "till", "through") else None
    return None if first is None or last is None else (first, last)


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
    number = phrase.either(ordinal)
    if number is None:
        digits = phrase.matching("[0-9]{1,2}")
        number = None if digits is None else int(digits)
    return None if phrase.next in NOT_OF_DAYS else number


def _days_of_month(phrase: Phrase, numbers: tuple[int, int], month: int) -> Piece | None:
    return dated(numbers, month, phrase.either(_after_a_comma))


def _after_a_comma(phrase: Phrase) -> int | None:
    phrase.take(",", "of", "in")
    return phrase.either(year_number, year_in_words)


def dated(numbers: tuple[int, int], month: int, year: int | None) -> Piece | None:
    """Days of a month, from one number to another, in a year or in every year."""
    first, last = numbers
    name = MONTH_NAMES[month - 1].capitalize()
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


def days_of_running_month(phrase: Phrase) -> Period | None:
    """`From 4 to 23 next month`, `4-23 of this month`, `next month from the 4th to the 23rd`."""
    month = phrase.either(_this_or_next_month)
    if month is not None:
        phrase.take(",")
        phrase.take("between", "from")
        numbers = phrase.either(_between_numbers)
    else:
        numbers = phrase.either(_between_numbers)
        phrase.take("of", "in")
        month = phrase.either(_this_or_next_month) if numbers is not None else None
    if numbers is None or month is None or not 1 <= numbers[0] <= numbers[1] <= month.last.day:
        return None
    first, last = (month.first.replace(day=number) for number in numbers)
    return Period(kind="days", first=first, last=last)


def _this_or_next_month(phrase: Phrase) -> Period | None:
    found = phrase.either(current, next_unit, the_unit)
    return found if found is not None and found.kind == "month" else None
