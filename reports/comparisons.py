"""Who is better on what both forecast, whether it is luck, and how long it would take to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from reports.facets.comparison.common_ground import OF_OPTIONS
from reports.facets.comparison.contest import Contest, contests_of
from reports.facets.comparison.ranking import SURE_OF_BEST
from reports.facets.comparison.targets import TargetContest, WithinPair, target_contests_of
from reports.facets.counting import Omission, omissions_of
from reports.facets.record.standings import REPLICATES, SEED, of_kind
from reports.facets.rules import rules_of
from reports.headings import heading_of
from reports.kinds import COMPARISON, Kind
from reports.report import Heading, LedgerReport, Recipe
from tracker.funnel import Funnel, funnel_of
from tracker.judged import Judged, Records
from tracker.measures import COMPARED, PINBALL
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

AGAINST = "against"
TRANSFORM = "transform"
BEST = "best"


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncompared:
    """How many forecasts count but are scored by a measure for whose differences there is no test here."""

    measure: str
    forecasts: int


@dataclass(frozen=True, kw_only=True)
class ComparisonReport(LedgerReport):
    """A comparison of forecasters as plain data; draw it with `reports.render`.

    `contests` are by one measure each, the prospective ones first, and those of options last. `forecasters`
    counts those with a score in any, `comparisons` the pairs tested, over which p-values are adjusted.
    `targets` are of quantile forecasts, each with its own pairs; `within` are these pairs on all of their
    questions, whatever the unit.
    """

    kind: ClassVar[Kind] = COMPARISON

    forecasters: int
    comparisons: int
    contests: tuple[Contest, ...]
    uncompared: tuple[Uncompared, ...]
    funnel: Funnel
    left_out: tuple[Omission, ...]
    rules: tuple[str, ...]
    targets: tuple[TargetContest, ...] = ()
    within: tuple[WithinPair, ...] = ()

    @property
    def best(self) -> float:
        """How sure it is that the set of who may be the best holds him."""
        return float(str(dict(self.heading.options).get(BEST, SURE_OF_BEST)))


def comparison(
    ledger: Ledger | View | Records,
    *,
    forecasters: tuple[str, ...] = (),
    selection: Selection | None = None,
    against: str | None = None,
    transform: str | None = None,
    best: float | None = None,
    on: date,
) -> ComparisonReport:
    """The comparison of some forecasters, or of all, on an evaluation date.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    forecasters
        Slugs, names or unique prefixes; two or more. A single one is compared with all others.
    selection
        What else is chosen; names above come on top of its own.
    against
        One forecaster with whom each of the others is compared; without it, every two are, of at most
        twelve. Of quantile forecasts it is the baseline.
    transform
        "log" for interval scores of log(x + 1).
    best
        How sure it is that the set of who may be the best holds him; 0.9 without it.
    on
        The evaluation date: outcomes known later and forecasts made later are left out.

    Raises
    ------
    Unknown, NotUnique
        If the ledger holds no such forecaster, source, publisher or topic, or a prefix fits several.
    """
    records = Records.of(ledger)
    view = records.view
    chosen = (selection or Selection()).naming(forecasters=forecasters).with_slugs(view)
    other = replace(chosen, forecasters=(against,)).with_slugs(view).forecasters if against else ()
    if len(chosen.forecasters) == 1 and (not other or other == chosen.forecasters):
        other, chosen = chosen.forecasters, replace(chosen, forecasters=())
    elif chosen.forecasters:
        chosen = chosen.naming(forecasters=other)
    options: tuple[tuple[str, str], ...] = tuple((AGAINST, slug) for slug in other)
    if transform is not None:
        options = (*options, (TRANSFORM, transform))
    if best is not None:
        options = (*options, (BEST, f"{best:g}"))
    recipe = Recipe(report=COMPARISON.name, selection=chosen, on=on, options=options)
    return comparison_of(Judged.of(records, chosen, on), heading=heading_of(view, recipe=recipe))


def comparison_of(judged: Judged, *, heading: Heading) -> ComparisonReport:
    """The comparison of the forecasters of judged forecasts, which its heading is about."""
    frame, names = judged.rows, judged.names
    kinds = {ahead: of_kind(frame, prospective=ahead) for ahead in (True, False)}
    counted = {ahead: kind[kind["counts"]] for ahead, kind in kinds.items()}
    parts = {
        (ahead, measure): part[part["measure"] == measure]
        for of_options in (False, True)
        for ahead, part in counted.items()
        for measure in COMPARED
        if (measure in OF_OPTIONS) == of_options
    }
    parts = {key: part for key, part in parts.items() if len(part)}
    against, transform = (_text(dict(heading.options).get(name)) for name in (AGAINST, TRANSFORM))
    contests = contests_of(parts, names, against=against)
    targets, within = target_contests_of(frame, names, against=against, transform=transform)
    everyone = {entrant.forecaster for contest in contests for entrant in contest.entrants}
    everyone |= {who for one in within for who in (one.first, one.second)}
    tested = sum(len(one.tested) for one in contests) + sum(len(one.tested) for one in targets)
    return ComparisonReport(
        heading=heading,
        forecasters=len(everyone),
        comparisons=tested,
        contests=contests,
        uncompared=_uncompared(frame, compared=(PINBALL.name,) if within else ()),
        funnel=funnel_of(frame),
        left_out=omissions_of(frame),
        rules=(
            *rules_of(frame, seed=SEED, replicates=REPLICATES)[:-1],
            *_RULES,
            *(_OF_QUANTILES if within else ()),
            _LOOKS.format(forecasters=len(everyone), tested=tested),
        ),
        targets=targets,
        within=within,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _uncompared(frame: DataFrame, *, compared: tuple[str, ...]) -> tuple[Uncompared, ...]:
    others = frame[frame["counts"] & ~frame["measure"].isin((*COMPARED, *compared))]
    counts = others["measure"].value_counts().sort_index()
    return tuple(Uncompared(measure=str(measure), forecasts=int(n)) for measure, n in counts.items())


_OF_QUANTILES = (
    (
        "Quantile forecasts have the weighted interval score: the mean of twice the pinball loss over the "
        "levels that all of one target state. Each forecast counts at its horizon, updates too. Forecasts "
        "about one day share their luck and are one cluster; those of neighbouring days may share some more, "
        "which no interval here allows for."
    ),
    (
        "Relative skill is the geometric mean of a forecaster's ratios of mean scores to all others on "
        "common tasks, itself included (scoringutils' theta); intervals are the jackknife's over days, from "
        "six days on."
    ),
)
_LOOKS = (
    "{forecasters:,} forecasters, {tested:,} pairs tested. P-values and intervals hold for one look at one "
    "evaluation date; e-values may be looked at after every event."
)
_RULES = (
    (
        "Two forecasters are compared only on claims that both made: the same question, deadline and "
        "condition. Windows are scored to one common end, the earliest of the ends of those compared, "
        "whatever end each has by itself. Claims are averaged within an event, which counts once."
    ),
    (
        "A p-value is the larger of two: how often luck would bring such a difference if each event were as "
        "likely as the mean of what both said, and how often patterns of signs would. Of windows only signs "
        "are asked. The 95% interval holds what neither refuses. Adjusted p-values are Holm's over all pairs "
        "of this report."
    ),
    "Below five shared events there is no mean: the events are listed.",
    "“Needed” is how many shared events show a true difference of 0.05, whatever was seen, 4 times in 5.",
    (
        "E-values take one entry per event, in the order of resolution. Where deadlines overlap they are "
        "means over chains of events, in each of which every event was forecast after the one before it was "
        "resolved."
    ),
    (
        "The set of who may be the best (model confidence set) is of three to twelve ranked forecasters with "
        "twenty shared events: the one farthest behind leaves while a bootstrap of events and the tests of "
        "pairs, allowing for their number, both find a difference, at 10% or as --best says."
    ),
    (
        "Ranks are on claims that all ranked forecasters made; a shrunken mean is drawn towards the mean of "
        "all by how uncertain it is."
    ),
)
