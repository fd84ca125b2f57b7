"""What was said in whole percents, and what happened of it, each with its interval.

For the intervals rows are summed over many random parts of the events, and not over each event, so that
memory stays bounded: events fall into 16,384 parts by the hash of their name. Up to some hundreds of events
each has a part of its own; above, the variance over parts is that over events, give or take 1%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.certainty.clustered_share import share_interval, trials_by_spread
from tracker.digits import whole
from tracker.pooling import GRID, Floats, Places
from tracker.tally import Tally
from tracker.verification.keys import Keys, joined

PARTS = 1 << 14
PERCENTS = 100
_CELLS = PARTS * (PERCENTS + 1)
_LEVEL = 0.95


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
        part, percent = np.divmod(self.cell, PERCENTS + 1)
        labels, cluster = np.unique(part, return_inverse=True)
        return Tally(
            said=percent / PERCENTS,
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
    used, place = part_places(said, event)
    count = np.bincount(place, weight, len(used)).astype(np.float64)
    yes = np.bincount(place, happened if weight is None else happened * weight, len(used))
    some = count > 0
    return PartSums(cell=used[some], count=count[some], happened=yes[some].astype(np.float64))


def part_places(said: Floats, event: Keys) -> tuple[Keys, Keys]:
    """Cells of part and percent, ascending, and the place of each row's; of many rows all, in use or not."""
    cell = event & (PARTS - 1)
    cell *= PERCENTS + 1
    cell += percents(said)
    if 4 * len(cell) < _CELLS:
        return np.unique(cell, return_inverse=True)
    return np.arange(_CELLS), cell


def percents(said: Floats) -> Places:
    """The whole percent that each probability rounds to, halves up, decided on whole ten-thousandths.

    >>> percents(np.array([0.0049, 0.005, 0.555, 1.0])).tolist()
    [0, 1, 56, 100]
    """
    steps = (said * GRID + 0.5).astype(np.int64)
    steps += GRID // PERCENTS // 2
    steps //= GRID // PERCENTS
    return steps


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
    percent = percents(tally.said)
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
    place = np.searchsorted(used, percents(by_event.said))

    def summed(values: Floats) -> Floats:
        return np.bincount(place, weights=values, minlength=len(used)).astype(np.float64)

    most = summed(by_event.count) ** 2 / summed(by_event.count**2)
    spread = summed((by_event.happened - share[place] * by_event.count) ** 2)
    return most, trials_by_spread(spread, summed(np.ones(len(place))), count, share, level=_LEVEL)
