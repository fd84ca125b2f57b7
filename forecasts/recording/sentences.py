"""A forecast in one sentence: what may happen, when, and how likely, each found or refused, never guessed.

The chance stands at an end of the sentence ("..., 70%", "70% chance that ..."), or with its verb ("is likely
to"); the window at an end of what is left. Anything that could be meant otherwise is refused with the options
that say it outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from forecasts.errors import (
    AmbiguousDate,
    BeyondAllYears,
    ForeignWindow,
    ImpossibleProbability,
    NoScale,
    TrackerError,
    UnreadSentence,
    VagueWindow,
    VagueWord,
    WindowOver,
)
from forecasts.recording.remainders import refuse_misread_statement, refuse_misread_time
from forecasts.words.chances import read_chance
from forecasts.words.windows.spoken import ENGLISH, Speech, languages_of, read_spoken

_LONGEST_SPAN = 10
_LONGEST_SENTENCE = 200
_EDGES = " \t,;:.()[]–—-"
_LOST_SIGN = re.compile(r"^(?:(?![-–—−]\s?\d)[ \t,;:.()\[\]–—-])+")
_LAST_PART = re.compile(r"^(?P<rest>.+?)(?:[,;:]\s+|\s+[–—-]+\s+|\s*[(\[])(?P<part>[^,;:()\[\]]+)[)\].]*$")
_FIRST_PART = re.compile(r"^(?P<part>[^,;:]{1,40}?)(?:[:;,]\s+|\s+[–—-]+\s+)(?P<rest>.+)$")
_THAT = re.compile(
    r"^(?:there\s+is\s+|there's\s+|i\s+(?:see|give|put)\s+)?(?P<part>.{1,60}?\s(?:that|of))\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?<=\S)\s+(?=(?:with|at)\s)", re.IGNORECASE)
_SHORT = re.compile(r"[^,;:]{2,46}$")
_TO_DO = re.compile(r"\b(?:is|are)\s+(?P<part>[a-z-]+(?:\s+[a-z-]+){0,2})\s+to\b")
_WILL = re.compile(r"\bwill\s+(?P<part>[a-z-]+(?:\s+[a-z-]+)?)\s")
_MODAL = re.compile(r"(?<!in )(?<!by )\b(?P<part>may|might|could)\b")
_PARTING = ",;:–—"
_SEASONS_AND_VERBS = frozenset(("fall", "spring", "march", "may"))
_BEING = frozenset(("is", "are", "be", "was", "were"))
_VERB_FOLLOWS = re.compile(r"^(?:will|to|not)$|n['’]t$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """What one sentence says: the statement of a question, the words about time, those about likelihood."""

    statement: str
    when: str | None
    chance: str | None


def read_sentence(text: str, *, said: date, scale: str | None, speech: Speech = ENGLISH) -> Sentence:
    """The parts of a sentence, in its own words.

    Parameters
    ----------
    text
        One sentence, such as "Kabul falls within three months, 70%".
    said
        The day it was said.
    scale
        The scale that gives words their numbers; None where none was chosen.
    speech
        The language of the words about time, and whose holidays are meant. In another language than English
        they must be set off by a comma, for what stands before them is not understood.

    Raises
    ------
    UnreadSentence
        If it says neither when nor how likely, if it says one of them twice, if the words about time stand
        where they may be a part of what happens, if it denies something (the chance of what?), or if what is
        left of it is more than a statement: "I doubt", "60/40", "if".
    VagueWindow, WindowOver, AmbiguousDate, ImpossibleDate, NoScale, ImpossibleProbability
        As `read_window` and `read_chance` refuse its parts.

    Examples
    --------
    >>> read_sentence("Kabul falls within three months, 70%", said=date(2021, 6, 25), scale=None)
    Sentence(statement='Kabul falls', when='within three months', chance='70%')
    >>> read_sentence("Kabul is unlikely to fall this year", said=date(2021, 6, 25), scale="icd203")
    Sentence(statement='Kabul will fall', when='this year', chance='unlikely')
    """
    whole = " ".join(text.split()).rstrip(".")
    if (long := len(whole.split())) > _LONGEST_SENTENCE:
        remedy = "say in one sentence what may happen, when, how likely"
        raise UnreadSentence(whole, f"has {long:,} words", remedy)
    rest, chance = _without_chance(whole, scale)
    statement, when = _without_window(whole, rest, said, speech)
    if when is None and chance is None:
        raise UnreadSentence(whole, "says neither when nor how likely", "end it as in ..., 70%")
    refuse_misread_statement(whole, statement)
    if len(statement.split()) == 1:
        raise UnreadSentence(
            whole,
            f"leaves one word for what happens, {statement!r}",
            "say it in several words, or name a known question by its slug, as in "
            f'`tracker log {statement.lower()} "{" ".join(filter(None, (chance, when)))}"`',
        )
    return Sentence(statement=statement[:1].upper() + statement[1:], when=when, chance=chance)


def read_answer(
    text: str, *, said: date, scale: str | None, speech: Speech = ENGLISH
) -> tuple[str | None, str | None]:
    """The words about time and those about likelihood that are said of a known question.

    Raises
    ------
    UnreadSentence
        If a part of it is neither, or if it can be parted in two ways.
    VagueWindow, WindowOver, AmbiguousDate
        As `read_window` refuses what is said about time.

    Examples
    --------
    >>> read_answer("70% by June 2022", said=date(2021, 6, 25), scale=None)
    ('by June 2022', '70%')
    >>> read_answer("a month or two, maybe three", said=date(2021, 6, 25), scale=None)
    ('a month or two, maybe three', None)
    """
    whole = " ".join(text.split()).rstrip(".")
    if _is_window(whole, said, speech):
        return whole, None
    if _is_chance(whole, scale):
        return None, whole
    words = whole.split()
    found = {
        (when, chance)
        for place in range(1, len(words))
        for chance, when in _either_way(_words(words[:place]), _words(words[place:]))
        if _is_window(when, said, speech) and _is_chance(chance, scale)
    }
    if not found:
        _refuse_vague(["", *words], said, speech)
        raise UnreadSentence(whole, "says neither when nor how likely", "say it as in 70% by June 2022")
    if len(found) > 1:
        raise UnreadSentence(whole, "can be parted in two ways", "part it by --when and -p")
    return found.pop()


def _either_way(left: str, right: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (left, right), (right, left)


def _without_chance(whole: str, scale: str | None) -> tuple[str, str | None]:
    found: dict[str, str] = {}
    for part, rest in _places(whole):
        if part not in found.values() and _is_chance(part, scale):
            found[rest] = part
    if not found:
        for modal in _MODAL.finditer(whole):
            return f"{whole[: modal.start()]}will{whole[modal.end() :]}", modal["part"]
        return whole, None
    if len(found) > 1:
        both = " and ".join(repr(part) for part in found.values())
        raise UnreadSentence(whole, f"says how likely more than once, {both}", "give the one meant with -p")
    ((rest, part),) = found.items()
    return rest, part


def _places(whole: str) -> Iterator[tuple[str, str]]:
    """Where a chance may stand, each with the sentence without it; the widest first."""
    for form in (_LAST_PART, _FIRST_PART, _THAT):
        if match := form.match(whole):
            yield _trimmed(match["part"]), _trimmed(match["rest"])
    for beside in _WITH.finditer(whole):
        if end := _SHORT.match(whole, beside.end()):
            yield _trimmed(end[0]), _trimmed(whole[: beside.start()])
    for form, verb in ((_TO_DO, "will"), (_WILL, "will ")):
        for match in form.finditer(whole):
            for part, left in _with_verb(match):
                yield part, f"{whole[: match.start()]}{verb}{left}{whole[match.end() :]}"


def _with_verb(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The words beside a verb that may say how likely, and what they leave: "almost certainly", "likely"."""
    words = match["part"].split()
    yield match["part"], ""
    if match.re is _WILL and len(words) > 1:
        yield words[0], f"{words[1]} "


