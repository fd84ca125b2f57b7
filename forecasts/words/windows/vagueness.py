"""Which words speak of a time and name none? "Soon", "in the coming weeks", "after September"."""

from __future__ import annotations

import re
from difflib import get_close_matches

from forecasts.words.windows.durations import PLURAL_UNITS, SINGULAR_UNITS
from forecasts.words.windows.names import MONTHS, WEEKDAYS


def _any_of(*expressions: str) -> str:
    return rf"(?:{'|'.join(expressions)})\b"


_NO_END = re.compile(
    "|".join(
        (
            "(?:any ?time |some ?time |in |not for )?"
            + _any_of(
                *(
                    "after",
                    "beyond",
                    "past",
                    "since",
                    "starting(?! of)",
                    "beginning(?! of)",
                    "following",
                    "not before",
                ),
                *("not until", "not? (?:earlier|sooner) than", "another", "at least", "(?:more|longer) than"),
                "over(?= an?| [0-9]| one| two| three)",
            )
            + ".*",
            r"from\b(?!.*(?:\b(?:to|until|till|through)\b|-)).*",
            r"(?:.*\b)?(?:at the (?:very )?earliest|as early as)\b.*",
            r".*\b" + _any_of("onwards?", "on", "(?<!sooner )(?:or|and) (?:more|later|longer|beyond|after)"),
        )
    )
)
_NO_NUMBER = re.compile(
    r"\b" + _any_of("few", "several", "some", "many", "handful", "numerous", "multiple", "dozens", "hundreds")
)
_NO_DATE = re.compile(
    r"\b"
    + _any_of(
        *("soon", "sooner", "shortly", "future", "eventually", "ultimately", "later", "presently", "quickly"),
        *("imminent", "imminently", "immediately", "some ?(?:day|time|point)", "one day", "before long"),
        *("any (?:day|moment|time)", "not long", "in time", "due course", "lifetimes?", "generations?"),
        *("(?:short|near|medium|mid|long|longer)[ -](?:term|run)", "now", "ever", "never"),
    )
)
_FISCAL = re.compile(r"\b(?:fiscal|financial year|financial \d|fy ?'?\d|fy\b|tax year)")
_UP_TO_AN_EVENT = re.compile(
    _any_of(
        *("by", "before", "until", "till", "when", "once", "as soon as", "if", "unless", "while", "during"),
        *("ahead of", "prior to"),
    )
)
_LENGTH_UNIT = _any_of(*SINGULAR_UNITS, *PLURAL_UNITS)
_FROM_AN_EVENT = re.compile(r"(?:.*\b)?" + _LENGTH_UNIT + r".*?\b(?:of|after|from|following)\b(?P<event>.+)")
_NOUGHT = r"(?:0+(?:\.0+)?|zero)"
_SOME = rf"(?!{_NOUGHT}\b)[\w.]+"
_NO_LENGTH = re.compile(rf"(?<![\w.,/-])(?<![0-9] )(?<![0-9] [,'’] ){_NOUGHT} ?{_LENGTH_UNIT}")
_JOINED = r" ?(?:, and|and|,) ?"
_NOUGHT_BESIDE = re.compile(
    rf"\b{_SOME} ?{_LENGTH_UNIT}{_JOINED}{_NOUGHT} ?{_LENGTH_UNIT}"
    rf"|\b{_NOUGHT} ?{_LENGTH_UNIT}{_JOINED}{_SOME} ?{_LENGTH_UNIT}"
)
_NEAR_A_DATE = re.compile(_any_of("about", "around", "roughly", "approximately", "circa", "near"))
_NOT_COUNTING = frozenset(
    (
        *(
            "a",
            "and",
            "come",
            "coming",
            "during",
            "even",
            "following",
            "for",
            "in",
            "just",
            "matter",
            "maybe",
        ),
        *("mere", "next", "of", "only", "or", "over", "perhaps", "the", "these", "to", "upcoming", "within"),
    )
)
_OF_A_NUMBER = frozenset(("st", "nd", "rd", "th", "am", "pm", "q", "h", "the", "of", "to", "and", "or"))
_CALENDAR_WORDS = (*MONTHS, *WEEKDAYS, *SINGULAR_UNITS, "christmas", "spring", "summer", "autumn", "winter")


