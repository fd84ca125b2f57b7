"""When is Easter, Christmas or Thanksgiving? Feasts of a fixed day, of the moon, and of one country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasts.errors import ImpossibleDate, UnknownCountry, WhoseHoliday
from forecasts.words.windows.names import year_number
from forecasts.words.windows.numbers import year_in_words
from forecasts.words.windows.periods import Period, Yearly, on_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year 's eve": (12, 31),
    "new years eve": (12, 31),
    "new year 's day": (1, 1),
    "new years day": (1, 1),
    "new year 's": (1, 1),
    "the new year": (1, 1),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine 's day": (2, 14),
    "may day": (5, 1),
}
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ascension day": 39,
    "ascension": 39,
    "pentecost": 49,
    "whitsun": 49,
    "whit monday": 50,
}
_OF_SOME_COUNTRY = (
    *("thanksgiving day", "thanksgiving", "labor day", "labour day", "memorial day", "veterans day"),
    *("independence day", "national day", "republic day", "constitution day", "liberation day"),
    *("victory day", "unity day", "armed forces day", "mother 's day", "father 's day"),
    *("presidents day", "columbus day", "canada day", "australia day", "bastille day", "juneteenth"),
    *("martin luther king jr . day", "remembrance day", "anzac day", "golden week", "bank holiday"),
)
_MOST_NAMES = 6


def feast(phrase: Phrase) -> Piece | None:
    """A feast as the day that it is, in the year that is named or in every year.

    Raises
    ------
    WhoseHoliday
        If countries keep it on different days and no country is known.
    """
    found = phrase.either(_fixed, _from_easter, _of_the_country)
    if found is None:
        return None
    phrase.take("of", "in", ",")
    year = phrase.either(year_number, year_in_words, _year_seen)
    return found if year is None else found.in_year(year)


def _year_seen(phrase: Phrase) -> int | None:
    which = phrase.take("this year", "next year", "the year after next")
    years = {"this year": 0, "next year": 1, "the year after next": 2}
    return None if which is None else phrase.said.year + years[which]


def _fixed(phrase: Phrase) -> Yearly | None:
    name = phrase.take(*_FIXED)
    if name is None:
        return None
    month, number = _FIXED[name]
    return Yearly(name=name, in_year=lambda year: on_day(date(year, month, number)))


def _from_easter(phrase: Phrase) -> Yearly | None:
    """Western Easter unless the words say Orthodox."""
    orthodox = phrase.take("orthodox") is not None
    name = phrase.take(*_FROM_EASTER)
    if name is None:
        return None
    after = timedelta(days=_FROM_EASTER[name])
    return Yearly(name=name, in_year=lambda year: on_day(_easter(year, orthodox=orthodox) + after))


def _easter(year: int, *, orthodox: bool) -> date:
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    return easter(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)


def _of_the_country(phrase: Phrase) -> Yearly | None:
    found = None if phrase.country is None else _named_in(phrase, phrase.country)
    if found is not None:
        return found
    name = phrase.take(*_OF_SOME_COUNTRY)
    if name is None:
        return None
    holiday = name.replace(" '", "'").title().replace("'S", "'s")
    if phrase.country is None:
        raise WhoseHoliday(holiday)
    raise ImpossibleDate(holiday, f"the calendar of {phrase.country} has no such holiday")


def _named_in(phrase: Phrase, country: str) -> Yearly | None:
    """The longest name of a holiday of the country that comes next."""
    if not phrase.next.isalpha():
        return None
    known = _names(country, phrase.said.year)
    for length in range(_MOST_NAMES, 0, -1):
        name = " ".join(phrase.tokens[phrase.at : phrase.at + length])
        if name in known and phrase.take(name):
            return Yearly(name=name, in_year=_days_of(country, name))
    return None


def _days_of(country: str, name: str) -> Callable[[int], Period | None]:
    def in_year(year: int) -> Period | None:
        day = _names(country, year).get(name)
        return None if day is None else on_day(day)

    return in_year


@lru_cache(64)
def _names(country: str, year: int) -> dict[str, date]:
    """The holidays of a country in a year: their names in plain words, with and without "day"."""
    from holidays import country_holidays

    from forecasts.words.windows.phrases import tokens

    found: dict[str, date] = {}
    further = sorted({*country_holidays(country).supported_categories} - {"public"})
    for category in ("public", *further):
        kept = country_holidays(country, years=year, observed=False, language="en_US", categories=category)
        for day, names in sorted(kept.items()):
            for name in names.split("; "):
                words = " ".join(tokens(name)).replace("labour", "labor").removesuffix(" day")
                for spelling in (words, f"{words} day"):
                    found.setdefault(spelling, day)
                    found.setdefault(spelling.replace("labor", "labour"), day)
    return found


def known_country(code: str) -> str:
    """The ISO 3166 code of a country whose holidays are known, in capitals.

    Raises
    ------
    UnknownCountry
        For every other text.

    Examples
    --------
    >>> known_country("us")
    'US'
    """
    from holidays import list_supported_countries

    known = [name for name in list_supported_countries() if len(name) == 2]
    if code.upper() not in known:
        raise UnknownCountry(code, known)
    return code.upper()
