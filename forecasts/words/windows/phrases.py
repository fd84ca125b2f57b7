"""A phrase said on a day: a row of plain tokens that a grammar walks along, and steps back on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

T = TypeVar("T")

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_QUOTES = str.maketrans(dict.fromkeys("‘’‛ʼ′", "'") | dict.fromkeys('"“”„‟«»″', " "))
_AT_THE_ENDS = " '.,;:!?…"
_TOKEN = re.compile(
    r"""
      [0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])    # 2021-09-30
    | [0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{4}(?![0-9])    # 30/09/2021
    | [0-9]{4}-[0-9]{2}(?![0-9])                        # 2021-09; after "winter", 2021-22
    | p(?:[0-9]+[ymwd])+(?![^\W_])                      # P1Y6M
    | [0-9]+\.[0-9]+(?![0-9])                           # 1.5
    | [0-9]+
    | [^\W\d_]+
    | 's(?!\w)
    | \S
    """,
    re.VERBOSE,
)


def plain(words: str) -> str:
    """Words in lower case with single spaces, plain hyphens, no quotes, and no punctuation around them.

    Parameters
    ----------
    words
        What was said, in any spelling.

    Returns
    -------
    str
        The form in which two spellings of one phrase are equal.

    Examples
    --------
    >>> plain("  In  SIX–12 weeks’ time. ")
    'in six-12 weeks time'
    """
    straight = unicodedata.normalize("NFC", words).translate(_DASHES).translate(_QUOTES).lower()
    without_genitive = re.sub(r"(?<=s)'(?!\w)", "", " ".join(straight.split()))
    return without_genitive.strip(_AT_THE_ENDS)


@dataclass(kw_only=True)
class Phrase:
    """Tokens, how far they have been read, and what they are read against.

    A reader is a function that takes a phrase, steps over the tokens it understands, and returns their
    meaning, or returns None. `either` undoes the steps of a reader that returned None.

    Attributes
    ----------
    tokens
        Words, numbers, whole dates, signs.
    said
        The day from which days count.
    hemisphere
        Whose seasons: "north" or "south".
    week_starts
        First day of a week, as a number: 0 is Monday.
    country
        Whose holidays, as an ISO 3166 code such as "US"; None where nobody said.
    at
        The position of the next token.
    """

    tokens: tuple[str, ...]
    said: date
    hemisphere: str
    week_starts: int
    country: str | None = None
    at: int = 0

    @property
    def over(self) -> bool:
        """Whether every token has been read."""
        return self.at >= len(self.tokens)

    @property
    def next(self) -> str:
        """The token to be read next; empty at the end."""
        return "" if self.over else self.tokens[self.at]

    def take(self, *choices: str) -> str | None:
        """Step over the first of these runs of words that comes next, and return it."""
        for choice in choices:
            run = tuple(choice.split(" "))
            if self.tokens[self.at : self.at + len(run)] == run:
                self.at += len(run)
                return choice
        return None

    def meaning(self, of: Mapping[str, T]) -> T | None:
        """Step over a token that has a meaning in this table, and return the meaning."""
        found = of.get(self.next)
        if found is not None:
            self.at += 1
        return found

    def matching(self, pattern: str) -> str | None:
        """Step over a token that matches this regular expression as a whole, and return it."""
        token = self.next
        if re.fullmatch(pattern, token) is None:
            return None
        self.at += 1
        return token

    def either(self, *readers: Callable[[Phrase], T | None]) -> T | None:
        """The meaning found by the first reader that finds one; steps of the others are undone."""
        start = self.at
        for reader in readers:
            found = reader(self)
            if found is not None:
                return found
            self.at = start
        return None


def tokens(words: str) -> tuple[str, ...]:
    """The tokens of a phrase.

    Parameters
    ----------
    words
        What was said, in any spelling.

    Returns
    -------
    tuple of str
        Words, numbers, whole dates, signs; left out are spaces, quotes and the punctuation around the phrase.

    Examples
    --------
    >>> tokens("a month or two. Maybe three.")
    ('a', 'month', 'or', 'two', '.', 'maybe', 'three')
    >>> tokens("by mid-2022")
    ('by', 'mid', '-', '2022')
    """
    return tuple(match.group() for match in _TOKEN.finditer(plain(words)))