def vagueness(phrase: str) -> str | None:
    """Why a phrase that no rule could read names no deadline, or None where it is merely not understood.

    Parameters
    ----------
    phrase
        The words in their plain form (`forecasts.words.windows.phrases.plain`).

    Returns
    -------
    str or None
        The middle of a sentence that begins with the words.

    Examples
    --------
    >>> vagueness("after september")
    'has a beginning and no end'
    >>> vagueness("in the coming weeks")
    'does not say how many'
    >>> vagueness("within a day of the vote"), vagueness("two weeks after the vote")
    ('counts from an event whose date nobody knows', 'counts from an event whose date nobody knows')
    >>> vagueness("by cop 31")
    'waits for an event whose date nobody knows'
    >>> vagueness("in thre months") is None
    True
    """
    if _FISCAL.search(phrase):
        return "is a fiscal year, which ends on another day in each country and firm, and does not say whose"
    if _NO_END.fullmatch(phrase):
        return "has a beginning and no end"
    if _NO_DATE.search(phrase):
        return "names no date"
    if _NO_NUMBER.search(phrase) or _plural_without_number(phrase):
        return "does not say how many"
    if (wait := _UP_TO_AN_EVENT.match(phrase)) and _names_an_event(phrase[wait.end() :]):
        return "waits for an event whose date nobody knows"
    if (apart := _FROM_AN_EVENT.fullmatch(phrase)) and _names_an_event(apart["event"]):
        return "counts from an event whose date nobody knows"
    around_a_length = not PLURAL_UNITS.keys().isdisjoint(_words(phrase))
    if _NEAR_A_DATE.match(phrase) and _speaks_of_the_calendar(phrase) and not around_a_length:
        return "does not say how far around"
    return None


def lasts_no_time(phrase: str) -> bool:
    """Whether a phrase counts no days, months or years at all, as noughts do that stand alone.

    >>> lasts_no_time("within 0 months"), lasts_no_time("in zero days"), lasts_no_time("in 10 days")
    (True, True, False)
    >>> lasts_no_time("in 10 , 000 days"), lasts_no_time("in 10 000 days")
    (False, False)
    >>> lasts_no_time("in 2 months , 0 days"), lasts_no_time("in 0 months , 0 days")
    (False, True)
    """
    return _NO_LENGTH.search(_NOUGHT_BESIDE.sub("", phrase)) is not None


def speaks_of_the_calendar(words: str) -> bool:
    """Whether words name a month, a day, a unit or a season by its full name, or wait: they are about time.

    >>> speaks_of_the_calendar("the quarter before last"), speaks_of_the_calendar("60/40")
    (True, False)
    >>> speaks_of_the_calendar("by COP 31")
    True
    """
    if _UP_TO_AN_EVENT.match(words.casefold()):
        return True
    return not set(_words(words.casefold())).isdisjoint((*_CALENDAR_WORDS, *PLURAL_UNITS))


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", phrase)


def _plural_without_number(phrase: str) -> bool:
    """Whether units stand in the plural among words none of which can be a misspelt number."""
    words = set(_words(phrase))
    if re.search("[0-9]", phrase) or words.isdisjoint(PLURAL_UNITS):
        return False
    return words <= PLURAL_UNITS.keys() | _NOT_COUNTING


def _speaks_of_the_calendar(phrase: str) -> bool:
    """Whether there is a digit, or the name of a month, day, unit or season, well spelt or not."""
    return bool(re.search("[0-9]", phrase)) or any(
        get_close_matches(word, _CALENDAR_WORDS, n=1, cutoff=0.75) for word in _words(phrase)
    )


def _names_an_event(phrase: str) -> bool:
    """Whether words are of no calendar; a number may be in the name of an event, as in "COP 31"."""
    named = " ".join(word for word in _words(phrase) if word not in _OF_A_NUMBER)
    return not _speaks_of_the_calendar(named or phrase)
