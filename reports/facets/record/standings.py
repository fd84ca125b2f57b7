"""How a forecaster did, prospectively and retrospectively: never pooled, and no mean of too few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.facets.calibration.chances import counted_in_words, expectation_of, reliability_of
from reports.facets.calibration.findings import Finding, findings_of
from reports.facets.calibration.options import OptionsHeld, options_held
from reports.facets.calibration.searched import searched
from reports.facets.calibration.timing import Timing, timing_of
from reports.facets.record.by_date import ByDate, by_date_of
from reports.facets.record.histories import Histories, histories_of
from reports.facets.record.means import REPLICATES, SEED, Mean, MeanOfOptions, means_of
from reports.facets.record.murphy import Murphy, murphy_of
from reports.facets.record.nearness import TargetSideBySide, leading_target, nearness_of
from reports.facets.record.quantities import TargetScores
from reports.facets.record.roc import Roc, roc_of
from reports.facets.record.running import Running, running_of
from reports.facets.record.sensitivity import Sensitivity, sensitivity_of
from reports.facets.record.sharpness import Sharpness, sharpness_of
from reports.facets.record.windows import Window, windows_of
from reports.figures import counted
from tracker.calibration.expectation import Expectation
from tracker.calibration.reliability import Reliability
from tracker.certainty.wording import Tier, Told, caution, told_by
from tracker.chances import tested
from tracker.findings.examination import Examination, examination_of

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["REPLICATES", "SEED", "Mean", "Standing", "of_kind", "standings_of"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One forecaster's, source's or topic's results, either all prospective or all retrospective.

    `seen` counts all scoreable forecasts of that kind, `forecasts` those that count, `events` the distinct
    events among them. `findings` names faults that luck hardly explains, all tests of the report taken
    together; one on statements that cannot be scored, which are of neither kind, stands with the prospective.

    `means` are by measure, of ordered choices also by number of options. `searched` says what it means that
    no more was found: how large a fault could have been seen.

    Of the yes-or-no forecasts, `expectation` (from five events on), `reliability`, `roc` and `sharpness`
    (from twenty) and `murphy` (from fifty) set what was said against what happened. `windows` are the
    timelines, `timing` and `by_date` say how well they told when things come, `histories` are the series
    with updates, `running` is the mean score over time, `sensitivity` how far it hangs on readings and
    rulings, `choices` what came of forecasts with several options, `quantities` are the interval scores of
    quantile forecasts by target and horizon. What too few events allow is None or empty.
    """

    prospective: bool
    seen: int
    forecasts: int
    events: int
    tier: Tier
    words: str
    caution: str | None
    findings: tuple[Finding, ...]
    means: tuple[MeanOfOptions | Mean, ...]
    expectation: Expectation | None
    reliability: Reliability | None
    roc: Roc | None
    sharpness: Sharpness | None
    murphy: Murphy | None
    windows: tuple[Window, ...]
    timing: Timing | None
    by_date: ByDate | None
    histories: Histories | None
    running: tuple[Running, ...]
    sensitivity: tuple[Sensitivity, ...]
    choices: tuple[OptionsHeld, ...] = ()
    searched: str = ""
    quantities: tuple[TargetSideBySide | TargetScores, ...] = ()


def standings_of(frame: DataFrame, names: Mapping[str, str] | None = None) -> tuple[Standing, Standing]:
    """The prospective and the retrospective standing of marked forecasts.

    Findings name forecasters by `names`, which gives names by slug; one that it does not hold has its slug.
    """
    examination = examination_of(frame)
    return (
        _standing(frame, examination, names or {}, prospective=True),
        _standing(frame, examination, names or {}, prospective=False),
    )


def _standing(
    frame: DataFrame, examination: Examination, names: Mapping[str, str], *, prospective: bool
) -> Standing:
    kind = of_kind(frame, prospective=prospective)
    counted = kind[kind["counts"]]
    means = means_of(counted)
    told = told_by(counted["cluster"].nunique())
    chances = tested(counted)
    doubts = (sensitivity_of(kind, mean) for mean in means)
    quantities = nearness_of(kind, names)
    return Standing(
        prospective=prospective,
        seen=len(kind),
        forecasts=len(counted),
        events=told.events,
        tier=told.tier,
        words=_words(counted, means, told, quantities),
        caution=caution(len(chances), chances["cluster"].nunique()),
        findings=tuple(
            one for one in findings_of(examination, names) if (one.prospective is not False) == prospective
        ),
        searched=searched(examination, names, prospective=prospective),
        means=means,
        expectation=expectation_of(chances),
        reliability=reliability_of(chances, seed=SEED),
        roc=roc_of(chances),
        sharpness=sharpness_of(chances),
        murphy=murphy_of(chances),
        windows=windows_of(counted),
        timing=timing_of(kind, seed=SEED),
        by_date=by_date_of(kind),
        histories=histories_of(kind),
        running=running_of(counted),
        sensitivity=tuple(doubt for doubt in doubts if doubt is not None),
        choices=options_held(counted, seed=SEED),
        quantities=quantities,
    )


def _words(
    counting: DataFrame, means: tuple[Mean, ...], told: Told, quantities: tuple[TargetScores, ...]
) -> str:
    """What so many events can tell, where each kind of score has only some of them."""
    if len(means) == 1:
        return _by_target(quantities) if quantities and means[0].mean is None else means[0].words
    most = told_by(max((mean.events for mean in means), default=0))
    if most.tier is told.tier:
        return counted_in_words(counting, told.sentence)
    kinds = (
        f"{counted(told.events, 'event')} in {len(means)} kinds of score, which are never averaged with each "
        f"other; no kind has more than {most.sentence}"
    )
    return counted_in_words(counting, kinds)


def _by_target(quantities: tuple[TargetScores, ...]) -> str:
    """Which target leads, where all are quantities: interval scores have a mean within each."""
    lead = leading_target(quantities)
    assert lead is not None, "there are targets"
    others = f"; {counted(len(quantities) - 1, 'other target')} below" if quantities[1:] else ""
    return (
        f"Interval scores have a mean within each target. The most days are of {lead.target}: "
        f"{counted(lead.forecasts, 'forecast')} about {counted(lead.days, 'day')}{others}."
    )


def of_kind(frame: DataFrame, *, prospective: bool) -> DataFrame:
    """The scoreable forecasts that are prospective, or those that are not; the others are neither."""
    return frame[(frame["prospective"].astype(bool) == prospective) & (frame["verdict"] != "unscoreable")]
