"""What an editor hands out when a period ends: what was logged, what matured, how it went, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from forecasts.errors import PeriodAhead
from reports.beside import BESIDE
from reports.facets.calibration.findings import Finding, findings_of
from reports.facets.calibration.searched import searched
from reports.facets.counting import Omission, omissions_of, recorded
from reports.facets.period.changed import Changed, changed_since
from reports.facets.period.curves import Curve, curves_of
from reports.facets.period.deadlines_ahead import Deadlines, deadlines_of
from reports.facets.period.heat import Heat, heat_of
from reports.facets.period.logged import Logged, logged_in
from reports.facets.period.matured import Matured, matured_in, scored_in
from reports.facets.period.methods import Definition, methods_of
from reports.facets.period.platforms import OnPlatforms, on_platforms
from reports.facets.period.quotes import quotes_of
from reports.facets.period.records import Record, records_of
from reports.facets.period.summary import (
    affected_in_words,
    changed_in_words,
    deadlines_in_words,
    findings_in_words,
    logged_in_words,
    matured_in_words,
    record_in_words,
    startling_in_words,
)
from reports.facets.period.table_of_forecasters import Scoring, scorings_of
from reports.facets.record.means import REPLICATES, SEED
from reports.facets.record.of_platform import PlatformFigures
from reports.facets.rules import rules_of
from reports.facets.sealed import sealed_of
from reports.headings import heading_of, ruled
from reports.kinds import PERIOD, SCORECARD, Kind
from reports.period import Period
from reports.report import LedgerReport, Recipe
from reports.scorecards import Scorecard, scorecard_of
from tracker.findings.examination import examination_of
from tracker.funnel import Funnel, funnel_of
from tracker.judged import Judged, Records
from tracker.platforms.scoring_as import crowds_among
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

SCORECARDS = 12
Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A forecaster whose scorecard goes with the report: what matured in the period, and its file's name."""

    forecaster: str
    name: str
    forecasts: int
    file: str


@dataclass(frozen=True, kw_only=True)
class PeriodReport(LedgerReport):
    """A period report as plain data; draw it with `reports.render`.

    `so_far` says that the period goes on after the evaluation date. `scorings` has a line for each
    forecaster and measure, `records` are the prospective and the retrospective one of everybody, in this
    order. `heat` is None where nothing matured. `funnel` and `left_out` are of all that is selected, to date,
    and so is `platforms`: what platforms would give where several answered the same questions. `curves` are
    to date too, of the forecasters with most events. `quotes` are the words as they were said, by handle, of
    what matured: the records hold them, and pages show them.
    """

    kind: ClassVar[Kind] = PERIOD

    period: Period
    so_far: bool
    summary: tuple[str, ...]
    findings: tuple[Finding, ...]
    logged: Logged
    matured: Matured
    heat: Heat | None
    scorings: tuple[Scoring, ...]
    scorecards: tuple[Card, ...]
    records: tuple[Record, Record]
    deadlines: Deadlines
    changed: Changed
    funnel: Funnel
    left_out: tuple[Omission, ...]
    methods: tuple[Definition, ...]
    rules: tuple[str, ...]
    searched: str = ""
    platforms: tuple[OnPlatforms, ...] = ()
    curves: tuple[Curve, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict, metadata=BESIDE)


def period_report(
    ledger: Ledger | View | Records,
    *,
    period: Period,
    selection: Selection | None = None,
    on: date | None = None,
    scorecards: int = SCORECARDS,
    progress: Progress | None = None,
) -> PeriodReport:
    """The report on a period of a ledger, or of a selection of its forecasts.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    period
        The period; `Period.read` reads one.
    selection
        Whose and which forecasts; all of them without.
    on
        The evaluation date: outcomes known later and forecasts made later are left out. By default the last
        day of the period.
    scorecards
        Of how many forecasters a scorecard goes with it: those with most forecasts that matured.
    progress
        Is told the share of the work that is done, from 0 to 1.

    Raises
    ------
    PeriodAhead
        If the period begins after the evaluation date.
    Unknown, NotUnique
        If the ledger holds nothing of a name in the selection, or a prefix fits several.
    """
    return report_with_scorecards(
        ledger, period=period, selection=selection, on=on, scorecards=scorecards, progress=progress
    )[0]


