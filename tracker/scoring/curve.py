"""The curve of a timeline: how likely it is, by each day, that the event has happened.

A curve is a row of knots: days since the forecast was made, and the chance by each of them. It is 0 before
the first knot, straight between knots, and flat after the last: what is missing to 1 there is "later or
never". A day that is repeated is a jump, and so is a first knot above 0; on the day of a jump the higher
value holds, for an event on day d counts as happened at t = d.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.kinds import floats, one_shape, same_kind
from tracker.scoring.limits import check_chance, check_not_nan, refuse_first

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Numbers, Scores


def chance_by(days: Numbers, cdf: Numbers, t: Numbers, *, before: bool = False) -> Scores:
    """The chance a timeline gives to the event having happened by day t.

    Parameters
    ----------
    days, cdf
        Knots, shape (k,) for one timeline or (n, k) for n of them (a shorter one repeats its last knot).
    t
        Days since the forecast was made; for n timelines one for all, or one each.
    before
        The chance that it happened before t, without a jump that the curve makes at t itself.

    Returns
    -------
    float, array or Series
        F(t), between 0 and 1; F(t-) with `before`.

    Raises
    ------
    ValueError
        On knots that make no curve (see `knots`), or a t that is NaN.

    Examples
    --------
    >>> round(chance_by([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95], 51), 6)
    0.370968
    >>> chance_by([61, 61], [0, 1], 61), chance_by([61, 61], [0, 1], 61, before=True)
    (1.0, 0.0)
    """
    when = floats(t, "t")
    check_not_nan(when, "t")
    if np.ndim(days) == np.ndim(cdf) == 1:
        stated, heights = knots(days, cdf)
        found = height(stated[None], heights[None], when.reshape(1, -1), before=before)
        return same_kind(found.reshape(when.shape), t)
    (stated, heights, each), shape = aligned(days, cdf, t=when)
    return same_kind(height(stated, heights, each, before=before).reshape(shape), t)


def knots(days: Numbers, cdf: Numbers) -> tuple[Array, Array]:
    """Days and chances as arrays of one shape, (k,) or (n, k); either may be shared by all n timelines.

    Raises
    ------
    ValueError
        On days that are negative, infinite, NaN or go back; on chances outside 0 to 1 or that fall; on
        shapes that do not fit.
    """
    at, heights = floats(days, "days"), floats(cdf, "cdf")
    fits = at.ndim in (1, 2) and heights.ndim in (1, 2) and at.shape[-1:] == heights.shape[-1:] != (0,)
    if not fits or (at.ndim == heights.ndim and at.shape != heights.shape):
        raise ValueError(f"days of shape {at.shape} and cdf of shape {heights.shape} make no knots")
    refuse_first(at, np.isfinite(at) & (at >= 0), "days", "a knot is at 0 or a later day")
    check_chance(heights, "cdf")
    for values, name in ((at, "days"), (heights, "cdf")):
        refuse_first(
            values, np.diff(values, prepend=-np.inf) >= 0, name, "the knots of a curve never go down"
        )
    if at.ndim != heights.ndim:
        at, heights = np.broadcast_arrays(at, heights)
    return at, heights


def aligned(days: Numbers, cdf: Numbers, **columns: Array) -> tuple[list[Array], tuple[int, ...]]:
    """Knots as (n or 1, k), each column as (n, 1), and the shape that the answer takes: () or (n,).

    Raises
    ------
    ValueError
        On knots that make no curve, and on columns that are neither one value nor one for each timeline.
    """
    stated, heights = knots(days, cdf)
    own = one_shape(**columns)
    shape = stated.shape[:-1] or own
    if len(shape) > 1 or own not in ((), shape):
        raise ValueError(
            f"{' and '.join(columns)} of shape {own} do not fit timelines of shape {stated.shape}"
        )
    count = shape[0] if shape else 1
    tall = [np.broadcast_to(column.reshape(-1, 1), (count, 1)) for column in columns.values()]
    return [np.atleast_2d(stated), np.atleast_2d(heights), *tall], shape


def height(days: Array, heights: Array, t: Array, *, before: bool = False) -> Array:
    """F at each t: knots of shape (n or 1, k) and t of shape (n or 1, m) give (n, m)."""
    if len(days) == 1:
        passed = np.searchsorted(days[0], t, side="left" if before else "right")
    else:
        reached = days[:, None, :] < t[..., None] if before else days[:, None, :] <= t[..., None]
        passed = reached.sum(axis=-1)
    last = days.shape[-1] - 1
    left, right = np.clip(passed - 1, 0, last), np.clip(passed, 0, last)
    start, end = np.take_along_axis(days, left, axis=-1), np.take_along_axis(days, right, axis=-1)
    low, high = np.take_along_axis(heights, left, axis=-1), np.take_along_axis(heights, right, axis=-1)
    gap = end - start
    along = np.divide(t - start, gap, out=np.zeros(gap.shape), where=gap > 0)
    return np.where(passed == 0, 0.0, low + (high - low) * along)
