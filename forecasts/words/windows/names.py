"""The names of months, weekdays and years, in full and in their usual short forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.words.windows.phrases import Phrase

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(WEEKDAY_NAMES)}
_SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}


def month_name(phrase: Phrase) -> int | None:
    """A month by its name or its usual short form, with or without a full stop: 1 to 12."""
    month = phrase.meaning(MONTHS)
    if month is None:
        month = phrase.meaning(SHORT_MONTHS)
        if month is not None:
            phrase.take(".")
    return month


def year_number(phrase: Phrase) -> int | None:
    """A year of four digits."""
    year = phrase.matching("[1-9][0-9]{3}")
    return None if year is None else int(year)


def weekday_name(phrase: Phrase) -> int | None:
    """A day of the week by its name or its usual short form: 0 is Monday."""
    weekday = phrase.meaning(WEEKDAYS)
    if weekday is None:
        weekday = phrase.meaning(_SHORT_WEEKDAYS)
        if weekday is not None:
            phrase.take(".")
    return weekday