def _is_chance(part: str, scale: str | None) -> bool:
    """Whether a part says how likely; one that means to and cannot is refused."""
    try:
        read_chance(part, scale=scale)
    except (VagueWord, NoScale):
        return True
    except ImpossibleProbability:
        if "%" in part:
            raise
        return False
    except TrackerError:
        return False
    return True


def _without_window(whole: str, rest: str, said: date, speech: Speech) -> tuple[str, str | None]:
    words = rest.split()
    spans = _spans(words, said, speech)
    if len(spans) > 1:
        both = " and ".join(repr(_words(words[start:end])) for start, end in spans)
        raise UnreadSentence(whole, f"says when more than once, {both}", "give the one meant with --when")
    if not spans:
        _refuse_vague(words, said, speech)
        _refuse_foreign(words, said, speech)
        return rest.strip(_EDGES), None
    ((start, end),) = spans
    if start and words[start] in _SEASONS_AND_VERBS:
        raise UnreadSentence(
            whole, f"has {words[start]!r}, which is a time of the year or a verb", "say when with --when"
        )
    when = _words(words[start:end])
    if start and end < len(words):
        raise UnreadSentence(
            whole,
            f"has {when!r} in its middle, where it may be a part of what happens",
            "put it at the end, or give it with --when",
        )
    if start and not speech.is_english and words[start - 1][-1] not in _PARTING:
        raise UnreadSentence(
            whole,
            f"has {when!r} after {words[start - 1]!r}, which may belong to it in its language",
            "put a comma before the time, or give it with --when",
        )
    read_spoken(when, said=said, speech=speech)
    refuse_misread_time(whole, before=" ".join(words[:start]), when=when, said=said)
    left = " ".join((*words[:start], *words[end:])).strip(_EDGES)
    if not left:
        raise UnreadSentence(whole, "does not say what happens", "say it before the time")
    return left, when


