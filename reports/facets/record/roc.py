"""Whether what happened was given higher chances than what did not; blind to calibration, so never alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.certainty.wording import told_by
from tracker.chances import tally_of
from tracker.discrimination.roc import roc

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Warning at this probability or more: of what share of what happened it warns, and of what did not.

    `threshold` is None for the rule that never warns.
    """

    threshold: float | None
    hit_rate: float
    false_alarm_rate: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Roc:
    """The ROC curve, and the area under it with its 95% interval: 1 tells all apart, 0.5 none.

    `area` is None, and there are no `rules`, where everything happened or nothing did; `reason` says so, or
    why there is no interval. `happened` of `count` forecast things happened.
    """

    count: int
    events: int
    happened: int
    area: float | None
    low: float | None
    high: float | None
    reason: str | None
    rules: tuple[Rule, ...]


def roc_of(chances: DataFrame) -> Roc | None:
    """The ROC curve of yes-or-no forecasts on twenty events or more, else None."""
    told = told_by(chances["cluster"].nunique())
    if not told.shows_curve:
        return None
    found = roc(tally_of(chances))
    points = zip(
        *(part.tolist() for part in (found.threshold, found.hit_rate, found.false_alarm_rate)), strict=True
    )
    return Roc(
        count=len(chances),
        events=told.events,
        happened=round(float(chances["observed"].sum())),
        area=found.area,
        low=found.low,
        high=found.high,
        reason=found.reason,
        rules=tuple(
            Rule(threshold=at if at <= 1 else None, hit_rate=hits, false_alarm_rate=alarms)
            for at, hits, alarms in points
        ),
    )
