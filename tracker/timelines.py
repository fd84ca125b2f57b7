"""What timelines score, at their horizon or on the way to it, and how far that hangs on the reading.

The score is that of the whole stretch from the forecast to its horizon, and final once the
horizon is over and the outcome covers it: it happened by then, or is known not to have. Until then it
is provisional, over the days that are over and covered: to the day before the evaluation date where
it has happened, else through the last day on which it is known not to have.

The band holds the scores by all the rules of `forecasts.words.windows.spreading`, for windows that
such a rule turned into a distribution; of one that was stated outright it has no width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.words.windows.spreading import SPREADS, Spread, heights
from tracker.frame_arrays import Flags, Numbers, day_numbers
from tracker.scoring import timeline_brier, timing_error, window_hit
from tracker.verdicts.horizons import read_by_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame


Knots = tuple[float, ...]

_NO_CHANCE = -1.0


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

    value, low, high = scored_through(timelines, made + days_covered)
    return TimelineScores(
        value=value,
        low=low,
        high=high,
        covered=days_covered / (horizon - made),
        final=final,
        window_hit=_window_hits(timelines, made, y),
        timing_error=_timing_errors(timelines, made, np.where(final, y, np.inf)),
    )


def scored_through(timelines: DataFrame, reach: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The scores of timelines over the days through another one than their horizon, with their bands.

    Each keeps the curve that was stated to its own horizon; an event after `reach` has not come by then.

    Parameters
    ----------
    timelines
        As in `timeline_scores`.
    reach
        The last day that counts of each, a day number no later than its horizon.

    Returns
    -------
    value, low, high
        As in `TimelineScores`; NaN where no day counts.
    """
    made, event = day_numbers(timelines["made_on"]), day_numbers(timelines["event_on"])
    y = np.where(np.isnan(event) | (event < made), np.inf, event - made)
    days_covered = np.clip(reach - made, 0, None)
    stated = padded(timelines["days"].tolist(), timelines["heights"].tolist())
    value = timeline_brier(*stated, y, days_covered) if len(timelines) else np.full(0, np.nan)
    return (value, *_band(timelines, value, y, days_covered))


def padded(days: Sequence[Knots], cdf: Sequence[Knots]) -> tuple[Numbers, Numbers]:
    """Knots as two tables of one width; a shorter curve repeats its last knot."""
    places: dict[tuple[Knots, Knots], int] = {}
    place = [places.setdefault(curve, len(places)) for curve in zip(days, cdf, strict=True)]
    width = max((len(knots) for knots, _ in places), default=1)
    tables = np.empty((2, len(places), width))
    for row, curve in enumerate(places):
        for table, knots in zip(tables, curve, strict=True):
            table[row, : len(knots)], table[row, len(knots) :] = knots, knots[-1]
    return tables[0][place], tables[1][place]


def _band(timelines: DataFrame, value: Numbers, y: Numbers, days_covered: Numbers) -> tuple[Numbers, Numbers]:
    low, high = value.copy(), value.copy()
    rows = np.flatnonzero(read_by_rule(timelines))
    if len(rows):
        windows = timelines.iloc[rows]
        for rule in SPREADS.values():
            other = timeline_brier(*spread_out(windows, rule), y[rows], days_covered[rows])
            low[rows], high[rows] = np.fmin(low[rows], other), np.fmax(high[rows], other)
    return low, high


def scores_by_rule(windows: DataFrame, rule: Spread) -> Numbers:
    """The scores of windows over their whole horizons, had this rule read their dates."""
    made, event = day_numbers(windows["made_on"]), day_numbers(windows["event_on"])
    y = np.where(np.isnan(event), np.inf, event - made)
    scores = timeline_brier(*spread_out(windows, rule), y, day_numbers(windows["horizon"]) - made)
    return np.asarray(scores, dtype=np.float64)


def spread_out(windows: DataFrame, rule: Spread) -> tuple[Numbers, Numbers]:
    """The knots of `forecasts.words.windows.spreading.knots` for many windows, as `padded` lays them out."""
    made, latest = day_numbers(windows["made_on"]), day_numbers(windows["latest"])
    named = [day_numbers(windows[name]) for name in ("earliest", "central")]
    horizon = day_numbers(windows["horizon"])
    there = np.column_stack(
        [
            np.ones(len(windows), dtype=bool),
            *((day > made) | (day == latest) for day in named),
            np.ones(len(windows), dtype=bool),
            horizon > latest,
        ]
    )
    days = np.column_stack([made, *named, latest, horizon]) - made[:, None]
    for column in range(days.shape[1] - 1):
        later = there[:, column + 1 :] & (days[:, column + 1 :] == days[:, [column]])
        there[:, column] &= ~later.any(axis=1)
    cdf = _heights(rule, windows["p"].to_numpy(dtype=np.float64), ~np.isnan(named[0]))
    order = np.argsort(~there, axis=1, kind="stable")
    last = there.sum(axis=1, keepdims=True) - 1
    place = np.take_along_axis(order, np.minimum(np.arange(days.shape[1]), last), axis=1)
    return np.take_along_axis(days, place, axis=1), np.take_along_axis(cdf, place, axis=1)


def _heights(rule: Spread, p: Numbers, from_earliest: Flags) -> Numbers:
    """The heights of each window's knots, 0 at the first: worked out once for each chance and beginning."""
    asked = np.column_stack([np.where(np.isnan(p), _NO_CHANCE, p), from_earliest])
    pairs, place = np.unique(asked, axis=0, return_inverse=True)
    worked_out = [
        (0.0, *heights(rule, from_earliest=bool(first), p=None if chance == _NO_CHANCE else float(chance)))
        for chance, first in pairs
    ]
    return np.array(worked_out).reshape(-1, 5)[place.ravel()]


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
