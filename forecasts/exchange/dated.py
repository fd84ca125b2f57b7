"""Days and moments in the cells of a file, by what the options say of them and what its columns prove."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitCell, Unsettled
from forecasts.exchange.column_proof import ColumnProof
from forecasts.exchange.written_days import Written, is_serial, of_serial, period_end, seconds_in, written

_NO_OFFSET = ("Z", "UTC", "GMT")


@dataclass(kw_only=True)
class Dated(ABC):
    """What is said of the days and moments of a file; what is assumed of them goes to `assume`.

    `day_first`: 03/04/2021 is in April (True) or in March (False). `zone`: whose clock the moments without
    an offset follow. `excel_dates`: 45657 is a day as spreadsheets count them. `proof`: what columns show.
    """

    day_first: bool | None = None
    zone: str | None = None
    excel_dates: bool = False
    proof: ColumnProof | None = None

    @abstractmethod
    def assume(self, sentence: str) -> None:
        """Note one more row that an assumption was made for."""

    @property
    def calendar(self) -> ZoneInfo:
        """Whose days count: `zone`'s, or UTC's."""
        return ZoneInfo(self.zone or "UTC")

    def moment(self, cell: str, column: str) -> datetime:
        """A moment in UTC; one without an offset is in `zone`, or in UTC by assumption.

        Hours, minutes and seconds need not be padded: 2025-05-02 11:04:7 is seven seconds past. A day alone
        is its first moment.
        """
        found = written(cell)
        if found is None:
            return self._counted(cell, column)
        day = self._ordered(found, cell, column)
        clock = time() if found.clock is None else _time(found.clock, cell, column)
        if not found.offset:
            return self._placed(day, clock, cell=cell, column=column)
        try:
            return datetime.combine(day, clock, tzinfo=_zone_of(found.offset)).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z") from error

    def day(self, cell: str, column: str) -> date:
        """A day; of a moment, its day in `zone` (UTC if not said)."""
        moment = self.moment(cell, column)
        try:
            return moment.astimezone(self.calendar).date()
        except OverflowError as error:
            raise UnfitCell(column, cell, "give a moment within the calendar") from error

    def moment_or_day(self, cell: str, column: str) -> datetime | date:
        """A moment in UTC where a cell has an hour, else a day, which lies in no time zone."""
        found = written(cell)
        if found is not None and found.clock is None:
            return self._ordered(found, cell, column)
        if found is None and self.excel_dates and is_serial(cell):
            counted = of_serial(cell)
            if counted.time() == time():
                self._assume_serials()
                return counted.date()
        return self.moment(cell, column)

    def bare_day(self, cell: str, column: str) -> date:
        """A day that lies in no time zone, or of a moment its day in `zone`."""
        found = self.moment_or_day(cell, column)
        return found.astimezone(self.calendar).date() if isinstance(found, datetime) else found

    def last_day(self, cell: str, column: str) -> date:
        """A day that something ends on: also the last one of a month or a quarter."""
        if (end := period_end(cell)) is not None:
            self.assume("A month or a quarter ends on its last day.")
            return end
        return self.bare_day(cell, column)

    def _counted(self, cell: str, column: str) -> datetime:
        """A moment that is written as a number, as far as somebody says how it is counted."""
        if (seconds := seconds_in(cell)) is not None:
            self.assume("Numbers of ten digits are seconds since 1970, and of thirteen milliseconds.")
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        if is_serial(cell):
            counted = of_serial(cell)
            if not self.excel_dates:
                said = f"if it is {counted.date()} as spreadsheets count days, say --excel-dates"
                raise UnfitCell(column, cell, said)
            self._assume_serials()
            return self._placed(counted.date(), counted.time(), cell=cell, column=column)
        if period_end(cell) is not None:
            raise UnfitCell(column, cell, "a month or a quarter is no day: give the day, as 2021-06-25")
        raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z, or a day as 2021-06-25")

    def _assume_serials(self) -> None:
        self.assume("Numbers of five digits are days as spreadsheets count them (--excel-dates).")

    def _ordered(self, found: Written, cell: str, column: str) -> date:
        """The day, once it is known which of its numbers is the month."""
        if found.short:
            self.assume("Years of two digits are taken as 20xx.")
        if found.is_ordered:
            return _day(found.year, found.month, found.day, cell=cell, column=column)
        first, second, year = found.first, found.second, found.year
        day_first = self.day_first
        if day_first is None and (first > 12 or second > 12 or first == second):
            day_first = first > 12 or first == second
        if day_first is None and self.proof is not None:
            day_first = self.proof.day_first(column)
            if day_first is not None:
                which = "day" if day_first else "month"
                self.assume(f"In {column!r} the {which} stands first: some cells can be read no other way.")
        if day_first is None:
            readings = [f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"]
            raise Unsettled(column, cell, readings, "--day-first or --month-first")
        day, month = (first, second) if day_first else (second, first)
        return _day(year, month, day, cell=cell, column=column)

    def _placed(self, day: date, clock: time, *, cell: str, column: str) -> datetime:
        if self.zone is None:
            self.assume("Moments without a time zone are taken as UTC (--time-zone says otherwise).")
        try:
            return datetime.combine(day, clock, tzinfo=self.calendar).astimezone(UTC)
        except OverflowError as error:
            raise UnfitCell(column, cell, "give a moment within the calendar") from error


def _zone_of(offset: str) -> timezone:
    """The zone of an offset such as +02, +0530 or Z; one of a day or more is a ValueError."""
    if offset.upper() in _NO_OFFSET:
        return UTC
    digits = offset[1:].replace(":", "").ljust(6, "0")
    hours, minutes, seconds = (int(digits[place : place + 2]) for place in (0, 2, 4))
    if minutes > 59 or seconds > 59:
        raise ValueError("no offset has so many minutes")
    ahead = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-ahead if offset[0] == "-" else ahead)


def _day(year: int, month: int, day: int, *, cell: str, column: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnfitCell(column, cell, "that is no day of the calendar") from error


def _time(clock: tuple[int, int, int, int], cell: str, column: str) -> time:
    try:
        return time(*clock)
    except ValueError as error:
        raise UnfitCell(column, cell, "that is no time of day") from error
