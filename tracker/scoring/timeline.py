"""How far a stated timeline was from the day on which it happened, or from its not happening.

The headline score of timelines. It asks the yes/no question "by day t?" for every t from 0 to a horizon and
averages the Brier scores of the answers, exactly. The horizon is fixed beforehand, by the calendar: one that
depends on the event (stop when it happens, go on while it has not) would reward hedging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.curve import aligned, height
from tracker.scoring.kinds import event_days, floats, same_kind
from tracker.scoring.limits import check_not_nan, refuse_first

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Days, Numbers, Scores


def timeline_brier(days: Numbers, cdf: Numbers, y: Days, horizon: Numbers) -> Scores:
    """The Brier score of the question "by day t?", averaged over every t from 0 to the horizon.

    The smaller the better, from 0 to 1. Proper for a horizon fixed in advance, and comparable only
    between forecasts with the same one. What lies past the horizon need not be told apart: an event
    there, "later" and "never" score alike.

    Parameters
    ----------
    days, cdf
        Knots of the distribution function: days since the forecast was made, and the chance by each.
        Shape (k,) for one timeline, (n, k) for n (a shorter one repeats its last knot). See `chance_by`.
    y
        Days until it happened; `None` (or `inf`) where it did not. One, or n of them.
    horizon
        Last day that counts, 0 or more: `min(question's horizon, days to the evaluation date)`.

    Returns
    -------
    float, array or Series
        `(1/H) integral_0^H (F(t) - 1{y <= t})^2 dt`, one per forecast. NaN where it happened before the
        forecast was made (y < 0), and where the horizon is 0 days; `why_undefined` says which.

    Raises
    ------
    ValueError
        On knots that make no curve, a NaN in y, or a horizon that is negative or not finite.

    References
    ----------
    Gneiting and Ranjan (2011), Comparing density forecasts using threshold- and quantile-weighted scoring
    rules; Taggart, Loveday and Louis (2026), on scoring what is not over yet.

    Examples
    --------
    >>> days, cdf = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]
    >>> round(timeline_brier(days, cdf, 51, horizon=183), 5)
    0.04551
    >>> timeline_brier(days, cdf, [51, None], horizon=183).round(4)
    array([0.0455, 0.5289])
    """
    limit = floats(horizon, "horizon")
    total = _crps(days, cdf, y, limit)
    span = np.broadcast_to(limit, total.shape)
    return same_kind(np.divide(total, span, out=np.full(total.shape, np.nan), where=span > 0), y, horizon)


def timeline_crps(days: Numbers, cdf: Numbers, y: Days, horizon: Numbers) -> Scores:
    """The threshold-weighted CRPS of a timeline on [0, horizon], in days.

    The smaller the better, from 0 to the horizon: `timeline_brier` times the horizon. A certain date m
    costs |y - m| days where both lie before the horizon. Arguments, errors and references are those of
    `timeline_brier`.

    Returns
    -------
    float, array or Series
        `integral_0^H (F(t) - 1{y <= t})^2 dt` in days; 0 for a horizon of 0, NaN where y < 0.

    Examples
    --------
    >>> round(timeline_crps([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95], 51, horizon=183), 4)
    8.3278
    >>> timeline_crps([61], [1.0], 51, horizon=183)
    10.0
    """
    return same_kind(_crps(days, cdf, y, floats(horizon, "horizon")), y, horizon)


def by_date_brier(days: Numbers, cdf: Numbers, y: Days, dates: Numbers) -> Scores:
    """The Brier scores of the questions "by day t?" for a few days t, fixed when the forecast was made.

    The smaller the better, from 0 to 1, each of them proper: the plainest way to show a timeline. The
    caller leaves out the days that are not over yet.

    Parameters
    ----------
    days, cdf, y
        As `timeline_brier`.
    dates
        Days since the forecast was made: one, or m of them, the same for all forecasts.

    Returns
    -------
    float, array or Series
        `(F(t) - 1{y <= t})^2` per date: shape (m,) for one forecast, (n, m) for n; without the m where
        dates is one number. NaN where it happened before the forecast was made.

    Raises
    ------
    ValueError
        On knots that make no curve, or NaN.

    Examples
    --------
    >>> by_date_brier([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95], 51, [30, 61, 92, 183]).round(4)
    array([0.01  , 0.25  , 0.01  , 0.0025])
    """
    when = floats(dates, "dates")
    check_not_nan(when, "dates")
    if when.ndim > 1:
        raise ValueError(f"dates has shape {when.shape}; they are the same for all forecasts")
    (stated, heights, happened), shape = aligned(days, cdf, y=event_days(y))
    said = height(stated, heights, when.reshape(1, -1))
    scores = np.where(happened < 0, np.nan, (said - (happened <= when.reshape(1, -1))) ** 2)
    return same_kind(scores.reshape(shape + when.shape), y)


def _crps(days: Numbers, cdf: Numbers, y: Days, horizon: Array) -> Array:
    refuse_first(horizon, np.isfinite(horizon) & (horizon >= 0), "horizon", "a horizon is 0 days or more")
    (stated, heights, happened, limit), shape = aligned(days, cdf, y=event_days(y), horizon=horizon)
    split = np.clip(happened, 0, limit)
    missed = _squared(stated, heights, 0.0, np.zeros_like(split), split)
    late = _squared(stated, 1 - heights, 1.0, split, limit)
    return np.where(happened[:, 0] < 0, np.nan, missed + late).reshape(shape)


def _squared(days: Array, values: Array, ahead: float, low: Array, high: Array) -> Array:
    """The exact integral, from low to high, of the square of the line through knots: shape (n,).

    The line is `ahead` before the first knot and flat after the last. A piece from a to b over length L
    contributes L (a^2 + ab + b^2) / 3.
    """
    start, end = days[:, :-1], days[:, 1:]
    from_day, to_day = np.clip(start, low, high), np.clip(end, low, high)
    gap = end - start
    gap = np.where(gap > 0, gap, 1.0)
    first, rise = values[:, :-1], np.diff(values, axis=1)
    a = first + rise * ((from_day - start) / gap)
    b = first + rise * ((to_day - start) / gap)
    between = ((to_day - from_day) * (a * a + a * b + b * b)).sum(axis=1) / 3
    before = (np.clip(days[:, :1], low, high) - low)[:, 0] * ahead**2
    after = ((high - np.clip(days[:, -1:], low, high)) * values[:, -1:] ** 2)[:, 0]
    return np.asarray(before + between + after)
