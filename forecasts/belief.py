"""What a forecast asserts: a chance, a timeline, quantiles, shares, or only vague words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from forecasts.errors import UnfitNoun
from forecasts.texts import checked_text

SHARES_TOLERANCE = 1e-6


def _checked_probability(p: float, what: str) -> None:
    if not 0 <= p <= 1:
        raise UnfitNoun(f"{what} is {p}", "a probability lies between 0 and 1")


def _checked_rising(values: Sequence[float], what: str, *, strictly: bool) -> None:
    if not all(math.isfinite(v) for v in values):
        raise UnfitNoun(f"{what} are {list(values)}", "give finite numbers")
    for before, after in pairwise(values):
        if after < before or (strictly and after == before):
            order = "rising" if strictly else "never falling"
            raise UnfitNoun(f"{what} go from {before} to {after}", f"list them {order}")


def _checked_words(words: str | None, rule: str) -> None:
    if words is not None:
        checked_text(words, "the words of the belief", longest=500)
    checked_text(rule, "the rule of the belief", longest=100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """The probability that the claim comes true, with the band that its words allow.

    `low` and `high` equal `p` where a number was stated. `rule` says how `words` became numbers:
    ``"stated"``, or a scale, its version and its term.
    """

    p: float
    low: float
    high: float
    words: str | None = None
    rule: str = "stated"

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.p <= self.high <= 1:
            raise UnfitNoun(
                f"The chance {self.p} with the band {self.low} to {self.high}",
                "give 0 <= low <= p <= high <= 1",
            )
        _checked_words(self.words, self.rule)

    @classmethod
    def stated(cls, p: float) -> Chance:
        """A chance given as a number: its band has no width.

        >>> Chance.stated(0.7).high
        0.7
        """
        _checked_probability(p, "The chance")
        return cls(p=p, low=p, high=p)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """When the event happens: a distribution function over days since the forecast was made.

    `cdf[i]` is the probability that it has happened by the end of day `days[i]`; linear between,
    0 before the first knot unless that is day 0, flat after the last. `earliest`, `central` and
    `latest` are the dates as read, kept so that other rules can read them anew; None where the
    distribution was given outright. `horizon` is the question's: the score is proper only given it.
    `p` is set where the words named a probability for the whole window.
    """

    days: tuple[float, ...]
    cdf: tuple[float, ...]
    horizon: date
    words: str | None = None
    rule: str = "stated"
    earliest: date | None = None
    central: date | None = None
    latest: date | None = None
    p: float | None = None

    def __post_init__(self) -> None:
        if len(self.days) != len(self.cdf) or not self.days:
            raise UnfitNoun(
                f"The timeline has {len(self.days)} days and {len(self.cdf)} heights",
                "give one height for each day",
            )
        _checked_rising(self.days, "The days of the timeline", strictly=True)
        _checked_rising(self.cdf, "The heights of the timeline", strictly=False)
        if self.days[0] < 0 or self.cdf[0] < 0 or self.cdf[-1] > 1:
            raise UnfitNoun(
                f"The timeline runs from {self.cdf[0]} on day {self.days[0]} to {self.cdf[-1]}",
                "start on day 0 or later and stay between 0 and 1",
            )
        if self.p is not None:
            _checked_probability(self.p, "The probability of the window")
        named = [d for d in (self.earliest, self.central, self.latest) if d is not None]
        if named != sorted(named) or (named and self.latest is None):
            raise UnfitNoun(
                f"The window {self.earliest}, {self.central}, {self.latest}",
                "give earliest <= central <= latest, and at least the latest",
            )
        _checked_words(self.words, self.rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantiles:
    """A quantity by its quantiles: with probability `levels[i]` it is at most `values[i]`."""

    levels: tuple[float, ...]
    values: tuple[float, ...]
    words: str | None = None
    rule: str = "stated"

    def __post_init__(self) -> None:
        if len(self.levels) != len(self.values) or not self.levels:
            raise UnfitNoun(
                f"There are {len(self.levels)} levels and {len(self.values)} values",
                "give one value for each level",
            )
        _checked_rising(self.levels, "The quantile levels", strictly=True)
        if not (self.levels[0] > 0 and self.levels[-1] < 1):
            raise UnfitNoun(
                f"The quantile levels run from {self.levels[0]} to {self.levels[-1]}",
                "keep them above 0 and below 1",
            )
        _checked_rising(self.values, "The quantile values", strictly=False)
        _checked_words(self.words, self.rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """A probability for each option of a choice; `options` and `shares` run side by side and sum to 1."""

    options: tuple[str, ...]
    shares: tuple[float, ...]
    words: str | None = None
    rule: str = "stated"

    def __post_init__(self) -> None:
        if len(self.options) != len(self.shares) or len(set(self.options)) != len(self.options):
            raise UnfitNoun(f"The shares name the options {list(self.options)}", "name each option once")
        for share in self.shares:
            _checked_probability(share, "A share")
        total = math.fsum(self.shares)
        if abs(total - 1) > SHARES_TOLERANCE:
            raise UnfitNoun(f"The shares sum to {total:g}", "make them sum to 1")
        _checked_words(self.words, self.rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class Vague:
    """Words that carry no number in any scale: logged and counted, never scored."""

    words: str

    def __post_init__(self) -> None:
        _checked_words(self.words, "vague")


Belief = Chance | Timeline | Quantiles | Shares | Vague
