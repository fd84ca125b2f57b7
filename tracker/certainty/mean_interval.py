"""How sure we can be of a mean score: the same mean over sets redrawn from the events there are.

Forecasts on one event stand or fall together, so with clusters it is clusters that are redrawn. The
interval is the middle of the redrawn means (percentile). Below twenty events that is too narrow, and the
interval reaches at least as far as Student's over events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.errors import FractionalWeights, GradedOutcomes
from tracker.calibration.decomposition import NO_FORECASTS
from tracker.certainty.bootstrap import MANY_EVENTS, interval_of_mean, no_variation, redrawn_means
from tracker.means import Loss, mean_score, summed_loss
from tracker.pooling import Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_MOST_CLASSES = 20_000
_GROUPS = 1_000
_ALIKE = 12
_MEASURE = "An interval for the mean without clusters"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeanInterval:
    """A mean score with its interval, and how the interval was found.

    `low` and `high` are None where `reason` says why; `events` are what was redrawn: clusters, or forecasts
    where there are none, and then `clustered` is False.
    """

    loss: Loss
    mean: float | None
    low: float | None
    high: float | None
    level: float
    count: float
    events: int
    clustered: bool
    replicates: int
    seed: int
    method: str
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `mean`, `low`, `high`, `count`, `events`."""
        import pandas as pd

        names = ("mean", "low", "high", "count", "events")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def mean_interval(
    tally: Tally, *, seed: int, replicates: int = 1000, level: float = 0.95, loss: Loss = "brier"
) -> MeanInterval:
    """The mean score of a tally with a bootstrap interval, by clusters where there are any.

    Parameters
    ----------
    tally
        The forecasts. With clusters, any weights and grades. Without, whole counts and outcomes of 0, 1 or
        0.5 (a tie).
    seed, replicates
        What the draws start from and how many sets are drawn; the same seed gives the same interval.
    level
        The share of the redrawn means within the interval.
    loss
        "brier" or "log".

    Notes
    -----
    The draws are those of `bootstrap.redrawn_means`. More than 20,000 different scores, or
    different clusters, are redrawn as 1,000 groups of those that pull the mean alike, each group's spread as
    a normal. Below twenty events the interval is widened to Student's (`bootstrap.interval_of_mean`).
    `method` says which. No interval is given of one event, of scores that are all the same, or of an
    infinite mean.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Without clusters, where rows cannot be told from their sums.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> tally = Tally.of([0.2, 0.4, 0.9, 0.6], [0, 0, 1, 0], cluster=["a", "a", "b", "c"])
    >>> found = mean_interval(tally, seed=1)
    >>> round(found.mean, 4), round(found.low, 4), found.events
    (0.1425, 0.0, 3)
    """
    if not 0 < level < 1:
        raise ValueError(f"an interval's level lies between 0 and 1, not {level}")
    mean, reason = mean_score(tally, loss), None
    if mean is None:
        reason = NO_FORECASTS
    elif not np.isfinite(mean):
        reason = "The mean is infinite: something happened that had been ruled out."
    low = high = None
    method = "none"
    if mean is not None and reason is None:
        scores, pulls = _of_events(tally, loss, mean)
        reason = no_variation(scores)
        if reason is None:
            redrawn = _redrawn_forecasts if tally.cluster is None else _redrawn_clusters
            means, method = redrawn(tally, loss, seed, replicates)
            most = 1.0 if loss == "brier" else np.inf
            low, high = interval_of_mean(means, mean, pulls, level=level, bounds=(0.0, most))
            if tally.events < MANY_EVENTS:
                method += "; at least Student's over events"
    return MeanInterval(
        loss=loss,
        mean=mean,
        low=low,
        high=high,
        level=level,
        count=tally.total,
        events=tally.events,
        clustered=tally.cluster is not None,
        replicates=replicates,
        seed=seed,
        method=method,
        reason=reason,
    )


def _of_events(tally: Tally, loss: Loss, mean: float) -> tuple[Floats, Floats]:
    """The mean score of each event, and how far it pulls the mean; of those alike twenty are enough."""
    if tally.cluster is None:
        scores, times = _distinct_scores(tally, loss)
        each = np.repeat(scores, np.minimum(times, MANY_EVENTS).astype(np.int64))
        return each, each - mean
    totals, weights = _of_clusters(tally, loss)
    return totals / weights, (totals - mean * weights) / weights.mean()


