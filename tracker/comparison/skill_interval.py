"""Between which ends the skill against a constant reference lies, from what misses alone can change.

A skill of s means that the forecasts lost ``1 - s`` times what the reference lost. So each s is asked
whether the mean of ``score - (1 - s) × reference's score`` could be 0. Both scores of a yes/no forecast take
one of two known values, and so does this difference: its interval is that of weighted misses. Against a
reference that always says 50% the skill's interval is that of the mean score, turned round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.certainty.weighted_misses import parted

if TYPE_CHECKING:
    from tracker.tally import Tally

_FARTHEST = 1e6


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
    from scipy.optimize import brentq

    if not 0 <= reference <= 1:
        raise ValueError(f"the reference is a probability between 0 and 1, not {reference}")
    if not len(tally.said):
        return None, None

    def ends(factor: float) -> tuple[float, float]:
        if_no = tally.said**2 - factor * reference**2
        if_yes = (1 - tally.said) ** 2 - factor * (1 - reference) ** 2
        own = tally.said * (tally.said * tally.count - 2 * tally.happened) + tally.squares
        other = reference * (reference * tally.count - 2 * tally.happened) + tally.squares
        return parted(
            tally, if_no, if_yes, own - factor * other, floor=-factor * max(reference, 1 - reference) ** 2
        ).interval(level=level)

    def where(side: int) -> float | None:
        """The factor at which the low end (0) or the high end (1) of the difference is 0."""
        if ends(0.0)[side] <= 0:
            return 0.0
        far = 1.0
        while ends(far)[side] > 0:
            far *= 2
            if far > _FARTHEST:
                return None
        return float(brentq(lambda factor: ends(factor)[side], 0.0, far, xtol=1e-10))

    smallest, largest = where(0), where(1)
    return (
        None if largest is None else 1 - largest,
        None if smallest is None else 1 - smallest,
    )
