"""How long is "a month and a half"? Lengths of time, in words, digits and ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from forecasts.words.windows.numbers import count

if TYPE_CHECKING:
    from datetime import date

    from forecasts.words.windows.phrases import Phrase

_HALF = Fraction(1, 2)
_DAYS_IN_HALF_A_MONTH = 15


@dataclass(frozen=True, kw_only=True)
class Duration:
    """Calendar months, then days: what can be added to a date without pretending that months have 30 days.

    Attributes
    ----------
    months
        Whole calendar months; a year has twelve.
    days
        Whole days, added after the months.

    Examples
    --------
    >>> from datetime import date
    >>> Duration(months=1).after(date(2021, 1, 31))
    datetime.date(2021, 2, 28)
    """

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The day this long after a day; a month end that does not exist is clipped to the one that does.

        Raises
        ------
        OverflowError, ValueError
            If that day lies beyond the year 9999.
        """
        return day + relativedelta(months=self.months, days=self.days)

    def before(self, day: date) -> date:
        """The day this long before a day."""
        return day - relativedelta(months=self.months, days=self.days)

    def doubled(self) -> Duration:
        """Twice as long, by the same calendar units."""
        return Duration(months=2 * self.months, days=2 * self.days)

    def halved_from(self, day: date) -> Duration:
        """Half as long: by its calendar units where they halve cleanly, else by days after `day` (floor)."""
        if self.months % 2 == 0 and (self.months == 0 or self.days % 2 == 0):
            return Duration(months=self.months // 2, days=self.days // 2)
        return Duration(days=(self.after(day) - day).days // 2)

    def plus(self, other: Duration) -> Duration:
        """Both lengths together."""
        return Duration(months=self.months + other.months, days=self.days + other.days)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit of time: either months or days; hours are parts of a day."""

    months: int = 0
    days: Fraction = Fraction(0)

    def times(self, count: Fraction) -> Duration | None:
        """So many of this unit, or None where that is no whole number of days ("half a week", "36 hours").

        Half a month is 15 days; no other part of a month is known.
        """
        months, days = count * self.months, count * self.days
        if months.denominator == 2:
            months, days = months - _HALF, days + _DAYS_IN_HALF_A_MONTH
        if months.denominator != 1 or days.denominator != 1:
            return None
        return Duration(months=int(months), days=int(days))

    @property
    def size(self) -> tuple[int, Fraction]:
        """A key by which units sort."""
        return self.months, self.days


_HOUR = Unit(days=Fraction(1, 24))
_DAY, _WEEK, _FORTNIGHT = (Unit(days=Fraction(days)) for days in (1, 7, 14))
_MONTH, _QUARTER, _YEAR, _DECADE = Unit(months=1), Unit(months=3), Unit(months=12), Unit(months=120)
SINGULAR_UNITS = {
    "day": _DAY,
    "week": _WEEK,
    "fortnight": _FORTNIGHT,
    "month": _MONTH,
    "quarter": _QUARTER,
    "year": _YEAR,
    "decade": _DECADE,
}
PLURAL_UNITS = {word + "s": unit for word, unit in SINGULAR_UNITS.items()}
UNITS = (
    SINGULAR_UNITS
    | PLURAL_UNITS
    | {"d": _DAY, "w": _WEEK, "wk": _WEEK, "wks": _WEEK, "y": _YEAR, "yr": _YEAR, "yrs": _YEAR}
    | dict.fromkeys(("mo", "mos", "mth", "mths"), _MONTH)
    | dict.fromkeys(("hour", "hours", "h", "hr", "hrs"), _HOUR)
)
_ISO_UNITS = {"y": _YEAR, "m": _MONTH, "w": _WEEK, "d": _DAY}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A count with its unit, as said: "two months"."""

    count: Fraction
    unit: Unit


def amount(phrase: Phrase) -> Amount | None:
    """A count and a unit: `two months`, `90d`, `a year and a half`, `half a year`."""
    number = count(phrase)
    unit = None if number is None else phrase.meaning(UNITS)
    if number is None or unit is None:
        return None
    if number.denominator == 1 and phrase.take("and a half"):
        number += _HALF
    return Amount(count=number, unit=unit)


def duration(phrase: Phrase) -> Duration | None:
    """A length of time in one amount, several of falling size, or ISO 8601: `a year and a day`, `P3M`."""
    return phrase.either(_iso_duration, _amounts)


def _iso_duration(phrase: Phrase) -> Duration | None:
    written = phrase.matching(r"p(?=[0-9])(?:[0-9]+y)?(?:[0-9]+m)?(?:[0-9]+w)?(?:[0-9]+d)?")
    if written is None:
        return None
    total = Duration()
    for number, letter in re.findall(r"([0-9]+)([ymwd])", written):
        part = _ISO_UNITS[letter].times(Fraction(number))
        total = total if part is None else total.plus(part)
    return total


def _amounts(phrase: Phrase) -> Duration | None:
    largest = amount(phrase)
    total = None if largest is None else largest.unit.times(largest.count)
    if largest is None or total is None:
        return None
    unit = largest.unit
    while (smaller := phrase.either(_further_amount)) is not None:
        part = smaller.unit.times(smaller.count)
        if part is None or smaller.unit.size >= unit.size:
            return None
        total, unit = total.plus(part), smaller.unit
    return total


def _further_amount(phrase: Phrase) -> Amount | None:
    phrase.take("and", ", and", ",")
    return amount(phrase)
