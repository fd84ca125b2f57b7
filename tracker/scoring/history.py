"""How good a forecast that was updated has been, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tracker.scoring.chance import brier
from tracker.scoring.limits import refuse_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.scoring.kinds import Array

Segments: TypeAlias = "Sequence[tuple[float, float] | Mapping[str, float]]"
"""Stretches of a history: (days, p) pairs, or mappings with these two keys as JSON holds them."""


def daily_brier(segments: Segments, y: float, scheduled_days: float) -> float:
    """The Brier score of the probability in force on each open day, over the days that were scheduled.

    The smaller the better, from 0 to 1. Proper day by day, for the days after an early end contribute 0 and
    the divisor does not depend on the outcome. A probability left standing is scored as if restated every
    day, so this is for those who update: score a one-off quote by its first forecast.

    Parameters
    ----------
    segments
        Days and probability of each stretch during which one forecast was in force, from the first
        forecast until the question closed.
    y
        1 if it happened, 0 if it did not, or a grade between them.
    scheduled_days
        Days from the first forecast to the deadline, whenever the question in fact closed.

    Returns
    -------
    float
        `sum over segments of days (p - y)^2 / scheduled_days`; NaN where no forecast was ever in force.

    Raises
    ------
    ValueError
        On more open days than were scheduled, a negative number of days, and what `brier` refuses.

    References
    ----------
    Metaculus measures coverage against the scheduled close in the same way.

    Examples
    --------
    >>> round(daily_brier([(3, 0.2), (4, 0.6)], 1, scheduled_days=10), 4)
    0.256
    """
    days, scores = _read(segments, y)
    open_days = days.sum()
    fits = open_days <= scheduled_days or np.isclose(open_days, scheduled_days)
    if not (fits and np.isfinite(scheduled_days)):
        raise ValueError(f"scheduled_days is {scheduled_days!r}; there were {open_days:g} open days")
    return float((days * scores).sum() / scheduled_days) if open_days else float("nan")


def open_days_brier(segments: Segments, y: float) -> float:
    """The mean Brier score over the days on which the question was in fact open.

    For comparison with others only, never the headline: **improper** for questions with a deadline. An early
    "yes" shortens the mean, so who believes 0.5 expects the best score by opening with about 0.86.

    Parameters
    ----------
    segments, y
        As `daily_brier`.

    Returns
    -------
    float
        `sum over segments of days (p - y)^2 / open days`; the smaller the better, from 0 to 1; NaN where no
        forecast was ever in force.

    Raises
    ------
    ValueError
        On a negative number of days, and on what `brier` refuses.

    References
    ----------
    The mean daily Brier score of the Good Judgment Project, on the scale from 0 to 1.

    Examples
    --------
    >>> round(open_days_brier([(3, 0.2), (4, 0.6)], 1), 4)
    0.3657
    """
    days, scores = _read(segments, y)
    return float((days * scores).sum() / days.sum()) if days.sum() else float("nan")


def _read(segments: Segments, y: float) -> tuple[Array, Array]:
    pairs = [(part["days"], part["p"]) if isinstance(part, Mapping) else part for part in segments]
    days = np.array([length for length, _ in pairs], dtype=np.float64)
    refuse_first(days, np.isfinite(days) & (days >= 0), "days", "a segment lasts 0 days or more")
    scores: Array = brier(np.array([p for _, p in pairs], dtype=np.float64), y)
    return days, scores
