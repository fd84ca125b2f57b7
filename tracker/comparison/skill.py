"""How much better than a stated reference, as a share of what the reference lost.

The reference must be fixed without looking at these outcomes: a base rate taken from them is known only in
hindsight, and is harder to beat than anything that could have been said at the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.means import mean_brier, summed_loss

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

OWN_RATE = "the base rate of these very outcomes"
_PERFECT = "The reference is never wrong here, so nothing could be saved."
_INFINITE = "The reference has an infinite score."


@dataclass(frozen=True, kw_only=True, slots=True)
class Skill:
    """``1 - score / reference_score``: 1 is perfect, 0 is no better than the reference, below 0 is worse.

    Attributes
    ----------
    skill
        None where `reason` says why there is none.
    score, reference_score
        The two mean scores; None without forecasts.
    reference
        What the reference is, in words.
    count
        How many forecasts, scores or events stand behind each mean.
    """

    skill: float | None
    score: float | None
    reference_score: float | None
    reference: str
    count: float
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `reference`, `count`, `score`, `reference_score`, `skill`, `reason`."""
        import pandas as pd

        numbers = ("score", "reference_score", "skill")
        return pd.DataFrame(
            {
                "reference": [self.reference],
                "count": [self.count],
                **{name: pd.array([getattr(self, name)], dtype="Float64") for name in numbers},
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


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
        return _skill(None, None, name, count=0)
    always = np.full(len(tally.said), said)
    sums = summed_loss("brier", always, tally.count, tally.happened, tally.squares)
    return _skill(score, max(float(sums.sum() / tally.total), 0.0), name, count=tally.total)


def relative_skill(score: ArrayLike, reference: ArrayLike, *, against: str) -> Skill:
    """The skill of a mean score against the mean score of a reference on the same forecasts.

    Formula: ``1 - mean(score) / mean(reference)``, for scores that are lower when better and never below 0.

    Parameters
    ----------
    score, reference
        Two mean scores, or one score per forecast of the same forecasts in the same order, shape (n,).
    against
        What the reference is, such as "base rate of coups, 1990 to 2010".

    Raises
    ------
    ValueError
        If the shapes differ, or a score is NaN or below 0.

    Examples
    --------
    >>> relative_skill(0.04551, 0.3129, against="constant hazard, 50% by the horizon").skill
    0.8545...
    >>> relative_skill([0.0, 0.1], [0.0, 0.0], against="base rate 0").reason
    'The reference is never wrong here, so nothing could be saved.'
    """
    said, base = np.asarray(score, dtype=float), np.asarray(reference, dtype=float)
    if said.shape != base.shape or said.ndim > 1:
        raise ValueError(
            f"scores of shape {said.shape}, reference of {base.shape}: give one for each forecast"
        )
    if not (np.all(said >= 0) and np.all(base >= 0)):
        raise ValueError("scores are 0 or more and lower when better; leave out what is undefined")
    if said.size == 0:
        return _skill(None, None, against, count=0)
    return _skill(float(said.mean()), float(base.mean()), against, count=said.size)


def _skill(score: float | None, other: float | None, reference: str, *, count: float) -> Skill:
    value, reason = None, None
    if score is None or other is None:
        reason = NO_FORECASTS
    elif other == 0:
        reason = _PERFECT
    elif np.isinf(other):
        reason = _INFINITE
    else:
        value = 1 - score / other
    return Skill(
        skill=value, score=score, reference_score=other, reference=reference, count=count, reason=reason
    )
