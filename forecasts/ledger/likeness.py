"""Whether two statements are much alike: the same said twice, give or take an article or a few letters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ALIKE = 0.9
FEWEST = 3
MORE = 1

_ARTICLES = frozenset(("a", "an", "the"))


def much_alike(one: str, other: str) -> bool:
    """Whether two texts say nearly the same, whatever their case, punctuation and articles.

    Texts that name different numbers never do. Otherwise they do where nearly all their letters agree, or
    where the words of one, three at least, are those of the other but for one more.

    >>> much_alike("Rain in Rome", "The rain falls in Rome.")
    True
    >>> much_alike("Taliban capture Kabul", "Taliban capture Kunduz")
    False
    >>> much_alike("Candidate 1 wins the election", "Candidate 2 wins the election")
    False
    """
    first, second = _words(one), _words(other)
    if _numbers(first) != _numbers(second):
        return False
    return _same_words(set(first), set(second)) or _same_letters(" ".join(first), " ".join(second))


def _same_words(first: set[str], second: set[str]) -> bool:
    fewer, more = sorted((first, second), key=len)
    return len(fewer) >= FEWEST and fewer <= more and len(more) - len(fewer) <= MORE


def _same_letters(first: str, second: str) -> bool:
    if first == second:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(text: str) -> list[str]:
    found = re.findall(r"\w+", text.casefold())
    return [word for word in found if word not in _ARTICLES] or found


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if any(letter.isdigit() for letter in word))
