"""How far from the fence the stated chances lie, of what happened and of what did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.wording import told_by
from tracker.chances import yes_or_no

if TYPE_CHECKING:
    from pandas import DataFrame

STEPS = 20
_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Heap:
    """How many chances were stated nearest to `said`: of what happened, and of what did not."""

    said: float
    happened: int
    failed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharpness:
    """How often each chance was stated, to the nearest 5%, split by what came of it.

    `heaps` are those that are not empty, ascending. `said_if_happened` and `said_if_failed` are the mean
    chances of the two, None where there is none; `happened` of `count` forecast things happened.
    """

    count: int
    events: int
    happened: int
    said_if_happened: float | None
    said_if_failed: float | None
    heaps: tuple[Heap, ...]


def sharpness_of(chances: DataFrame) -> Sharpness | None:
    """The spread of yes-or-no forecasts on twenty events or more, else None."""
    chances = yes_or_no(chances)
    told = told_by(chances["cluster"].nunique())
    if not told.shows_curve:
        return None
    said, came = chances["p"].to_numpy(float), chances["observed"].to_numpy(float) == 1
    nearest = np.floor(said * STEPS + 0.5 + _HAIR).astype(np.int64)
    yes, no = (np.bincount(nearest[which], minlength=STEPS + 1).tolist() for which in (came, ~came))
    return Sharpness(
        count=len(said),
        events=told.events,
        happened=int(came.sum()),
        said_if_happened=float(said[came].mean()) if came.any() else None,
        said_if_failed=float(said[~came].mean()) if not came.all() else None,
        heaps=tuple(
            Heap(said=place / STEPS, happened=happened, failed=failed)
            for place, (happened, failed) in enumerate(zip(yes, no, strict=True))
            if happened or failed
        ),
    )
