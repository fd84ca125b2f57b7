"""Days and moments as people, spreadsheets and databases write them, taken apart; nothing in them is guessed.

What a cell says is told apart from what it leaves open: whether the day or the month stands first, whose
clock it is, which day of a month is meant. Those are settled by options, or refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from forecasts.words.languages.lexicon import folded, month_numbers

_CLOCK = (
    r"(?:(?:[T ]|,\s*|\s+at\s+)\s*(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2}))?(?::(?P<second>\d{1,2})"
    r"(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?)?"
)
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)??"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second_part>\d{1,2})(?P=sign)" + _YEAR,
        _WEEKDAY + r"(?P<name>[^\W\d]{3,10})\.?\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR,
        _WEEKDAY
        + r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?(?:\s*-\s*|\s+(?:de\s+)?|)(?P<name>[^\W\d]{3,10})\.?"
        + r"(?:\s*-\s*|,?\s+(?:de\s+)?)"
        + _YEAR,
        r"(?P<year>\d{4})[-\s](?P<name>[^\W\d]{3,10})\.?[-\s](?P<day>\d{1,2})",
    )
)
_PERIODS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[/.](?P<year>\d{4})",
        r"(?P<name>[^\W\d]{3,10})\.?,?[\s-]+(?P<year>\d{4})",
        r"(?P<year>\d{4})[\s-](?P<name>[^\W\d]{3,10})\.?",
        r"Q(?P<quarter>[1-4])[\s/-]*'?(?P<year>\d{4})",
        r"(?P<year>\d{4})[\s/-]*Q(?P<quarter>[1-4])",
    )
)
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_SECONDS = re.compile(r"[1-9]\d{9}(?:\.\d+)?|[1-9]\d{12}")
_SERIALS_BEGIN = date(1899, 12, 30)
_MICROSECONDS = 86_400_000_000
_LONGEST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A day as it is written: its parts, of which `first` and `second` may each be the day or the month.

    `clock` holds hours, minutes, seconds and microseconds, None where only a day is written; `offset` is the
    text of an offset from UTC. `short` says that the year has two digits.
    """

    year: int
    month: int = 0
    day: int = 0
    first: int = 0
    second: int = 0
    dotted: bool = False
    clock: tuple[int, int, int, int] | None = None
    offset: str | None = None
    short: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether it is said which number is the month."""
        return self.month > 0


@lru_cache(20_000)
def written(cell: str) -> Written | None:
    """The parts of a day or a moment; None where a cell holds neither.

    >>> written("31-Dec-24")
    Written(year=2024, month=12, day=31, first=0, second=0, dotted=False, clock=None, offset=None, short=True)
    >>> written("2025-03-14 23:00:00.123+02").offset, written("9/30/11").first, written("soon")
    ('+02', 9, None)
    """
    text = cell.strip()
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None and (parts := _parts(found)) is not None:
            return parts
    return None


@lru_cache(20_000)
def period_end(cell: str) -> date | None:
    """The last day of a month or a quarter of a year; None where a cell names neither.

    >>> period_end("2025-02"), period_end("Q1 2025"), period_end("December 2024")
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31), datetime.date(2024, 12, 31))
    """
    text = cell.strip()
    if len(text) > _LONGEST:
        return None
    for form in _PERIODS:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts, year = found.groupdict(), int(found["year"])
        month = int(parts.get("month") or 0) or 3 * int(parts.get("quarter") or 0)
        month = month or month_numbers().get(folded(parts.get("name") or ""), 0)
        if 1 <= month <= 12 and year > 0:
            return date(year, month, monthrange(year, month)[1])
    return None


def is_serial(cell: str) -> bool:
    """Whether a cell may be a day as a spreadsheet counts them, from 1927 to 2173, such as 45657."""
    return _SERIAL.fullmatch(cell.strip()) is not None


def of_serial(cell: str) -> datetime:
    """The moment, without a zone, of a spreadsheet's number of days since the end of 1899.

    >>> of_serial("45657").isoformat(), of_serial("45657.5").hour
    ('2024-12-31T00:00:00', 12)
    """
    whole, _, part = cell.strip().replace(",", ".").partition(".")
    day = datetime.combine(_SERIALS_BEGIN, datetime.min.time()) + timedelta(days=int(whole))
    return day + timedelta(microseconds=round(float(f"0.{part or 0}") * _MICROSECONDS))


def seconds_in(cell: str) -> float | None:
    """Seconds since the beginning of 1970, of a cell of ten digits, or of thirteen for milliseconds.

    >>> seconds_in("1735689600"), seconds_in("1735689600000"), seconds_in("20241231")
    (1735689600.0, 1735689600.0, None)
    """
    text = cell.strip()
    if _SECONDS.fullmatch(text) is None:
        return None
    return float(text) if len(text.partition(".")[0]) == 10 else float(text) / 1000


def _parts(found: re.Match[str]) -> Written | None:
    parts = found.groupdict()
    month = int(parts.get("month") or 0)
    if (name := parts.get("name")) is not None:
        month = month_numbers().get(folded(name), 0)
        if not month:
            return None
    year = parts["year"].lstrip("'")
    clock = _clock(parts)
    return Written(
        year=int(year) + (2000 if len(year) == 2 else 0),
        month=month,
        day=int(parts.get("day") or 0),
        first=int(parts.get("first") or 0),
        second=int(parts.get("second_part") or 0),
        dotted=parts.get("sign") == ".",
        clock=clock,
        offset=parts["offset"],
        short=len(year) == 2,
    )


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int] | None:
    """The time of day as numbers; 13 PM and what has neither minutes nor a half of the day is none, -1."""
    if parts["hour"] is None:
        return None
    hour, half = int(parts["hour"]), (parts["half"] or "").replace(".", "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else -1
    elif parts["minute"] is None:
        hour = -1
    micro = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    return hour, int(parts["minute"] or 0), int(parts["second"] or 0), micro
