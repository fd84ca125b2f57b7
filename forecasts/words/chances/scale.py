"""The scales of probability words: named, versioned data files, each of which names its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forecasts.errors import UnknownScale

NAMES = ("icd203", "phia", "kent1964", "ipcc", "nato", "survey")


@dataclass(frozen=True, kw_only=True)
class Term:
    """A phrase of a scale: its band, its probability, and the scale's own other words for it."""

    phrase: str
    low: float
    high: float
    p: float
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.p <= self.high <= 1:
            raise ValueError(f"{self.phrase}: not 0 <= {self.low} <= {self.p} <= {self.high} <= 1")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A table from words to probabilities, as one source fixed it.

    `band` says what low and high are: a "range" set by the source, whose midpoint is p, or the
    "interquartile range" of answers in a survey, whose median is p.
    """

    name: str
    title: str
    version: str
    language: str
    source: str
    licence: str
    aliases: tuple[str, ...]
    band: str
    note: str
    terms: tuple[Term, ...]

    def term(self, phrase: str) -> Term | None:
        """The term that a lower-case phrase is, as the phrase itself or as a synonym; None if unknown.

        >>> find_scale("icd203").term("improbable").p
        0.325
        """
        return next((term for term in self.terms if phrase == term.phrase or phrase in term.synonyms), None)

    def rule(self, term: Term) -> str:
        """The id under which a term's numbers are recorded: scale, version and phrase.

        >>> scale = find_scale("icd203")
        >>> scale.rule(scale.terms[2])
        'icd203-2015/unlikely'
        """
        return f"{self.name}-{self.version}/{term.phrase}"


def scales() -> tuple[Scale, ...]:
    """Every scale, in the order of the documentation.

    >>> [scale.name for scale in scales()]
    ['icd203', 'phia', 'kent1964', 'ipcc', 'nato', 'survey']
    """
    return tuple(_loaded(name) for name in NAMES)


def find_scale(name: str) -> Scale:
    """The scale that a name, an alias or a name with version means, in any case and punctuation.

    Raises UnknownScale, which lists the scales and the nearest name.

    >>> find_scale("ICD 203").title
    'ICD 203, Analytic Standards (United States intelligence community)'
    >>> find_scale("kent").name, find_scale("CAPphrase").name
    ('kent1964', 'survey')
    """
    called = {
        _squeezed(alias): scale
        for scale in scales()
        for alias in (scale.name, f"{scale.name}-{scale.version}", *scale.aliases)
    }
    if found := called.get(_squeezed(name)):
        return found
    from difflib import get_close_matches

    near = get_close_matches(_squeezed(name)[:40], called, n=2)
    raise UnknownScale(name, tuple(dict.fromkeys(called[alias].name for alias in near)), NAMES)


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


@cache
def _loaded(name: str) -> Scale:
    import json

    place = Path(__file__).with_name("scales") / f"{name}.json"
    data = json.loads(place.read_text(encoding="utf-8"))
    return Scale(**{**data, "aliases": tuple(data["aliases"]), "terms": tuple(map(_term, data["terms"]))})


def _term(row: dict[str, Any]) -> Term:
    # Halving the sum of whole percents keeps 0.325 free of rounding noise.
    doubled = 2 * row["median"] if "median" in row else row["low"] + row["high"]
    return Term(
        phrase=row["phrase"],
        low=row["low"] / 100,
        high=row["high"] / 100,
        p=doubled / 200,
        synonyms=tuple(row["synonyms"]),
    )
