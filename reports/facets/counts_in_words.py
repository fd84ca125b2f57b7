"""Counts and shares as a reader says them: "one", "half of", "about two thirds of"."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    "twelve",
)
_SHARES = (
    (0.1, "a tenth of"),
    (0.2, "a fifth of"),
    (0.25, "a quarter of"),
    (1 / 3, "a third of"),
    (0.4, "two fifths of"),
    (0.5, "half of"),
    (0.6, "three fifths of"),
    (2 / 3, "two thirds of"),
    (0.75, "three quarters of"),
    (0.8, "four fifths of"),
    (0.9, "nine tenths of"),
)
_EXACT = 0.005
_LITTLE, _NEARLY, _TWICE = 0.06, 0.95, 1.95


def number(count: int) -> str:
    """A count, in a word up to twelve.

    >>> number(3), number(1200)
    ('three', '1,200')
    """
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def of(count: int, noun: str, several: str = "") -> str:
    """A count and its noun.

    >>> of(1, "call"), of(2, "miss", "misses"), of(40, "call")
    ('one call', 'two misses', '40 calls')
    """
    return f"{number(count)} {noun if count == 1 else several or f'{noun}s'}"


def every(count: int, noun: str) -> str:
    """All of so many.

    >>> every(1, "call"), every(2, "call"), every(3, "call")
    ('the one call', 'both calls', 'all three calls')
    """
    return {1: f"the one {noun}", 2: f"both {noun}s"}.get(count, f"all {of(count, noun)}")


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence, joined as they are read; nothing of none.

    >>> joined(["one", "two", "three"]), joined(["one", "two"]), joined([])
    ('one, two and three', 'one and two', '')
    """
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def share(part: int, whole: int) -> str:
    """A part of a whole, in a word where it is near enough to one.

    >>> share(3, 6), share(6, 6), share(1, 7), share(67, 100)
    ('half of', 'all of', 'one of seven of', 'two thirds of')
    """
    if part == whole:
        return "all of"
    near, word = min(_SHARES, key=lambda one: abs(one[0] - part / whole))
    if abs(near - part / whole) <= _EXACT:
        return word
    return f"{number(part)} of {number(whole)} of"


def times(ratio: float) -> str:
    """How large an error is beside that of another, which was just named.

    >>> times(0.5), times(0.31), times(1.3), times(2.0), times(0.02), times(0.97)
    ('half its error', 'about a third of its error', '1.3 times its error', 'twice its error',
    'hardly any of its error', 'nearly all its error')
    """
    if isinf(ratio):
        return "infinitely more error"
    if ratio < _LITTLE:
        return "hardly any of its error"
    if ratio < _NEARLY:
        near, word = min(_SHARES, key=lambda one: abs(one[0] - ratio))
        told = word.removesuffix(" of") if word == "half of" else word
        return f"{'' if abs(near - ratio) <= _EXACT else 'about '}{told} its error"
    if ratio < 1:
        return "nearly all its error"
    if round(ratio, 1) == 1:
        return "slightly more than its error"
    return "twice its error" if abs(ratio - 2) < 2 - _TWICE else f"{ratio:.1f} times its error"


def capitalised(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]
