"""Between which ends the skill against a constant reference lies, from what misses alone can change.

A skill of s means that the forecasts lost ``1 - s`` times what the reference lost. So each s is asked
whether the mean of ``score - (1 - s) × reference's score`` could be 0. Both scores of a yes/no forecast take
one of two known values, and so does this difference: its interval is that of weighted misses. Against a
reference that always says 50% the skill's interval is that of the mean score, turned round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from tracker.certainty.weighted_misses import Misses, parted, two_valued
from tracker.pooling import Floats
from tracker.roots import crossing
from tracker.tally import Tally

_FARTHEST = 1e6
_HAIR = 1e-12


def brier_skill_interval(
    tally: Tally, reference: float, *, level: float = 0.95
) -> tuple[float | None, float | None]:
    """The ends of the Brier skill against a reference that always says one probability.

    An end is None where no share of the reference's loss is too large, or too small, to be true: the
    reference itself has hardly been tried. With clusters, forecasts on one event are one miss.

    Parameters
    ----------
    reference
        What the reference always says, fixed beforehand. The base rate of these very outcomes is taken as
        if it had been known: its own luck is not in the interval.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> tally = Tally.from_counts([0.1, 0.9], [20, 20], [3, 17])
    >>> [round(end, 2) for end in brier_skill_interval(tally, 0.5)]
    [0.01, 0.78]
    """
    if not 0 <= reference <= 1:
        raise ValueError(f"the reference is a probability between 0 and 1, not {reference}")
    if not len(tally.said):
        return None, None

    parts = _Parts.of(tally, reference)

    @cache
    def ends(factor: float) -> tuple[float, float]:
        return parts.misses(factor).interval(level=level)

    def where(side: int) -> float | None:
        """The factor at which the low end (0) or the high end (1) of the difference is 0."""
        if ends(0.0)[side] <= 0:
            return 0.0
        far = 1.0
        while ends(far)[side] > 0:
            far *= 2
            if far > _FARTHEST:
                return None
        return crossing(lambda factor: ends(factor)[side], 0.0, far, within=1e-7)

    smallest, largest = where(0), where(1)
    return (
        None if largest is None else 1 - largest,
        None if smallest is None else 1 - smallest,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """The two sums of each event whose forecasts saw one outcome, and the cells of all others."""

    reference: float
    got: Floats
    otherwise: Floats
    got_reference: Floats
    other_reference: Floats
    count: float
    mixed: Tally

    @classmethod
    def of(cls, tally: Tally, reference: float) -> _Parts:
        if tally.cluster is None:
            none = np.zeros(0)
            return cls(
                reference=reference,
                got=none,
                otherwise=none,
                got_reference=none,
                other_reference=none,
                count=0.0,
                mixed=tally,
            )
        count, happened, squares, lost, saved = (
            np.bincount(tally.cluster, weights=values)
            for values in (
                tally.count,
                tally.happened,
                tally.squares,
                tally.count * tally.said**2,
                tally.count * (1 - tally.said) ** 2,
            )
        )
        yes = happened >= count * (1 - _HAIR)
        alike = (yes | (happened <= _HAIR * count)) & (np.abs(squares - happened) <= _HAIR * count)
        rows = ~alike[tally.cluster]
        cells = (values[rows] for values in (tally.said, tally.count, tally.happened, tally.squares))
        said, counts, came, squared = cells
        r_no, r_yes = count * reference**2, count * (1 - reference) ** 2
        return cls(
            reference=reference,
            got=np.where(yes, saved, lost)[alike],
            otherwise=np.where(yes, lost, saved)[alike],
            got_reference=np.where(yes, r_yes, r_no)[alike],
            other_reference=np.where(yes, r_no, r_yes)[alike],
            count=float(count[alike].sum()),
            mixed=Tally(
                said=said,
                count=counts,
                happened=came,
                squares=squared,
                cluster=tally.cluster[rows],
                labels=tally.labels,
            ),
        )

    def misses(self, factor: float) -> Misses:
        """The sum of ``score - factor × reference's score``, taken apart."""
        whole = two_valued(
            self.got - factor * self.got_reference,
            self.otherwise - factor * self.other_reference,
            count=self.count,
        )
        if not len(self.mixed.said):
            return whole
        cells, r = self.mixed, self.reference
        own = cells.said * (cells.said * cells.count - 2 * cells.happened) + cells.squares
        other = r * (r * cells.count - 2 * cells.happened) + cells.squares
        return whole + parted(
            cells,
            cells.said**2 - factor * r**2,
            (1 - cells.said) ** 2 - factor * (1 - r) ** 2,
            own - factor * other,
            floor=-factor * max(r, 1 - r) ** 2,
        )
