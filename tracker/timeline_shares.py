"""How much of each judged timeline had passed by a day, and by which day it reached a chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.vectors import Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

_PLACES = 6


def first_timelines(kind: DataFrame, *, verdicts: tuple[str, ...]) -> DataFrame:
    """The first timeline of each series in its primary reading, of those with such a verdict."""
    first = (kind["belief"] == "timeline") & (kind["order"] == 0) & (kind["reading"] == "primary")
    return kind[first & kind["verdict"].isin(verdicts)]


def days_to_event(timelines: DataFrame) -> Floats:
    """Days from the forecast to its event; infinite where it has not come."""
    days = (timelines["event_on"] - timelines["made_on"]).dt.days.to_numpy(float)
    return np.where(np.isnan(days), np.inf, days)


def height_at(timelines: DataFrame, days: Floats) -> Floats:
    """The chance by a day of each timeline, in days since it was made."""
    return np.array(
        [
            np.interp(day, knots, heights, left=0.0)
            for day, (knots, heights) in zip(days, _curves(timelines), strict=True)
        ],
        dtype=float,
    )


def share_passed(timelines: DataFrame, days: Floats) -> Floats:
    """The share of each timeline that had passed in the middle of a day; the first day has no middle."""
    return (height_at(timelines, days) + height_at(timelines, np.maximum(days - 1, 0.0))) / 2


def day_at(timelines: DataFrame, level: float) -> Floats:
    """The day by which each timeline reaches a chance; NaN where it never does."""
    return np.array([_reached(knots, heights, level) for knots, heights in _curves(timelines)], dtype=float)


def _reached(knots: Sequence[float], heights: Sequence[float], level: float) -> float:
    at = int(np.searchsorted(heights, level - 1e-12))
    if at == len(heights):
        return np.nan
    if at == 0:
        return knots[0]
    rise = heights[at] - heights[at - 1]
    return round(knots[at - 1] + (knots[at] - knots[at - 1]) * (level - heights[at - 1]) / rise, _PLACES)


def _curves(timelines: DataFrame) -> list[tuple[Sequence[float], Sequence[float]]]:
    return list(zip(timelines["days"], timelines["heights"], strict=True))
