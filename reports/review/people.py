"""Are two names one person? Seen through what only a machine can tell apart."""

from __future__ import annotations

import unicodedata

_LOOKS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυıɑɡ",
    "ABESIJKMHOPCTYXaeopcyxijsdhqwlABEZHIKMNOPTYXaivopuiag",
)
_LOOKS_ALIKE = str.maketrans({"I": "l", "1": "l", "|": "l", "0": "O", "5": "S"})
_UNSEEN = ("\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\u2800")
"""Letters without a look that Unicode files under those that have one."""


def spelt(name: str) -> str:
    """A name without spaces around it, and with single ones within.

    >>> spelt(" Ann  Lee ")
    'Ann Lee'
    """
    return " ".join(name.split())


def same_person(one: str, other: str) -> bool:
    """Whether two names are spelt the same, as people see it: but for case, spaces, width and unseen letters.

    Letters of another script that look Latin, and a capital I for an l, do not make another person. Who is
    taken for the same by mistake can still sign, and the report says so; the other mistake nobody would see.

    >>> same_person(" Ann  Lee", "ann lee"), same_person("Zoe\u0308", "Zoë"), same_person("Ａｎｎ", "Ann")
    (True, True, True)
    >>> same_person("An\u200bn", "Ann"), same_person("\u0410nn", "Ann"), same_person("Biil", "Bill")
    (True, True, False)
    """
    first, second = _seen(one), _seen(other)
    return first.casefold() == second.casefold() or _alike(first) == _alike(second)


def _seen(name: str) -> str:
    """The letters of a name as they look: composed, of one width, those without a look left out."""
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(letter for letter in plain if not _is_unseen(letter))
    return spelt(unicodedata.normalize("NFKC", seen.translate(_LOOKS_LATIN)))


def _is_unseen(letter: str) -> bool:
    """Whether a letter shows nothing: format and control characters, variation selectors, fillers."""
    if letter in _UNSEEN or "\ufe00" <= letter <= "\ufe0f" or "\U000e0000" <= letter <= "\U000e0fff":
        return True
    return unicodedata.category(letter) in ("Cf", "Cc", "Cs", "Co", "Cn") and not letter.isspace()


def _alike(seen: str) -> str:
    return seen.translate(_LOOKS_ALIKE).replace("rn", "m").casefold()
