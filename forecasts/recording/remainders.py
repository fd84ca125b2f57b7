"""What is left of a sentence without its time and its chance: a statement, or a sign of a misreading.

A word that belongs to the time ("after", "at least"), to the chance ("I doubt", "60/40") or to a condition
("if") and stays in the statement says that the parts do not mean what they would be recorded as.
"""

from __future__ import annotations

import re
from datetime import date

from forecasts.errors import ImpossibleDate, TrackerError, UnreadSentence, VagueWindow
from forecasts.words.windows.grammar import read_window

_DENIED = re.compile(
    r"\b(?:not|never|no|nobody|nothing|cannot|hardly|scarcely|nicht|kein\w*|kaum|nie|pas|jamais|nunca"
    r"|не|никогда|нет|вряд)\b|n['’]t\b",
    re.IGNORECASE,
)
_LIKELIHOOD = re.compile(
    r"\bdoubt(?:s|ed|ful|less)?\b|\b(?:un)?likel(?:y|ihood)\b|\b(?:im)?probab(?:le|ly|ility)\b|\bodds\b"
    r"|\bchances?\s+(?:are|of|that)\b|\b(?:perhaps|maybe|possibly)\b"
    r"|\b\d{1,2}\s*[/:–-]\s*\d{1,2}\s+(?:to|that|for|against)\b|\b\d+\s+to\s+\d+\s+(?:that|on|for|against)\b"
)
_CONDITION = re.compile(
    r"^(?:if|provided|assuming)\b|,\s*(?:if|provided|assuming)\b|\b(?:only if|unless)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"^(?:until|till|through)\b", re.IGNORECASE)
_BEFORE_TIME = re.compile(
    r"\b(?:after|since|before|until|till|within|around|about|circa|roughly|approximately|nearly|almost|least|most"
    r"|than|beyond|from|between|every|each|during|throughout|for|of|по|до|после|bis|nach|vor|avant|après)$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:by|before|within|until|till)\s+\S+$", re.IGNORECASE)
_YEAR = re.compile(r"^\d{4}$")
_WORDS_BEFORE = 3


def refuse_misread_time(whole: str, *, before: str, when: str, said: date) -> None:
    """Refuses words about time that say something else together with the words before them.

    Parameters
    ----------
    whole
        The sentence.
    before
        What stands before the words about time; empty where they come first.
    when
        The words about time, such as "by June 2022".
    said
        The day it was said.

    Raises
    ------
    VagueWindow, ImpossibleDate
        If they name no day, or none that exists, once the words before them are read along ("after June").
    UnreadSentence
        If a word before them belongs to them ("every"), if they say how long something lasts ("until"), or if
        they are a bare number that may be part of a name.

    Examples
    --------
    >>> refuse_misread_time("It lasts until May", before="It lasts", when="until May", said=date(2021, 4, 1))
    Traceback (most recent call last):
        ...
    forecasts.errors.UnreadSentence: 'It lasts until May' says with 'until May' how long something lasts: ...
    """
    _refuse_wider(before, when, said)
    remedy = "give the last day with --when, as in --when 'by June 2022'"
    unfinished = when[0].isupper() or when[0].isdigit()
    if match := _BEFORE_TIME.search(before) or (unfinished and _UNFINISHED.search(before)):
        raise UnreadSentence(whole, f"has {match[0]!r} before {when!r}, which is then no last day", remedy)
    if before and _LASTS.search(when):
        raise UnreadSentence(
            whole,
            f"says with {when!r} how long something lasts",
            "say what would end it, and by when, or give its last day with --when",
        )
    if before and before[-1] not in ",;:–—-" and _YEAR.search(when):
        raise UnreadSentence(
            whole, f"has {when!r} without 'in' or 'by', where it may be a part of what happens", remedy
        )


def _refuse_wider(before: str, when: str, said: date) -> None:
    """Refuses words about time that, with those before them, name no day or one that does not exist."""
    words = before.split()
    for length in range(1, min(_WORDS_BEFORE, len(words)) + 1):
        wider = " ".join((*words[-length:], when))
        try:
            read_window(wider, said=said)
        except (VagueWindow, ImpossibleDate):
            raise
        except TrackerError:
            continue


def refuse_misread_statement(whole: str, statement: str) -> None:
    """Refuses a statement that still says how likely, denies what it is about, or hangs on a condition.

    Raises
    ------
    UnreadSentence
        With the words that give it away.
    """
    if denied := _DENIED.search(statement):
        raise UnreadSentence(
            whole,
            f"says {denied[0]!r}, and a chance is that of what happens",
            "say what may happen, and how likely that is",
        )
    if likely := _LIKELIHOOD.search(statement):
        raise UnreadSentence(
            whole,
            f"says {likely[0]!r}, which is not read as a chance",
            "say how likely with -p, as in -p 60%",
        )
    if condition := _CONDITION.search(statement):
        raise UnreadSentence(
            whole,
            f"hangs on a condition, {condition[0].strip(', ')!r}",
            "leave that out and give its question with --given",
        )
