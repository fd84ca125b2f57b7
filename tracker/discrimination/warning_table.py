"""Hits, misses and false alarms, had every chance of so much or more been a warning.

A warning throws away how sure a forecast was. Its counts say what a user who acts at this chance lived
through; they say nothing of calibration, and no ratio of them is a proper score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasts.errors import ImpossibleThreshold
from tracker.certainty.clustered_share import by_variance, kish, share_interval
from tracker.digits import whole
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_RATIOS = np.arange(1, 20) / 20
_HAIR = 1e-13
_LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLoss:
    """What warnings are worth to whoever can avert a loss at a cost of `ratio` times it.

    `value` is the share of what knowing the future would save, over the better of always and never acting:
    1 is perfect, 0 no better than that, and below 0 worse.
    """

    ratio: float
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A share with its 95% interval: of the forecasts, and as many trials as their events are worth."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningTable:
    """Warnings at a threshold, counted as meteorologists count them; a ratio without a denominator is None.

    Attributes
    ----------
    threshold
        A warning is a probability of at least this.
    events
        On how many events the forecasts are; forecasts, where events are not named.
    hits, misses
        How often what happened was warned of, and how often it was not.
    false_alarms, correct_negatives
        How often what did not happen was warned of, and how often it was not.
    hit_rate
        hits / (hits + misses), also called the probability of detection; 1 is best.
    false_alarm_rate
        false alarms / (false alarms + correct negatives), of all that did not happen; 0 is best.
    false_alarm_ratio
        false alarms / (hits + false alarms), of all warnings; 0 is best.
    frequency_bias
        Warnings per thing that happened; 1 is right, above is too many.
    critical_success_index
        hits / (hits + misses + false alarms), the threat score; 1 is best.
    heidke
        The share of right answers above those of as many warnings given at random; 1 is best, 0 random.
    equitable_threat
        The threat score with random hits taken off (Gilbert's skill score); 1 is best, 0 random.
    peirce
        Hit rate less false alarm rate: the highest economic value, for whom cost over loss is the base rate.
    economic_value
        The value at each ratio of cost to loss, 0.05 to 0.95; empty where all or nothing happened.
    """

    threshold: float
    events: int
    hits: float
    misses: float
    false_alarms: float
    correct_negatives: float
    hit_rate: Share | None
    false_alarm_rate: Share | None
    false_alarm_ratio: Share | None
    frequency_bias: float | None
    critical_success_index: float | None
    heidke: float | None
    equitable_threat: float | None
    peirce: float | None
    economic_value: tuple[CostLoss, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row an outcome, `happened` and `did not`: how often it was `warned` of, and `not warned`."""
        import pandas as pd

        return pd.DataFrame(
            {
                "outcome": ["happened", "did not"],
                "warned": [self.hits, self.false_alarms],
                "not warned": [self.misses, self.correct_negatives],
            }
        )

    def only_counted(self) -> WarningTable:
        """The four counts without anything that is made of them, for too few events."""
        return replace(
            self,
            hit_rate=None,
            false_alarm_rate=None,
            false_alarm_ratio=None,
            frequency_bias=None,
            critical_success_index=None,
            heidke=None,
            equitable_threat=None,
            peirce=None,
            economic_value=(),
        )


def warning_table(tally: Tally, threshold: float) -> WarningTable:
    """Hits, misses, false alarms and correct negatives of warnings at a threshold, and what they amount to.

    With a hits, b false alarms, c misses, d correct negatives, n of them in all:
    critical success index ``a/(a + b + c)``;
    Heidke's ``2(ad - bc)/((a + c)(c + d) + (a + b)(b + d))``;
    equitable threat ``(a - r)/(a + b + c - r)`` with ``r = (a + b)(a + c)/n``.
    At the ratio q of cost to loss and the base rate s, the value is
    ``(min(q, s) - (a + b)q/n - c/n)/(min(q, s) - sq)``.

    Parameters
    ----------
    tally
        Forecasts, whose clusters are the events.
    threshold
        The lowest probability that is a warning, above 0 and at most 1.

    Raises
    ------
    ImpossibleThreshold
        Where the threshold is none.
    GradedOutcomes
        Where outcomes are not 0 or 1.

    References
    ----------
    Wilks (2019), Statistical Methods in the Atmospheric Sciences, chapter 9; Richardson (2000), Skill and
    relative economic value of the ECMWF ensemble prediction system, Q. J. R. Meteorol. Soc. 126:649-667.
    Intervals as in `tracker.certainty.clustered_share`.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = warning_table(Tally.of([0.9, 0.7, 0.6, 0.2, 0.1], [1, 1, 0, 1, 0]), 0.6)
    >>> found.hits, found.misses, found.false_alarms, found.correct_negatives
    (2, 1, 1, 1)
    >>> found.critical_success_index, round(found.hit_rate.share, 3)
    (0.5, 0.667)
    """
    if not 0 < threshold <= 1:
        raise ImpossibleThreshold(threshold)
    tally.refuse_grades("A table of warnings")
    warned = tally.said >= _on_grid(threshold) - _HAIR
    no = np.maximum(tally.count - tally.happened, 0)
    a, c = float(tally.happened[warned].sum()), float(tally.happened[~warned].sum())
    b, d = float(no[warned].sum()), float(no[~warned].sum())
    n = a + b + c + d
    by_chance = (a + b) * (a + c) / n if n else 0.0
    peirce = a / (a + c) - b / (b + d) if a + c and b + d else None
    return WarningTable(
        threshold=threshold,
        events=tally.events,
        hits=whole(a),
        misses=whole(c),
        false_alarms=whole(b),
        correct_negatives=whole(d),
        hit_rate=_share(tally, tally.happened * warned, tally.happened),
        false_alarm_rate=_share(tally, no * warned, no),
        false_alarm_ratio=_share(tally, no * warned, tally.count * warned),
        frequency_bias=_ratio(a + b, a + c),
        critical_success_index=_ratio(a, a + b + c),
        heidke=_ratio(2 * (a * d - b * c), (a + c) * (c + d) + (a + b) * (b + d)),
        equitable_threat=_ratio(a - by_chance, a + b + c - by_chance),
        peirce=peirce,
        economic_value=_values(a, b, c, n) if peirce is not None else (),
    )


def _on_grid(threshold: float) -> float:
    """The threshold as a tally holds probabilities, so that 0.1 + 0.2 is 0.3 in both."""
    nearest = round(threshold * GRID) / GRID
    return nearest if abs(nearest - threshold) <= _HAIR else threshold


def _ratio(part: float, whole_of_it: float) -> float | None:
    return part / whole_of_it if whole_of_it else None


def _share(tally: Tally, some: Floats, of: Floats) -> Share | None:
    """A share of forecasts with its interval, over clusters where there are some."""
    total = float(of.sum())
    if not total:
        return None
    share = float(some.sum()) / total
    if tally.cluster is None or tally.labels is None:
        low, high, _ = share_interval(share, total, np.inf, level=_LEVEL)
    else:
        each = np.bincount(tally.cluster, weights=of, minlength=len(tally.labels))
        yes = np.bincount(tally.cluster, weights=some, minlength=len(tally.labels))
        yes, each = yes[each > 0], each[each > 0]
        low, high, _ = share_interval(share, kish(each), by_variance(yes, each, level=_LEVEL), level=_LEVEL)
    return Share(share=share, low=float(low), high=float(high))


def _values(a: float, b: float, c: float, n: float) -> tuple[CostLoss, ...]:
    """Relative economic value at each ratio of cost to loss, where both outcomes occurred."""
    rate = (a + c) / n
    without = np.minimum(_RATIOS, rate)
    paid = (a + b) / n * _RATIOS + c / n
    value = (without - paid) / (without - rate * _RATIOS)
    return tuple(
        CostLoss(ratio=float(ratio), value=float(one)) for ratio, one in zip(_RATIOS, value, strict=True)
    )
