"""What was said in whole percents, and what happened, for each of many random parts of the events.

Parts of the events, and not each event, so that memory stays bounded: events fall into 16,384 parts by the
hash of their name. Up to some hundreds of events each has a part of its own; above, the variance over
parts is that over events, give or take 1%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.pooling import GRID, Floats
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
