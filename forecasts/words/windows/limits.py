"""How late is "by the end of the year", "by mid-2022" or "before Christmas"? The last day of a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.words.windows.dates import day
from forecasts.words.windows.names import month_name, year_number
from forecasts.words.windows.parts import season
from forecasts.words.windows.periods import Yearly, on_day
from forecasts.words.windows.spans import span
from forecasts.words.windows.units import containing, current, the_unit, unit_now

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_END_OF = ("end of", "end -", "end")
_END_OF_UNIT = ("end", "- end", "'s end")
_SHORT_ENDS = {"eod": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_OUT = ("is out", "is over", "is up", "is through", "ends", "closes", "runs out")
_START_OF = ("start of", "beginning of")
_MIDDLE_OF = ("middle of", "mid -", "mid")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The last day that counts, for "by" and for "before" the same words.

    Attributes
    ----------
    by
        The last day of "by X", which includes X.
    before
        The last day of "before X", which excludes X. A period ends when its last day is over, so "before the
        end of September" includes 30 September.
    """

    by: date
    before: date


def limit(phrase: Phrase) -> Limit | None:
    """A day, a period, or the start, the middle or the end of one."""
    return phrase.either(end, _start, _middle, _whole)


def end(phrase: Phrase) -> Limit | None:
    """The end of a period: `the end of the year`, `end of Q3`, `end-September`, `year-end`."""
    last = phrase.either(_end_of, _end_of_unit, _unit_end, _short_end, _turn, _out)
    return None if last is None else Limit(by=last, before=last)


def _end_of(phrase: Phrase) -> date | None:
    phrase.take("the")
    if not phrase.take(*_END_OF):
        return None
    period = phrase.either(_period)
    return None if period is None else period.ending_from(phrase.said).last


def _unit_end(phrase: Phrase) -> date | None:
    phrase.take("the")
    running = phrase.either(unit_now)
    return running.last if running is not None and phrase.take(*_END_OF_UNIT) else None


def _end_of_unit(phrase: Phrase) -> date | None:
    """`End of year`, without an article."""
    running = phrase.either(unit_now) if phrase.take("end of") else None
    return None if running is None else running.last


def _short_end(phrase: Phrase) -> date | None:
    """`EOY`, `the EOM`, `EOY 2022`."""
    phrase.take("the")
    unit = phrase.meaning(_SHORT_ENDS)
    if unit is None:
        return None
    if unit == "day":
        return phrase.said
    year = phrase.either(year_number) if unit == "year" else None
    return (
        containing(phrase.said, unit, week_starts=phrase.week_starts).last
        if year is None
        else date(year, 12, 31)
    )


def _turn(phrase: Phrase) -> date | None:
    """`The turn of the year`: the last day of the one that is running."""
    running = phrase.either(the_unit) if phrase.take("the turn of", "turn of") else None
    return None if running is None else running.last


def _out(phrase: Phrase) -> date | None:
    """`The decade is out`, `the summer ends`: the last day of the one that is running, or the coming one."""
    piece = phrase.either(the_unit, current, season)
    return piece.ending_from(phrase.said).last if piece is not None and phrase.take(*_OUT) else None


def _start(phrase: Phrase) -> Limit | None:
    phrase.take("the")
    period = phrase.either(_period) if phrase.take(*_START_OF) else None
    if period is None:
        return None
    first = period.beginning_from(phrase.said).first
    return Limit(by=first, before=first - _DAY)


def _middle(phrase: Phrase) -> Limit | None:
    """30 June of a year, the 15th of a month, a week's fourth day: what "by mid-2022" includes."""
    phrase.take("the")
    if not phrase.take(*_MIDDLE_OF):
        return None
    middle = phrase.either(_middle_of_month, _middle_of_period)
    return None if middle is None else Limit(by=middle, before=middle - _DAY)


def _middle_of_month(phrase: Phrase) -> date | None:
    month = month_name(phrase)
    if month is None:
        return None
    phrase.take("of", ",")
    year = phrase.either(year_number)
    if year is not None:
        return date(year, month, 15)
    yearly = Yearly(name="mid", in_year=lambda year: on_day(date(year, month, 15)))
    return yearly.ending_from(phrase.said).last


def _middle_of_period(phrase: Phrase) -> date | None:
    piece = phrase.either(_period)
    if piece is None:
        return None
    period = piece.ending_from(phrase.said)
    first = period.first
    middles = {
        "year": date(first.year, 6, 30),
        "quarter": date(first.year, min(first.month + 1, 12), 15),
        "month": first.replace(day=15),
        "week": first + 3 * _DAY,
        "decade": date(first.year // 10 * 10 + 4, 12, 31),
        "century": date(min(first.year + 49, 9999), 12, 31),
        "season": (first + 31 * _DAY).replace(day=15),
    }
    return middles.get(period.kind)


def _whole(phrase: Phrase) -> Limit | None:
    piece = phrase.either(day, current, span)
    if piece is None:
        return None
    period = piece.ending_from(phrase.said)
    return Limit(by=period.last, before=period.first - _DAY)


def _period(phrase: Phrase) -> Piece | None:
    return phrase.either(the_unit, current, day, span)
