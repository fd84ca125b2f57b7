"""How much of each judged timeline had passed by a day, and by which day it reached a chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.words.windows.spreading import Spread
from tracker.timelines import padded, spread_out
from tracker.vectors import Floats
from tracker.verdicts.horizons import read_by_rule

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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Curves:
    """The distribution functions of timelines: knots in days since each was made, and the height at each.

    One row a timeline, shape (n, knots); a shorter one repeats its last knot.
    """

    days: Floats
    heights: Floats

    def at(self, days: Floats) -> Floats:
        """The chance by a day of each timeline, in days since it was made.

        >>> curve = Curves(days=np.array([[0.0, 30.0, 90.0]]), heights=np.array([[0.0, 0.5, 0.8]]))
        >>> curve.at(np.array([60.0]))
        array([0.65])
        """
        reached = (self.days <= days[:, None]).sum(axis=1)
        row, last = np.arange(len(days)), self.days.shape[1] - 1
        before, after = np.maximum(reached - 1, 0), np.minimum(reached, last)
        start, wide = self.days[row, before], self.days[row, after] - self.days[row, before]
        share = np.divide(days - start, wide, out=np.zeros(len(days)), where=wide > 0)
        low, high = self.heights[row, before], self.heights[row, after]
        return np.where(reached > 0, low + share * (high - low), 0.0)

    def passed(self, days: Floats) -> Floats:
        """The share of each that had passed in the middle of a day; the first day has no middle."""
        return (self.at(days) + self.at(np.maximum(days - 1, 0.0))) / 2


def curves_of(timelines: DataFrame) -> Curves:
    """The curves as they are scored."""
    days, heights = padded(timelines["days"].tolist(), timelines["heights"].tolist())
    return Curves(days=days, heights=heights)


def curves_read(windows: DataFrame, rule: Spread) -> Curves:
    """The curves, had this rule read the dates of windows; one that no rule read stays as it was stated."""
    stated, read = curves_of(windows), spread_out(windows, rule)
    width = max(stated.days.shape[1], read[0].shape[1])
    tables = (_widened(table, width) for table in (stated.days, stated.heights, *read))
    days, heights, other_days, other_heights = tables
    by_rule = read_by_rule(windows)[:, None]
    return Curves(days=np.where(by_rule, other_days, days), heights=np.where(by_rule, other_heights, heights))


def _widened(table: Floats, width: int) -> Floats:
    return np.pad(table, ((0, 0), (0, width - table.shape[1])), mode="edge")


def day_at(timelines: DataFrame, level: float) -> Floats:
    """The day by which each timeline reaches a chance; NaN where it never does."""
    stated = zip(timelines["days"], timelines["heights"], strict=True)
    return np.array([_reached(knots, heights, level) for knots, heights in stated], dtype=float)


def _reached(knots: Sequence[float], heights: Sequence[float], level: float) -> float:
    at = int(np.searchsorted(heights, level - 1e-12))
    if at == len(heights):
        return np.nan
    if at == 0:
        return knots[0]
    rise = heights[at] - heights[at - 1]
    return round(knots[at - 1] + (knots[at] - knots[at - 1]) * (level - heights[at - 1]) / rise, _PLACES)
