"""A curve over days, as Metaculus keeps it of a date question, as a timeline from the day of a forecast."""

from __future__ import annotations

from datetime import date

from forecasts.model import Timeline

Knot = tuple[float, float]


def timeline(points: list[Knot], made_on: date, horizon: date) -> Timeline:
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
    knots = _needed(_from_today(sorted(by_day.items())))
    return Timeline(
        days=tuple(day for day, _ in knots), cdf=tuple(height for _, height in knots), horizon=horizon
    )


def _from_today(knots: list[Knot]) -> list[Knot]:
    """The knots from day 0 on; what lay before it has its height there."""
    before = [knot for knot in knots if knot[0] < 0]
    after = [knot for knot in knots if knot[0] >= 0]
    if not before or (after and after[0][0] == 0):
        return after
    past, height = before[-1]
    if after:
        height += (after[0][1] - height) * -past / (after[0][0] - past)
    return [(0.0, height), *after]


def _needed(knots: list[Knot]) -> list[Knot]:
    """The knots without those in the middle of a flat stretch."""
    return [
        knot
        for place, knot in enumerate(knots)
        if place in (0, len(knots) - 1) or not knots[place - 1][1] == knot[1] == knots[place + 1][1]
    ]
