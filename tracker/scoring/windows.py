"""Whether it fell inside the window that was named, and how far from its centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.kinds import event_days, floats, one_shape, same_kind
from tracker.scoring.limits import check_finite, check_not_nan, check_ordered, refuse_first
from tracker.scoring.quantiles import interval_score

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Days, Numbers, Scores


def window_hit(lower: Numbers, upper: Numbers, y: Days, evaluated_on: Numbers | None = None) -> Scores:
    """Whether it happened inside the window, ends included, once the window is over.

    **Not proper**: the widest window wins. Compare the share of hits with the chance that the windows were
    meant to hold. A window is undecided through its last day, even where it has already happened: counting
    early hits while late misses are still out would flatter everybody.

    Parameters
    ----------
    lower, upper
        First and last day of the window, in days since the forecast was made.
    y
        Days until it happened; `None` (or `inf`) where it did not.
    evaluated_on
        Day of the evaluation, since the forecast was made. The last day of a window counts in full, so it
        is decided from the day after. Without an evaluation date every window counts as over, and y may not
        be `None`: not happened by when?

    Returns
    -------
    bool, None, array or Series
        For one window `True`, `False`, or `None` while it is undecided. For n, 1.0, 0.0 and NaN. Undecided
        too where it happened before the forecast was made (y < 0).

    Raises
    ------
    ValueError
        On a window that ends before it starts, on NaN, and on a y of `None` without an evaluation date.

    Examples
    --------
    >>> window_hit(30, 92, 51), window_hit(30, 92, None, evaluated_on=93)
    (True, False)
    >>> window_hit([30, 30], [92, 92], [51, 51], evaluated_on=[60, 93])
    array([nan,  1.])
    """
    start, end, happened, known = _read(lower, upper, y, evaluated_on)
    _refuse_undated(happened, known)
    undecided = (end >= known) | (happened < 0)
    inside = (start <= happened) & (happened <= end)
    hit = np.where(undecided, np.nan, inside)
    if hit.ndim == 0:
        return None if undecided else bool(inside)
    return same_kind(hit, lower, upper, y, evaluated_on)


def timing_error(median: Numbers, y: Days) -> Scores:
    """Days between the central date and the day it happened: negative where it came earlier.

    Not a score, and not for averages over what has happened so far: the late ones are missing there. Its
    absolute value is smallest, in expectation, for the true median.

    Parameters
    ----------
    median
        Central date, in days since the forecast was made.
    y
        Days until it happened; `None` (or `inf`) where it did not.

    Returns
    -------
    float, array or Series
        `y - median`; NaN where it did not happen, or happened before the forecast was made.

    Raises
    ------
    ValueError
        On a median that is not finite, or a NaN in y.

    Examples
    --------
    >>> timing_error(61, 51), timing_error(61, None)
    (-10.0, nan)
    """
    centre, happened = floats(median, "median"), event_days(y)
    one_shape(median=centre, y=happened)
    check_finite(centre, "median")
    error = np.where(np.isfinite(happened) & (happened >= 0), happened, np.nan) - centre
    return same_kind(error, median, y)


def window_interval_score(
    lower: Numbers, upper: Numbers, y: Days, alpha: Numbers, evaluated_on: Numbers | None = None
) -> Scores:
    """The interval score of a window on what is known by the evaluation date, in days.

    The smaller the better, minimum 0. Both ends of the window and the event are cut off at the evaluation
    date c, for those that have happened and those that have not alike (a rule that looked at the outcome
    first would not be proper), and the interval score follows.

    Parameters
    ----------
    lower, upper
        First and last day of the window, in days since the forecast was made.
    y
        Days until it happened; `None` (or `inf`) where it did not.
    alpha
        One minus the chance that the window was meant to hold: 0.2 for 80%.
    evaluated_on
        Day c of the evaluation; an event after it has not happened yet. Without one nothing is cut off, and
        y must be a day.

    Returns
    -------
    float, array or Series
        The interval score of min(lower, c), min(upper, c) and min(y, c); NaN where y < 0.

    Raises
    ------
    ValueError
        As `interval_score`, and on a y of `None` without an evaluation date.

    References
    ----------
    Winkler (1972); Taggart, Loveday and Louis (2026), for what is not over yet.

    Examples
    --------
    >>> window_interval_score(30, 92, 51, alpha=0.2)
    62.0
    >>> window_interval_score(30, 92, None, alpha=0.2, evaluated_on=40)
    10.0
    """
    start, end, happened, known = _read(lower, upper, y, evaluated_on)
    _refuse_undated(happened, known)
    cut = np.minimum(happened, known)
    scores = interval_score(np.minimum(start, known), np.minimum(end, known), cut, floats(alpha, "alpha"))
    scored = np.where(happened < 0, np.nan, scores)
    return same_kind(scored, lower, upper, y, alpha, evaluated_on)


def _read(
    lower: Numbers, upper: Numbers, y: Days, evaluated_on: Numbers | None
) -> tuple[Array, Array, Array, Array]:
    start, end, happened = floats(lower, "lower"), floats(upper, "upper"), event_days(y)
    known = floats(np.inf if evaluated_on is None else evaluated_on, "evaluated_on")
    check_not_nan(known, "evaluated_on")
    one_shape(lower=start, upper=end, y=happened, evaluated_on=known)
    check_finite(start, "lower")
    check_finite(end, "upper")
    check_ordered(start, end)
    start, end, happened, known = np.broadcast_arrays(start, end, happened, known)
    return start, end, happened, known


def _refuse_undated(happened: Array, known: Array) -> None:
    dated = np.isfinite(happened) | np.isfinite(known)
    refuse_first(happened, dated, "y", "what has not happened needs the day evaluated_on")
