"""Which days are Q3, "the first half of 2022" or "the summer"? Years, decades, and parts of years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.names import month_name, year_number
from forecasts.words.windows.numbers import TENS_IN_THE_PLURAL, ordinal, year_in_words
from forecasts.words.windows.periods import Period, Yearly, month_end
from forecasts.words.windows.units import current, next_unit, whole_century, whole_decade, whole_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_OF = ("of the", "of", "in the", "in", "-", "/", ",")


def year(phrase: Phrase) -> Period | None:
    """A year, in digits or in words: `2022`, `twenty twenty-two`."""
    number = phrase.either(year_number, year_in_words)
    return None if number is None or number == 0 else whole_year(number)


def which_year(phrase: Phrase) -> Period | None:
    """The year that narrows a month, quarter or season: `2021`, `of next year`, `of the year`."""
    connected = phrase.take(*_OF)
    if connected in {"of the", "of", "in the"} and phrase.take("the year", "year"):
        return whole_year(phrase.said.year)
    return phrase.either(_year_named)


def _year_named(phrase: Phrase) -> Period | None:
    found = phrase.either(year, current, next_unit)
    return found if found is not None and found.kind == "year" else None


def _leading_year(phrase: Phrase) -> Period | None:
    """A year before its part: `2021 Q4`, `2021, November`, `next year's first quarter`."""
    found = phrase.either(_year_named)
    if found is not None and not phrase.take("'s"):
        phrase.take("-", ",")
    return found


def _part_of_year(phrase: Phrase, name: str, part: Callable[[Period], Period]) -> Piece:
    """A part of the year that is named next, or of any year where none is named."""
    found = phrase.either(which_year)
    return part(found) if found is not None else Yearly(name=name, in_year=lambda y: part(whole_year(y)))


def months_of_year(kind: str, start: int, end: int) -> Callable[[Period], Period]:
    """The part of a year from one month to another."""

    def part(year: Period) -> Period:
        number = year.first.year
        return Period(kind=kind, first=date(number, start, 1), last=month_end(number, end))

    return part


def month(phrase: Phrase) -> Piece | None:
    """A month: `July`, `November of next year`, `2021-11`, `11/2021`, `the ninth month of 2021`."""
    return phrase.either(_iso_month, _month_in_numbers, _numbered_month, _named_month)


def _iso_month(phrase: Phrase) -> Period | None:
    token = phrase.matching("[0-9]{4}-[0-9]{2}")
    return None if token is None else _month_of(int(token[:4]), int(token[5:]), token)


def _month_of(year: int, number: int, words: str) -> Period:
    if not (year >= 1 and 1 <= number <= 12):
        raise ImpossibleDate(words, "months run from 01 to 12")
    return months_of_year("month", number, number)(whole_year(year))


def _month_in_numbers(phrase: Phrase) -> Period | None:
    """`11/2021`, `2021 / 11`; `2011/12` is refused, for it may as well be two years."""
    return phrase.either(_number_first, _year_first)


def _number_first(phrase: Phrase) -> Period | None:
    number = phrase.matching("0?[1-9]|1[0-2]")
    year = phrase.either(year_number) if number and phrase.take("/", "-", ".") else None
    return _month_of(year, int(number), number) if number is not None and year is not None else None


def _year_first(phrase: Phrase) -> Period | None:
    year = phrase.either(year_number)
    sign = phrase.take("/", "-") if year is not None else None
    number = phrase.matching("0?[1-9]|1[0-2]") if sign else None
    if year is None or number is None or phrase.either(month_name) is not None:
        return None
    if int(number) == (year + 1) % 100:
        raise AmbiguousDate(f"{year}{sign}{number}", [f"{year}-{number}", f"{year} to {year + 1}"])
    return _month_of(year, int(number), number)


def _numbered_month(phrase: Phrase) -> Period | None:
    phrase.take("the")
    number = ordinal(phrase)
    found = phrase.either(which_year) if number is not None and phrase.take("month") else None
    return None if found is None or number is None else _month_of(found.first.year, number, f"month {number}")


def _named_month(phrase: Phrase) -> Piece | None:
    leading_year = phrase.either(_leading_year)
    which = None if leading_year else phrase.take("this", "next", "the coming", "coming")
    if not leading_year and not which:
        phrase.take("the month of", "month of")
    number = month_name(phrase)
    if number is None:
        return None
    part = months_of_year("month", number, number)
    if leading_year is not None:
        return part(leading_year)
    name = date(2000, number, 1).strftime("%B")
    return chosen(_part_of_year(phrase, name, part), which, phrase.said)


def quarter(phrase: Phrase) -> Piece | None:
    """A quarter: `Q3`, `the fourth quarter of 2021`, `2020 Q1`, `next year's first quarter`."""
    leading_year = phrase.either(_leading_year)
    phrase.take("the")
    number = phrase.either(_quarter_number)
    if number is None:
        return None
    part = months_of_year("quarter", 3 * number - 2, 3 * number)
    return part(leading_year) if leading_year else _part_of_year(phrase, f"Q{number}", part)


def _quarter_number(phrase: Phrase) -> int | None:
    if phrase.take("q"):
        digit = phrase.matching("[1-4]")
        return None if digit is None else int(digit)
    number = ordinal(phrase)
    return number if number is not None and number <= 4 and phrase.take("quarter") else None


def half_year(phrase: Phrase) -> Piece | None:
    """A half by its number: `H2`, `2021 H2`, `H1 of next year`."""
    leading_year = phrase.either(_leading_year)
    digit = phrase.matching("[12]") if phrase.take("h") else None
    if digit is None:
        return None
    start = 6 * int(digit) - 5
    part = months_of_year("half", start, start + 5)
    return part(leading_year) if leading_year else _part_of_year(phrase, f"H{digit}", part)


def decade(phrase: Phrase) -> Period | None:
    """Ten years by their name: `the 2030s`, `the twenties` (the first that are not over)."""
    phrase.take("the")
    return phrase.either(_decade_in_digits, _decade_in_words)


def _decade_in_digits(phrase: Phrase) -> Period | None:
    phrase.take("'")
    digits = phrase.matching("[1-9][0-9]{2}0|[0-9]0")
    if digits is None or not phrase.take("s", "'s"):
        return None
    return whole_decade(int(digits)) if len(digits) == 4 else _decade_to_come(int(digits), phrase.said)


def _decade_in_words(phrase: Phrase) -> Period | None:
    century = phrase.take("two thousand and", "two thousand", "twenty -", "twenty")
    tens = phrase.meaning(TENS_IN_THE_PLURAL)
    if tens is None:
        return None
    return whole_decade(2000 + tens) if century else _decade_to_come(tens, phrase.said)


def _decade_to_come(tens: int, said: date) -> Period:
    start = said.year // 100 * 100 + tens
    return whole_decade(start if start + 9 >= said.year else start + 100)


def century(phrase: Phrase) -> Period | None:
    """A century by its number: `the 21st century`."""
    phrase.take("the")
    number = ordinal(phrase)
    return whole_century(number) if number and phrase.take("century") else None


def season(phrase: Phrase) -> Piece | None:
    """Three whole months: `next spring`, `the summer of 2022`, `winter 2021/22`."""
    phrase.take("the")
    which = phrase.take("this", "next", "coming")
    name = phrase.next
    start = phrase.meaning(_SEASONS)
    if start is None:
        return None
    if phrase.hemisphere == "south":
        start = (start + 5) % 12 + 1

    def in_year(year: int) -> Period:
        end_year, end_month = (year, start + 2) if start <= 10 else (year + 1, start - 10)
        return Period(kind="season", first=date(year, start, 1), last=month_end(end_year, end_month))

    if start > 10 and (winter := phrase.either(_two_years)):
        return in_year(winter)
    found = phrase.either(which_year)
    if found is None:
        return chosen(Yearly(name=name.capitalize(), in_year=in_year), which, phrase.said)
    number = found.first.year
    if start > 10:
        raise AmbiguousDate(f"{name} {number}", [_shown(in_year(number - 1)), _shown(in_year(number))])
    return in_year(number)


def _two_years(phrase: Phrase) -> int | None:
    """The first of two years that a season touches: `2021-22`, `2021/22`, `of 2021 to 2022`."""
    phrase.take("of")
    short = phrase.matching("[1-9][0-9]{3}-[0-9]{2}")
    if short is not None:
        first, second = short.split("-")
    else:
        first = phrase.matching("[1-9][0-9]{3}") or ""
        second = phrase.matching("[0-9]{2}|[0-9]{4}") or "" if phrase.take("-", "/", "to") else ""
    if not first or not second or not f"{int(first) + 1}".endswith(second):
        return None
    return int(first)


def chosen(piece: Piece, which: str | None, said: date) -> Piece:
    """Of what comes every year: this one, the next one, the coming one; unchanged where none is asked for."""
    if which is None or not isinstance(piece, Yearly):
        return piece
    to_come = piece.beginning_from(said + _DAY)
    ending = piece.ending_from(said)
    running = ending.first <= said
    if which in {"the coming", "coming"}:
        return to_come
    if which == "this":
        own_year = piece.in_year(said.year)
        return ending if running or ending.first.year == said.year or own_year is None else own_year
    if not running and to_come.first.year == said.year:
        later = piece.beginning_from(to_come.last)
        raise AmbiguousDate(f"next {piece.name}", [_shown(to_come), _shown(later)])
    return to_come


def _shown(period: Period) -> str:
    return f"{period.first} to {period.last}"
