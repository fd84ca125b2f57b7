"""Which day is "the first Monday in September" or "the last Friday of the month"? A weekday by its place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.words.windows.names import weekday_name
from forecasts.words.windows.numbers import ordinal
from forecasts.words.windows.parts import month
from forecasts.words.windows.periods import Period, Yearly, on_day
from forecasts.words.windows.units import current, next_unit, the_unit

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase


def weekday_by_place(phrase: Phrase) -> Piece | None:
    """The first, second, third, fourth or last such weekday of a month; few months have a fifth."""
    phrase.take("the")
    last = phrase.take("last", "final")
    number = None if last else ordinal(phrase)
    weekday = weekday_name(phrase) if last or number in range(1, 5) else None
    if weekday is None or not phrase.take("of", "in", ","):
        return None
    whole = phrase.either(the_unit, current, month, next_unit)
    if isinstance(whole, Yearly):
        return Yearly(
            name=whole.name, in_year=lambda year: _nth(whole.ending_from(date(year, 1, 1)), weekday, number)
        )
    return _nth(whole, weekday, number) if isinstance(whole, Period) and whole.kind == "month" else None


def _nth(month: Period, weekday: int, number: int | None) -> Period:
    if number is None:
        return on_day(month.last - timedelta(days=(month.last.weekday() - weekday) % 7))
    return on_day(month.first + timedelta(days=(weekday - month.first.weekday()) % 7 + 7 * (number - 1)))
