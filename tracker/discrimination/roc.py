"""Whether higher probabilities were said of what happened than of what did not.

Discrimination is blind to calibration: halving every probability changes nothing here. Read it beside the
reliability curve, never alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.clustered_share import kish
from tracker.discrimination.auc_interval import auc_interval
from tracker.pooling import GRID, Floats, Places

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_MOST_PAIRS = 40_000
_MEASURE = "Discrimination"
_ONE_CLASS = "Everything happened or nothing did, so there is nothing to tell apart."
_ONE_CASE = "Only one thing {}, so that nobody knows how much the area would vary."
_ONE_CHANCE = "All probabilities are equal, so that nobody knows how much the area would vary."


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Roc:
    """The ROC curve and the area under it. Undefined, with the `reason`, where only one outcome occurred.

    The larger the area the better: 1 tells all apart, 0.5 none. `error` is DeLong's, `low` and `high` are the
    95% interval; where only one thing happened, or only one did not, or all probabilities are equal, they are
    None and `reason` says so. There is one point per warning rule "probability at least `threshold`", from
    warning of nothing to warning of everything: the share of what happened that was warned of (`hit_rate`),
    and of what did not (`false_alarm_rate`).
    """

    area: float | None
    error: float | None
    low: float | None
    high: float | None
    threshold: Floats
    hit_rate: Floats
    false_alarm_rate: Floats
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row a point: `threshold`, `hit_rate`, `false_alarm_rate`."""
        import pandas as pd

        names = ("threshold", "hit_rate", "false_alarm_rate")
        return pd.DataFrame({name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class DiscriminationDiagram:
    """What was said of things that happened, and of things that did not: two histograms.

    Bins run from `start` to `end`, the end excluded but for 1. `happened` and `failed` are shares of all that
    happened and of all that did not; None where there were none. `mean_if_happened` and `mean_if_failed` are
    the mean probabilities of the two.
    """

    start: Floats
    end: Floats
    happened: Floats | None
    failed: Floats | None
    mean_if_happened: float | None
    mean_if_failed: float | None

    @property
    def table(self) -> pd.DataFrame:
        """One row a bin: `start`, `end`, `happened`, `failed`."""
        import pandas as pd

        names = ("start", "end", "happened", "failed")
        return pd.DataFrame({name: getattr(self, name) for name in names})


def auc(tally: Tally) -> float | None:
    """The area under the ROC curve: how often something that happened had the higher probability.

    Over all pairs of a thing that happened and one that did not; ties count half. The larger the better.
    None where only one outcome occurred.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> auc(Tally.of([0.2, 0.6, 0.6, 0.9], [0, 0, 1, 1]))
    0.875
    """
    yes, no = _classes(tally)
    if not yes.sum() or not no.sum():
        return None
    return float((yes * (np.cumsum(no) - no / 2)).sum() / yes.sum() / no.sum())


def roc(tally: Tally) -> Roc:
    """The ROC curve of a tally, with the area under it and its interval.

    The error is DeLong's, with clusters that of events, whose forecasts pull together (Obuchowski 1997). The
    interval is that of `tracker.discrimination.auc_interval`, wide enough also where few things happened; of
    several forecasts on one event it counts no more than the events can tell.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.

    References
    ----------
    Mason and Graham (2002); DeLong, DeLong and Clarke-Pearson (1988) and Obuchowski (1997), Nonparametric
    analysis of clustered ROC curve data, Biometrics 53:567-578, for the error.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = roc(Tally.of([0.2, 0.6, 0.6, 0.9], [0, 0, 1, 1]))
    >>> found.area, found.hit_rate.tolist(), found.false_alarm_rate.tolist()
    (0.875, [0.0, 0.5, 1.0, 1.0], [0.0, 0.0, 0.5, 1.0])
    """
    tally.refuse_grades(_MEASURE)
    flat, place = tally.flat()
    said, yes, no = flat.said, flat.happened, flat.count - flat.happened
    hits, alarms = yes.sum(), no.sum()
    if not hits or not alarms:
        none = np.zeros(0)
        return Roc(
            area=None,
            error=None,
            low=None,
            high=None,
            threshold=none,
            hit_rate=none,
            false_alarm_rate=none,
            reason=_ONE_CLASS,
        )
    above_no = (np.cumsum(no) - no / 2) / alarms
    below_yes = 1 - (np.cumsum(yes) - yes / 2) / hits
    area = float((yes * above_no).sum() / hits)
    error = low = high = reason = None
    worth = _worth(tally)
    if worth[0] <= 1 or worth[1] <= 1:
        reason = _ONE_CASE.format("happened" if worth[0] <= 1 else "did not happen")
    elif len(said) == 1:
        reason = _ONE_CHANCE
    else:
        if tally.cluster is None:
            spread = (yes * (above_no - area) ** 2).sum() / (hits - 1) / hits
            spread += (no * (below_yes - area) ** 2).sum() / (alarms - 1) / alarms
        else:
            spread = _spread_of_events(tally, place, (above_no - area) / hits, (below_yes - area) / alarms)
        error = sqrt(float(spread))
        low, high = auc_interval(area, error, *worth)
    return Roc(
        area=area,
        error=error,
        low=low,
        high=high,
        threshold=np.concatenate([[np.inf], said[::-1]]),
        hit_rate=np.concatenate([[0.0], np.cumsum(yes[::-1]) / hits]),
        false_alarm_rate=np.concatenate([[0.0], np.cumsum(no[::-1]) / alarms]),
        reason=reason,
    )


def auc_p_value(tally: Tally) -> float | None:
    """The chance of an area at least as large where the probabilities say nothing (one-sided).

    Exact without ties and with at most 40,000 pairs, else the normal of Mann and Whitney with corrections for
    ties and for whole numbers. None where only one outcome occurred, or all probabilities are equal.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> auc_p_value(Tally.of([0.2, 0.5, 0.6, 0.9], [0, 0, 1, 1]))
    0.16666666666666666
    """
    from scipy.special import ndtr

    _, counts, _ = tally.counts("The p-value of an area under the ROC curve")
    area = auc(tally)
    yes, no = _classes(tally)
    hits, alarms = float(yes.sum()), float(no.sum())
    if area is None or len(counts) == 1:
        return None
    pairs, total = hits * alarms, hits + alarms
    wins = area * pairs
    if counts.max() == 1 and pairs <= _MOST_PAIRS:
        ways = _ways(int(hits), int(alarms))
        return float(ways[round(wins) :].sum() / ways.sum())
    tied = float((counts**3 - counts).sum()) / (total * (total - 1))
    deviation = sqrt(pairs / 12 * (total + 1 - tied))
    return float(ndtr(-(wins - pairs / 2 - 0.5) / deviation))


def discrimination_diagram(tally: Tally, *, bins: int = 20) -> DiscriminationDiagram:
    """How the stated probabilities of what happened, and of what did not, are spread over equal bins.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = discrimination_diagram(Tally.of([0.1, 0.3, 0.3, 0.9], [0, 0, 1, 1]), bins=5)
    >>> found.happened.tolist(), found.failed.tolist()
    ([0.0, 0.5, 0.0, 0.0, 0.5], [0.5, 0.5, 0.0, 0.0, 0.0])
    """
    if bins < 1:
        raise ValueError(f"a histogram has one bin or more, not {bins}")
    yes, no = _classes(tally)
    said = tally.unclustered().said
    steps = np.floor(said * GRID + 0.5)
    place = np.where(steps / GRID == said, steps * bins // GRID, np.floor(said * bins))
    edges = np.arange(bins + 1) / bins
    shares, means = [], []
    for many in (yes, no):
        total = many.sum()
        found = np.bincount(place.clip(max=bins - 1).astype(np.int64), weights=many, minlength=bins)
        shares.append(found / total if total else None)
        means.append(float((many * said).sum() / total) if total else None)
    return DiscriminationDiagram(
        start=edges[:-1],
        end=edges[1:],
        happened=shares[0],
        failed=shares[1],
        mean_if_happened=means[0],
        mean_if_failed=means[1],
    )


def _classes(tally: Tally) -> tuple[Floats, Floats]:
    tally.refuse_grades(_MEASURE)
    flat = tally.unclustered()
    return flat.happened, flat.count - flat.happened


def _worth(tally: Tally) -> tuple[float, float]:
    """How many independent things happened and did not, as far as events allow."""
    if tally.cluster is None:
        return float(tally.happened.sum()), float((tally.count - tally.happened).sum())
    each = (np.bincount(tally.cluster, weights=w) for w in (tally.happened, tally.count - tally.happened))
    yes, no = (kish(sizes) for sizes in each)
    return yes, no


def _spread_of_events(tally: Tally, place: Places, if_yes: Floats, if_no: Floats) -> float:
    """The variance of the area by how far each event pulls it."""
    assert tally.cluster is not None
    pulls = tally.happened * if_yes[place] + (tally.count - tally.happened) * if_no[place]
    events = np.bincount(tally.cluster, weights=pulls)
    return float((events**2).sum()) * len(events) / max(len(events) - 1, 1)


def _ways(hits: int, alarms: int) -> Floats:
    """In how many orders of so many hits and alarms each number of pairs is won: a Gaussian binomial."""
    ways = np.zeros(hits * alarms + 1)
    ways[0] = 1.0
    for k in range(1, hits + 1):
        for place in range(len(ways) - 1, alarms + k - 1, -1):
            ways[place] -= ways[place - alarms - k]
        for place in range(k, len(ways)):
            ways[place] += ways[place - k]
    return ways
