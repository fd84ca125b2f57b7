"""Which forecasts warn at a threshold, and shares of forecasts with the interval that their events allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.clustered_share import by_variance, kish, share_interval
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tracker.tally import Tally

_HAIR = 1e-13
_LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A share with its 95% interval: of the forecasts, and as many trials as their events are worth."""

    share: float
    low: float
    high: float


def warned(tally: Tally, threshold: float) -> NDArray[np.bool_]:
    """Which cells of a tally say the threshold or more, where 0.1 + 0.2 is 0.3."""
    nearest = round(threshold * GRID) / GRID
    on_grid = nearest if abs(nearest - threshold) <= _HAIR else threshold
    found: NDArray[np.bool_] = tally.said >= on_grid - _HAIR
    return found


def share_of(tally: Tally, some: Floats, of: Floats) -> Share | None:
    """A share of forecasts with its interval, over clusters where there are some; None of nothing."""
    total = float(of.sum())
    if not total:
        return None
    share = float(some.sum()) / total
    if tally.cluster is None or tally.labels is None:
        low, high, _ = share_interval(share, total, np.inf, level=_LEVEL)
    else:
        each = np.bincount(tally.cluster, weights=of, minlength=len(tally.labels))
        yes = np.bincount(tally.cluster, weights=some, minlength=len(tally.labels))
        yes, each = yes[each > 0], each[each > 0]
        low, high, _ = share_interval(share, kish(each), by_variance(yes, each, level=_LEVEL), level=_LEVEL)
    return Share(share=share, low=float(low), high=float(high))
