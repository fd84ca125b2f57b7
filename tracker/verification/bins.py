"""What happened of what was said to be so many per cent likely, each with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.certainty.intervals import wilson
from tracker.pooling import Floats, Places
from tracker.tally import Tally
from tracker.verification.gathering import whole
from tracker.verification.percentages import PartSums, percents


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """The forecasts of one whole percent: their mean probability, the share that happened, and how many.

    `low` and `high` are the 95% Wilson interval of the share. With events, it is that of as many
    independent forecasts as would be equally sure.
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
    The share's variance is ``sum_e (k_e - share n_e)^2 / n^2`` over the parts e of the events, and the number
    of independent forecasts that have it is ``share (1 - share) / variance``, at most n. Where all in a bin
    happened, or none did, it is the number of parts.

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
    sure = count if parts is None else _independent(parts.as_tally(), used, count, share)
    found = []
    for place in range(len(used)):
        interval = wilson(share[place] * sure[place], sure[place])
        assert interval is not None, "a bin in use holds a forecast"
        found.append(
            Bin(
                said=float(said[place] / count[place]),
                happened=float(share[place]),
                count=whole(float(count[place])),
                low=float(min(interval[0], share[place])),
                high=float(max(interval[1], share[place])),
            )
        )
    return tuple(found)


def _independent(by_event: Tally, used: Places, count: Floats, share: Floats) -> Floats:
    """How many independent forecasts would be as sure of each bin's share."""
    place = np.searchsorted(used, percents(by_event.said).astype(np.int64))
    pull = (by_event.happened - share[place] * by_event.count) ** 2
    variance = np.bincount(place, weights=pull, minlength=len(used)) / count**2
    events = np.bincount(place, minlength=len(used)).astype(np.float64)
    varies = (variance > 0) & (share > 0) & (share < 1)
    alike = np.divide(share * (1 - share), variance, out=events.copy(), where=varies)
    return np.minimum(alike, count)
