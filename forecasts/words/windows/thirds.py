"""Which days are "early 2022", "the end of April" or "the second half of May"? Halves and thirds of a period.

The middle of a week is its third and fourth day, before them the early days, after them the late ones; of a
decade the early years are those that end in 0 to 3, the late ones in 7 to 9. A month is cut at the 10th and
the 20th, a quarter and a season into their months, a year into four months each.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.words.windows.numbers import ordinal
from forecasts.words.windows.parts import decade, month, months_of_year, quarter, season, year
from forecasts.words.windows.periods import Period, Yearly, month_end
from forecasts.words.windows.units import current, next_unit, the_unit

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_THIRDS = {
    1: ("early in", "early on in", "early", "beginning of", "start of"),
    2: ("mid -", "mid in", "mid", "middle of"),
    3: ("late in", "late", "end of"),
}
_CUT_WEEK = {1: (0, 1), 2: (2, 3), 3: (4, 6)}
_CUT_DECADE = {1: (0, 3), 2: (4, 6), 3: (7, 9)}


def third(phrase: Phrase) -> Piece | None:
    """The early, middle or late part of a period: `early 2022`, `the beginning of next week`, `mid-May`."""
    start = phrase.at
    for number, openings in _THIRDS.items():
        phrase.at = start
        phrase.take("the")
        if phrase.take(*openings):
            phrase.take("-")
            return _cut(phrase, 3, number)
    return None


def half(phrase: Phrase) -> Piece | None:
    """Half a period: `the first half of 2022`, `the second half of May`, `the second half of the decade`."""
    phrase.take("the")
    number = ordinal(phrase)
    if number not in {1, 2} or not phrase.take("half"):
        return None
    phrase.take("of")
    return phrase.either(lambda rest: _cut(rest, 2, number))


def _cut(phrase: Phrase, parts: int, number: int) -> Piece | None:
    whole = phrase.either(the_unit, current, _whole, month, year, next_unit)
    if isinstance(whole, Yearly):
        return Yearly(
            name=whole.name, in_year=lambda y: _part(whole.ending_from(date(y, 1, 1)), parts, number)
        )
    return _part(whole, parts, number) if isinstance(whole, Period) else None


def _whole(phrase: Phrase) -> Piece | None:
    return phrase.either(quarter, decade, season)


def _part(whole: Period, parts: int, number: int) -> Period | None:
    kind = "half" if parts == 2 else "third"
    if whole.kind == "year":
        length = 12 // parts
        return months_of_year(kind, length * (number - 1) + 1, length * number)(whole)
    if whole.kind == "month":
        length = 30 // parts
        first = whole.first + _DAY * length * (number - 1)
        last = whole.last if number == parts else first + _DAY * (length - 1)
        return Period(kind=kind, first=first, last=last)
    if whole.kind in {"quarter", "season"} and parts == 3:
        return _nth_month(whole, number, kind)
    if whole.kind == "week" and parts == 3:
        first_day, last_day = _CUT_WEEK[number]
        return Period(kind=kind, first=whole.first + _DAY * first_day, last=whole.first + _DAY * last_day)
    if whole.kind == "decade":
        first_year, last_year = _CUT_DECADE[number] if parts == 3 else (5 * number - 5, 5 * number - 1)
        start = whole.first.year // 10 * 10
        return Period(
            kind=kind, first=date(max(start + first_year, 1), 1, 1), last=date(start + last_year, 12, 31)
        )
    return None


def _nth_month(whole: Period, number: int, kind: str) -> Period:
    """One of the months of a quarter or a season; a winter runs into the next year."""
    years, month = divmod(whole.first.month + number - 2, 12)
    year = whole.first.year + years
    return Period(kind=kind, first=date(year, month + 1, 1), last=month_end(year, month + 1))
