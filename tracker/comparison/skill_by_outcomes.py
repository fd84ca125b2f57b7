"""Between which ends the skill over events lies, where a reference's score hangs on what comes about too.

As in `tracker.comparison.skill_interval`: each skill s is asked whether the mean of
``score - (1 - s) × reference's score`` could be 0. That difference lies between the least and the most that
it could have been, known before the outcome: of yes or no at one of two values, of a window at one a day.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tracker.certainty.weighted_misses import Misses
from tracker.comparison.skill_interval import skill_ends, taken_apart
from tracker.vectors import Codes, Floats, numbered


def skill_over_events(
    scores: ArrayLike,
    reference: ArrayLike,
    events: Iterable[Hashable],
    *,
    possible: ArrayLike,
    possible_reference: ArrayLike,
    level: float = 0.95,
) -> tuple[float | None, float | None]:
    """The ends of ``1 - mean score / mean of the reference``, both averaged within each event first.

    An end is None where no share of the reference's score is too large, or too small, to be true, and both
    are for fewer than two events, which show nothing of how events vary.

    Parameters
    ----------
    scores, reference
        What each forecast scored and what the reference did, shape (n,); lower is better.
    events
        The event of each forecast.
    possible, possible_reference
        What both would have scored, had it come out in each of k ways, shape (n, k).

    References
    ----------
    Fay and Feuer (1997), as `tracker.certainty.weighted_misses` uses it; Fieller (1954) for the ratio.

    Examples
    --------
    >>> said, yes = np.array([0.2, 0.9, 0.7, 0.1] * 5), np.array([0, 1, 0, 0] * 5)
    >>> own, coin = np.column_stack([said**2, (1 - said) ** 2]), np.full((20, 2), 0.25)
    >>> low, high = skill_over_events(
    ...     (said - yes) ** 2, [0.25] * 20, range(20), possible=own, possible_reference=coin
    ... )
    >>> round(low, 2), round(high, 2)
    (-0.11, 0.72)
    """
    names, place = numbered(events)
    if len(names) < 2:
        return None, None
    got, theirs = (np.asarray(x, dtype=float) for x in (scores, reference))
    own, others = (np.asarray(x, dtype=float) for x in (possible, possible_reference))
    part = _Outcomes(
        own=np.column_stack([got, own]),
        theirs=np.column_stack([theirs, others]),
        place=place,
        share=1 / np.bincount(place)[place],
    )
    return skill_ends((part,), level)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Outcomes:
    """Forecasts with what they and the reference score in each way it could come out, the true one first."""

    own: Floats
    theirs: Floats
    place: Codes
    share: Floats

    def misses(self, factor: float) -> Misses:
        differences = self.own - factor * self.theirs
        got, least, most = (
            np.bincount(self.place, weights=values * self.share).astype(np.float64)
            for values in (differences[:, 0], differences.min(axis=1), differences.max(axis=1))
        )
        return taken_apart(float(least.sum()), got - least, most - least, float(len(least)))
