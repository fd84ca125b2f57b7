"""A forecast on Metaculus as the ledger has it: a chance, shares, quantiles or a timeline, and its end."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import le

from forecasts.belief import SHARES_TOLERANCE
from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.format import ReadRow, Withdrawn
from forecasts.exchange.formats import common
from forecasts.exchange.formats.metaculus_questions import Kind, MetaculusQuestion
from forecasts.model import (
    Belief,
    Chance,
    Claim,
    Condition,
    Forecast,
    Forecaster,
    Quantiles,
    Shares,
    Timeline,
    Unscoreable,
)

LEVELS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)
"""The levels at which a curve is kept, as far as they lie between the question's bounds."""
_SUM_WITHIN = 1e-3
_FALL = 1e-6
_Knot = tuple[float, float]
_Place = tuple[str, str, Condition | None, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
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


@dataclass(kw_only=True)
class Withdrawals:
    """The ends that no start has met yet, in whatever order the rows come.

    An end after the question closed, or after `today`, is no withdrawal.
    """

    today: date
    _started: set[int] = field(default_factory=set)
    _open: dict[_Place, tuple[int, str, Forecast]] = field(default_factory=dict)

    def note(
        self, forecast: Forecast, question: MetaculusQuestion, end: datetime | None, *, line: int, text: str
    ) -> None:
        """Note when a forecast began, and when it ended."""
        start = forecast.made_at
        assert start is not None
        if end is not None and end < start:
            raise UnfitNoun(
                f"The forecast on {forecast.question!r} ended at {end}, before it was made",
                "mend its End Time",
            )
        about = (forecast.question, forecast.forecaster, forecast.claim.condition)
        self._open.pop((*about, start), None)
        self._started.add(hash((*about, start)))
        if end is None or end >= question.closed or end.date() > self.today:
            return
        if hash((*about, end)) not in self._started:
            self._open[(*about, end)] = (line, text, forecast)

    def rows(self) -> Iterator[ReadRow]:
        """The withdrawals, once all rows are noted."""
        for (*_, end), (line, text, forecast) in self._open.items():
            back = Withdrawn(
                forecast=forecast, on=end.date(), because="it ended on Metaculus, and no other took its place"
            )
            yield ReadRow(line=line, text=text, nouns=(back,))


def forecast(
    question: MetaculusQuestion,
    by: Forecaster,
    numbers: Numbers,
    made: datetime,
    conventions: Conventions,
    *,
    condition: Condition | None = None,
) -> Forecast:
    """What somebody forecast at a moment.

    A chance, shares and quantiles are due on the day on which the question was to close; a timeline runs
    to its horizon. Where the whole of a curve lies beyond the bounds, there is nothing to score.
    """
    stated = belief(question, numbers, made, conventions)
    day = made.date()
    if stated is None:
        conventions.assume(
            "A forecast that puts the whole of its curve beyond the question's bounds is counted, not scored."
        )
    return common.forecast(
        question.record,
        by,
        stated,
        made=made,
        claim=Claim(
            deadline=None if question.kind is Kind.DATE else max(question.due, day), condition=condition
        ),
        unscoreable=None if stated else Unscoreable.NO_PROBABILITY,
    )


def belief(
    question: MetaculusQuestion, numbers: Numbers, made: datetime, conventions: Conventions
) -> Belief | None:
    """What a forecast asserts; None where the whole of a curve lies beyond the bounds."""
    match question.kind:
        case Kind.BINARY:
            if numbers.p is None:
                raise _without_numbers(question)
            return Chance.stated(numbers.p)
        case Kind.CHOICE:
            return _shares(question, numbers, made, conventions)
    points = _points(question, numbers)
    if question.kind is Kind.DATE:
        return timeline(points, made.date(), question.horizon)
    if numbers.cdf and question.grid:
        found = _steps(points) if question.kind is Kind.DISCRETE else _between(points)
    else:
        found = [(level, value) for value, level in points if 0 < level < 1]
    if not found:
        return None
    levels, values = zip(*found, strict=True)
    return Quantiles(levels=levels, values=tuple(float(f"{value:.12g}") for value in values))


def timeline(points: list[_Knot], made_on: date, horizon: date) -> Timeline:
    """The timeline through points of a day (its ordinal) and a height, both rising.

    What was given to days before the forecast stands on its own day. Of several heights on one day the
    last counts: it is what had been reached by the end of the day.

    >>> start = date(2025, 1, 1).toordinal()
    >>> read = timeline([(start - 10, 0.0), (start + 10, 0.5), (start + 30, 1.0)], date(2025, 1, 1),
    ...     date(2025, 1, 31))
    >>> read.days, read.cdf
    ((0.0, 10.0, 30.0), (0.25, 0.5, 1.0))
    """
    first = made_on.toordinal()
    by_day: dict[float, float] = {}
    for place, height in points:
        day = float(int(place) - first)
        by_day[day] = max(height, by_day.get(day, 0.0))
    knots = _bent(_from_day_0(sorted(by_day.items())))
    return Timeline(
        days=tuple(day for day, _ in knots), cdf=tuple(height for _, height in knots), horizon=horizon
    )


def _from_day_0(knots: list[_Knot]) -> list[_Knot]:
    """The knots from day 0 on; what lay before it has its height there."""
    before = [knot for knot in knots if knot[0] < 0]
    after = [knot for knot in knots if knot[0] >= 0]
    if not before or (after and after[0][0] == 0):
        return after
    past, height = before[-1]
    if after:
        height += (after[0][1] - height) * -past / (after[0][0] - past)
    return [(0.0, height), *after]


def _bent(knots: list[_Knot]) -> list[_Knot]:
    """The knots without those in the middle of a flat stretch."""
    return [
        knot
        for place, knot in enumerate(knots)
        if place in (0, len(knots) - 1) or not knots[place - 1][1] == knot[1] == knots[place + 1][1]
    ]


def _shares(
    question: MetaculusQuestion, numbers: Numbers, made: datetime, conventions: Conventions
) -> Shares:
    if not numbers.shares:
        raise _without_numbers(question)
    named = question.options_at(made, len(numbers.shares))
    stated = {option: share for option, share in zip(named, numbers.shares, strict=True) if share is not None}
    total = math.fsum(stated.values())
    if abs(total - 1) > _SUM_WITHIN:
        raise UnfitNoun(f"The shares on {question.record.slug!r} sum to {total:g}", "make them sum to 1")
    if abs(total - 1) > SHARES_TOLERANCE:
        conventions.assume("Shares that sum to 1 but for rounding are divided by their sum.")
        stated = {option: share / total for option, share in stated.items()}
    if len(stated) < len(question.record.options):
        conventions.assume("An option that could not be chosen when a forecast was made has no share in it.")
    options = question.record.options
    return Shares(options=options, shares=tuple(stated.get(option, 0.0) for option in options))


def _points(question: MetaculusQuestion, numbers: Numbers) -> list[tuple[float, float]]:
    """Value and height of the curve, rising: of the whole where the grid is known, else of percentiles."""
    if numbers.cdf and question.grid:
        if len(numbers.cdf) != len(question.grid):
            raise UnfitNoun(
                f"The curve on {question.record.slug!r} has {len(numbers.cdf)} heights "
                f"for {len(question.grid)} places",
                "export the file again",
            )
        return list(zip(question.grid, _rising(question, numbers.cdf), strict=True))
    low, high = numbers.below or 0.0, 1 - (numbers.above or 0.0)
    inside = [(value, level) for level, value in numbers.percentiles if low <= level <= high]
    if question.kind is Kind.DATE:
        ends = ((question.lower, numbers.below), (question.upper, None if numbers.above is None else high))
        inside += [(place, height) for place, height in ends if place is not None and height is not None]
    if not numbers.percentiles:
        raise _without_numbers(question)
    return sorted(inside)


def _rising(question: MetaculusQuestion, cdf: tuple[float, ...]) -> list[float]:
    """The heights, without the falls that rounding makes."""
    if cdf[0] >= 0 and cdf[-1] <= 1 and all(map(le, cdf, cdf[1:])):
        return list(cdf)
    found: list[float] = []
    top = 0.0
    for height in cdf:
        if not -_FALL <= height <= 1 + _FALL or height < top - _FALL:
            raise UnfitNoun(
                f"The curve on {question.record.slug!r} goes from {top:g} to {height:g}",
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


def _without_numbers(question: MetaculusQuestion) -> UnfitNoun:
    return UnfitNoun(f"The forecast on {question.record.slug!r} has no numbers", "export the file again")
