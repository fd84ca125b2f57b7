"""What happened of what was said to be so many per cent likely, each with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.certainty.clustered_share import share_interval, trials_by_spread
from tracker.pooling import Floats, Places
from tracker.tally import Tally
from tracker.verification.gathering import whole
from tracker.verification.percentages import PartSums, percents

_LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """The forecasts of one whole percent: their mean probability, the share that happened, and how many.

    `low` and `high` are Clopper and Pearson's 95% interval of the share, with events that of no more
    independent forecasts than they are worth.
    """

    said: float
    happened: float
    count: float
    low: float
    high: float


def bins(tally: Tally, parts: PartSums | None) -> tuple[Bin, ...]:
    """The bins that hold forecasts, ascending.

    Parameters
    ----------
    tally
        The forecasts without clusters.
    parts
        The same forecasts by parts of the events; None where no events are named, and then every forecast is
        taken as independent.

    Notes
    -----
    As `tracker.certainty.clustered_share` has it, over the parts of the events: forecasts on m events are
    worth at most ``(sum n)^2 / sum n^2`` trials, and fewer where events differ more than by luck.

    Examples
    --------
    >>> [(bin.said, bin.happened, bin.count) for bin in bins(Tally.of([0.2, 0.2, 0.7], [0, 1, 1]), None)]
    [(0.2, 0.5, 2), (0.7, 1.0, 1)]
    """
    percent = percents(tally.said).astype(np.int64)
    used = np.unique(percent)
    count, happened, said = (
        np.bincount(percent, weights=values)[used].astype(np.float64)
        for values in (tally.count, tally.happened, tally.said * tally.count)
    )
    share = (happened / count).clip(0, 1)
    most, varied = (count, np.full(len(used), np.inf))
    if parts is not None:
        most, varied = _worth(parts.as_tally(), used, count, share)
    lows, highs, _ = share_interval(share, np.fmin(most, count), varied, level=_LEVEL)
    return tuple(
        Bin(
            said=float(said[place] / count[place]),
            happened=float(share[place]),
            count=whole(float(count[place])),
            low=float(lows[place]),
            high=float(highs[place]),
        )
        for place in range(len(used))
    )


def _worth(by_event: Tally, used: Places, count: Floats, share: Floats) -> tuple[Floats, Floats]:
    """How many independent forecasts those of each bin are worth, by their events' sizes and differences."""
    place = np.searchsorted(used, percents(by_event.said).astype(np.int64))

    def summed(values: Floats) -> Floats:
        return np.bincount(place, weights=values, minlength=len(used)).astype(np.float64)

    most = summed(by_event.count) ** 2 / summed(by_event.count**2)
    spread = summed((by_event.happened - share[place] * by_event.count) ** 2)
    return most, trials_by_spread(spread, summed(np.ones(len(place))), count, share, level=_LEVEL)
