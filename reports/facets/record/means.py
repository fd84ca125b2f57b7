"""The mean score by one measure: its interval, what luck would give, and what a reference would score."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from reports.facets.calibration.chances import counted_in_words
from tracker.bounds import possible_scores, score_bounds
from tracker.certainty.event_means import mean_over_events
from tracker.certainty.wording import Tier, told_by
from tracker.chances import yes_or_no
from tracker.common_ends import range_of_ends, why_no_skill
from tracker.comparison.skill import relative_skill
from tracker.comparison.skill_by_outcomes import skill_over_events
from tracker.measures import MEASURES, Reference, numbers_of_options, title_of
from tracker.scoring import clipped_log_score, log_score
from tracker.vectors import Floats, event_means

if TYPE_CHECKING:
    from pandas import DataFrame

SEED = 20210625
REPLICATES = 9999
FLOOR = 0.01
_HAIR = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class LogScore:
    """The mean log score of yes-or-no forecasts, in nats, averaged within each event first; lower is better.

    It is infinite where one forecast ruled out what then happened; `ruled_out` counts these. `clipped` is
    the mean with no probability of what happened below `floor`, which forgives them.
    """

    forecasts: int
    events: int
    mean: float
    ruled_out: int
    clipped: float
    floor: float = FLOOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean:
    """The mean score by one measure: over events, averaged within each event first; lower is better.

    `mean` and its 95% interval `low` to `high` are None below five events. `luck_low` to `luck_high`
    is where a calibrated forecaster's mean would lie in 95 of 100 such sets (five to nineteen events).
    `reference` is what `against` would have scored; `skill` is ``1 - mean / reference``, above 0 better, with
    its 95% interval `skill_low` to `skill_high`, an end of which is None where it is as far off as can be.
    All are None where the forecaster's own window set the end of a score, and `no_skill` says so.
    `ends` are the fewest and the most days from a timeline to the end of its score.
    `log` is the log score of chances beside their Brier score.
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
    skill_low: float | None = None
    skill_high: float | None = None
    no_skill: str | None = None
    ends: tuple[int, int] | None = None
    log: LogScore | None = None
    replicates: int = REPLICATES
    seed: int = SEED

    @property
    def title(self) -> str:
        """What the measure is called in a sentence."""
        return title_of(self.measure)

    @property
    def worst(self) -> float | None:
        """The worst score of one forecast."""
        return MEASURES[self.measure].worst(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeanOfOptions(Mean):
    """The mean of a measure that has one only among questions with as many options: so many."""

    options: int

    @property
    def title(self) -> str:
        """What the measure is called in a sentence, with the number of options."""
        return title_of(self.measure, self.options)

    @property
    def worst(self) -> float | None:
        """The worst score of one forecast on so many options."""
        return MEASURES[self.measure].worst(self.options)


def means_of(counted: DataFrame) -> tuple[Mean, ...]:
    """The mean of counted forecasts by each measure, and of each number of options where that counts."""
    found: list[Mean] = []
    offered = numbers_of_options(counted)
    for measure in sorted(set(counted["measure"])):
        of_measure = (counted["measure"] == measure).to_numpy(bool)
        for options in sorted(set(offered[of_measure].tolist())):
            mean = mean_of(measure, counted[of_measure & (offered == options)])
            found.append(MeanOfOptions(**_fields(mean), options=options) if options else mean)
    return tuple(found)


def _fields(mean: Mean) -> dict[str, Any]:
    return {field.name: getattr(mean, field.name) for field in fields(mean)}


def mean_of(measure: str, counted: DataFrame) -> Mean:
    """The mean of counted forecasts of this measure alone, and of one number of options where that counts."""
    events = events_of(counted)
    told = told_by(len(set(events)))
    known = MEASURES[measure]
    if known.apart or not told.shows_mean:
        return Mean(
            measure=measure,
            forecasts=len(counted),
            events=told.events,
            tier=told.tier,
            words=counted_in_words(counted, known.apart or told.sentence),
        )
    least, most = score_bounds(counted)
    found = mean_over_events(counted["value"].to_numpy(float), events, least=least, most=most)
    worst, luck = known.worst(int(numbers_of_options(counted).max())), None
    if told.tier is Tier.MEAN and known.by_luck:
        luck = known.by_luck(counted, SEED)
    no_skill = why_no_skill(counted)
    against = known.reference.words_for(counted) if known.reference and no_skill is None else None
    reference, skill = reference_of(measure, counted), None
    if against and reference is not None:
        skill = relative_skill(found.mean, reference, against=against).skill
    ends = _skill_ends((found.low, found.high), known.reference if skill is not None else None, counted)
    return Mean(
        measure=measure,
        forecasts=found.count,
        events=found.events,
        tier=told.tier,
        words=counted_in_words(
            counted,
            told_by(found.events, by_luck=luck, interval=(found.low, found.high), scale=worst).sentence,
        ),
        mean=found.mean,
        low=found.low,
        high=found.high,
        luck_low=luck[0] if luck else None,
        luck_high=luck[1] if luck else None,
        reference=reference,
        against=against,
        skill=skill,
        skill_low=ends[0],
        skill_high=ends[1],
        no_skill=no_skill,
        ends=range_of_ends(counted),
        log=_log_score(yes_or_no(counted)),
    )


def _skill_ends(
    interval: tuple[float | None, float | None], against: Reference | None, counted: DataFrame
) -> tuple[float | None, float | None]:
    """The interval of the skill: the mean's turned round, where the reference always scores the same."""
    low, high = interval
    if low is None or high is None or against is None:
        return None, None
    theirs = against.scores(counted)
    if against.always and np.allclose(theirs, against.always, rtol=0, atol=_HAIR):
        return 1 - high / against.always, 1 - low / against.always
    possible = possible_scores(counted)
    if possible is None:
        return None, None
    return skill_over_events(
        counted["value"].to_numpy(float),
        theirs,
        events_of(counted),
        possible=possible[0],
        possible_reference=possible[1],
    )


def reference_of(measure: str, counted: DataFrame) -> float | None:
    """The mean score of the measure's reference on the same forecasts.

    None where it has none, and where the forecaster's own window chose the end of a score.
    """
    reference = MEASURES[measure].reference if why_no_skill(counted) is None else None
    return mean_by_event(reference.scores(counted), events_of(counted)) if reference else None


def mean_by_event(scores: Floats, events: list[str]) -> float:
    """The mean over events of the mean within each."""
    return float(event_means(scores, events, "scores")[1].mean())


def events_of(counted: DataFrame) -> list[str]:
    """The event of each forecast."""
    return [str(cluster) for cluster in counted["cluster"]]


def _log_score(chances: DataFrame) -> LogScore | None:
    events = events_of(chances)
    if not told_by(len(set(events))).shows_mean:
        return None
    said, happened = chances["p"].to_numpy(float), chances["observed"].to_numpy(float)
    ruled_out = int(np.isinf(log_score(said, happened)).sum())
    clipped = mean_by_event(np.asarray(clipped_log_score(said, happened, FLOOR)), events)
    return LogScore(
        forecasts=len(chances),
        events=len(set(events)),
        mean=np.inf if ruled_out else mean_by_event(np.asarray(log_score(said, happened)), events),
        ruled_out=ruled_out,
        clipped=clipped,
    )
