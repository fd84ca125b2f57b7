"""Which days are "the first week of October", "week 31" or "this weekend"? Weeks, and days of a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate
from forecasts.words.windows.dates import day
from forecasts.words.windows.durations import UNITS
from forecasts.words.windows.names import weekday_name, year_number
from forecasts.words.windows.numbers import count, ordinal
from forecasts.words.windows.parts import month, quarter, season, which_year, year
from forecasts.words.windows.periods import Period, Yearly
from forecasts.words.windows.units import containing, current, next_unit, the_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasts.words.windows.durations import Duration
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_FROM_A_DAY = tuple(
    f"{opening} {verb}{joint}"
    for opening in ("the week", "week")
    for verb in ("commencing", "starting", "beginning")
    for joint in (" on", " from", "")
)
_TO_A_DAY = (
    *(f"{opening} ending{joint}" for opening in ("the week", "week") for joint in (" on", "")),
    "w / e",
)
_AROUND_A_DAY = ("the week of", "week of", "the week containing", "week containing")
_WEEKEND = ("weekend", "week - end", "week end")


def week(phrase: Phrase) -> Piece | None:
    """A week by its number, by a day in it, or by its place in a longer stretch; a weekend."""
    return phrase.either(_numbered, _from_a_day, _around_a_day, _by_place, _several_by_place, _weekend)


def _numbered(phrase: Phrase) -> Piece | None:
    """`Week 31`, `week 3 of 2027`, `2027-W03`: counted as ISO 8601 does, from Monday."""
    leading = phrase.either(year_number)
    if leading is not None:
        phrase.take("-")
        opened = phrase.take("w", "week")
    else:
        opened = phrase.take("the week", "week", "w")
    digits = phrase.matching("[0-9]{1,2}") if opened else None
    if digits is None or not 1 <= int(digits) <= 53:
        return None
    number = int(digits)
    found = None if leading is not None else phrase.either(which_year)
    if leading is None and found is None:
        return Yearly(name=f"week {number}", in_year=lambda year: _iso_week(year, number))
    return _iso_week(leading if found is None else found.first.year, number)


def _iso_week(year: int | None, number: int) -> Period | None:
    if year is None or (number == 53 and date(year, 12, 28).isocalendar().week < 53):
        return None
    first = date.fromisocalendar(year, number, 1)
    return Period(kind="week", first=first, last=first + 6 * _DAY)


def _from_a_day(phrase: Phrase) -> Piece | None:
    """`The week commencing 4 February`, `the week ending 10 February`: seven days from it, or up to it."""
    opened = phrase.take(*_FROM_A_DAY, "w / c", "wc")
    if opened is None and phrase.take(*_TO_A_DAY):
        return _week_at(phrase, lambda last: Period(kind="week", first=last - 6 * _DAY, last=last), "ending")
    return _week_at(phrase, lambda first: Period(kind="week", first=first, last=first + 6 * _DAY), opened)


def _around_a_day(phrase: Phrase) -> Piece | None:
    """`The week of July 5`: the week of the calendar that the day lies in."""
    starts = phrase.week_starts
    opened = phrase.take(*_AROUND_A_DAY)
    return _week_at(phrase, lambda found: containing(found, "week", week_starts=starts), opened)


def _week_at(phrase: Phrase, of: Callable[[date], Period], opened: str | None) -> Piece | None:
    found = phrase.either(day) if opened else None
    if isinstance(found, Yearly):
        return Yearly(name=found.name, in_year=lambda year: _of_day(found.in_year(year), of))
    return _of_day(found, of) if isinstance(found, Period) else None


def _of_day(found: Period | None, of: Callable[[date], Period]) -> Period | None:
    return of(found.first) if found is not None and found.first == found.last else None


def _by_place(phrase: Phrase) -> Piece | None:
    """`The first week of October`: its days 1 to 7; `the last week of 2021`: its last seven days."""
    phrase.take("the")
    last = phrase.take("last", "final")
    number = None if last else ordinal(phrase)
    if not (last or number) or not phrase.take("week"):
        return None
    return _cut_from(phrase, lambda whole: _nth_week(whole, number))


def _nth_week(whole: Period, number: int | None) -> Period | None:
    first = whole.last - 6 * _DAY if number is None else whole.first + 7 * _DAY * (number - 1)
    if not whole.first <= first <= whole.last:
        return None
    return Period(kind="week", first=first, last=min(first + 6 * _DAY, whole.last))


def _several_by_place(phrase: Phrase) -> Piece | None:
    """`The first ten days of May`, `the last four months of 2021`."""
    phrase.take("the")
    end = phrase.take("first", "last", "final")
    number = count(phrase) if end else None
    unit = None if number is None else phrase.meaning(UNITS)
    length = None if unit is None or number is None else unit.times(number)
    if length is None:
        return None
    return _cut_from(phrase, lambda whole: _stretch(whole, length, at_start=end == "first"))


def _stretch(whole: Period, length: Duration, *, at_start: bool) -> Period | None:
    """A stretch at an end of a period, where that is longer."""
    if at_start:
        first, last = whole.first, length.after(whole.first) - _DAY
    else:
        first, last = length.before(whole.last + _DAY), whole.last
    inside = whole.first <= first and last <= whole.last
    return Period(kind="days", first=first, last=last) if inside else None


def _cut_from(phrase: Phrase, part: Callable[[Period], Period | None]) -> Piece | None:
    phrase.take("of", "in", "'s", ",")
    whole = phrase.either(the_unit, current, quarter, month, season, year, next_unit)
    if isinstance(whole, Yearly):
        return Yearly(name=whole.name, in_year=lambda y: part(whole.ending_from(date(y, 1, 1))))
    if not isinstance(whole, Period) or whole.kind == "week":
        return None
    return part(whole)


def _weekend(phrase: Phrase) -> Period | None:
    """Saturday and Sunday; `next weekend` only where the coming one is that of next week."""
    which = phrase.take("this", "next", "the coming", "coming", "the")
    if not phrase.take(*_WEEKEND):
        return None
    saturday = containing(phrase.said, "week", week_starts=0).first + 5 * _DAY
    found = Period(kind="weekend", first=saturday, last=saturday + _DAY)
    if which != "next":
        return found
    later = Period(kind="weekend", first=saturday + 7 * _DAY, last=saturday + 8 * _DAY)
    if phrase.said < saturday:
        raise AmbiguousDate(
            "next weekend", [f"{found.first} to {found.last}", f"{later.first} to {later.last}"]
        )
    return later


def days_of_week(phrase: Phrase) -> Period | None:
    """`Next week between Wednesday and Friday`, `this week from Tue to Thu`, `Monday of next week`."""
    return phrase.either(_week_then_days, weekday_of_week)


def _week_then_days(phrase: Phrase) -> Period | None:
    found = phrase.either(current, next_unit)
    phrase.take(",")
    opened = phrase.take("between", "from", "on")
    first = weekday_name(phrase)
    if first is None or found is None or found.kind != "week":
        return None
    joints = {"between": ("and", "-"), "on": ("or",)}.get(
        opened or "", ("to", "-", "until", "till", "through")
    )
    last = weekday_name(phrase) if phrase.take(*joints) else first
    return None if last is None else _days_in(found, first, last)


def weekday_of_week(phrase: Phrase) -> Period | None:
    """`Monday of next week`, `Friday this week`."""
    first = weekday_name(phrase)
    phrase.take("of", "in", ",")
    found = phrase.either(current, next_unit) if first is not None else None
    return None if first is None or found is None or found.kind != "week" else _days_in(found, first, first)


def _days_in(found: Period, first: int, last: int) -> Period | None:
    start, end = (found.first + _DAY * ((number - found.first.weekday()) % 7) for number in (first, last))
    kind = "day" if start == end else "days"
    return Period(kind=kind, first=start, last=end) if start <= end else None
