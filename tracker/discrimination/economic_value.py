"""For whom acting on these chances is worth it, whatever an action costs and a loss amounts to.

Somebody can avert a loss at a cost of `ratio` times it, and acts where the probability is high enough. The
value is what that saves, as a share of what knowing the future would save, both over the better of always
and never acting: 1 is perfect, 0 no better than that, below 0 worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.digits import whole
from tracker.discrimination.warned import Share, share_of, warned
from tracker.pooling import Floats

if TYPE_CHECKING:
    from tracker.tally import Tally

_RATIOS = np.arange(1, 20) / 20


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLoss:
    """What acting is worth to whoever can avert a loss at a cost of `ratio` times it.

    `low` to `high` is the 95% interval of `value`. `best` is the highest value that any threshold would have
    had, chosen when all was known, and `best_threshold` that threshold; None where that is never to act.
    """

    ratio: float
    value: float
    low: float
    high: float
    best: float
    best_threshold: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EconomicValue:
    """The value at each ratio of cost to loss, 0.05 to 0.95.

    Attributes
    ----------
    threshold
        All act at this probability or more; None where each acts at his own ratio of cost to loss or more,
        which is best if the chances are calibrated.
    rate
        The share that happened.
    forecasts, events
        How many forecasts there are, and on how many events.
    users
        One for each ratio.
    """

    threshold: float | None
    rate: float
    forecasts: float
    events: int
    users: tuple[CostLoss, ...]


def economic_value(tally: Tally, threshold: float | None = None) -> EconomicValue | None:
    """The relative economic value at each ratio of cost to loss; None where all or nothing happened.

    At the ratio q, with hit rate H, false alarm rate F and base rate s, it is
    ``1 - F - (1 - H) s (1 - q)/(q (1 - s))`` where q is at most s, and
    ``H - F q (1 - s)/(s (1 - q))`` above. Each end of the interval joins the ends of the intervals of H and F
    (the method of variance estimates recovery), for the base rate that was seen. A bootstrap of events
    holds the value in too few sets where few of them happened (docs/statistics.md).

    Parameters
    ----------
    tally
        Forecasts, whose clusters are the events.
    threshold
        Act at this probability or more; None to let each act at his own ratio or more.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.

    References
    ----------
    Richardson (2000), Skill and relative economic value of the ECMWF ensemble prediction system, Q. J. R.
    Meteorol. Soc. 126:649-667. Zou and Donner (2008), Construction of confidence limits about effect
    measures: a general approach, Statistics in Medicine 27:1693-1702.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = economic_value(Tally.of([0.9, 0.7, 0.6, 0.2, 0.1], [1, 1, 0, 1, 0]), 0.6)
    >>> found.rate, [round(user.value, 2) for user in found.users if user.ratio in (0.5, 0.6)]
    (0.6, [0.0, 0.17])
    """
    tally.refuse_grades("The economic value")
    total, happened = float(tally.count.sum()), float(tally.happened.sum())
    if not 0 < happened < total:
        return None
    rate = happened / total
    best, at = _envelope(tally, rate)
    at_one = None if threshold is None else _rates(tally, threshold)
    users = []
    for place, ratio in enumerate(_RATIOS):
        hits, alarms = at_one or _rates(tally, float(ratio))
        value, low, high = _value(hits, alarms, rate=rate, ratio=float(ratio))
        users.append(
            CostLoss(
                ratio=float(ratio),
                value=value,
                low=low,
                high=high,
                best=float(best[place]),
                best_threshold=None if np.isinf(at[place]) else float(at[place]),
            )
        )
    return EconomicValue(
        threshold=threshold, rate=rate, forecasts=whole(total), events=tally.events, users=tuple(users)
    )


def _rates(tally: Tally, threshold: float) -> tuple[Share, Share]:
    """Hit rate and false alarm rate where both outcomes occurred."""
    acted, no = warned(tally, threshold), np.maximum(tally.count - tally.happened, 0)
    hits = share_of(tally, tally.happened * acted, tally.happened)
    alarms = share_of(tally, no * acted, no)
    assert hits is not None
    assert alarms is not None
    return hits, alarms


def _weights(rate: float, ratios: Floats) -> tuple[Floats, Floats]:
    """How much a miss counts, and a false alarm, as shares of what happened and of what did not."""
    odds, price = rate / (1 - rate), ratios / (1 - ratios)
    return np.maximum(odds / price, 1.0), np.maximum(price / odds, 1.0)


def _value(hits: Share, alarms: Share, *, rate: float, ratio: float) -> tuple[float, float, float]:
    """The value with its interval, of a hit rate and a false alarm rate with theirs."""
    miss, alarm = (float(weight) for weight in _weights(rate, np.asarray(ratio)))
    value = 1 - miss * (1 - hits.share) - alarm * alarms.share
    down = np.hypot(miss * (hits.share - hits.low), alarm * (alarms.high - alarms.share))
    up = np.hypot(miss * (hits.high - hits.share), alarm * (alarms.share - alarms.low))
    return value, value - float(down), min(value + float(up), 1.0)


def _envelope(tally: Tally, rate: float) -> tuple[Floats, Floats]:
    """The highest value at each ratio over all thresholds, and the threshold, infinite for never."""
    flat = tally.unclustered()
    order = np.argsort(-flat.said)
    yes, no = (
        np.append(0.0, np.cumsum(many[order])) / many.sum()
        for many in (flat.happened, flat.count - flat.happened)
    )
    at = np.append(np.inf, flat.said[order])
    found = []
    for ratio in _RATIOS:
        miss, alarm = _weights(rate, ratio)
        values = 1 - miss * (1 - yes) - alarm * no
        top = int(np.argmax(values))
        found.append((values[top], at[top]))
    best, threshold = np.array(found).T
    return best, threshold
