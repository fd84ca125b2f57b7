"""Which days are "early next year", Q3 or "the summer of 2022"? Years and parts of years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.dates import month_name, year_number
from forecasts.words.windows.periods import Period, Yearly, month_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_THIRDS = {"early": 1, "mid": 2, "late": 3}
_OF = ("of the", "of", "-", "/", ",")


def span(phrase: Phrase) -> Piece | None:
    """A year, half, quarter, season, month or week, or the early, middle or late third of a year or month."""
    return phrase.either(_third, _half, _quarter, _season, _month, _year, _next)


def current(phrase: Phrase) -> Period | None:
    """A stretch that is running on the day of speaking: `this year`, `the current quarter`."""
    if not phrase.take("this", "the current"):
        return None
    return phrase.either(unit_now)


def unit_now(phrase: Phrase) -> Period | None:
    """The week, month, quarter, year or decade that contains the day on which the phrase was said."""
    unit = phrase.take("week", "month", "quarter", "year", "decade")
    return None if unit is None else _containing(phrase.said, unit, phrase.week_starts)


def _containing(day: date, unit: str, week_starts: int) -> Period:
    first, last = day, day
    if unit == "week":
        first = day - _DAY * ((day.weekday() - week_starts) % 7)
        last = first + 6 * _DAY
    elif unit == "month":
        first, last = day.replace(day=1), month_end(day.year, day.month)
    elif unit == "quarter":
        start = (day.month - 1) // 3 * 3 + 1
        first, last = date(day.year, start, 1), month_end(day.year, start + 2)
    elif unit == "year":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    else:
        start = day.year // 10 * 10
        first, last = date(max(start, 1), 1, 1), date(start + 9, 12, 31)
    return Period(kind=unit, first=first, last=last)


def _next(phrase: Phrase) -> Piece | None:
    if not phrase.take("next"):
        return None
    running = phrase.either(unit_now)
    if running is None:
        return None
    return _containing(running.last + _DAY, running.kind, phrase.week_starts)


def _year(phrase: Phrase) -> Period | None:
    year = year_number(phrase)
    return None if year is None else _whole_year(year)


def _whole_year(year: int) -> Period:
    return Period(kind="year", first=date(year, 1, 1), last=date(year, 12, 31))


def _which_year(phrase: Phrase) -> Period | None:
    """The year that narrows a month, quarter or season: `2021`, `of next year`, `of the year`."""
    connected = phrase.take(*_OF)
    if connected in {"of the", "of"} and phrase.take("the year", "year"):
        return _containing(phrase.said, "year", phrase.week_starts)
    found = phrase.either(_year, current, _next)
    return found if isinstance(found, Period) and found.kind == "year" else None


def _part_of_year(phrase: Phrase, name: str, part: Callable[[Period], Period]) -> Piece:
    """A part of the year that is named next, or of any year where none is named."""
    year = phrase.either(_which_year)
    return part(year) if year is not None else Yearly(name=name, in_year=lambda y: part(_whole_year(y)))


def _months(kind: str, start: int, end: int) -> Callable[[Period], Period]:
    """The part of a year from one month to another."""

    def part(year: Period) -> Period:
        number = year.first.year
        return Period(kind=kind, first=date(number, start, 1), last=month_end(number, end))

    return part


def _month(phrase: Phrase) -> Piece | None:
    token = phrase.matching("[0-9]{4}-[0-9]{2}")
    if token is not None:
        year, number = int(token[:4]), int(token[5:])
        if not (year >= 1 and 1 <= number <= 12):
            raise ImpossibleDate(token, "months run from 01 to 12")
        return _months("month", number, number)(_whole_year(year))
    which = phrase.take("this", "next", "the coming", "coming")
    month = month_name(phrase)
    if month is None:
        return None
    name = date(2000, month, 1).strftime("%B")
    found = _part_of_year(phrase, name, _months("month", month, month))
    return _chosen(found, which, phrase.said)


def _quarter(phrase: Phrase) -> Piece | None:
    leading_year = phrase.either(_year)
    if leading_year:
        phrase.take("-", ",")
    phrase.take("the")
    number = phrase.either(_quarter_number)
    if number is None:
        return None
    part = _months("quarter", 3 * number - 2, 3 * number)
    return part(leading_year) if leading_year else _part_of_year(phrase, f"Q{number}", part)


def _quarter_number(phrase: Phrase) -> int | None:
    if phrase.take("q"):
        digit = phrase.matching("[1-4]")
        return None if digit is None else int(digit)
    number = _ordinal(phrase)
    return number if phrase.take("quarter") else None


def _ordinal(phrase: Phrase) -> int | None:
    number = phrase.meaning(_ORDINALS)
    if number is None:
        digit = phrase.matching("[1-4]")
        number = int(digit) if digit and phrase.take("st", "nd", "rd", "th") else None
    return number


def _half(phrase: Phrase) -> Piece | None:
    if phrase.take("h"):
        digit = phrase.matching("[12]")
        if digit is None:
            return None
        start = 6 * int(digit) - 5
        return _part_of_year(phrase, f"H{digit}", _months("half", start, start + 5))
    phrase.take("the")
    number = _ordinal(phrase)
    if number not in {1, 2} or not phrase.take("half"):
        return None
    phrase.take("of")
    return phrase.either(lambda rest: _cut(rest, 2, number))


def _third(phrase: Phrase) -> Piece | None:
    number = phrase.meaning(_THIRDS)
    if number is None:
        return None
    phrase.take("-", "in")
    return phrase.either(lambda rest: _cut(rest, 3, number))


def _cut(phrase: Phrase, parts: int, number: int) -> Piece | None:
    """One half or third of the year or month that is named next."""
    whole = phrase.either(_the_year_or_month, current, _month, _year, _next)

    def part(period: Period) -> Period:
        year, month = period.first.year, period.first.month
        kind = "half" if parts == 2 else "third"
        if period.kind == "year":
            length = 12 // parts
            return _months(kind, length * (number - 1) + 1, length * number)(period)
        length = 30 // parts
        first = date(year, month, length * (number - 1) + 1)
        return Period(
            kind=kind, first=first, last=period.last if number == parts else first + _DAY * (length - 1)
        )

    if isinstance(whole, Yearly):
        return Yearly(name=whole.name, in_year=lambda year: part(whole.ending_from(date(year, 1, 1))))
    return part(whole) if isinstance(whole, Period) and whole.kind in {"year", "month"} else None


def _the_year_or_month(phrase: Phrase) -> Period | None:
    return unit_now(phrase) if phrase.take("the") else None


def _season(phrase: Phrase) -> Piece | None:
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
    year = phrase.either(_which_year)
    if year is None:
        return _chosen(Yearly(name=name.capitalize(), in_year=in_year), which, phrase.said)
    number = year.first.year
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


def _chosen(piece: Piece, which: str | None, said: date) -> Piece:
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