def report_with_scorecards(
    ledger: Ledger | View | Records,
    *,
    period: Period,
    selection: Selection | None = None,
    on: date | None = None,
    scorecards: int = SCORECARDS,
    progress: Progress | None = None,
) -> tuple[PeriodReport, Iterator[tuple[Card, Scorecard]]]:
    """The report of `period_report`, and the scorecards that go with it, each made when it is asked for."""
    done = progress or (lambda _: None)
    day = period.last if on is None else on
    if day < period.first:
        raise PeriodAhead(period.label, period.first, day)
    records = Records.of(ledger)
    view = records.view
    options = () if scorecards == SCORECARDS else (("scorecards", scorecards),)
    recipe = Recipe(
        report=PERIOD.name,
        selection=selection or Selection(),
        on=day,
        period=period.label,
        options=options,
    )
    heading = heading_of(view, recipe=recipe)
    done(0.02)
    judged = Judged.of(records, heading.selection, day)
    frame, names, pooled = judged.rows, judged.names, recorded(judged.rows)
    done(0.3)
    changed = changed_since(records, period.before(), selection=judged.selection)
    done(0.55)
    examination = examination_of(frame)
    findings = findings_of(examination, names)
    done(0.7)
    logged = logged_in(pooled, period, names)
    matured = matured_in(pooled, period, names, on=day, every=judged.selection.readings == "all")
    scorings = scorings_of(frame, scored_in(frame, period, on=day), names)
    of_everybody = records_of(pooled, period)
    deadlines = deadlines_of(pooled, records.questions, on=day, days=period.days)
    done(0.95)
    report = PeriodReport(
        heading=ruled(replace(heading, subject=_subject(heading.subject, period)), frame),
        period=period,
        so_far=day < period.last,
        summary=(
            logged_in_words(logged, _when(period, day)),
            " ".join(matured_in_words(matured, _when(period, day))),
            *(told for record in of_everybody if (told := " ".join(record_in_words(record, period)))),
            *startling_in_words(matured),
            " ".join((changed_in_words(changed), *affected_in_words(changed))),
            findings_in_words(findings, enough=not all(one.too_few for one in examination.sights)),
            deadlines_in_words(deadlines),
        ),
        findings=findings,
        searched=searched(examination, names),
        logged=logged,
        matured=matured,
        heat=heat_of(pooled, on=day, first=period.first, last=min(period.last, day)),
        scorings=scorings,
        scorecards=_cards(matured, names, most=scorecards),
        records=of_everybody,
        deadlines=deadlines,
        changed=changed,
        funnel=funnel_of(pooled),
        left_out=omissions_of(pooled),
        methods=methods_of(frame["measure"].dropna().unique()),
        rules=rules_of(frame, seed=SEED, replicates=REPLICATES),
        curves=curves_of(frame, names),
        platforms=on_platforms(frame, names, crowds=crowds_among(records)),
        quotes=quotes_of(pooled, [row.handle for row in matured.rows]),
    )
    done(1.0)
    return report, _scorecards(report, records, judged)


def _subject(subject: str, period: Period) -> str:
    return period.label if subject == "The whole ledger" else f"{period.label}: {subject}"


def _when(period: Period, on: date) -> str:
    return f"in {period.label}" + (f" so far (to {on})" if on < period.last else "")


def _cards(matured: Matured, names: Mapping[str, str], *, most: int) -> tuple[Card, ...]:
    """Those with most forecasts that matured, at most so many, by name."""
    counts: dict[str, int] = {}
    for row in matured.rows:
        counts[row.forecaster] = counts.get(row.forecaster, 0) + 1
    chosen = sorted(counts, key=lambda slug: (-counts[slug], slug))[:most]
    return tuple(
        Card(
            forecaster=slug,
            name=names.get(slug, slug),
            forecasts=counts[slug],
            file=f"scorecards/{slug}.html",
        )
        for slug in sorted(chosen, key=lambda slug: (names.get(slug, slug), slug))
    )


def _scorecards(report: PeriodReport, records: Records, judged: Judged) -> Iterator[tuple[Card, Scorecard]]:
    """The scorecards of a report's cards, to date, from the forecasts that it was made of."""
    view, figures = records.view, PlatformFigures(records, judged.selection, judged.on)
    for card in report.scorecards:
        theirs = judged.by(card.forecaster)
        recipe = Recipe(report=SCORECARD.name, selection=theirs.selection, on=judged.on)
        heading = heading_of(view, recipe=recipe, beside=report.heading)
        sealed = sealed_of(view, heading.selection, judged.on)
        yield (
            card,
            scorecard_of(theirs, heading=heading, sealed=sealed, platform=figures.of(theirs.rows)),
        )
