"""How a forecaster did, prospectively and retrospectively: never pooled, and no mean of too few."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.parts.chances import Expectation, expectation_of, tally_of, yes_or_no
from tracker.calibration.expectation import brier_by_luck
from tracker.calibration.luck import range_by_luck, timeline_outlook
from tracker.certainty.event_bootstrap import mean_over_events
from tracker.certainty.wording import Tier, caution, told_by
from tracker.comparison.reference_scores import constant_hazard_scores, steady_rate_scores
from tracker.comparison.skill import relative_skill
from tracker.vectors import Floats, event_means

if TYPE_CHECKING:
    from pandas import DataFrame

SEED = 20210625
REPLICATES = 9999

REFERENCES = {
    "brier": "always saying 50%",
    "timeline_brier": "50% by the horizon at a constant rate (an arbitrary choice)",
}
_INCOMPARABLE = {
    "pinball": "Pinball losses are in the units of each question, so they have no common mean.",
    "ranked_probability_score": "These scores grow with the number of options, so they have no common mean.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean:
    """The mean score by one measure: over events, averaged within each event first; lower is better.

    `mean` and its 95% interval `low` to `high` are None below five events. `luck_low` to `luck_high`
    is where a calibrated forecaster's mean would lie in 95 of 100 such sets (five to nineteen events).
    `reference` is what `against` would have scored; `skill` is ``1 - mean / reference``, above 0 better.
    """

    measure: str
    forecasts: int
    events: int
    tier: Tier
    words: str
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    luck_low: float | None = None
    luck_high: float | None = None
    reference: float | None = None
    against: str | None = None
    skill: float | None = None
    replicates: int = REPLICATES
    seed: int = SEED


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One forecaster's, source's or topic's results, either all prospective or all retrospective.

    `seen` counts all scoreable forecasts of that kind, `forecasts` those that count, `events` the distinct
    events among them. `expectation` sets the yes-or-no forecasts against what happened; None below
    five events.
    """

    prospective: bool
    seen: int
    forecasts: int
    events: int
    tier: Tier
    words: str
    caution: str | None
    means: tuple[Mean, ...]
    expectation: Expectation | None


def standings_of(frame: DataFrame) -> tuple[Standing, Standing]:
    """The prospective and the retrospective standing of marked forecasts."""
    return _standing(frame, prospective=True), _standing(frame, prospective=False)


def _standing(frame: DataFrame, *, prospective: bool) -> Standing:
    kind = of_kind(frame, prospective=prospective)
    counted = kind[kind["counts"]]
    means = tuple(_mean(str(measure), part) for measure, part in counted.groupby("measure"))
    told = told_by(counted["cluster"].nunique())
    chances = yes_or_no(counted)
    return Standing(
        prospective=prospective,
        seen=len(kind),
        forecasts=len(counted),
        events=told.events,
        tier=told.tier,
        words=means[0].words if len(means) == 1 else told.sentence,
        caution=caution(len(chances), chances["cluster"].nunique()),
        means=means,
        expectation=expectation_of(chances),
    )


def of_kind(frame: DataFrame, *, prospective: bool) -> DataFrame:
    """The scoreable forecasts that are prospective, or those that are not; the others are neither."""
    return frame[(frame["prospective"].astype(bool) == prospective) & (frame["verdict"] != "unscoreable")]


def _mean(measure: str, counted: DataFrame) -> Mean:
    events = _events(counted)
    told = told_by(len(set(events)))
    if measure in _INCOMPARABLE or not told.shows_mean:
        return Mean(
            measure=measure,
            forecasts=len(counted),
            events=told.events,
            tier=told.tier,
            words=_INCOMPARABLE.get(measure) or told.sentence,
        )
    found = mean_over_events(counted["value"].to_numpy(float), events, seed=SEED, replicates=REPLICATES)
    luck = None
    if told.tier is Tier.MEAN and (range_of := _LUCK.get(measure)):
        luck = range_of(counted)
    against, reference, skill = REFERENCES.get(measure), None, None
    if against:
        reference = float(event_means(_REFERENCES[measure](counted), events, "references")[1].mean())
        skill = relative_skill(found.mean, reference, against=against).skill
    return Mean(
        measure=measure,
        forecasts=found.count,
        events=found.events,
        tier=told.tier,
        words=told_by(found.events, by_luck=luck).sentence,
        mean=found.mean,
        low=found.low,
        high=found.high,
        luck_low=luck[0] if luck else None,
        luck_high=luck[1] if luck else None,
        reference=reference,
        against=against,
        skill=skill,
    )


def _events(counted: DataFrame) -> list[str]:
    return [str(cluster) for cluster in counted["cluster"]]


def _luck_of_chances(counted: DataFrame) -> tuple[float, float] | None:
    return brier_by_luck(tally_of(counted).per_event(), seed=SEED, replicates=REPLICATES)


def _luck_of_timelines(counted: DataFrame) -> tuple[float, float]:
    outlooks = [
        timeline_outlook(json.loads(numbers), json.loads(heights), horizon=horizon)
        for numbers, heights, horizon in zip(
            counted["numbers"], counted["heights"], _horizons(counted), strict=True
        )
    ]
    return range_by_luck(outlooks, _events(counted), seed=SEED, replicates=REPLICATES)


def _coin(counted: DataFrame) -> Floats:
    return steady_rate_scores(counted["observed"].to_numpy(float), 0.5)


def _constant_hazard(counted: DataFrame) -> Floats:
    import pandas as pd

    days = [
        np.inf if pd.isna(event) else (event - made).days
        for made, event in zip(counted["made_on"], counted["event_on"], strict=True)
    ]
    return constant_hazard_scores(days, _horizons(counted))


def _horizons(counted: DataFrame) -> list[int]:
    return [
        (horizon - made).days for made, horizon in zip(counted["made_on"], counted["horizon"], strict=True)
    ]


_LUCK: dict[str, Callable[[DataFrame], tuple[float, float] | None]] = {
    "brier": _luck_of_chances,
    "timeline_brier": _luck_of_timelines,
}
_REFERENCES: dict[str, Callable[[DataFrame], Floats]] = {
    "brier": _coin,
    "timeline_brier": _constant_hazard,
}
