"""Numbers as they are said of time: three, a couple of, twenty-one, 1.5, the third, 31st."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.words.windows.phrases import Phrase

_HALF = Fraction(1, 2)
_ONE_TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEN_TO_NINETEEN = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ONES = {word: number for number, word in enumerate(("zero", *_ONE_TO_NINE, *_TEN_TO_NINETEEN))}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SET_PHRASES = {
    "half a dozen": Fraction(6),
    "a dozen": Fraction(12),
    "a couple of": Fraction(2),
    "a couple": Fraction(2),
    "couple of": Fraction(2),
    "couple": Fraction(2),
    "a hundred": Fraction(100),
    "one hundred": Fraction(100),
    "half a": _HALF,
    "a half": _HALF,
    "half": _HALF,
    "a": Fraction(1),
    "an": Fraction(1),
}
_FIRST_TO_NINTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            *_FIRST_TO_NINTH,
            *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
            *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ),
        start=1,
    )
} | {"thirtieth": 30}
_SUFFIXES = ("st", "nd", "rd", "th")


def count(phrase: Phrase) -> Fraction | None:
    """A number in words or digits: `three`, `twenty-one`, `a couple of`, `12`, `1.5`, `two and a half`."""
    whole = phrase.either(_set_phrase, _spelled_out, _digits)
    if whole is not None and whole.denominator == 1 and phrase.take("and a half"):
        return whole + _HALF
    return whole


def _set_phrase(phrase: Phrase) -> Fraction | None:
    found = phrase.take(*_SET_PHRASES)
    if found == "half":
        phrase.take("-")
    return None if found is None else _SET_PHRASES[found]


def _spelled_out(phrase: Phrase) -> Fraction | None:
    tens = phrase.meaning(_TENS)
    if tens is None:
        ones = phrase.meaning(_ONES)
        return None if ones is None else Fraction(ones)
    start = phrase.at
    phrase.take("-")
    ones = phrase.meaning(_ONES)
    if ones is not None and 1 <= ones <= 9:
        return Fraction(tens + ones)
    phrase.at = start
    return Fraction(tens)


def _digits(phrase: Phrase) -> Fraction | None:
    number = phrase.matching(r"[0-9]+(\.[0-9]+)?")
    return None if number is None else Fraction(number)


def ordinal(phrase: Phrase) -> int | None:
    """A place in a row: `first`, `3rd`, `twenty-sixth`."""
    return phrase.either(_ordinal_in_digits, _ordinal_in_words)


def _ordinal_in_digits(phrase: Phrase) -> int | None:
    digits = phrase.matching("[0-9]{1,2}")
    return int(digits) if digits is not None and phrase.take(*_SUFFIXES) else None


def _ordinal_in_words(phrase: Phrase) -> int | None:
    tens = phrase.meaning(_TENS)
    if tens is not None:
        phrase.take("-")
    number = phrase.meaning(_ORDINALS)
    if number is None or (tens is not None and number > 9):
        return None
    return number + (tens or 0)


def year_in_words(phrase: Phrase) -> int | None:
    """A year as it is spoken: `two thousand and eighteen`, `twenty eighteen`."""
    return phrase.either(_thousands, _two_pairs)


def _thousands(phrase: Phrase) -> int | None:
    thousands = phrase.meaning(_ONES)
    if not thousands or not phrase.take("thousand"):
        return None
    phrase.take("and")
    rest = phrase.either(_spelled_out, _digits)
    return 1000 * thousands + (0 if rest is None else int(rest))


def _two_pairs(phrase: Phrase) -> int | None:
    century = phrase.take("twenty", "nineteen")
    phrase.take("-")
    rest = phrase.either(_spelled_out) if century else None
    if rest is None or rest < 10:
        return None
    return (2000 if century == "twenty" else 1900) + int(rest)


TENS_IN_THE_PLURAL = {"tens": 10} | {word.removesuffix("y") + "ies": tens for word, tens in _TENS.items()}
"""The names of decades: twenties, thirties."""
