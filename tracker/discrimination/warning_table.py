"""Hits, misses and false alarms, had every chance of so much or more been a warning.

A warning throws away how sure a forecast was. Its counts say what a user who acts at this chance lived
through; they say nothing of calibration, and no ratio of them is a proper score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasts.errors import ImpossibleThreshold
from tracker.digits import whole
from tracker.discrimination.economic_value import CostLoss, EconomicValue, economic_value
from tracker.discrimination.warned import Share, share_of, warned

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally


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
        The value at each ratio of cost to loss, 0.05 to 0.95, with its interval and the highest of any
        threshold; empty where all or nothing happened.
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
    def worth(self) -> EconomicValue | None:
        """What acting on the warnings is worth, to whom; None where all or nothing happened."""
        if not self.economic_value:
            return None
        happened = self.hits + self.misses
        forecasts = happened + self.false_alarms + self.correct_negatives
        return EconomicValue(
            threshold=self.threshold,
            rate=happened / forecasts,
            forecasts=forecasts,
            events=self.events,
            users=self.economic_value,
        )

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
    The economic value is in `tracker.discrimination.economic_value`.

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
    Wilks (2019), Statistical Methods in the Atmospheric Sciences, chapter 9. Intervals as in
    `tracker.certainty.clustered_share`.

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
    acted = warned(tally, threshold)
    no = np.maximum(tally.count - tally.happened, 0)
    a, c = float(tally.happened[acted].sum()), float(tally.happened[~acted].sum())
    b, d = float(no[acted].sum()), float(no[~acted].sum())
    n = a + b + c + d
    by_chance = (a + b) * (a + c) / n if n else 0.0
    peirce = a / (a + c) - b / (b + d) if a + c and b + d else None
    worth = economic_value(tally, threshold)
    return WarningTable(
        threshold=threshold,
        events=tally.events,
        hits=whole(a),
        misses=whole(c),
        false_alarms=whole(b),
        correct_negatives=whole(d),
        hit_rate=share_of(tally, tally.happened * acted, tally.happened),
        false_alarm_rate=share_of(tally, no * acted, no),
        false_alarm_ratio=share_of(tally, no * acted, tally.count * acted),
        frequency_bias=_ratio(a + b, a + c),
        critical_success_index=_ratio(a, a + b + c),
        heidke=_ratio(2 * (a * d - b * c), (a + c) * (c + d) + (a + b) * (b + d)),
        equitable_threat=_ratio(a - by_chance, a + b + c - by_chance),
        peirce=peirce,
        economic_value=() if worth is None else worth.users,
    )


def _ratio(part: float, whole_of_it: float) -> float | None:
    return part / whole_of_it if whole_of_it else None
