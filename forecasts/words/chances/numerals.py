"""Numbers as people write them, read as probabilities: 70%, 7/10, 1 in 20, 3:1 on."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from forecasts.errors import ImpossibleProbability, TrackerError, UnclearProbability


class Stated(NamedTuple):
    """A probability given as a number: `low` and `high` equal `p` unless a range was given."""

    p: float
    low: float
    high: float


def stated_probability(text: str) -> Stated | None:
    """The probability that a text states as a number; None where the text is no number at all.

    Arithmetic is exact (`fractions.Fraction`) and rounded once, so `7/10`, `70%` and `0.7` are the
    same float. A range gives its midpoint with its ends. A number that reads two ways, such as `1`
    or `3:1`, raises UnclearProbability with the readings as a question; one outside 0 to 1, such as
    `7`, `150%` or `7/0`, raises ImpossibleProbability. `docs/words.md` lists every form.

    >>> stated_probability("1 in 20")
    Stated(p=0.05, low=0.05, high=0.05)
    >>> stated_probability("20-30%")
    Stated(p=0.25, low=0.2, high=0.3)
    >>> stated_probability("4 to 1 against").p
    0.2
    >>> stated_probability("unlikely") is None
    True
    """
    plain = _in_digits(" ".join(_in_usual_signs(text).casefold().split()).strip("\"'“”‘’ ").rstrip(".,;:! "))
    if plain in _NOT_FINITE:
        raise ImpossibleProbability(text)
    if plain.removeprefix("an ") in _EVEN or _NOUN_BEFORE.sub("", plain) in _EVEN:
        return _stated(text, Fraction(1, 2))
    if not any(letter.isnumeric() for letter in plain):
        return None
    if match := _BOUND.fullmatch(_NOUN_AFTER.sub("", plain)):
        raise _bound(text, match)
    core = _HEDGE.sub("", _NOUN_AFTER.sub("", _NOUN_BEFORE.sub("", plain)))
    for form, read in _FORMS_READ:
        if match := form.fullmatch(core):
            return read(text, match)
    if not any(letter.isnumeric() for letter in text):
        return None
    if re.search(r"\d,\d", text):
        raise UnclearProbability(text, "holds a comma that may mark decimals or group thousands")
    raise UnclearProbability(text, "cannot be read as a probability")


_UNITS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<unit>{'|'.join(list(_UNITS)[1:10])}))?"
    rf"|(?:(?:a|one)[- ])?(?P<power>{'|'.join(_POWERS)})"
    rf"|(?P<small>{'|'.join(_UNITS)}))\b"
)
_FOREIGN = tuple(
    (re.compile(rf"(?<=\d){form}"), meant)
    for form, meant in (
        (r" ?(?:prozent|pour ?cent|por ciento|процент(?:а|ов)?)\b", " percent"),
        (r" (?:von|sur|de cada|из) (?=\d)", " in "),
        (r" (?:zu|contre|contra|к) (?=\d)", ":"),
    )
)
"""What German, French, Spanish and Russian put between or after figures, which can mean nothing else."""
_FRACTION = re.compile(
    rf"\b(?P<of>an?|{'|'.join(list(_UNITS)[1:10])})[- ](?P<part>{'|'.join(_PARTS)})s?"
    r"(?=(?P<noun>[- ](?:chance|probability|likelihood)\b)|$)"
)
_SPANS = ("half", "quarter")  # alone, a span of time too
_DASHES = str.maketrans("–—‑−", "----")
_NOT_FINITE = {sign + word for sign in ("", "+", "-") for word in ("nan", "inf", "infinity")}
_EVEN = {
    *("coin toss", "a coin toss", "toss-up", "toss up", "a toss-up", "a toss up", "coin flip", "a coin flip"),
    *("fifty-fifty", "heads or tails"),
} | {"50-50", "50/50", "50:50", "50 50", "even odds", "evens", "even money"}

_N = r"(?:\d+(?:\.\d+)?|\.\d+)"
_PERCENT = r" ?(?:%|percent|per cent|pct)"
_NOUN_BEFORE = re.compile(
    r"^(?:(?:there is|there's|it is|it's|i am|i'm|we are|we're|with|at) )?(?:an? |the )?"
    r"(?:(?:chance|probability|likelihood|odds)(?: of |:? (?=[0-9.]))|(?:p|prob|probability) ?= ?)?"
)
_NOUN_AFTER = re.compile(
    r"(?:[- ](?:chances?|probability|likelihood|odds|likely|sure|certain))?(?: (?:that|to|of))?$"
)
_HEDGE = re.compile(r"^(?:(?:about|around|approximately|approx\.?|circa|ca\.?|roughly) |[~≈] ?)")


def _in_usual_signs(text: str) -> str:
    """The text with wide letters and fractions of one sign spelt out: "½" as 1/2, apart from a digit before.

    Raised and circled digits stay: they are no part of a number that stands beside them.
    """
    spelt = ""
    for sign in text:
        kind = unicodedata.decomposition(sign).partition(" ")[0]
        usual = unicodedata.normalize("NFKC", sign) if kind in ("<wide>", "<fraction>") else sign
        apart = " " if kind == "<fraction>" and spelt[-1:].isdigit() else ""
        spelt += apart + usual
    return spelt.replace("\N{FRACTION SLASH}", "/")


def _in_digits(text: str) -> str:
    """The text with number words, dashes and plain decimal commas in their usual form."""

    def digits(found: re.Match[str]) -> str:
        if found["tens"]:
            return str(_TENS[found["tens"]] + (_UNITS[found["unit"]] if found["unit"] else 0))
        return str(_POWERS[found["power"]] if found["power"] else _UNITS[found["small"]])

    def fraction(found: re.Match[str]) -> str:
        if found["part"] in _SPANS and not found["noun"]:
            return found[0]
        return f"{_UNITS.get(found['of'], 1)}/{_PARTS[found['part']]}"

    text = _WORDS.sub(digits, _FRACTION.sub(fraction, text.translate(_DASHES)))
    for form, meant in _FOREIGN:
        text = form.sub(meant, text)
    # A comma before exactly three digits may group thousands, unless a lone zero stands before it.
    return re.sub(r"(?<![\d.,])(0(?=,)|\d+(?=,(?!\d{3}(?!\d)))),(\d+)(?![\d.,])", r"\1.\2", text)


def _stated(text: str, low: Fraction, high: Fraction | None = None) -> Stated:
    high = low if high is None else high
    if not (0 <= low <= 1 and 0 <= high <= 1):
        raise ImpossibleProbability(text)
    if low > high:
        raise UnclearProbability(text, "runs from the higher end to the lower")
    for exact in (low, high):
        if float(exact) in (0.0, 1.0) and exact not in (0, 1):
            raise UnclearProbability(text, "is too close to 0 or 1 to be kept apart from it")
    return Stated(float((low + high) / 2), float(low), float(high))


def _number(text: str, match: re.Match[str]) -> Stated:
    said = match[0]
    value = Fraction(said)
    if said.isdigit() and value == 1:
        raise UnclearProbability(text, "reads two ways", "1%", "1.0")
    if 1 < value <= 100 and not match["exponent"]:
        shifted = Fraction(f"0.{said.lstrip('0').replace('.', '')}")
        decimal = [f"{float(shifted)}"] if value < 100 and shifted != value / 100 else []
        raise ImpossibleProbability(text, f"{said}%", *decimal)
    return _stated(text, value)


def _signed(text: str, _: re.Match[str]) -> Stated:
    raise ImpossibleProbability(text)


def _percent(text: str, match: re.Match[str]) -> Stated:
    return _stated(text, Fraction(match["a"]) / 100)


def _share(text: str, match: re.Match[str]) -> Stated:
    part, whole = int(match["a"]), int(match["b"])
    if whole == 0:
        raise ImpossibleProbability(text)
    if "/" in match[0] and part and part + whole == 100:
        fraction = [f"{part} in {whole}"] if part < whole else []
        raise UnclearProbability(text, "may be a split of a hundred", *fraction, f"{part}%", f"{whole}%")
    return _stated(text, Fraction(part, whole))


def _odds(text: str, match: re.Match[str]) -> Stated:
    first, second = Fraction(match["a"]), Fraction(match["b"])
    if first + second == 0:
        raise ImpossibleProbability(text)
    wins = second if match["side"] == "against" else first
    return _stated(text, wins / (first + second))


def _odds_without_side(text: str, match: re.Match[str]) -> Stated:
    if Fraction(match["a"]) == Fraction(match["b"]) > 0:
        return _stated(text, Fraction(1, 2))
    pair = f"{match['a']} to {match['b']}"
    raise UnclearProbability(text, "does not say which way the odds run", f"{pair} on", f"{pair} against")


def _percent_range(text: str, match: re.Match[str]) -> Stated:
    return _stated(text, Fraction(match["a"]) / 100, Fraction(match["b"]) / 100)


def _bound(text: str, match: re.Match[str]) -> TrackerError:
    end, percent = match["a"] or match["b"], "%" if match["a"] else ""
    if Fraction(end) > (100 if percent else 1):
        return ImpossibleProbability(text)
    least, most = ("0", "100") if percent else ("0.0", "1.0")
    low, high = (end, most) if match["bound"] in _LEAST else (least, end)
    return UnclearProbability(text, "names a bound and no chance", f"{low}-{high}{percent}")


def _plain_range(text: str, match: re.Match[str]) -> Stated:
    return _stated(text, Fraction(match["a"]), Fraction(match["b"]))


def _bare_range(text: str, match: re.Match[str]) -> Stated:
    first, second = match["a"], match["b"]
    percent = [f"{first}-{second}%"] if Fraction(first) < Fraction(second) <= 100 else []
    fault = "is a range without a unit or odds without a side"
    raise UnclearProbability(text, fault, *percent, f"{first} to {second} on", f"{first} to {second} against")


_LEAST = ("at least", "more than", "over", "above", "greater than", "no less than", ">", ">=", "≥")
_MOST = ("at most", "less than", "under", "below", "up to", "no more than", "<", "<=", "≤")
_A, _B = rf"(?P<a>{_N})", rf"(?P<b>{_N})"
_DECIMAL = r"(?:[01]?\.\d+)"
_BOUND = re.compile(
    rf"(?P<bound>{'|'.join(sorted((*_LEAST, *_MOST), reverse=True))}) ?(?:{_A}{_PERCENT}|(?P<b>{_DECIMAL}))",
    re.ASCII,
)
_FORMS_READ = tuple(
    (re.compile(form, re.ASCII), read)
    for form, read in (
        (rf"{_N}(?P<exponent>e[+-]?\d{{1,3}})?", _number),
        (rf"-{_N}(?:e[+-]?\d{{1,3}}|{_PERCENT})?", _signed),
        (rf"{_A}{_PERCENT}", _percent),
        (r"(?P<a>\d+) ?/ ?(?P<b>\d+)", _share),
        (r"(?P<a>\d+)[- ](?:chances? )?(?:in|out of)[- ](?:an? )?(?P<b>\d+)", _share),
        (rf"{_A}(?: ?[:/-] ?| to |-to-){_B} (?:odds )?(?P<side>on|for|in favou?r|against)", _odds),
        (rf"{_A} ?: ?{_B}", _odds_without_side),
        (rf"(?:from |between )?{_A}(?:{_PERCENT})?(?: ?- ?| to | and ){_B}{_PERCENT}", _percent_range),
        (rf"(?:from |between )?(?P<a>{_DECIMAL})(?: ?- ?| to | and )(?P<b>{_DECIMAL})", _plain_range),
        (rf"{_A}(?: ?- ?| to ){_B}", _bare_range),
    )
)
