"""Whether things said to be 70% likely happened 70% of the time, and whether windows held what they said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from forecasts.model import PRIMARY
from reports.facets.calibration.chances import (
    counted_in_words,
    expectation_of,
    reliability_of,
    sure_of_chances,
    value_of,
)
from reports.facets.calibration.cohorts import Cohort, cohorts_of
from reports.facets.calibration.findings import Finding, findings_of
from reports.facets.calibration.options import OptionsHeld, options_held
from reports.facets.calibration.quantile_coverage import QuantileCoverage, quantile_coverage_of
from reports.facets.calibration.quantile_pits import TargetPit, target_pits_of
from reports.facets.calibration.searched import searched
from reports.facets.calibration.timing import DatesHeld, Timing, dates_held, timing_of
from reports.facets.counting import Omission, omissions_of, recorded
from reports.facets.record.standings import REPLICATES, SEED, of_kind
from reports.facets.rules import rules_of
from reports.headings import heading_of, ruled
from reports.kinds import CALIBRATION, Kind
from reports.report import Heading, LedgerReport, Recipe
from tracker.calibration.expectation import Expectation
from tracker.calibration.isotonic import SETS
from tracker.calibration.reliability import Reliability
from tracker.certainty.wording import Tier, caution, told_by
from tracker.chances import tested
from tracker.discrimination.economic_value import EconomicValue
from tracker.findings.examination import Examination, examination_of
from tracker.findings.faults import LEVEL
from tracker.findings.sight import Sight
from tracker.funnel import Funnel, funnel_of
from tracker.judged import Judged, Records
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

_WAITING = ("pending", "overdue", "held")


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How well what was said agrees with what happened, all prospective or all retrospective.

    Of chances: `expectation` is None below five events, `reliability` (the curve) below twenty; `cohorts`
    go by deadline; `caution` warns where forecasts share events. Of timelines: `dates` says how often their
    dates held, `timing` (the curve) is None below five events. `quantiles` is the like for quantities.
    These three are of one forecast an event, and None where there is none. `choices` are those without an
    order, then those with one. `pits` are of all forecasts of quantiles, a forecaster and a target each.
    `value` is what acting on the chances is worth, to whom; None below fifty events.
    """

    prospective: bool
    seen: int
    forecasts: int
    events: int
    tier: Tier
    words: str
    caution: str | None
    expectation: Expectation | None
    reliability: Reliability | None
    cohorts: tuple[Cohort, ...]
    dates: DatesHeld | None
    timing: Timing | None
    quantiles: QuantileCoverage | None
    choices: tuple[OptionsHeld, ...] = ()
    pits: tuple[TargetPit, ...] = ()
    value: EconomicValue | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Individual:
    """One forecaster's expected against observed, None below five events, and what was tested of all kinds.

    `tests` counts the tests that could have found a fault, `faults` are those that they name, and `sight`
    says how large a one would have been seen; None where nothing was tested.
    """

    forecaster: str
    name: str
    prospective: bool
    forecasts: int
    events: int
    words: str
    expectation: Expectation | None
    tests: int
    faults: tuple[str, ...]
    sight: Sight | None = None


@dataclass(frozen=True, kw_only=True)
class Calibration(LedgerReport):
    """A calibration report as plain data; draw it with `reports.render`.

    `agreements` are the prospective and the retrospective one, in this order. `findings` name the faults of
    each forecaster, found by so many `tests`, and `searched` says what could have been found beside them;
    `individuals` are all forecasters by name, none where the report is of a single one.
    """

    kind: ClassVar[Kind] = CALIBRATION

    funnel: Funnel
    left_out: tuple[Omission, ...]
    tests: int
    findings: tuple[Finding, ...]
    agreements: tuple[Agreement, Agreement]
    individuals: tuple[Individual, ...]
    rules: tuple[str, ...]
    searched: str = ""


def calibration(
    ledger: Ledger | View | Records,
    *,
    forecasters: tuple[str, ...] = (),
    source: str | None = None,
    topic: str | None = None,
    selection: Selection | None = None,
    on: date,
) -> Calibration:
    """The calibration of some forecasters, a source, a topic or any selection; of all by default.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    forecasters, source, topic
        Slugs, names or unique prefixes of forecasters; slug or unique prefix of a source; a topic.
    selection
        What else is chosen; names above come on top of its own.
    on
        The evaluation date: outcomes known later and forecasts made later are left out.

    Raises
    ------
    Unknown, NotUnique
        If the ledger holds no such forecaster, source, publisher or topic, or a prefix fits several.
    """
    records = Records.of(ledger)
    chosen = (selection or Selection()).naming(forecasters=forecasters, sources=[source], topics=[topic])
    heading = heading_of(records.view, recipe=Recipe(report=CALIBRATION.name, selection=chosen, on=on))
    return calibration_of(Judged.of(records, heading.selection, on), heading=heading)


