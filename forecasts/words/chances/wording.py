"""How a wording is stripped to the words that carry its probability.

Two things are undone, and nothing else: inflexion ("probably" for "probable", "highly" for "very")
and the carriers around the words ("it is ... that", "we judge", "a", "to happen"). A negation is
neither: "not likely" stays what it is, for it is no word of any scale, and "probably not" is one of
Kent's. Hedges such as "we believe" or "seems" are no carriers either: they say something themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BEFORE = (
    *("it is", "it's", "it will be", "it", "they", "this", "that", "there is", "there's", "there"),
    *("is", "are", "be", "will", "will be", "has", "have", "with", "a", "an", "the"),
    *("we judge", "we assess", "i judge", "i assess", "we judge it", "we assess it"),
    *("in our view", "in my view", "in our judgment", "in our judgement", "in our opinion", "in my opinion"),
)
AFTER = (
    *("that", "to", "of", "to be", "be", "to happen", "to occur", "happen", "happens", "occur", "occurs"),
    *("of happening", "of it happening", "it will", "they will", "that it will", "that they will"),
    *("chance", "in our view", "in my view", "in our judgment", "in our judgement"),
)
ADVERBS = {"certainly": "certain", "probably": "probable", "improbably": "improbable"}
INTENSIFIERS = {"highly": "very", "very": "highly"}

WILL = ("will", "is going to", "are going to", "going to")
WILL_NOT = ("will not", "is not going to", "are not going to")
VAGUE = (
    *("may", "may not", "may well", "might", "might not", "might well", "could", "could well", "can"),
    *("possible", "possibly", "possibility", "perhaps", "maybe", "conceivable", "conceivably"),
    *(
        "potential",
        "potentially",
        "plausible",
        "plausibly",
        "risk",
        "risks",
        "at risk",
        "risk that",
        "risking",
    ),
    *("threatens", "threatening", "chance", "some chance", "may or may not"),
    *("possibly not", "perhaps not", "maybe not", "cannot be ruled out", "cannot be excluded"),
)
UNNUMBERED = (
    *("definitely", "definitely not", "for sure", "sure", "surely", "surely not", "certainly not"),
    *("guaranteed", "inevitable", "inevitably", "unavoidable", "bound to", "a given", "no way"),
    *("without doubt", "without a doubt", "no doubt", "undoubtedly", "no chance", "not a chance"),
    *("good", "good chance", "fair chance", "decent chance", "real chance", "strong chance"),
    *("small chance", "slim chance", "should", "should not", "ought to"),
)
_NOUN_MARKS = frozenset(("a", "an", "the", "has", "have", "with", "chance"))
_CONFIDENCE = re.compile(r"\b(?:confidence|confident|confidently)\b")


def plain(words: str) -> str:
    """Words in lower case, single-spaced, without outer quotes, closing marks, hyphens and contractions.

    >>> plain('  "Almost-Certain". ')
    'almost certain'
    >>> plain("isn't likely")
    'is not likely'
    """
    text = words.casefold().replace("’", "'").replace("won't", "will not").replace("can't", "cannot")
    text = text.replace("n't", " not")
    text = " ".join(re.sub(r"[-‐‑–—]", " ", text).split())
    return text.strip("\"'“”‘ .,;:!…")


def cores(words: str) -> tuple[str, ...]:
    """What may carry the probability: the wording, then with ever more carriers taken away.

    >>> cores("it is unlikely that")[0], cores("it is unlikely that")[-1]
    ('it is unlikely that', 'unlikely')
    """
    found = {plain(words): None}
    queue = list(found)
    for text in queue:
        for shorter in _without_a_carrier(text):
            if shorter not in found:
                found[shorter] = None
                queue.append(shorter)
    return tuple(sorted(found, key=len, reverse=True))


def inflexions(core: str) -> tuple[str, ...]:
    """A core as it stands, then as the scales may write it; the first that a scale knows counts.

    >>> inflexions("highly probably")
    ('highly probably', 'highly probable', 'very probably', 'very probable')
    """
    head, _, last = core.rpartition(" ")
    stems = [core, f"{head} {ADVERBS[last]}".strip()] if last in ADVERBS else [core]
    first, _, rest = core.partition(" ")
    if first not in INTENSIFIERS or not rest:
        return tuple(stems)
    return (*stems, *(f"{INTENSIFIERS[first]} {stem.partition(' ')[2]}" for stem in stems))


def plain_will(words: str, core: str) -> str | None:
    """The term, "will" or "will not", that a core plainly is; None for all else, such as the noun ("a will").

    >>> plain_will("they are going to", "are going to"), plain_will("it won't happen", "will not")
    ('will', 'will not')
    """
    if not _NOUN_MARKS.isdisjoint(plain(words).split()):
        return None
    return "will" if core in WILL else "will not" if core in WILL_NOT else None


def is_vague(core: str) -> bool:
    """Whether a core, or each word of it, carries no probability in any scale.

    >>> is_vague("could possibly"), is_vague("realistic possibility")
    (True, False)
    """
    return core in VAGUE or (bool(core) and all(word in VAGUE for word in core.split()))


def is_unnumbered(core: str) -> bool:
    """Whether a core says how likely something is, and no scale gives it a number.

    >>> is_unnumbered("definitely"), is_unnumbered("likely")
    (True, False)
    """
    return core in UNNUMBERED


def denied(words: str) -> frozenset[str]:
    """The words that a "not" denies: what must not be offered in its place.

    >>> sorted(denied("probably not"))
    ['probable', 'probably']
    """
    bare = plain(words).split()
    if "not" not in bare:
        return frozenset()
    rest = [word for word in bare if word != "not"]
    return frozenset((*rest[-1:], *(ADVERBS[word] for word in rest[-1:] if word in ADVERBS)))


def speaks_of_confidence(words: str) -> bool:
    """Whether a wording gives a confidence level, which is no probability.

    >>> speaks_of_confidence("moderate confidence")
    True
    """
    return _CONFIDENCE.search(plain(words)) is not None


def _without_a_carrier(text: str) -> Iterator[str]:
    for carrier in BEFORE:
        if text.startswith(f"{carrier} "):
            yield text.removeprefix(f"{carrier} ")
        if text.startswith(f"{carrier}, "):
            yield text.removeprefix(f"{carrier}, ")
    for carrier in AFTER:
        if text.endswith(f" {carrier}"):
            yield text.removesuffix(f" {carrier}").rstrip(",")
