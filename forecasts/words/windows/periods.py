"""A stretch of the calendar, such as Q3 2021, and one that comes every year, such as September."""

from __future__ import annotations

from abc import ABC, abstractmethod
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.errors import ImpossibleDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST_WAIT = 9  # 29 February is missing for eight years around 1900 and 2100


class Piece(ABC):
    """A stretch of the calendar whose year may be open; seen from a day, it is a period."""

    @abstractmethod
    def ending_from(self, day: date) -> Period:
        """The first to end on or after a day."""

    @abstractmethod
    def beginning_from(self, day: date) -> Period:
        """The first to begin on or after a day."""

    @abstractmethod
    def beginning_by(self, day: date) -> Period:
        """The last to begin on or before a day."""


@dataclass(frozen=True, kw_only=True)
class Period(Piece):
    """A stretch of the calendar, both ends included; it is the same seen from any day.

    Attributes
    ----------
    kind
        What it is: day, month, quarter, year, ...
    first, last
        Its first and last day.
    """

    kind: str
    first: date
    last: date

    def ending_from(self, day: date) -> Period:
        """The period itself."""
        return self

    def beginning_from(self, day: date) -> Period:
        """The period itself."""
        return self

    def beginning_by(self, day: date) -> Period:
        """The period itself."""
        return self


@dataclass(frozen=True, kw_only=True)
class Yearly(Piece):
    """A stretch of the calendar that comes every year, or in leap years.

    Attributes
    ----------
    name
        What it is called.
    in_year
        The period that begins in a year; None where that year has none (29 February). One that no year
        near has raises ImpossibleDate.
    """

    name: str
    in_year: Callable[[int], Period | None]

    def ending_from(self, day: date) -> Period:
        """The first to end on or after a day."""
        return self._first(day, lambda period: period.last >= day)

    def beginning_from(self, day: date) -> Period:
        """The first to begin on or after a day."""
        return self._first(day, lambda period: period.first >= day)

    def beginning_by(self, day: date) -> Period:
        """The last to begin on or before a day."""
        years = range(day.year, max(day.year - _LONGEST_WAIT, 0), -1)
        return self._found(found for year in years if (found := self.in_year(year)) and found.first <= day)

    def _first(self, day: date, fits: Callable[[Period], bool]) -> Period:
        years = range(max(day.year - 1, 1), day.year + _LONGEST_WAIT)
        return self._found(found for year in years if (found := self.in_year(year)) and fits(found))

    def _found(self, periods: Iterator[Period]) -> Period:
        found = next(periods, None)
        if found is None:
            raise ImpossibleDate(self.name, "no year near has it in that form")
        return found


@dataclass(frozen=True, kw_only=True)
class Weekly(Piece):
    """A day that comes every week; the first one lies after the day of speaking.

    Attributes
    ----------
    weekday
        Which: 0 is Monday.
    said
        The day of speaking.
    """

    weekday: int
    said: date

    def ending_from(self, day: date) -> Period:
        """The first on or after a day."""
        start = max(day, self.said + timedelta(days=1))
        return on_day(start + timedelta(days=(self.weekday - start.weekday()) % 7))

    def beginning_from(self, day: date) -> Period:
        """The first on or after a day."""
        return self.ending_from(day)

    def beginning_by(self, day: date) -> Period:
        """The last on or before a day."""
        return on_day(day - timedelta(days=(day.weekday() - self.weekday) % 7))


def on_day(day: date) -> Period:
    """A single day as a period."""
    return Period(kind="day", first=day, last=day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
