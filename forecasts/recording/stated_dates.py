"""A distribution over dates, as somebody states it: with what chance it will have happened by which day.

Rule `dates-1`: the distribution function is the stated chance at the end of each stated day, a straight line
from nothing on the day it was said to the first of them, and straight between them. After the last, as with
a window, half of what is left comes by the horizon, in a straight line, and half beyond or never. A month or
a year stands for its last day, as "by" does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from forecasts.belief import Timeline
from forecasts.errors import DeadlineBeforeForecast, UnfitNoun
from forecasts.model import Question
from forecasts.words.windows.ladder import rung

RULE = "dates-1"
Stated = Sequence[tuple[float, float | date]]


def numbers_of(question: Question, stated: Stated) -> tuple[tuple[float, float], ...]:
    """The quantiles of a question that is no event; days are refused."""
    found = []
    for level, value in stated:
        if isinstance(value, date):
            raise UnfitNoun(
                f"{question.slug!r} is a question of kind {question.kind}, and {level:g}={value} is a day",
                "give numbers, such as 0.5=61, or ask when something happens: --kind event",
            )
        found.append((level, value))
    return tuple(found)


def dates_of(question: Question, stated: Stated) -> tuple[tuple[float, date], ...]:
    """The quantiles of an event as days; a whole number is a year, and anything else is refused."""
    found = []
    for level, value in stated:
        if not isinstance(value, date):
            if not (value.is_integer() and 1000 <= value <= 9999):
                raise UnfitNoun(
                    f"{question.slug!r} is an event, and {level:g}={value:g} is no day",
                    "give days, such as 0.25=2028-01-01,0.5=2031, or ask for a number: --kind quantity",
                )
            value = date(int(value), 12, 31)
        found.append((level, value))
    return tuple(found)


def stated_timeline(stated: Sequence[tuple[float, date]], *, made_on: date, horizon: date | None) -> Timeline:
    """The belief through the stated points; without a horizon it ends on its rung of the ladder.

    Raises
    ------
    DeadlineBeforeForecast
        If a day lies before the forecast.
    UnfitNoun
        If days do not rise with their chances.

    Examples
    --------
    >>> points = [(0.25, date(2028, 1, 1)), (0.5, date(2031, 12, 31))]
    >>> found = stated_timeline(points, made_on=date(2026, 11, 30), horizon=None)
    >>> found.days, found.cdf, found.horizon
    ((0.0, 397.0, 1857.0, 3653.0), (0.0, 0.25, 0.5, 0.75), datetime.date(2036, 11, 30))
    """
    points = sorted(stated)
    for (low, day), (high, later) in pairwise(points):
        if later <= day:
            raise UnfitNoun(
                f"{low:g}={day} and {high:g}={later} do not rise together",
                "give a later day for a higher chance",
            )
    if points[0][1] < made_on:
        raise DeadlineBeforeForecast(points[0][1], made_on)
    last, top = points[-1][1], points[-1][0]
    end = horizon or rung(made_on, max(last, made_on + timedelta(days=1)))
    cdf = {0.0: 0.0} | {float((day - made_on).days): level for level, day in points}
    if end > last:
        cdf[float((end - made_on).days)] = round(top + (1 - top) / 2, 12)
    return Timeline(days=tuple(cdf), cdf=tuple(cdf.values()), horizon=end, rule=RULE)


def check_alone(given: Mapping[str, object]) -> None:
    """Refuses a chance for each of several days beside another belief."""
    for what, said in given.items():
        if said is not None:
            raise UnfitNoun(
                f"The forecast gives {what} ({said}) and a chance for each of several days",
                "give one of them",
            )