def _redrawn_forecasts(tally: Tally, loss: Loss, seed: int, replicates: int) -> tuple[Floats, str]:
    scores, times = _distinct_scores(tally, loss)
    if len(scores) <= _MOST_CLASSES:
        return redrawn_means(scores, times, seed=seed, replicates=replicates), "every forecast redrawn"
    rng, total = np.random.default_rng(seed), int(times.sum())
    groups = np.searchsorted(np.cumsum(times), total * np.arange(_GROUPS) / _GROUPS, side="right")
    starts = np.unique(groups)
    many, first, second = (
        np.add.reduceat(values, starts) for values in (times, times * scores, times * scores**2)
    )
    centre = first / many
    spread = (second / many - centre**2).clip(min=0)
    counts = rng.multinomial(total, many / total, size=replicates)
    means = (counts @ centre + np.sqrt(counts @ spread) * rng.standard_normal(replicates)) / total
    return means, f"multinomial over {len(starts):,} groups of like scores, each spread as a normal"


def _distinct_scores(tally: Tally, loss: Loss) -> tuple[Floats, Floats]:
    """The different scores in ascending order, and how many forecasts have each."""
    if not tally.whole:
        raise FractionalWeights(_MEASURE)
    ties = 4 * (tally.happened - tally.squares)
    yes = tally.happened - ties / 2
    no = tally.count - yes - ties
    if not all(((times >= 0) & (times % 1 == 0)).all() for times in (ties, yes, no)):
        raise GradedOutcomes(_MEASURE)
    found, often = [], []
    for outcome, times in ((0.0, no), (0.5, ties), (1.0, yes)):
        some = times > 0
        happened = np.full(int(some.sum()), outcome)
        once = np.ones(len(happened))
        found.append(summed_loss(loss, tally.said[some], once, happened, happened * outcome))
        often.append(times[some])
    rounded: Floats = np.round(np.concatenate(found), _ALIKE).astype(np.float64)
    scores, place = np.unique(rounded, return_inverse=True)
    return scores, np.bincount(place, weights=np.concatenate(often)).astype(np.float64)


def _redrawn_clusters(tally: Tally, loss: Loss, seed: int, replicates: int) -> tuple[Floats, str]:
    totals, weights = _of_clusters(tally, loss)
    kinds, times = np.unique(np.round(totals + 1j * weights, _ALIKE), return_counts=True)
    if len(kinds) > _MOST_CLASSES:
        return _redrawn_in_groups(totals, weights, np.random.default_rng(seed), replicates)
    both = np.column_stack([kinds.real, kinds.imag])
    means = redrawn_means(both, times, seed=seed, replicates=replicates)
    return means[:, 0] / means[:, 1], "every cluster redrawn"


def _of_clusters(tally: Tally, loss: Loss) -> tuple[Floats, Floats]:
    """The sum of scores and of weights of each cluster."""
    scores = summed_loss(loss, tally.said, tally.count, tally.happened, tally.squares)
    place = np.asarray(tally.cluster)
    totals, weights = (
        np.bincount(place, weights=values).astype(np.float64, copy=False) for values in (scores, tally.count)
    )
    return totals, weights


def _redrawn_in_groups(
    totals: Floats, weights: Floats, rng: np.random.Generator, replicates: int
) -> tuple[Floats, str]:
    """Redrawn means by groups of clusters that pull the mean alike, each group's spread as a normal."""
    pull = totals - weights * (totals.sum() / weights.sum())
    order = np.argsort(pull, kind="stable")
    starts = np.arange(_GROUPS) * len(order) // _GROUPS
    many = np.diff(starts, append=len(order))
    drawn = rng.multinomial(len(order), many / len(order), size=replicates)

    def means(values: Floats) -> Floats:
        found: Floats = np.add.reduceat(values[order], starts) / many
        return found

    weight, total = means(weights), means(totals)
    of_weight = drawn @ (means(weights**2) - weight**2).clip(min=0)
    of_total = drawn @ (means(totals**2) - total**2).clip(min=0)
    of_both = drawn @ (means(totals * weights) - total * weight)
    first, second = rng.standard_normal((2, replicates))
    along = np.divide(of_both, np.sqrt(of_weight), out=np.zeros(replicates), where=of_weight > 0)
    redrawn_weight = drawn @ weight + np.sqrt(of_weight) * first
    redrawn_total = drawn @ total + along * first + np.sqrt((of_total - along**2).clip(min=0)) * second
    return (
        redrawn_total / redrawn_weight,
        f"multinomial over {_GROUPS:,} groups of like clusters, each spread as a normal",
    )
