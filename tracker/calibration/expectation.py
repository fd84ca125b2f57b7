"""How many things were expected to happen, how many did, and whether luck explains the difference."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from forecasts.errors import FractionalWeights
from tracker.calibration.counts import chances_of_counts, tails, tails_by_the_normal

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

SHARED = "exact, by shared luck"
_MOST_CELLS = 20_000
_MOST_ALIKE = 1_000_000_000
_MOST_SHARED = 200_000
_DRAWS = 1999
_TIED = 1e-9
_DIRECT = "exact"
_NORMAL = "normal, corrected for skewness and for whole numbers"
_SHARED_NORMAL = f"{_NORMAL}, by shared luck"
_MEASURE = "Expected against observed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """How many of `count` forecast things, on so many `events`, were expected to happen, and how many did.

    `low` and `high` hold the middle 95% of what a calibrated forecaster would see; `p_value` is the
    chance that such a forecaster sees something as far out, on either side, and `method` how it was found.
    Where grades were halved, `observed` is the nearest whole number.
    Forecasts on one event share their luck, as `tracker.calibration.counts` has it.
    """

    count: int
    events: int
    expected: float
    observed: int
    low: int
    high: int
    p_value: float
    method: str = _DIRECT

    @property
    def table(self) -> pd.DataFrame:
        """One row: `count`, `expected`, `observed`, `low`, `high`, `p_value`."""
        import pandas as pd

        names = ("count", "expected", "observed", "low", "high", "p_value")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def expected_against_observed(tally: Tally) -> Expectation | None:
    """Whether as many things happened as the probabilities add up to: calibration in the large.

    ``p = min(1, 2 min(P(K <= k), P(K >= k)))`` with K the number of happenings: Poisson-binomial where each
    forecast has an event of its own; else the forecasts of a cluster share one draw. Exact up to rounding in
    the fifteenth decimal. Each tail is summed by itself, so that with up to a thousand forecasts or one
    probability rare tails keep their digits, down to 1e-30; what is rarer is 0. By a normal corrected for
    skewness above 20,000 different probabilities, a billion forecasts, or 200,000 that share events;
    `method` says so. The test is cautious with few forecasts: at 10, it rejects 2 of 100 calibrated
    forecasters where 5 were asked for. None without forecasts.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = expected_against_observed(Tally.of([0.9, 0.9, 0.8, 0.2], [1, 1, 0, 0]))
    >>> round(found.expected, 12), found.observed, found.low, found.high, round(found.p_value, 4)
    (2.8, 2, 1, 4, 0.5816)
    """
    said, counts, happened = tally.counts(_MEASURE)
    count, came = round(float(counts.sum())), round(float(happened.sum()), 6)
    if not count:
        return None
    if tally.independent:
        exact, methods = len(said) <= _MOST_CELLS and count <= _MOST_ALIKE, (_DIRECT, _NORMAL)
        drawn = tally.unclustered()
    else:
        drawn, exact, methods = tally, count <= _MOST_SHARED, (SHARED, _SHARED_NORMAL)
    found = tails(*chances_of_counts(drawn)) if exact else tails_by_the_normal(drawn)
    lowest, at_most, at_least, step = found
    under, over = floor(came / step) - lowest, ceil(came / step) - lowest
    last = len(at_most) - 1
    below_or_at = 0.0 if under < 0 else float(at_most[min(under, last)])
    at_or_above = 0.0 if over > last else float(at_least[max(over, 0)])
    low, high = (min(int(np.searchsorted(at_most, share)), last) for share in (0.025, 0.975))
    return Expectation(
        count=count,
        events=tally.events,
        expected=float((said * counts).sum()),
        observed=round(came),
        low=(lowest + low) * step,
        high=min((lowest + high) * step, count),
        p_value=min(1.0, 2 * min(below_or_at, at_or_above)),
        method=methods[0] if exact else methods[1],
    )


def p_value_of_weights(tally: Tally, *, seed: int, replicates: int = _DRAWS) -> float:
    """The chance of a weighted sum of happenings as far from the expected one, where weights are fractions.

    Parameters
    ----------
    tally
        At least one forecast, with clusters; the forecasts of a cluster share one draw.
    seed, replicates
        Of the draws: ``p = (1 + as far) / (replicates + 1)``.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.
    FractionalWeights
        Above 20,000 cells, of one event and one probability, which are too many to draw.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> twice = Tally.of([0.2] * 10, [1] * 10, weight=[0.5] * 10, cluster=[1] * 5 + [2] * 5)
    >>> round(p_value_of_weights(twice, seed=1), 2)
    0.05
    """
    tally.refuse_grades(_MEASURE)
    if len(tally.said) > _MOST_CELLS:
        raise FractionalWeights(_MEASURE)
    ordered = tally.by_content()
    if ordered.cluster is None:
        raise ValueError("only forecasts with clusters share draws")
    said, count, cluster = ordered.said, ordered.count, ordered.cluster
    expected = float((said * count).sum())
    excess = abs(float(ordered.happened.sum()) - expected) - _TIED * max(expected, 1.0)
    rng = np.random.default_rng(seed)
    drawn = (float(count[rng.random(ordered.events)[cluster] < said].sum()) for _ in range(replicates))
    return (1 + sum(abs(total - expected) >= excess for total in drawn)) / (replicates + 1)
