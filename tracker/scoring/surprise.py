"""Where in a stated timeline the event fell, and how surprising that was.

An event that has not happened by the evaluation date c is known to come after it or never, and nothing more
is known: both measures here use just that. So it is with an event after the last knot of a timeline that
ends below 1: what is left there was given to "later or never", and the timeline does not say when. The event
counts as censored at the last knot. A timeline that ends at 1 had ruled it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.curve import aligned, height
from tracker.scoring.kinds import event_days, floats, same_kind
from tracker.scoring.limits import check_not_nan, refuse_first

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Days, Numbers, Scores


def timeline_pit(days: Numbers, cdf: Numbers, y: Days, evaluated_on: Numbers | None = None) -> Scores:
    """The chance the timeline gave to its having happened by the day it did: low is early, high is late.

    Not a score: over many forecasts of a calibrated forecaster it is spread evenly from 0 to 1, where the
    curves have no jumps. What has not happened by the evaluation date is somewhere in (F(c), 1], and what
    happened after the last knot, where F ends below 1, somewhere in (F(last), 1].

    Parameters
    ----------
    days, cdf
        Knots, shape (k,) or (n, k), as for `timeline_brier`.
    y
        Days until it happened; `None` (or `inf`) where it did not.
    evaluated_on
        Day c of the evaluation, since the forecast was made; an event after it has not happened yet. Needed
        where y is `None` or `inf`.

    Returns
    -------
    float, tuple or array
        For one forecast F(y), or the pair (F(c), 1) where it has not happened (c the last knot where it
        happened after that). For n, an array of shape (n, 2) with the lower and upper end, equal where it
        has happened. NaN where y < 0.

    Raises
    ------
    ValueError
        On knots that make no curve, a NaN, or a y of `None` without an evaluation date.

    Examples
    --------
    >>> days, cdf = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]
    >>> round(timeline_pit(days, cdf, 51), 6)
    0.370968
    >>> timeline_pit(days, cdf, None, evaluated_on=61), timeline_pit(days, cdf, 300)
    ((0.5, 1.0), (0.95, 1.0))
    """
    stated, heights, happened, known, shape = _read(days, cdf, y, evaluated_on)
    over = happened <= known
    low = height(stated, heights, np.where(over, happened, known))
    low = np.where(happened < 0, np.nan, low)
    ends = np.concatenate([low, np.where(over, low, 1.0)], axis=1)
    if shape:
        return ends
    return float(low[0, 0]) if over[0, 0] else (float(ends[0, 0]), 1.0)


def timeline_log_score(
    days: Numbers,
    cdf: Numbers,
    y: Days,
    evaluated_on: Numbers | None = None,
    *,
    bin_days: float = 7.0,
) -> Scores:
    """Minus the logarithm of the chance given to the week in which it happened, or to its not happening yet.

    The smaller the better, minimum 0, in nats. Proper for bins and an evaluation date fixed in advance.
    **Infinite** where the timeline had ruled out what happened, and left so. It depends on the width of the
    bins and on the last knot, beyond which nothing is told apart: compare only scores made with the same
    width, of timelines that end on the same day. A forecaster who may choose the last knot could end early
    and be safe.

    Parameters
    ----------
    days, cdf
        Knots, shape (k,) or (n, k), as for `timeline_brier`.
    y
        Days until it happened; `None` (or `inf`) where it did not.
    evaluated_on
        Day c of the evaluation; an event after it has not happened yet. Needed where y is `None`.
    bin_days
        Width of the bins in days: they are (0, 7], (7, 14] and so on, day 0 in the first; the last ends at
        the evaluation date.

    Returns
    -------
    float, array or Series
        `-ln (F(b) - F(a))` for y in the bin (a, b], `-ln (1 - F(c))` where it has not happened by c, and
        `-ln (1 - F(last))` where it happened after the last knot. NaN where y < 0.

    Raises
    ------
    ValueError
        As `timeline_pit`, and on bins that are not wider than 0 days.

    References
    ----------
    Rindt et al. (2022). Survival regression with proper scoring rules and monotonic neural networks.

    Examples
    --------
    >>> days, cdf = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]
    >>> round(timeline_log_score(days, cdf, 51), 4)
    2.4044
    >>> round(timeline_log_score(days, cdf, None, evaluated_on=40), 4)
    0.2601
    """
    if not 0 < bin_days < np.inf:
        raise ValueError(f"bin_days is {bin_days!r}; a bin is wider than 0 days")
    stated, heights, happened, known, shape = _read(days, cdf, y, evaluated_on)
    over = happened <= known
    number = np.maximum(np.ceil(np.where(over, happened, 0.0) / bin_days), 1)
    opens, closes = (number - 1) * bin_days, np.minimum(number * bin_days, known)
    below = np.where(number > 1, height(stated, heights, opens), 0.0)
    within = height(stated, heights, closes) - below
    given = np.maximum(np.where(over, within, 1 - height(stated, heights, known)), 0.0)
    with np.errstate(divide="ignore"):
        scores = np.where(happened < 0, np.nan, 0.0 - np.log(given))
    return same_kind(scores.reshape(shape), y, evaluated_on)


def _read(
    days: Numbers, cdf: Numbers, y: Days, evaluated_on: Numbers | None
) -> tuple[Array, Array, Array, Array, tuple[int, ...]]:
    """Knots as (n or 1, k), y and c as (n, 1), and the shape of the answer: () or (n,).

    For events after the last knot of a curve that ends below 1, c is that knot at the latest.
    """
    limit = floats(np.inf if evaluated_on is None else evaluated_on, "evaluated_on")
    check_not_nan(limit, "evaluated_on")
    (stated, heights, happened, known), shape = aligned(days, cdf, y=event_days(y), evaluated_on=limit)
    settled = np.isfinite(happened) | np.isfinite(known)
    refuse_first(happened[:, 0], settled[:, 0], "y", "what has not happened needs the day evaluated_on")
    last, left = stated[:, -1:], heights[:, -1:] < 1
    known = np.where((happened > last) & left, np.minimum(known, last), known)
    return stated, heights, happened, known, shape
