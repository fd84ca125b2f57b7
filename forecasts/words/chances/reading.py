"""Words to probabilities, by the scale that the analyst names and never by a guess.

Numbers are read first (`numerals`). Of words, the whole wording must be used up: what is left once
carriers are stripped (`wording`) is a term of the scale (`scale`), plain "will" or "will not", or it
is refused. Plain "will" is no term of any scale; its number is an
assumption of ours, the same in every scale and marked. "Certainly" is another word, and only a scale
that has "certain" knows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from forecasts.errors import ConfidenceWord, NoScale, UnknownWord, UnnumberedWord, VagueWord
from forecasts.texts import checked_text
from forecasts.words.chances.numerals import stated_probability
from forecasts.words.chances.scale import Scale, Term, find_scale, scales
from forecasts.words.chances.wording import (
    cores,
    denied,
    inflexions,
    is_unnumbered,
    is_vague,
    plain_will,
    speaks_of_confidence,
)

LONGEST = 200
SURVEYED_WILL = (1.0, 0.99, 1.0)
"""What people in the CAPphrase survey took "will happen" to mean: the median answer, and the middle half.

Told beside our assumption for plain "will", which is lower because speakers who say it are often wrong.
"""
_ASSUMED = {"will": (0.9, 0.75, 0.99), "will not": (0.1, 0.01, 0.25)}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How words or a number were read: the probability, its band, and the rule that gave them.

    `p` is the midpoint of the scale's range or the survey's median; `low` and `high` equal it for a
    stated number. `rule` is "stated", "stated-range", "assumed-1/will", "assumed-1/will not" or a scale
    with its version and term, such as "icd203-2015/unlikely". `scale` is None where no scale was used.
    """

    words: str
    p: float
    low: float
    high: float
    rule: str
    scale: str | None
    assumed: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.p <= self.high <= 1:
            raise ValueError(f"not 0 <= {self.low} <= {self.p} <= {self.high} <= 1")


def read_chance(words: str, *, scale: str | None) -> Reading:
    """The probability that words or a number assert of the event as stated; a negation is never flipped.

    Parameters
    ----------
    words
        The decisive words, verbatim: "it is unlikely that", "70%", "4 to 1 against". At most 200 characters.
    scale
        The scale that gives words their numbers, by name or alias; None if none was chosen, which
        suffices for numbers, "will" and "will not".

    Returns
    -------
    Reading
        `p` with `low` and `high`, between 0 and 1, and the rule that gave them.

    Raises
    ------
    VagueWord
        For "may", "might", "could", "possible" and their like, which no scale numbers; as UnnumberedWord for
        "definitely", "good chance" and their like, which say how likely and have no number in any scale.
    ConfidenceWord
        For confidence levels, which are no probabilities.
    NoScale
        For a word of some scale when `scale` is None.
    UnknownWord
        For everything else; it names the nearest known words and the scales that have them.
    UnknownScale, ImpossibleProbability, UnclearProbability, UnfitText
        For a scale nobody knows, a number outside 0 to 1 or with two readings, a text too long or unsafe.

    Examples
    --------
    >>> read_chance("It is unlikely that", scale="ICD 203")
    Reading(words='It is unlikely that', p=0.325, low=0.2, high=0.45,
            rule='icd203-2015/unlikely', scale='icd203', assumed=False)
    >>> read_chance("will", scale=None).rule
    'assumed-1/will'
    >>> read_chance("7 in 10", scale=None).p
    0.7
    """
    checked_text(words, "the wording", longest=LONGEST)
    chosen = None if scale is None else find_scale(scale)
    if speaks_of_confidence(words):
        raise ConfidenceWord(words)
    if stated := stated_probability(words):
        rule = "stated" if stated.low == stated.high else "stated-range"
        return Reading(words=words, p=stated.p, low=stated.low, high=stated.high, rule=rule, scale=None)
    found = cores(words)
    for core in found:
        if chosen and (term := _term(chosen, core)):
            rule = chosen.rule(term)
            return Reading(words=words, p=term.p, low=term.low, high=term.high, rule=rule, scale=chosen.name)
        if assumed := _assumed(words, core):
            return assumed
        if is_vague(core):
            raise VagueWord(words)
    if any(is_unnumbered(core) for core in found):
        raise UnnumberedWord(words)
    known_to = tuple(other.name for other in scales() if any(_term(other, core) for core in found))
    if chosen is None and known_to:
        raise NoScale(words, known_to)
    raise UnknownWord(
        words,
        scale=chosen.name if chosen else None,
        vocabulary=tuple(term.phrase for term in chosen.terms) if chosen else (),
        known_to=known_to,
        near=_nearest(words),
    )


def _term(scale: Scale, core: str) -> Term | None:
    return next((term for phrase in inflexions(core) if (term := scale.term(phrase))), None)


def _assumed(words: str, core: str) -> Reading | None:
    if (term := plain_will(words, core)) is None:
        return None
    p, low, high = _ASSUMED[term]
    return Reading(words=words, p=p, low=low, high=high, rule=f"assumed-1/{term}", scale=None, assumed=True)


def _nearest(words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The other known phrases most like the words, each with its scales; none that merely drops a "not"."""
    from difflib import get_close_matches

    known: dict[str, tuple[str, ...]] = {}
    for scale in scales():
        for term in scale.terms:
            for phrase in (term.phrase, *term.synonyms):
                known[phrase] = (*known.get(phrase, ()), scale.name)
    barest = cores(words)[-3:]
    unfit = denied(words)
    offered = [
        phrase
        for phrase in known
        if phrase not in barest and ("not" in phrase.split() or unfit.isdisjoint(phrase.split()))
    ]
    near = dict.fromkeys(
        phrase for core in barest for phrase in get_close_matches(core, offered, n=3, cutoff=0.66)
    )
    return tuple((phrase, known[phrase]) for phrase in list(near)[:3])