def _spans(words: list[str], said: date, speech: Speech) -> list[tuple[int, int]]:
    """Where words about time stand, the widest of those that overlap."""
    found: list[tuple[int, int]] = []
    for length in range(min(_LONGEST_SPAN, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            if length == 1 and end < len(words):
                continue
            if start and _VERB_FOLLOWS.search(words[start - 1]) and words[start] in _SEASONS_AND_VERBS:
                continue
            if start and words[start].lower() == "over" and words[start - 1].lower() in _BEING:
                continue
            if any(start < other_end and other_start < end for other_start, other_end in found):
                continue
            if _is_window(_words(words[start:end]), said, speech):
                found.append((start, end))
    return sorted(found)


@lru_cache(2_000)
def _is_window(words: str, said: date, speech: Speech) -> bool:
    """Whether words are of time; whoever types a sentence asks for most of them with every letter."""
    try:
        read_spoken(words, said=said, speech=speech)
    except (WindowOver, AmbiguousDate, BeyondAllYears):
        return True
    except TrackerError:
        return False
    return True


def _refuse_vague(words: list[str], said: date, speech: Speech) -> None:
    """Refuses a sentence that ends on words that name no day, such as "soon"."""
    for length in range(1, min(_LONGEST_SPAN, len(words) - 1) + 1):
        try:
            read_spoken(_words(words[-length:]), said=said, speech=speech)
        except VagueWindow:
            raise
        except TrackerError:
            continue


def _refuse_foreign(words: list[str], said: date, speech: Speech) -> None:
    """Refuses a sentence that begins or ends with a time in another language, and does not say which."""
    for length in range(min(_LONGEST_SPAN, len(words) - 1) if speech.language is None else 0, 1, -1):
        for part in (_words(words[-length:]), _words(words[:length])):
            if found := languages_of(part, said=said):
                raise ForeignWindow(part, found)


def _words(words: list[str]) -> str:
    return _trimmed(" ".join(words))


def _trimmed(words: str) -> str:
    """Words without the punctuation around them; a minus before a number is a part of it."""
    return _LOST_SIGN.sub("", words.rstrip(_EDGES))
