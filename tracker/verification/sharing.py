"""What luck alone gives where several forecasts are on one event, and so stand or fall together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.tally import Tally
from tracker.verification.keys import UNNAMED

_MEASURE = "Expected against observed"
_MOST_DRAWN = 20_000
_LARGEST = 0.05
_TIED = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedExpectation:
    """The chance that as many happen as did, or a number as far from the expected one, by shared luck.

    None where `reason` says why.
    """

    p_value: float | None
    reason: str | None = None


def expected_by_shared_luck(tally: Tally, *, seed: int, replicates: int = 1999) -> SharedExpectation:
    """Whether as many happened as the probabilities add up to, if the forecasts of a cluster share one draw.

    Parameters
    ----------
    tally
        At least one forecast, with clusters: a thing happens where its event's uniform draw lies below its
        probability. Weights may be fractions.
    seed, replicates
        Of the draws: ``p = (1 + as far) / (replicates + 1)``.

    Notes
    -----
    Above 20,000 cells (of one event and one probability) the normal with the variance of the shared draws,
    ``sum_ij w_i w_j (min(p_i, p_j) - p_i p_j)`` over the forecasts of each event, unless one event has
    more than a twentieth of it: then None.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.

    Examples
    --------
    >>> twice = Tally.of([0.2] * 10, [1] * 10, cluster=[1] * 5 + [2] * 5)
    >>> round(expected_by_shared_luck(twice, seed=1).p_value, 2)
    0.05
    """
    tally.refuse_grades(_MEASURE)
    if tally.cluster is None:
        raise ValueError("only forecasts with clusters share draws")
    said, count, cluster = tally.said, tally.count, tally.cluster
    expected = float((said * count).sum())
    excess = abs(float(tally.happened.sum()) - expected)
    if len(said) > _MOST_DRAWN:
        return _by_the_normal(tally, excess)
    rng, far = np.random.default_rng(seed), 0
    near = _TIED * max(expected, 1.0)
    for _ in range(replicates):
        drawn = float(count[rng.random(tally.events)[cluster] < said].sum())
        far += abs(drawn - expected) >= excess - near
    return SharedExpectation(p_value=(1 + far) / (replicates + 1))


def why_not_shared(key: np.ndarray, count: np.ndarray, happened: np.ndarray) -> str | None:
    """Why the forecasts of these events cannot be drawn together; None where they can.

    Parameters
    ----------
    key, count, happened
        For each event its key, the sum of its weights, and that of its outcomes.

    Examples
    --------
    >>> ones = np.ones(2)
    >>> why_not_shared(np.arange(2), 2 * ones, ones)[:44]
    '2 events have forecasts of different outcome'
    """
    unnamed = float(count[key == UNNAMED].sum())
    if unnamed > 1:
        return f"{unnamed:,.0f} forecasts do not name their event, so which of them share one is not known."
    share = happened / count
    mixed = int(((share > _TIED) & (share < 1 - _TIED)).sum())
    if mixed:
        has = "1 event has" if mixed == 1 else f"{mixed:,} events have"
        return f"{has} forecasts of different outcomes, so nothing that they share can be drawn."
    return None


def _by_the_normal(tally: Tally, excess: float) -> SharedExpectation:
    from scipy.special import ndtr

    said, count, cluster = tally.said, tally.count, np.asarray(tally.cluster)
    totals = np.bincount(cluster, weights=count)
    expected = np.bincount(cluster, weights=count * said)
    running = np.cumsum(count)
    ends = np.cumsum(totals)
    above = ends[cluster] - running
    variance = np.bincount(cluster, weights=said * count * (count + 2 * above)) - expected**2
    whole = float(variance.sum())
    if whole <= 0:
        return SharedExpectation(p_value=1.0 if excess <= _TIED else 0.0)
    if float(variance.max()) > _LARGEST * whole:
        return SharedExpectation(
            p_value=None, reason="Forecasts share events, and one event holds too many for a p-value."
        )
    return SharedExpectation(p_value=float(2 * ndtr(-excess / np.sqrt(whole))))
