"""Every figure of a set of chances with outcomes; what is undefined is None, with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from forecasts.errors import FractionalWeights, GradedOutcomes
from tracker.calibration.cox import cox
from tracker.calibration.decomposition import decomposition
from tracker.calibration.partition import partition
from tracker.calibration.profile import TOO_BOLD, too_bold_for_a_slope
from tracker.calibration.reliability import Point
from tracker.calibration.spiegelhalter import Spiegelhalter, spiegelhalter
from tracker.certainty.clustered_share import kish
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN
from tracker.comparison.skill import OWN_RATE, brier_skill
from tracker.digits import whole
from tracker.discrimination.roc import roc
from tracker.discrimination.warning_table import WarningTable
from tracker.means import infinite_log_scores, mean_brier, mean_log_score
from tracker.tally import Tally
from tracker.ties import Ties
from tracker.verification.intervals import score_interval, skill_interval
from tracker.verification.luck import luck_of, scores_by_luck
from tracker.verification.pairing import Against
from tracker.verification.percent_bins import Bin, bins
from tracker.verification.reduction import Reduced
from tracker.verification.sentences import in_words
from tracker.verification.warned import warned_of

LEAST_FOR_COX = 30
LEAST_OF_EACH = 5
_COX = f"Cox's line needs {LEAST_FOR_COX} events, and {LEAST_OF_EACH} of each outcome."

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChanceFigures:
    """How good a set of chances is.

    Attributes
    ----------
    n
        How many forecasts there are, or the sum of their weights.
    events
        How many different events they are on; rows, where events are not named.
    graded, tested
        How many of their outcomes are graded between yes and no, and how many forecasts the tests are made
        of: `mcb_null_mean` and the others by luck, from `auc` to `cox_slope_high`, and `curve`.
    base_rate
        The share of them that happened.
    brier, brier_low, brier_high
        The mean Brier score with its 95% interval, over events where they are named.
    log_score, infinite_log_scores
        The mean log score in nats, and how many are infinite.
    mcb, dsc, unc
        Miscalibration, discrimination and uncertainty (CORP).
    mcb_null_mean, mcb_null_high, dsc_null_mean, dsc_null_high
        Miscalibration and discrimination of calibrated forecasters with these very probabilities, whose
        forecasts on one event share their luck: the mean, and what 95 of 100 of them stay below.
    rel, res, within_bin
        Murphy's reliability and resolution, and what whole-percent bins hide (0 where each probability is
        its own bin).
    skill, skill_low, skill_high, reference
        The share of the reference's Brier score that was saved, with its 95% interval, and what the
        reference is. Against the base rate of these outcomes the interval takes that rate as known.
    auc, auc_low, auc_high
        The area under the ROC curve with its 95% interval.
    expected, observed, expected_low, expected_high, p_expected_observed
        How many were expected to happen, how many did, the middle 95% of what a calibrated forecaster would
        see, and the chance of a difference as large, by luck that the forecasts on one event share.
    spiegelhalter_z
        How far the Brier score lies from what was to be expected, in standard deviations of independent
        forecasts.
    cox_intercept, cox_slope, cox_slope_low, cox_slope_high
        Cox's calibration line (Firth) with the 95% interval of its slope, from 30 events on with 5 of each
        outcome, unless over a third of the forecasts are nearly certain.
    reliability
        What happened, by whole percent.
    curve
        The reliability curve with its 90% consistency band; empty below twenty events.
    warning_table
        Warnings at a threshold; None where none was asked for, or `reasons` says why.
    words
        The verdict in plain words.
    reasons
        Why a figure is None, by its name.
    """

    n: float
    events: int
    graded: float
    tested: float
    base_rate: float | None
    brier: float | None
    brier_low: float | None
    brier_high: float | None
    log_score: float | None
    infinite_log_scores: float
    mcb: float | None
    dsc: float | None
    unc: float | None
    mcb_null_mean: float | None
    mcb_null_high: float | None
    dsc_null_mean: float | None
    dsc_null_high: float | None
    rel: float | None
    res: float | None
    within_bin: float | None
    skill: float | None
    skill_low: float | None
    skill_high: float | None
    reference: str
    auc: float | None
    auc_low: float | None
    auc_high: float | None
    expected: float
    observed: float
    expected_low: int | None
    expected_high: int | None
    p_expected_observed: float | None
    spiegelhalter_z: float | None
    cox_intercept: float | None
    cox_slope: float | None
    cox_slope_low: float | None
    cox_slope_high: float | None
    reliability: tuple[Bin, ...]
    curve: tuple[Point, ...]
    words: str
    warning_table: WarningTable | None = None
    reasons: dict[str, str] = field(default_factory=dict)


def figures_of(
    reduced: Reduced,
    *,
    seed: int,
    named: bool = True,
    reference: float | None = None,
    threshold: float | None = None,
    rival: Against | None = None,
    ties: Ties = Ties.DROP,
) -> ChanceFigures:
    """All figures of reduced rows, of which there must be at least one.

    Parameters
    ----------
    seed
        Of what is drawn by luck, in as many sets as `tracker.calibration.reliability` draws.
    named
        Whether an event column is there.
    reference
        The constant probability that the skill is against; None for the base rate of these outcomes.
    threshold
        The lowest probability that is a warning; None for no table of warnings.
    rival
        Whom the skill is against instead, on common events only.
    ties
        What the tests do with graded outcomes.
    """
    tally, reasons = reduced.tally, dict[str, str]()
    if not len(tally.said):
        raise ValueError("there are no forecasts with a weight above 0")

    def tried(found: Callable[[], Result], *keys: str) -> Result | None:
        """A result, or None with the reason for it under each of the keys."""
        try:
            result = found()
        except (GradedOutcomes, FractionalWeights) as refusal:
            reasons.update(dict.fromkeys(keys, str(refusal)))
            return None
        reason = getattr(result, "reason", None)
        if reason is not None:
            reasons.update(dict.fromkeys(keys, reason))
        return result

    tested = reduced.tested(ties)
    asked, clustered = tested.tally, _clustered(tested)
    whole_events = asked if tested.independent or clustered is None else clustered
    events = tally.events if reduced.events is None else reduced.events.named
    parts, murphy = decomposition(tally), partition(tally)
    luck = luck_of(tested, seed=seed)
    reasons |= luck.reasons
    skill = tried(lambda: brier_skill(tally, reference=reference), "skill")
    area = tried(lambda: roc(whole_events), "auc")
    z: Spiegelhalter | None = tried(lambda: spiegelhalter(asked, seed=seed, replicates=1), "spiegelhalter_z")
    if z is not None and z.z is not None:
        reasons.pop("spiegelhalter_z", None)
    has_line, too_bold = _has_line(tested), too_bold_for_a_slope(asked)
    line = None
    if has_line and not too_bold:
        line = tried(lambda: cox(whole_events), "cox_intercept", "cox_slope")
    if line is None:
        for key in ("cox_intercept", "cox_slope"):
            reasons.setdefault(key, TOO_BOLD if has_line and too_bold else _COX)
    warned, why = warned_of(tested, threshold)
    reasons |= why
    interval = tried(lambda: score_interval(reduced), "brier_low", "brier_high")
    constant = tally.rate if reference is None else reference
    saved: tuple[float | None, float | None] = (None, None)
    if rival is None and interval and interval.low is not None and constant is not None:
        saved = skill_interval(reduced, constant)
    few = LEAST_FOR_MEAN <= events < LEAST_FOR_CURVE
    known, versus = (skill.skill, skill.reference) if skill is not None else (None, OWN_RATE)
    if rival is not None:
        reasons.pop("skill", None)
        known, versus = rival.skill, f"{rival.other} on common events"
        if known is None:
            reasons["skill"] = rival.reason or "The other is never wrong here, so nothing could be saved."
    return ChanceFigures(
        n=whole(tally.total),
        events=events,
        graded=reduced.graded,
        tested=0 if asked.graded else whole(asked.total),
        base_rate=tally.rate,
        brier=mean_brier(tally),
        brier_low=interval.low if interval else None,
        brier_high=interval.high if interval else None,
        log_score=mean_log_score(tally),
        infinite_log_scores=whole(infinite_log_scores(tally)),
        mcb=parts.miscalibration,
        dsc=parts.discrimination,
        unc=parts.uncertainty,
        mcb_null_mean=luck.parts.miscalibration_mean if luck.parts else None,
        mcb_null_high=luck.parts.miscalibration_high if luck.parts else None,
        dsc_null_mean=luck.parts.discrimination_mean if luck.parts else None,
        dsc_null_high=luck.parts.discrimination_high if luck.parts else None,
        rel=murphy.reliability,
        res=murphy.resolution,
        within_bin=murphy.within_bin,
        skill=known,
        skill_low=saved[0] if known is not None else None,
        skill_high=saved[1] if known is not None else None,
        reference=versus,
        auc=area.area if area else None,
        auc_low=area.low if area else None,
        auc_high=area.high if area else None,
        expected=float((asked.said * asked.count).sum()),
        observed=whole(float(asked.happened.sum())),
        expected_low=luck.counts.low if luck.counts else None,
        expected_high=luck.counts.high if luck.counts else None,
        p_expected_observed=luck.p_value,
        spiegelhalter_z=z.z if z else None,
        cox_intercept=line.intercept if line else None,
        cox_slope=line.slope if line else None,
        cox_slope_low=line.slope_low if line else None,
        cox_slope_high=line.slope_high if line else None,
        reliability=bins(tally, reduced.parts),
        curve=luck.curve if events >= LEAST_FOR_CURVE else (),
        words=in_words(
            events=events,
            by_luck=scores_by_luck(tested, seed=seed) if few else None,
            expected=float((asked.said * asked.count).sum()),
            observed=whole(round(float(asked.happened.sum()), 6)),
            p_value=luck.p_value,
            named=named,
            skill=known,
            reference=versus,
            skill_interval=saved if interval and interval.low is not None else None,
            rival=rival,
            worth=None if reduced.events is None else kish(reduced.events.count),
            interval=(interval.low, interval.high) if interval else (None, None),
        ),
        warning_table=warned,
        reasons=reasons,
    )


def _clustered(reduced: Reduced) -> Tally | None:
    """The tally by events, where its weights are counts; None where there is none."""
    shared = reduced.shared
    return shared if shared is not None and shared.whole else None


def _has_line(reduced: Reduced) -> bool:
    """Whether there are enough events, and of each outcome, for Cox's line."""
    tally, sums = reduced.tally, reduced.events
    events, happened = tally.total, float(tally.happened.sum())
    if sums is not None:
        events, happened = float(len(sums.key)), float((sums.happened / sums.count).sum())
    return events >= LEAST_FOR_COX and LEAST_OF_EACH <= happened <= events - LEAST_OF_EACH
