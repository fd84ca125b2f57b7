"""An article read sentence by sentence: which of them forecast something, as far as the grammar can tell.

A sentence is marked where it says when or how likely, in words that are read or that are known to be vague.
What is marked is an offer to look at: whether it is a forecast, and of whom, is for the analyst to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forecasts.errors import NoScale, TrackerError, VagueWindow, VagueWord
from forecasts.recording.sentences import read_sentence
from forecasts.words.languages.lexicon import is_read, known_language
from forecasts.words.windows.grammar import read_window

_LONGEST_SPAN = 8
_MARKS = "\"“”„«»‘’'()[] "
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")
_END = re.compile(r"(?<=[.!?…])[\"”»’')\]]*\s+(?=[\"“«‘(\[]?[^\W\d_a-zа-яё]|[\"“«‘(\[]?\d)")
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|to be|going to|due to|set to|expect\w*|plans?)\b|['’]ll\b", re.IGNORECASE
)
_FROM_NOW = re.compile(
    r"(?:within|by|before|next|until|(?:in|over) the (?:next|coming)|a|an)\b", re.IGNORECASE
)
"""A day alone may be over ("spoke on Monday"): these look ahead."""
_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯЁ]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Prof|St|No|vs|approx|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov"
    r"|Dec|bzw|ca|Nr|т|г|им))\.$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence of an article; `mark` is "forecast" or "vague" where it seems to be one, else empty.

    `words` are those that say it: the sentence, or what it holds in quotation marks. `when` are its words
    about time where they are not English, to be given apart; `why` says why it is vague.
    """

    text: str
    mark: str = ""
    words: str = ""
    when: str | None = None
    why: str = ""


def passages(text: str, *, said: date, scale: str | None, language: str | None) -> Iterator[list[Passage]]:
    """The paragraphs of an article, each with its sentences, those that seem to forecast something marked.

    Parameters
    ----------
    text
        The article; a blank line parts paragraphs.
    said
        The day from which its words about time count.
    scale
        The scale that gives words their numbers; None where none was chosen.
    language
        Its language, as a code such as "ru"; None for English.

    Examples
    --------
    >>> text = "The mayor spoke on Friday. Kabul falls within three months, 70%. Who knows?"
    >>> (found,) = passages(text, said=date(2021, 6, 25), scale="icd203", language=None)
    >>> [passage.mark for passage in found]
    ['', 'forecast', '']
    """
    for paragraph in re.split(r"\n\s*\n", text):
        if whole := " ".join(paragraph.split()):
            yield [_passage(one, said=said, scale=scale, language=language) for one in sentences(whole)]


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; a full stop after an initial or a short form ends none.

    >>> sentences("Gen. A. Miller left. “It will fall.” Who knows? 30% at most.")
    ['Gen. A. Miller left.', '“It will fall.”', 'Who knows?', '30% at most.']
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if not _SHORT.search(paragraph[: match.start()]):
            found.append(paragraph[start : match.end()].strip())
            start = match.end()
    return [*found, paragraph[start:].strip()] if paragraph[start:].strip() else found


def _passage(text: str, *, said: date, scale: str | None, language: str | None) -> Passage:
    found = [
        _read(text, words, said=said, scale=scale, language=language)
        for words in (text.strip(_MARKS), *(quoted.strip(" ,.") for quoted in _QUOTED.findall(text)))
    ]
    return next((one for one in found if one.mark), found[0])


def _read(text: str, bare: str, *, said: date, scale: str | None, language: str | None) -> Passage:
    if language is not None and is_read(language) and known_language(language) != "en":
        when = _window_of(bare.rstrip(".!?…"), said, known_language(language))
        return Passage(text=text, mark="forecast" if when else "", words=bare, when=when)
    try:
        read = read_sentence(bare, said=said, scale=scale)
    except (VagueWindow, VagueWord, NoScale) as vague:
        return Passage(text=text, mark="vague", words=bare, why=str(vague))
    except TrackerError:
        return Passage(text=text)
    looks_ahead = read.chance is not None or _AHEAD.search(bare) or _FROM_NOW.match(read.when or "")
    return Passage(text=text, mark="forecast" if looks_ahead else "", words=bare)


def _window_of(text: str, said: date, language: str) -> str | None:
    """The widest words about time of a sentence that are not over."""
    words = text.split()
    for length in range(min(_LONGEST_SPAN, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = " ".join(words[start : start + length]).strip(" ,;:—–-")
            try:
                read_window(span, said=said, language=language)
            except TrackerError:
                continue
            return span
    return None
