"""What was said in whole percents, and what happened of it, each with its interval.

For the intervals rows are summed over many random parts of the events, and not over each event, so that
memory stays bounded: events fall into 16,384 parts by the hash of their name. Up to some hundreds of events
each has a part of its own; above, the variance over parts is that over events, give or take 1%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.certainty.intervals import wilson
from tracker.digits import whole
from tracker.pooling import GRID, Floats, Places
from tracker.tally import Tally
from tracker.verification.keys import Keys, joined

PARTS = 1 << 14
_PERCENTS = 100
_CELLS = PARTS * (_PERCENTS + 1)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PartSums:
    """For each part and percent in use, ascending by `cell` (part times 101, plus the percent), two sums."""

    cell: Keys
    count: Floats
    happened: Floats

    def __add__(self, other: PartSums) -> PartSums:
        """The sums over both."""
        cell, summed = joined(self.cell, other.cell)
        return PartSums(
            cell=cell,
            count=summed(self.count, other.count),
            happened=summed(self.happened, other.happened),
        )

    def as_tally(self) -> Tally:
        """The same as a tally in whole percents, with the parts as clusters."""
        part, percent = np.divmod(self.cell, _PERCENTS + 1)
        labels, cluster = np.unique(part, return_inverse=True)
        return Tally(
            said=percent / _PERCENTS,
            count=self.count,
            happened=self.happened,
            squares=self.happened,
            cluster=cluster,
            labels=labels,
        )


def part_sums(said: Floats, happened: Floats, weight: Floats | None, event: Keys) -> PartSums:
    """The sums of rows, one a forecast.

    >>> found = part_sums(np.array([0.2, 0.204, 0.9]), np.ones(3), None, np.array([5, 5, 7]))
    >>> found.cell.tolist(), found.count.tolist()
    ([525, 797], [2.0, 1.0])
    """
    cell = event % PARTS
    cell *= _PERCENTS + 1
    cell += percents(said).astype(np.int64)
    if 4 * len(cell) < _CELLS:
        used, place = np.unique(cell, return_inverse=True)
    else:
        used, place = np.arange(_CELLS), cell
    count = np.bincount(place, weight, len(used)).astype(np.float64)
    yes = np.bincount(place, happened if weight is None else happened * weight, len(used))
    some = count > 0
    return PartSums(cell=used[some], count=count[some], happened=yes[some].astype(np.float64))


def percents(said: Floats) -> Floats:
    """The whole percent that each probability rounds to, halves up, decided on whole ten-thousandths.

    >>> percents(np.array([0.0049, 0.005, 0.555, 1.0])).tolist()
    [0.0, 1.0, 56.0, 100.0]
    """
    steps = np.floor(said * GRID + 0.5)
    steps += GRID / _PERCENTS / 2
    steps //= GRID / _PERCENTS
    return steps


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