def calibration_of(judged: Judged, *, heading: Heading) -> Calibration:
    """The calibration of judged forecasts, which its heading is about.

    Where every reading counts, each is a forecast like the primary ones, its updates left out.
    """
    frame, names = judged.rows, judged.names
    heard = frame.assign(reading=PRIMARY) if judged.selection.readings == "all" else frame
    pooled = recorded(heard)
    examination = examination_of(heard)
    findings, tests = findings_of(examination, names), len(examination.trials)
    return Calibration(
        heading=ruled(heading, frame),
        funnel=funnel_of(pooled),
        left_out=omissions_of(pooled),
        tests=tests,
        findings=findings,
        searched=searched(examination, names),
        agreements=(
            _agreement(pooled, names, prospective=True),
            _agreement(pooled, names, prospective=False),
        ),
        individuals=_individuals(heard, names, examination, findings)
        if len(set(heard["forecaster"])) > 1
        else (),
        rules=(
            *rules_of(frame, seed=SEED, replicates=REPLICATES)[:-1],
            "Partly and graded outcomes have scores but no place in counts of what happened.",
            (
                f"Curves and their 90% bands come from {SETS:,} simulated sets, seed {SEED}. Forecasts on "
                "one event stand or fall together there, and in the range of how many happen."
            ),
            (
                "Findings, dates and quantiles take one forecast an event, the first made: what shares an "
                "event shares its luck."
            ),
            (
                f"A fault is named where p stays below {LEVEL:g} after Holm's adjustment over all "
                f"{tests:,} tests of this report."
            ),
        ),
    )


def _agreement(frame: DataFrame, names: Mapping[str, str], *, prospective: bool) -> Agreement:
    kind = of_kind(frame, prospective=prospective)
    counted = kind[kind["counts"]]
    chances = tested(counted)
    told = told_by(chances["cluster"].nunique())
    first = (kind["belief"] == "chance") & (kind["order"] == 0) & (kind["reading"] == PRIMARY)
    return Agreement(
        prospective=prospective,
        seen=len(kind),
        forecasts=len(chances),
        events=told.events,
        tier=told.tier,
        words=counted_in_words(counted, sure_of_chances(chances["cluster"])),
        caution=caution(len(chances), told.events),
        expectation=expectation_of(chances),
        reliability=reliability_of(chances, seed=SEED),
        value=value_of(chances),
        cohorts=cohorts_of(chances, kind[first & kind["verdict"].isin(_WAITING)]),
        dates=dates_held(kind),
        timing=timing_of(kind, seed=SEED),
        quantiles=quantile_coverage_of(counted),
        choices=options_held(counted, seed=SEED),
        pits=target_pits_of(kind, names, seed=SEED),
    )


def _individuals(
    frame: DataFrame, names: Mapping[str, str], examination: Examination, findings: Sequence[Finding]
) -> tuple[Individual, ...]:
    made: dict[tuple[str, bool], int] = {}
    for test in examination.trials:
        made[test.forecaster, test.prospective] = made.get((test.forecaster, test.prospective), 0) + 1
    faults: dict[tuple[str, bool | None], tuple[str, ...]] = {}
    for one in findings:
        faults[one.forecaster, one.prospective] = (
            *faults.get((one.forecaster, one.prospective), ()),
            one.fault,
        )
    sights = {(one.forecaster, one.prospective): one for one in examination.sights}
    found = []
    for (slug, ahead), part in frame[frame["verdict"] != "unscoreable"].groupby(
        ["forecaster", "prospective"]
    ):
        key = str(slug), bool(ahead)
        chances = tested(part[part["counts"]])
        told = told_by(chances["cluster"].nunique())
        found.append(
            Individual(
                forecaster=key[0],
                name=names.get(key[0], key[0]),
                prospective=key[1],
                forecasts=len(chances),
                events=told.events,
                words=sure_of_chances(chances["cluster"]),
                expectation=expectation_of(chances),
                tests=made.get(key, 0),
                faults=faults.get(key, ()),
                sight=sights.get(key),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name, one.forecaster, not one.prospective)))
