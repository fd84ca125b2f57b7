"""Text as words are sought in it: in any case, without accents, and from the beginning of a word.

In scripts that write without spaces a word has no beginning that can be seen, so what is sought there may
stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 40
"""How many letters of a word an index of words holds."""
RUN = 12
"""How many letters it holds from each letter on, where words stand without spaces."""

_SPACELESS = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u1a20-\u1aaf]")
"""Thai and Lao, Tibetan, Burmese, Khmer, Tai Tham; what is as wide as Chinese is known by its width."""


def says(text: str, words: str) -> bool:
    """Whether each of some words begins a word of a text, in any case, accents aside.

    >>> says("Талибы войдут в Кабул", "кабул войд"), says("Software wars", "war soft")
    (True, True)
    >>> says("Software", "ware")
    False
    >>> says("喀布尔将陷落", "陷落"), says("100% of it, or none (C++)", "100% OR NOT")
    (True, False)
    """
    known = plain(text)
    spelt = re.findall(r"\w+", known)
    return all(
        any(word.startswith(part) for word in spelt) or (_is_spaceless(part) and part in known)
        for part in parts(words)
    )


def parts(words: str) -> list[str]:
    """The words that are sought, plain; signs between them ask for nothing.

    >>> parts('"Kabul" AND fällt*')
    ['kabul', 'and', 'fallt']
    """
    return re.findall(r"\w+", plain(words))


def plain(text: str) -> str:
    """A text in one case and without accents; what is written as one sign is spelt out.

    >>> plain("ÄRZTE streiken, Été ℡ ½")
    'arzte streiken, ete tel 1⁄2'
    """
    if text.isascii():
        return text.lower()
    spelt_out = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(letter for letter in spelt_out if not unicodedata.combining(letter))


def beginning(part: str) -> str:
    """The letters by which an index finds all texts that say a plain word, and perhaps some others."""
    return part[: RUN if _is_spaceless(part) else LONGEST]


def indexed(texts: Iterable[str]) -> set[str]:
    """The words that an index holds of some texts: whatever says a word has one with its `beginning`.

    >>> sorted(indexed(["Kabul falls", "喀布尔"]))
    ['falls', 'kabul', '喀布尔', '尔', '布尔']
    """
    return {word for text in texts for spelt in parts(text) for word in _held(spelt)}


def _held(word: str) -> Iterator[str]:
    yield word[:LONGEST]
    if _is_spaceless(word):
        yield from (word[at : at + RUN] for at in range(1, len(word)))


def _is_spaceless(word: str) -> bool:
    return not word.isascii() and (
        _SPACELESS.search(word) is not None
        or any(unicodedata.east_asian_width(letter) in "WF" for letter in word)
    )
