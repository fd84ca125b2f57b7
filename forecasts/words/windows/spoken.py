"""Words about time as somebody said them: in a statement's language, with the holidays of a country."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from forecasts.errors import ForeignWindow, TrackerError, UnreadableWindow
from forecasts.words.languages.lexicon import LANGUAGES, is_read, known_language, language
from forecasts.words.windows.grammar import Window, read_window


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """Whose words they are: the statement's language, by a code such as "ru", and whose holidays count."""

    language: str | None = None
    country: str | None = None

    @property
    def is_english(self) -> bool:
        """Whether only the English grammar reads them: no other language is known, or named."""
        return self.language is None or not is_read(self.language) or known_language(self.language) == "en"


ENGLISH = Speech()


def read_noted(words: str, *, said: date, speech: Speech = ENGLISH) -> tuple[Window, tuple[str, ...]]:
    """The window in the statement's language; where these are no words of it, in English, with a note.

    >>> read_noted("in drei Monaten", said=date(2021, 6, 25), speech=Speech(language="de"))[0].latest
    datetime.date(2021, 9, 25)
    >>> read_noted("in May", said=date(2021, 3, 1), speech=Speech(language="de"))[1]
    ("'in May' is read as English, though the statement's language is de.",)
    """
    if speech.is_english:
        try:
            return read_window(words, said=said, country=speech.country), ()
        except UnreadableWindow as refusal:
            if (
                speech.language is None
                and not refusal.explained
                and (found := languages_of(words, said=said))
            ):
                raise ForeignWindow(words, found) from refusal
            raise
    code = known_language(str(speech.language))
    try:
        return read_window(words, said=said, language=code, country=speech.country), ()
    except UnreadableWindow as refusal:
        try:
            window = read_window(words, said=said, country=speech.country)
        except UnreadableWindow:
            raise refusal from None
        return window, (
            f"{words!r} is read as English, though the statement's language is {speech.language}.",
        )


def languages_of(words: str, *, said: date) -> dict[str, str]:
    """The languages other than English that read words about time, their names by their codes.

    >>> languages_of("bis Ende März", said=date(2021, 6, 25))
    {'de': 'German'}
    """
    found = {}
    for code in LANGUAGES[1:]:
        with suppress(TrackerError):
            read_window(words, said=said, language=code)
            found[code] = language(code).name
    return found


def read_spoken(words: str, *, said: date, speech: Speech = ENGLISH) -> Window:
    """The window, without the note."""
    return read_noted(words, said=said, speech=speech)[0]
