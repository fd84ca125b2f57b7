"""A forecast's numbers on Metaculus, a chance, shares or a curve, as a belief of the ledger."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from operator import le

from forecasts.belief import SHARES_TOLERANCE
from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.metaculus_questions import Asked, Kind
from forecasts.exchange.peers.metaculus_timelines import timeline
from forecasts.model import Belief, Chance, Quantiles, Shares

LEVELS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)
"""The levels at which a curve is kept, as far as they lie between the question's bounds."""
_SUM_WITHIN = 1e-3
_FALL = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The numbers of one forecast, whichever of them there are.

    `p` is the chance of yes; `shares` those of the options, None for one that could not be chosen; `cdf`
    the curve at the places of the question's grid. `below` and `above` are the chances of an answer beyond
    the bounds, `percentiles` pairs of a level and a value.
    """

    p: float | None = None
    shares: tuple[float | None, ...] = ()
    cdf: tuple[float, ...] = ()
    below: float | None = None
    above: float | None = None
    percentiles: tuple[tuple[float, float], ...] = ()


def belief(asked: Asked, said: Said, made: datetime, conventions: Conventions) -> Belief | None:
    """What a forecast asserts; None where the whole of a curve lies beyond the bounds."""
    match asked.kind:
        case Kind.BINARY:
            if said.p is None:
                raise _without_numbers(asked)
            return Chance.stated(said.p)
        case Kind.CHOICE:
            return _shares(asked, said, made, conventions)
    points = _points(asked, said)
    if asked.kind is Kind.DATE:
        return timeline(points, made.date(), asked.horizon)
    if said.cdf and asked.grid:
        found = _steps(points) if asked.kind is Kind.DISCRETE else _between(points)
    else:
        found = [(level, value) for value, level in points if 0 < level < 1]
    if not found:
        return None
    levels, values = zip(*found, strict=True)
    return Quantiles(levels=levels, values=tuple(float(f"{value:.12g}") for value in values))


def _shares(asked: Asked, said: Said, made: datetime, conventions: Conventions) -> Shares:
    if not said.shares:
        raise _without_numbers(asked)
    named = asked.options_at(made, len(said.shares))
    stated = {option: share for option, share in zip(named, said.shares, strict=True) if share is not None}
    total = math.fsum(stated.values())
    if abs(total - 1) > _SUM_WITHIN:
        raise UnfitNoun(f"The shares on {asked.noun.slug!r} sum to {total:g}", "make them sum to 1")
    if abs(total - 1) > SHARES_TOLERANCE:
        conventions.assume("Shares that sum to 1 but for rounding are divided by their sum.")
        stated = {option: share / total for option, share in stated.items()}
    if len(stated) < len(asked.noun.options):
        conventions.assume("An option that could not be chosen when a forecast was made has no share in it.")
    options = asked.noun.options
    return Shares(options=options, shares=tuple(stated.get(option, 0.0) for option in options))


def _points(asked: Asked, said: Said) -> list[tuple[float, float]]:
    """Value and height of the curve, rising: of the whole where the grid is known, else of percentiles."""
    if said.cdf and asked.grid:
        if len(said.cdf) != len(asked.grid):
            raise UnfitNoun(
                f"The curve on {asked.noun.slug!r} has {len(said.cdf)} heights for {len(asked.grid)} places",
                "export the file again",
            )
        return list(zip(asked.grid, _rising(asked, said.cdf), strict=True))
    low, high = said.below or 0.0, 1 - (said.above or 0.0)
    inside = [(value, level) for level, value in said.percentiles if low <= level <= high]
    if asked.kind is Kind.DATE:
        ends = ((asked.lower, said.below), (asked.upper, None if said.above is None else high))
        inside += [(place, height) for place, height in ends if place is not None and height is not None]
    if not said.percentiles:
        raise _without_numbers(asked)
    return sorted(inside)


def _rising(asked: Asked, cdf: tuple[float, ...]) -> list[float]:
    """The heights, without the falls that rounding makes."""
    if cdf[0] >= 0 and cdf[-1] <= 1 and all(map(le, cdf, cdf[1:])):
        return list(cdf)
    found: list[float] = []
    top = 0.0
    for height in cdf:
        if not -_FALL <= height <= 1 + _FALL or height < top - _FALL:
            raise UnfitNoun(
                f"The curve on {asked.noun.slug!r} goes from {top:g} to {height:g}",
                "a curve rises from 0 to 1",
            )
        top = min(1.0, max(top, height))
        found.append(top)
    return found


def _between(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Level and value on the line through the points, for the levels that it reaches."""
    heights = [height for _, height in points]
    found = []
    for level in LEVELS:
        place = bisect_left(heights, level)
        if place == len(points) or (place == 0 and heights[0] > level):
            continue
        value, height = points[place]
        if place and height > level:
            before, below = points[place - 1]
            value = before + (value - before) * (level - below) / (height - below)
        found.append((level, value))
    return found


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Level and value where only the middle between two places can come true."""
    heights = [height for _, height in points]
    found = []
    for level in LEVELS:
        place = bisect_left(heights, level)
        if 0 < place < len(points):
            found.append((level, (points[place - 1][0] + points[place][0]) / 2))
    return found


def _without_numbers(asked: Asked) -> UnfitNoun:
    return UnfitNoun(f"The forecast on {asked.noun.slug!r} has no numbers", "export the file again")
