"""Whether things came when the timelines said, allowing for those that have not come yet.

Each timeline is read at the day its event came: the share of its distribution that had passed (PIT). If
timelines are calibrated, these shares are spread evenly from 0 to 1. An event that has not come yet says only
that its share lies above what has passed so far; leaving it out would keep the early events and lose the
late ones. So the shares are counted as lifetimes are (Kaplan-Meier), against the diagonal, with a band
from made-up sets in which every timeline is right and equally much of each can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.pooling import Floats, check, column

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

_AT_ONCE = 2_000_000
_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TimingCurve:
    """How much had happened by each share of the timelines, beside how much should have.

    Attributes
    ----------
    said
        Shares of the timelines, ascending.
    happened
        The estimated share of events that had come by then; on the diagonal if calibrated, above it if
        things come sooner than said, below it if later. NaN where nothing could be seen any more.
    low, high
        What it is for the middle `level` of calibrated sets, pointwise.
    watched
        How many timelines could still be seen at that share.
    farthest, p_value
        The curve's largest distance from the diagonal, and the chance that calibrated timelines show one as
        large; None where `reason` says why.
    """

    said: Floats
    happened: Floats
    low: Floats
    high: Floats
    watched: NDArray[np.int64]
    count: int
    came: int
    farthest: float | None
    p_value: float | None
    level: float
    replicates: int
    seed: int
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row a share: `said`, `happened`, `low`, `high`, `watched`."""
        import pandas as pd

        names = ("said", "happened", "low", "high", "watched")
        return pd.DataFrame({name: getattr(self, name) for name in names})


def timing_curve(
    pit: ArrayLike,
    seen: ArrayLike,
    *,
    seed: int,
    replicates: int = 999,
    level: float = 0.9,
    steps: int = 100,
) -> TimingCurve:
    """The Kaplan-Meier curve of timelines' shares against the diagonal, with a simulated band.

    Parameters
    ----------
    pit
        For each timeline the share that had passed on the day its event came, ``F(y)``; NaN where it has not
        come yet, or came after the last knot of a timeline that ends below 1. Shape (n,). Or the lower and
        upper ends, shape (n, 2), as `tracker.scoring.timeline_pit` gives them: where they differ, the event
        is not seen. Where a timeline jumps, draw the share within the jump beforehand.
    seen
        The share that has passed by the evaluation date, ``F(c)``, of every timeline, those whose event came
        included: what could be seen at most. Shape (n,).
    seed, replicates
        What the draws start from and how many sets are drawn.
    level
        The share of sets within the band at each point.
    steps
        How many equal steps the shares from 0 to 1 are read at.

    Raises
    ------
    ValueError
        On a share outside 0 to 1, or an event seen after the evaluation date; of ends, on NaN.

    References
    ----------
    Kaplan and Meier (1958).

    Examples
    --------
    >>> found = timing_curve([0.2, 0.6, float("nan")], [0.9, 0.9, 0.4], seed=1, steps=4)
    >>> found.said.tolist(), found.happened.round(4).tolist()
    ([0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 0.3333, 0.3333, 1.0, nan])
    >>> timing_curve([[0.2, 0.2], [0.95, 1.0]], [0.95, 0.95], seed=1).came
    1
    """
    share, limit = _shares(pit), column(seen, "seen").astype(np.float64)
    if len(share) != len(limit):
        raise ValueError(f"pit has {len(share)} rows and seen has {len(limit)}")
    came = ~np.isnan(share)
    check(np.where(came, share, 0.0), "pit", "a share lies between 0 and 1")
    check(limit, "seen", "a share lies between 0 and 1")
    if np.any(share[came] > limit[came] + _HAIR):
        raise ValueError("an event cannot have come at a share that has not passed yet")
    if not 0 < level < 1 or steps < 1 or replicates < 1:
        raise ValueError("level lies between 0 and 1; steps and replicates are at least 1")
    at = np.arange(steps + 1) / steps
    rng = np.random.default_rng(seed)
    visible = at <= limit.max(initial=0.0) + _HAIR
    if not len(share):
        none = np.full(len(at), np.nan)
        happened, low, high, farthest, p_value = none, none, none, None, None
    else:
        happened = np.where(visible, _curves(np.where(came, share, 2.0)[None], limit, at)[0], np.nan)
        low, high, distances = _by_luck(limit, at, visible, rng, replicates, level)
        farthest = float(np.abs(happened - at)[visible].max())
        p_value = (1 + int((distances >= farthest - _HAIR).sum())) / (replicates + 1)
    return TimingCurve(
        said=at,
        happened=happened,
        low=low,
        high=high,
        watched=np.array([(np.where(came, share, limit) >= point).sum() for point in at]),
        count=len(share),
        came=int(came.sum()),
        farthest=farthest,
        p_value=p_value,
        level=level,
        replicates=replicates,
        seed=seed,
        reason=None if len(share) else NO_FORECASTS,
    )


def _shares(pit: ArrayLike) -> Floats:
    """One share a row, NaN where its event was not seen."""
    given = np.asarray(pit)
    if given.ndim != 2 or given.shape[1] != 2:
        return column(given, "pit").astype(np.float64)
    low, high = (column(end, "pit").astype(np.float64) for end in given.T)
    check(low, "pit", "a share lies between 0 and 1")
    check(high, "pit", "a share lies between 0 and 1")
    return np.where(low < high, np.nan, low)


def _by_luck(
    limit: Floats,
    at: Floats,
    visible: NDArray[np.bool_],
    rng: np.random.Generator,
    replicates: int,
    level: float,
) -> tuple[Floats, Floats, Floats]:
    at_once = max(1, _AT_ONCE // len(limit))
    drawn = np.concatenate(
        [
            _curves(rng.random((min(at_once, replicates - start), len(limit))), limit, at)
            for start in range(0, replicates, at_once)
        ]
    )
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    distances = np.abs(drawn - at)[:, visible].max(axis=1)
    return np.where(visible, low, np.nan), np.where(visible, high, np.nan), distances


def _curves(shares: Floats, limit: Floats, at: Floats) -> Floats:
    """One Kaplan-Meier curve a row, read at the points; an event beyond its limit is not seen."""
    came = shares <= limit + _HAIR
    times = np.where(came, shares, limit)
    order = np.argsort(times + np.where(came, 0.0, _HAIR), axis=1, kind="stable")
    sorted_times, events = (np.take_along_axis(values, order, axis=1) for values in (times, came))
    at_risk = np.arange(shares.shape[1], 0, -1)
    left = np.cumprod(1 - events / at_risk, axis=1)
    left = np.concatenate([np.ones((len(shares), 1)), left], axis=1)
    curves = np.empty((len(shares), len(at)))
    for row, passed in enumerate(sorted_times):
        curves[row] = 1 - left[row][np.searchsorted(passed, at + _HAIR, side="right")]
    return curves
