"""Why the mean score is what it is: miscalibration, discrimination, and how uncertain the outcomes were.

``score = miscalibration - discrimination + uncertainty`` (CORP). Miscalibration is what the best
never-falling relabelling of the stated probabilities would save; discrimination is how far that relabelled
forecaster beats one who always says the base rate; uncertainty is what saying the base rate costs. No
bins are chosen, so none can be chosen to flatter.

A calibrated forecaster does not have miscalibration 0, least of all with few forecasts: print
`decomposition_by_luck` beside it, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.isotonic import curve, curves_by_luck
from tracker.means import Loss, summed_loss
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tallies import Tallies
    from tracker.tally import Tally

NO_FORECASTS = "There are no forecasts."


@dataclass(frozen=True, kw_only=True, slots=True)
class Decomposition:
    """The parts of a mean score. All are None without forecasts, and `reason` then says so.

    The smaller the score and the miscalibration the better, the larger the discrimination the better;
    the uncertainty belongs to the outcomes and not to the forecaster. With the log score, a certain miss
    makes score and miscalibration infinite.
    """

    loss: Loss
    count: float
    score: float | None
    miscalibration: float | None
    discrimination: float | None
    uncertainty: float | None
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row a part: `part`, `value`."""
        import pandas as pd

        parts = ("score", "miscalibration", "discrimination", "uncertainty")
        return pd.DataFrame({"part": parts, "value": [getattr(self, part) for part in parts]})


@dataclass(frozen=True, kw_only=True, slots=True)
class LuckyParts:
    """What a calibrated forecaster with these very probabilities shows by luck.

    `miscalibration_high` and `discrimination_high` are exceeded by 5 of 100 such forecasters.
    `rounded` says whether probabilities were rounded to 1/10000 for the simulation.
    """

    loss: Loss
    miscalibration_mean: float
    miscalibration_high: float
    discrimination_mean: float
    discrimination_high: float
    replicates: int
    seed: int
    rounded: bool


def decomposition(tally: Tally, *, loss: Loss = "brier") -> Decomposition:
    """The mean score of a tally and its three parts.

    Parameters
    ----------
    tally
        The forecasts; clusters are ignored. Weights and grades are taken as they are.
    loss
        "brier" for the Brier score, "log" for the log score in nats.

    References
    ----------
    Dimitriadis, Gneiting and Jordan (2021), doi 10.1073/pnas.2016191118.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> parts = decomposition(Tally.of([0.4, 0.3, 0.2, 0.1, 0.5, 0.9], [0, 0, 0, 1, 1, 1]))
    >>> [round(part, 7) for part in (parts.miscalibration, parts.discrimination, parts.uncertainty)]
    [0.1016667, 0.125, 0.25]
    """
    flat = tally.unclustered()
    total = flat.total
    if not total:
        return Decomposition(
            loss=loss,
            count=0.0,
            score=None,
            miscalibration=None,
            discrimination=None,
            uncertainty=None,
            reason=NO_FORECASTS,
        )
    cells = (flat.count, flat.happened, flat.squares)
    base = np.full(len(flat.said), flat.happened.sum() / total)
    score, recalibrated, constant = (
        float(summed_loss(loss, said, *cells).sum() / total)
        for said in (flat.said, curve(flat.count, flat.happened), base)
    )
    return Decomposition(
        loss=loss,
        count=total,
        score=max(score, 0.0),
        miscalibration=max(score - recalibrated, 0.0),
        discrimination=max(constant - recalibrated, 0.0),
        uncertainty=max(constant, 0.0),
    )


def decomposition_by_luck(
    tally: Tally, *, seed: int, replicates: int = 999, loss: Loss = "brier"
) -> LuckyParts | None:
    """Miscalibration and discrimination of made-up sets in which each thing happens as likely as was said.

    Forecasts in one cluster share their draw, since they stand or fall together; without clusters each has
    its own. Above 10,001 different probabilities, they are rounded to 1/10000 first. None without
    forecasts.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1: then nothing can be drawn.
    FractionalWeights
        Where every forecast is by itself and weights are no counts.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> lucky = decomposition_by_luck(Tally.of([0.2, 0.8] * 10, [0, 1] * 10), seed=1)
    >>> round(lucky.miscalibration_mean, 2), lucky.replicates
    (0.02, 999)
    """
    rounded = len(tally.unclustered().said) > GRID + 1
    drawn = tally.rounded() if rounded else tally
    if not len(drawn.said):
        return None
    flat, sets = drawn.unclustered(), curves_by_luck(drawn, seed=seed, replicates=replicates)
    parts = np.concatenate([lucky_parts(flat, *made_up, loss=loss) for made_up in sets])
    return summary_of_luck(parts, loss=loss, seed=seed, rounded=rounded)


def summary_of_luck(parts: Floats, *, loss: Loss, seed: int, rounded: bool) -> LuckyParts:
    """The mean and the high end of the parts of made-up sets, one set a row, as `lucky_parts` gives them."""
    means, highs = parts.mean(axis=0), np.quantile(parts, 0.95, axis=0)
    return LuckyParts(
        loss=loss,
        miscalibration_mean=float(means[0]),
        miscalibration_high=float(highs[0]),
        discrimination_mean=float(means[1]),
        discrimination_high=float(highs[1]),
        replicates=len(parts),
        seed=seed,
        rounded=rounded,
    )


def lucky_parts(flat: Tally, happened: Floats, heights: Floats, *, loss: Loss = "brier") -> Floats:
    """Miscalibration and discrimination of made-up sets, one set a row, from their happenings and curves."""
    total = flat.count.sum()
    base = happened.sum(axis=1, keepdims=True) / total
    score, recalibrated, constant = (
        summed_loss(loss, said, flat.count, happened, happened).sum(axis=1) / total
        for said in (flat.said, heights, base)
    )
    parts: Floats = np.column_stack([score - recalibrated, constant - recalibrated]).clip(min=0)
    return parts


def decompositions(tallies: Tallies, *, loss: Loss = "brier") -> pd.DataFrame:
    """The decomposition of every group's mean score at once.

    Returns
    -------
    DataFrame
        One row a group, in the labels' order: `group`, `count`, `rate` (how often it happened), `score`,
        `miscalibration`, `discrimination`, `uncertainty`.

    Examples
    --------
    >>> from tracker.tallies import tallies_by
    >>> found = decompositions(tallies_by(["ann", "bob", "ann"], [0.2, 0.7, 0.4], [0, 1, 1]))
    >>> found["score"].round(4).tolist()
    [0.2, 0.09]
    """
    import pandas as pd

    whole = tallies.stacked
    group = np.asarray(whole.cluster)
    totals, happened = (np.bincount(group, weights=values) for values in (whole.count, whole.happened))
    rate = happened / totals
    cells = (whole.count, whole.happened, whole.squares)
    score, recalibrated, constant = (
        np.bincount(group, weights=summed_loss(loss, said, *cells)) / totals
        for said in (whole.said, curve(whole.count, whole.happened, group), rate[group])
    )
    return pd.DataFrame(
        {
            "group": whole.labels,
            "count": totals,
            "rate": rate,
            "score": score.clip(min=0),
            "miscalibration": (score - recalibrated).clip(min=0),
            "discrimination": (constant - recalibrated).clip(min=0),
            "uncertainty": constant.clip(min=0),
        }
    )
