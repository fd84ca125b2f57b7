"""How much better than a stated reference, by any score, as a share of what the reference lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tracker.event_bootstrap import percentile_interval, redrawn_means

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.pairs import Pairs


@dataclass(frozen=True, kw_only=True, slots=True)
class RelativeSkill:
    """``1 - score / reference``: 1 is perfect, 0 is no better than the reference, below 0 is worse.

    Attributes
    ----------
    value
        The skill; None where `reason` says why there is none.
    against
        What the reference is, in words.
    score, reference
        The two mean scores; None without forecasts.
    count
        How many scores, or events, stand behind each mean.
    low, high, level, replicates, undefined_replicates, seed
        The percentile interval over events and how it was made; None where none was asked for or none
        exists. Replicates in which the reference scored 0 are left out and counted as undefined.
    """

    value: float | None
    against: str
    score: float | None
    reference: float | None
    count: int
    low: float | None = None
    high: float | None = None
    level: float | None = None
    replicates: int | None = None
    undefined_replicates: int | None = None
    seed: int | None = None
    reason: str | None = None

    @property
    def table(self) -> DataFrame:
        """One row: `against`, `count`, `score`, `reference`, `skill`, `low`, `high`, `reason`."""
        import pandas as pd

        return pd.DataFrame(
            {
                "against": [self.against],
                "count": [self.count],
                "score": pd.array([self.score], dtype="Float64"),
                "reference": pd.array([self.reference], dtype="Float64"),
                "skill": pd.array([self.value], dtype="Float64"),
                "low": pd.array([self.low], dtype="Float64"),
                "high": pd.array([self.high], dtype="Float64"),
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


def skill(score: ArrayLike, reference: ArrayLike, *, against: str) -> RelativeSkill:
    """The skill of a mean score against the mean score of a reference on the same forecasts.

    Formula: ``1 - mean(score) / mean(reference)``, for scores that are lower when better and never below
    0. The reference must be fixed without looking at these outcomes: a base rate taken from them is known
    only in hindsight, and is harder to beat than anything that could have been said at the time.

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
    >>> skill(0.04551, 0.3129, against="constant hazard, 50% by the horizon").value
    0.8545...
    >>> skill([0.0, 0.1], [0.0, 0.0], against="base rate 0").reason
    'the reference scored 0, and nothing can be better'
    """
    said, base = np.asarray(score, dtype=float), np.asarray(reference, dtype=float)
    if said.shape != base.shape or said.ndim > 1:
        raise ValueError(
            f"scores of shape {said.shape}, reference of {base.shape}: give one for each forecast"
        )
    if not (np.all(said >= 0) and np.all(base >= 0)):
        raise ValueError("scores are 0 or more and lower when better; leave out what is undefined")
    if said.size == 0:
        return RelativeSkill(
            value=None, against=against, score=None, reference=None, count=0, reason="no forecasts"
        )
    mean, mean_reference = float(said.mean()), float(base.mean())
    value, reason = None, None
    if mean_reference == 0:
        reason = "the reference scored 0, and nothing can be better"
    elif np.isinf(mean_reference):
        reason = "the reference has an infinite score"
    else:
        value = 1 - mean / mean_reference
    return RelativeSkill(
        value=value, against=against, score=mean, reference=mean_reference, count=said.size, reason=reason
    )


def skill_over_events(
    pairs: Pairs, *, against: str, seed: int, replicates: int = 9999, level: float = 0.95
) -> RelativeSkill:
    """The skill of the first of a pair against the second, with an interval over their common events.

    Both means are drawn together, event by event, and the interval is the middle of the drawn skills,
    widened, if need be, to hold the skill itself. It is too narrow below about twenty events, and None for
    a single one.

    Examples
    --------
    >>> from tracker.pairs import paired
    >>> both = paired([0.1, 0.2, 0.3], "abc", [0.2, 0.3, 0.4], "abc")
    >>> found = skill_over_events(both, against="the crowd", seed=1)
    >>> round(found.value, 4), found.count, found.low < found.value < found.high
    (0.3333, 3, True)
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    plain = skill(pairs.first, pairs.second, against=against)
    if plain.value is None or pairs.count < 2:
        return plain
    drawn = redrawn_means(np.column_stack([pairs.first, pairs.second]), seed=seed, replicates=replicates)
    defined = drawn[drawn[:, 1] > 0]
    if not len(defined):
        return replace(plain, replicates=replicates, undefined_replicates=replicates, seed=seed)
    low, high = percentile_interval(1 - defined[:, 0] / defined[:, 1], level=level)
    return replace(
        plain,
        low=min(low, plain.value),
        high=max(high, plain.value),
        level=level,
        replicates=replicates,
        undefined_replicates=replicates - len(defined),
        seed=seed,
    )
