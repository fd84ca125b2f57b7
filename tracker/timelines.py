"""What timelines score, at their horizon or on the way to it, and how far that hangs on the reading.

The score is that of the whole stretch from the forecast to the question's horizon, and final once the
horizon is over and the outcome covers it: it happened by then, or is known not to have. Until then it
is provisional, over the days that are over and covered: to the day before the evaluation date where
it has happened, else through the last day on which it is known not to have.

The band holds the scores by all the rules of `forecasts.words.windows.spreading`, for windows that
such a rule turned into a distribution; of one that was stated outright it has no width.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.words.windows.spreading import SPREADS, Spread, knots
from tracker.scoring import timeline_brier, timing_error, window_hit
from tracker.verdicts.columns import Flags, Numbers, day_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineScores:
    """Columns for a frame of timelines; NaN and None where there is nothing to say.

    `covered` is the share of the horizon that the score covers, `final` whether that is all of it.
    `window_hit` is 1.0 or 0.0 once the window is over and decided, `timing_error` the days from the
    central date to the event (negative: it came earlier) once the score is final.
    """

    value: Numbers
    low: Numbers
    high: Numbers
    covered: Numbers
    final: Flags
    window_hit: Numbers
    timing_error: Numbers


def timeline_scores(timelines: DataFrame, *, on: float) -> TimelineScores:
    """The scores of rows of a verdicts frame that are timelines whose event either happened or did not.

    Parameters
    ----------
    timelines
        Rows of `tracker.verdicts.judging.verdicts` with the belief "timeline".
    on
        The evaluation date as a day number.

    Returns
    -------
    TimelineScores
        The value is `tracker.scoring.timeline_brier`: the smaller the better, from 0 to 1.
    """
    made, horizon = day_numbers(timelines["made_on"]), day_numbers(timelines["horizon"])
    event, absent = day_numbers(timelines["event_on"]), day_numbers(timelines["not_through"])
    happened = ~np.isnan(event)
    final = (on > horizon) & (happened | (absent >= horizon))
    last_day = np.fmin(horizon, on - 1)
    reach = np.where(final, horizon, np.where(happened, last_day, np.minimum(last_day, absent)))
    days_covered = np.where(np.isnan(reach), 0.0, np.clip(reach - made, 0, None))
    y = np.where(happened, event - made, np.inf)
    y = np.where(y < 0, np.inf, y)

    count = len(timelines)
    stated = _padded(timelines["days"].tolist(), timelines["heights"].tolist())
    value = timeline_brier(*stated, y, days_covered) if count else np.full(0, np.nan)
    low, high = _band(timelines, value, y, days_covered)
    return TimelineScores(
        value=value,
        low=low,
        high=high,
        covered=days_covered / (horizon - made),
        final=final,
        window_hit=_window_hits(timelines, made, y),
        timing_error=_timing_errors(timelines, made, np.where(final, y, np.inf)),
    )


def _padded(days: Sequence[Sequence[float]], cdf: Sequence[Sequence[float]]) -> tuple[Numbers, Numbers]:
    """Knots as two tables of one width; a shorter curve repeats its last knot."""
    width = max(map(len, days), default=1)
    tables = (np.empty((len(days), width)), np.empty((len(days), width)))
    for table, rows in zip(tables, (days, cdf), strict=True):
        for place, row in enumerate(rows):
            table[place, : len(row)] = row
            table[place, len(row) :] = row[-1]
    return tables


def _band(timelines: DataFrame, value: Numbers, y: Numbers, days_covered: Numbers) -> tuple[Numbers, Numbers]:
    low, high = value.copy(), value.copy()
    spread = timelines["rule"].isin(list(SPREADS)) & timelines["latest"].notna()
    rows = np.flatnonzero(spread.to_numpy(dtype=bool))
    if len(rows):
        windows = list(_windows(timelines.iloc[rows]))
        for rule in SPREADS.values():
            read = {window: _knots(rule, window) for window in set(windows)}
            days, cdf = zip(*(read[window] for window in windows), strict=True)
            other = timeline_brier(*_padded(days, cdf), y[rows], days_covered[rows])
            low[rows], high[rows] = np.fmin(low[rows], other), np.fmax(high[rows], other)
    return low, high


Window = tuple["date", "date | None", "date | None", "date", "date", "float | None"]


def _windows(timelines: DataFrame) -> zip[Any]:
    """What a rule needs to read a window: made_on, earliest, central, latest, horizon, p."""

    def days(name: str) -> list[Any]:
        listed: list[Any] = timelines[name].to_numpy(dtype="datetime64[s]").astype("datetime64[D]").tolist()
        return listed

    chance = [None if np.isnan(p) else float(p) for p in timelines["p"].to_numpy(dtype=np.float64)]
    return zip(*map(days, ("made_on", "earliest", "central", "latest", "horizon")), chance, strict=True)


@lru_cache(maxsize=100_000)
def _knots(rule: Spread, window: Window) -> tuple[tuple[float, ...], tuple[float, ...]]:
    made_on, earliest, central, latest, horizon, p = window
    return knots(
        rule, made_on=made_on, earliest=earliest, central=central, latest=latest, horizon=horizon, p=p
    )


def _window_hits(timelines: DataFrame, made: Numbers, y: Numbers) -> Numbers:
    """Of windows whose verdict is yes or no, whether it happened from the earliest to the latest date."""
    hits = np.full(len(timelines), np.nan)
    decided = timelines["verdict"].isin(["yes", "no"]) & timelines["latest"].notna()
    rows = decided.to_numpy(dtype=bool)
    first = np.fmax(day_numbers(timelines["earliest"]), made) - made
    last = day_numbers(timelines["latest"]) - made
    if rows.any():
        start, end = np.where(np.isnan(first), 0.0, first)[rows], last[rows]
        hits[rows] = window_hit(start, end, y[rows], evaluated_on=end + 1)
    return hits


def _timing_errors(timelines: DataFrame, made: Numbers, y: Numbers) -> Numbers:
    errors = np.full(len(timelines), np.nan)
    central = day_numbers(timelines["central"]) - made
    rows = ~np.isnan(central)
    if rows.any():
        errors[rows] = timing_error(central[rows], y[rows])
    return errors
