"""Between which values each score could have come out, as was known when the forecast was made.

Intervals of means (`tracker.certainty.event_means`) are the narrower, the narrower these are: a chance of 95%
scores 0.0025 or 0.9025 and nothing between.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.comparison.reference_scores import constant_hazard_scores
from tracker.frame_arrays import day_numbers
from tracker.measures import BRIER, MEASURES, TIMELINE_BRIER, numbers_of_options, reference_rates
from tracker.scoring import timeline_brier
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

_HALF = 0.5
_WAYS = 33


def score_bounds(scored: DataFrame) -> tuple[Floats, Floats]:
    """The lowest and the highest score that each row of a scores frame could get.

    Brier scores of yes or no lie at one of their two values, of a grade between 0 and the higher one.
    Timelines score least if it happens on their median day, and most if at once or never. Others lie between
    0 and the worst of their measure, of so many options where that counts; without one it is infinite.
    """
    least, most = np.zeros(len(scored)), np.full(len(scored), np.inf)
    measure = scored["measure"].to_numpy()
    for one in MEASURES.values():
        if one.bound is not None:
            most[measure == one.name] = one.bound
    options = numbers_of_options(scored)
    most[options > 0] = options[options > 0] - 1.0
    rows = measure == BRIER.name
    if rows.any():
        said = scored.loc[rows, "p"].to_numpy(float)
        observed = scored.loc[rows, "observed"].to_numpy(float)
        graded = (observed != 0) & (observed != 1)
        least[rows] = np.where(graded, 0.0, np.minimum(said, 1 - said) ** 2)
        most[rows] = np.maximum(said, 1 - said) ** 2
    rows = measure == TIMELINE_BRIER.name
    if rows.any():
        some = scored[rows]
        span = day_numbers(some["horizon"]) - day_numbers(some["made_on"])
        least[rows], most[rows] = timeline_bounds(padded(some["days"]), padded(some["heights"]), span)
    return least, most


def possible_scores(scored: DataFrame) -> tuple[Floats, Floats] | None:
    """What rows of one measure, and its reference, would score in each way it could come out, shape (n, k).

    Of a chance the ways are no and yes; of a timeline, days that follow one another evenly to its horizon,
    and never. None for a measure without a reference.
    """
    measure = MEASURES[str(scored["measure"].iloc[0])]
    rates = reference_rates(scored)
    if measure is BRIER:
        said = scored["p"].to_numpy(float)
        own, theirs = (np.column_stack([p**2, (1 - p) ** 2]) for p in (said, rates))
        return own, theirs
    if measure is not TIMELINE_BRIER:
        return None
    days, heights = (padded(scored[name]) for name in ("days", "heights"))
    span = day_numbers(scored["horizon"]) - day_numbers(scored["made_on"])
    came = [*(span * share for share in np.linspace(0, 1, _WAYS)), np.full(len(scored), np.inf)]
    own = np.column_stack([np.asarray(timeline_brier(days, heights, y, span), dtype=float) for y in came])
    return own, np.column_stack([constant_hazard_scores(y, span, rates) for y in came])


def timeline_bounds(days: Floats, heights: Floats, horizon: Floats) -> tuple[Floats, Floats]:
    """The lowest and the highest Timeline Brier of each timeline, whenever the event comes.

    The score as a function of the day y falls where ``F(y) < 1/2`` and rises after, for its slope is
    ``(2 F(y) - 1)/H``: it is lowest on the median day and highest at either end.

    Parameters
    ----------
    days, heights, horizon
        Knots, shape (n, k), and the days to each horizon, shape (n,).

    Examples
    --------
    >>> knots = np.array([[0.0, 100.0]]), np.array([[0.0, 1.0]])
    >>> least, most = timeline_bounds(*knots, np.array([100.0]))
    >>> least.round(4).tolist(), most.round(4).tolist()
    ([0.0833], [0.3333])
    """
    reached = heights >= _HALF
    at = reached.argmax(axis=1)[:, None]
    before = np.maximum(at - 1, 0)
    (start, end), (low, high) = (
        [np.take_along_axis(table, place, axis=1)[:, 0] for place in (before, at)]
        for table in (days, heights)
    )
    rise = high - low
    along = np.divide(_HALF - low, rise, out=np.ones_like(rise), where=rise > 0)
    median = np.where(reached.any(axis=1), np.where(at[:, 0] > 0, start + (end - start) * along, end), np.inf)
    median = np.where(median > horizon, np.inf, median)
    least, soon, never = (
        np.asarray(timeline_brier(days, heights, y, horizon), dtype=float)
        for y in (median, np.zeros_like(horizon), np.full_like(horizon, np.inf))
    )
    return np.minimum(least, np.minimum(soon, never)), np.maximum(soon, never)


def padded(knots: Any) -> Floats:
    """Lists of a column as one table; a shorter one repeats its last value."""
    columns: list[list[Any]] = []
    for column in zip_longest(*knots):
        before = columns[-1] if columns else list(column)
        columns.append([old if new is None else new for new, old in zip(column, before, strict=True)])
    return np.array(columns, dtype=float).T
