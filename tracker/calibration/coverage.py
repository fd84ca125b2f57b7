"""Whether the truth lay within the stated intervals as often as they claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.certainty.clustered_share import clustered_share
from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

_ALIKE = 9


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Coverage:
    """For each claimed share, how many truths were covered and between which shares that could mean.

    Attributes
    ----------
    claimed
        The share of truths that should be covered, ascending, shape (claims,).
    count, covered
        How many truths there were and how many were covered.
    share, low, high
        Their ratio with its 95% interval after Clopper and Pearson, of no more trials than the events are
        worth; NaN where there were none.
    """

    claimed: Floats
    count: NDArray[np.int64]
    covered: NDArray[np.int64]
    share: Floats
    low: Floats
    high: Floats

    @property
    def table(self) -> pd.DataFrame:
        """One row a claim: `claimed`, `count`, `covered`, `share`, `low`, `high`."""
        import pandas as pd

        names = ("claimed", "count", "covered", "share", "low", "high")
        return pd.DataFrame({name: getattr(self, name) for name in names})


def interval_coverage(
    quantiles: ArrayLike, levels: ArrayLike, y: ArrayLike, *, event: ArrayLike | None = None
) -> Coverage:
    """Coverage of the central intervals that pairs of quantiles span; their ends belong to them.

    Parameters
    ----------
    quantiles
        Values not falling along a row, shape (n, m), or (m,) for one forecast; NaN where one was not stated,
        and a claim then counts the forecasts that state both its ends.
    levels
        Their levels, ascending, strictly between 0 and 1, shape (m,). Levels t and 1 - t claim 1 - 2t; a
        level without its partner claims nothing.
    y
        What was observed, shape (n,), or a number for one forecast.
    event
        The event of each forecast, shape (n,), whose forecasts stand or fall together in the interval; None
        where each has its own.

    Raises
    ------
    ValueError
        On quantiles that fall along a row, levels out of order, NaN or infinite observations.

    Examples
    --------
    >>> found = interval_coverage([[30, 61, 92], [10, 20, 40]], [0.1, 0.5, 0.9], [51, 45])
    >>> found.claimed.tolist(), found.covered.tolist(), found.share.tolist()
    ([0.8], [1], [0.5])
    """
    stated, level, seen, place = _checked(quantiles, levels, y, event)
    pairs = [
        (round(1 - 2 * float(level[place]), _ALIKE), place, int(partner[0]))
        for place in range(len(level))
        if level[place] < 0.5
        and len(partner := np.flatnonzero(np.round(level - (1 - level[place]), _ALIKE) == 0))
    ]
    pairs.sort()
    claims = [
        (claimed, (stated[:, first] <= seen) & (seen <= stated[:, last]), stated[:, [first, last]])
        for claimed, first, last in pairs
    ]
    return _counted(claims, place)


def quantile_coverage(
    quantiles: ArrayLike, levels: ArrayLike, y: ArrayLike, *, event: ArrayLike | None = None
) -> Coverage:
    """How often the truth lay at or below each quantile, which should be as often as its level says.

    Arguments and errors are those of `interval_coverage`.

    Examples
    --------
    >>> found = quantile_coverage([[30, 61, 92], [10, 20, 40]], [0.1, 0.5, 0.9], [51, 45])
    >>> found.claimed.tolist(), found.covered.tolist()
    ([0.1, 0.5, 0.9], [0, 1, 1])
    """
    stated, level, seen, place = _checked(quantiles, levels, y, event)
    claims = [(float(level[m]), seen <= stated[:, m], stated[:, [m]]) for m in range(len(level))]
    return _counted(claims, place)


def _checked(
    quantiles: ArrayLike, levels: ArrayLike, y: ArrayLike, event: ArrayLike | None
) -> tuple[Floats, Floats, Floats, Places]:
    stated = np.atleast_2d(np.asarray(quantiles, dtype=np.float64))
    level = np.asarray(levels, dtype=np.float64)
    seen = np.atleast_1d(np.asarray(y, dtype=np.float64))
    if level.ndim != 1 or not np.all((level > 0) & (level < 1)) or not np.all(np.diff(level) > 0):
        raise ValueError("levels ascend strictly between 0 and 1")
    if stated.shape != (len(seen), len(level)):
        raise ValueError(
            f"quantiles of shape {stated.shape} do not fit {len(seen)} y and {len(level)} levels"
        )
    if not np.isfinite(seen).all():
        raise ValueError(f"y[{int(np.argmin(np.isfinite(seen)))}] is not finite; a number is needed")
    highest = np.fmax.accumulate(stated, axis=1)
    falls = (highest > stated).any(axis=1)
    if falls.any():
        raise ValueError(f"quantiles[{int(np.argmax(falls))}] fall along the row; quantiles never fall")
    place = np.arange(len(seen)) if event is None else np.unique(np.asarray(event), return_inverse=True)[1]
    if place.shape != seen.shape:
        raise ValueError(f"{place.size} events do not fit {len(seen)} y")
    return stated, level, seen, place


def _counted(claims: list[tuple[float, NDArray[np.bool_], Floats]], place: Places) -> Coverage:
    rows = []
    for claimed, inside, ends in claims:
        known = ~np.isnan(ends).any(axis=1)
        count, covered = (np.bincount(place[rows]) for rows in (known, known & inside))
        covered = np.append(covered, np.zeros(len(count) - len(covered), dtype=covered.dtype))
        share = clustered_share(covered[count > 0], count[count > 0])
        found = (np.nan if end is None else end for end in (share.share, share.low, share.high))
        rows.append((claimed, count.sum(), covered.sum(), *found))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 6).T
    return Coverage(
        claimed=columns[0],
        count=columns[1].astype(np.int64),
        covered=columns[2].astype(np.int64),
        share=columns[3],
        low=columns[4],
        high=columns[5],
    )
