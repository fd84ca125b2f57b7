"""How much of a reference forecast's mean Brier score was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.decomposition import NO_FORECASTS
from tracker.means import mean_brier, summed_loss

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

OWN_RATE = "the base rate of these very outcomes"
_PERFECT = "The reference is never wrong here, so nothing could be saved."


@dataclass(frozen=True, kw_only=True, slots=True)
class Skill:
    """The Brier skill score against a stated reference: the larger the better, 1 at most, 0 is no better.

    `skill` is None where `reason` says why.
    """

    skill: float | None
    score: float | None
    reference_score: float | None
    reference: str
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `skill`, `score`, `reference_score`, `reference`."""
        import pandas as pd

        names = ("skill", "score", "reference_score", "reference")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def brier_skill(tally: Tally, *, reference: float | None) -> Skill:
    """The share of a constant reference's mean Brier score that the forecasts saved.

    ``1 - score / reference_score``.

    Parameters
    ----------
    tally
        The forecasts, with any weights and grades.
    reference
        The probability that the reference always says, such as 0.5 or the base rate of a reference class.
        None for the base rate of these very outcomes, which nobody knew beforehand: it flatters the
        reference, and the result says which it was.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> round(brier_skill(Tally.of([0.2, 0.9, 0.7], [0, 1, 1]), reference=0.5).skill, 4)
    0.8133
    >>> brier_skill(Tally.of([0.2, 0.5], [1, 1]), reference=None).reason
    'The reference is never wrong here, so nothing could be saved.'
    """
    if reference is not None and not 0 <= reference <= 1:
        raise ValueError(f"the reference is a probability between 0 and 1, not {reference}")
    name = OWN_RATE if reference is None else f"always {reference:g}"
    score, said = mean_brier(tally), tally.rate if reference is None else reference
    if score is None or said is None:
        return Skill(skill=None, score=None, reference_score=None, reference=name, reason=NO_FORECASTS)
    always = np.full(len(tally.said), said)
    sums = summed_loss("brier", always, tally.count, tally.happened, tally.squares)
    other = max(float(sums.sum() / tally.total), 0.0)
    return Skill(
        skill=1 - score / other if other > 0 else None,
        score=score,
        reference_score=other,
        reference=name,
        reason=None if other > 0 else _PERFECT,
    )
