"""How a forecaster did, prospectively and retrospectively: never pooled, and no mean of too few."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.calibration import Expectation, expected_against_observed
from tracker.luck import Outlook, chance_outlook, range_by_luck, timeline_outlook
from tracker.references import coin, constant_rate
from tracker.uncertainty import clustered_mean
from tracker.words import Tier, caution, in_words, tier

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
    events = counted["cluster"].nunique()
    return Standing(
        prospective=prospective,
        seen=len(kind),
        forecasts=len(counted),
        events=events,
        tier=tier(events),
        words=means[0].words if len(means) == 1 else in_words(events),
        caution=_caution_of(counted),
        means=means,
        expectation=expectation_of(counted),
    )


def of_kind(frame: DataFrame, *, prospective: bool) -> DataFrame:
    """The scoreable forecasts that are prospective, or those that are not; the others are neither."""
    return frame[(frame["prospective"].astype(bool) == prospective) & (frame["verdict"] != "unscoreable")]


def yes_or_no(counted: DataFrame) -> DataFrame:
    """The counted forecasts that gave a chance and got a plain yes or no."""
    return counted[(counted["measure"] == "brier") & counted["observed"].isin([0.0, 1.0])]


def expectation_of(counted: DataFrame) -> Expectation | None:
    """Expected against observed where there are five events or more, else None."""
    chances = yes_or_no(counted)
    if not tier(chances["cluster"].nunique()).has_mean:
        return None
    return expected_against_observed(chances["p"].to_numpy(float), chances["observed"].to_numpy(float))


def _caution_of(counted: DataFrame) -> str | None:
    chances = yes_or_no(counted)
    return caution(len(chances), chances["cluster"].nunique())


def _mean(measure: str, counted: DataFrame) -> Mean:
    events = [str(cluster) for cluster in counted["cluster"]]
    reach = tier(len(set(events)))
    if measure in _INCOMPARABLE or not reach.has_mean:
        words = _INCOMPARABLE.get(measure) or in_words(len(set(events)))
        return Mean(measure=measure, forecasts=len(counted), events=len(set(events)), tier=reach, words=words)
    rows = counted.to_dict("records")
    found = clustered_mean(counted["value"].to_numpy(float), events, seed=SEED, replicates=REPLICATES)
    luck = None
    if reach is Tier.MEAN and (outlook := _OUTLOOKS.get(measure)):
        luck = range_by_luck([outlook(row) for row in rows], events, seed=SEED, replicates=REPLICATES)
    reference = None
    if scored := _REFERENCES.get(measure):
        reference = clustered_mean([scored(row) for row in rows], events, seed=SEED, replicates=1).mean
    return Mean(
        measure=measure,
        forecasts=found.count,
        events=found.events,
        tier=reach,
        words=in_words(found.events, by_luck=luck),
        mean=found.mean,
        low=found.low,
        high=found.high,
        luck_low=luck[0] if luck else None,
        luck_high=luck[1] if luck else None,
        reference=reference,
        against=REFERENCES.get(measure),
        skill=1 - found.mean / reference if reference else None,
    )


def _timeline_outlook(row: dict[Any, Any]) -> Outlook:
    return timeline_outlook(
        json.loads(row["numbers"]), json.loads(row["heights"]), horizon=(row["horizon"] - row["made_on"]).days
    )


def _timeline_reference(row: dict[Any, Any]) -> float:
    happened = row["event_on"] is not None and row["event_on"] == row["event_on"]
    day = float((row["event_on"] - row["made_on"]).days) if happened else None
    return constant_rate(day, horizon=(row["horizon"] - row["made_on"]).days)


_OUTLOOKS: dict[str, Callable[[dict[Any, Any]], Outlook]] = {
    "brier": lambda row: chance_outlook(row["p"]),
    "timeline_brier": _timeline_outlook,
}
_REFERENCES: dict[str, Callable[[dict[Any, Any]], float]] = {
    "brier": lambda row: coin(row["observed"]),
    "timeline_brier": _timeline_reference,
}
