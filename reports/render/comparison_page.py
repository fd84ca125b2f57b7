"""How a comparison of forecasters is laid out."""

from __future__ import annotations

from dataclasses import replace

from reports.charts import evidence
from reports.comparisons import ComparisonReport
from reports.days import day
from reports.facets.comparison.adjusting import Effects
from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import Difference
from reports.facets.comparison.evidence_path import TWO_SIDED
from reports.facets.comparison.ranking import Ranking
from reports.facets.comparison.verdict import verdict_of_contests
from reports.figures import counted, figure
from reports.kinds import COMPARISON
from reports.render.comparison_opening import (
    file_name_of,
    key_figures,
    leading,
    leading_target,
    opening,
    pairs_picture,
    ranks_are_shown,
    ranks_picture,
    set_of_best,
)
from reports.render.comparison_tables import (
    difference_table,
    effect_table,
    evidence_table,
    few_table,
    forecaster_table,
    rank_table,
)
from reports.render.funnel_section import funnel_section
from reports.render.layout import Block, Fold, Listing, Page, Section, Words
from reports.render.pages import facts
from reports.render.target_sections import target_section, within_section
from reports.render.wording import kind
from tracker.measures import title_of
from tracker.selections import listed


def comparison_page(report: ComparisonReport) -> Page:
    """The layout of a comparison: what can be said, then the pairs, the evidence, ranks and effects."""
    pairs = [one for contest in report.contests for one in contest.differences]
    among = tuple(sorted({slug for one in pairs for slug in (one.first, one.second)}))
    lead, target = leading(report), leading_target(report)
    figures = (
        *(_contest(contest, among, leads=contest is lead, sure=report.best) for contest in report.contests),
        *(target_section(contest, drawn=contest is not target) for contest in report.targets),
        *((within_section(report.within),) if report.within else ()),
    )
    annexes = (_left_out(report), Section(title="Rules", blocks=(Listing(items=report.rules),)))
    return Page(
        kind=COMPARISON.title,
        title=report.heading.subject,
        context=f"checked to {day(report.heading.on)}",
        short=_short(report),
        facts=facts(report.heading),
        sections=tuple(
            section
            for section in (
                *opening(report),
                *(replace(section, fold=Fold.FIGURES) for section in figures),
                *(replace(section, fold=Fold.ANNEX) for section in annexes),
            )
            if section.blocks
        ),
        digest=report.digest,
        figures=key_figures(report),
    )


def _short(report: ComparisonReport) -> tuple[Words, ...]:
    if not report.contests and not report.within:
        return (Words(text="No forecast has a score that can be compared yet.", plainly=True),)
    several = " by all measures" if len(report.contests) + len(report.targets) > 1 else ""
    pairs = f"{counted(report.comparisons, 'pair')} tested{several}"
    told = f"{counted(report.forecasters, 'forecaster')}, {pairs}; scores are lower when better."
    return (Words(text=verdict_of_contests(report.contests, report.targets)), Words(text=told))


def _contest(contest: Contest, among: tuple[str, ...], *, leads: bool, sure: float) -> Section:
    """The figures of one measure; of the one that leads the page, the pictures stand above."""
    name = file_name_of(contest)
    blocks: list[Block] = [Listing(items=contest.words)]
    if any(one.events for one in contest.differences):
        blocks += [Words(text=_design(contest)), *_pairs(contest, name, drawn=not leads)]
    if contest.paths:
        blocks += _evidence(contest, name, among)
    if contest.ranking is not None:
        drawn = not (leads and ranks_are_shown(contest))
        blocks += _ranking(contest, contest.ranking, name, drawn=drawn, sure=None if leads else sure)
    if contest.effects is not None:
        blocks += _effects(contest.effects, name)
    blocks.append(forecaster_table(contest, name))
    named = f"{kind(contest.prospective).capitalize()}, {title_of(contest.measure)}"
    return Section(title=f"{named}: {counted(len(contest.entrants), 'forecaster')}", blocks=tuple(blocks))


def _design(contest: Contest) -> str:
    crowd = f" {contest.crowded_out:,} more forecasters have fewer events." if contest.crowded_out else ""
    return f"Compared: {contest.design[:1].lower()}{contest.design[1:]}{crowd}"


def _pairs(contest: Contest, name: str, *, drawn: bool) -> list[Block]:
    differences = contest.differences
    have = [one for one in differences if one.difference is not None]
    few = [one for one in differences if one.listed]
    blocks: list[Block] = []
    if have:
        blocks += [*(pairs_picture(contest) if drawn else ()), difference_table(have, name)]
        alone = [one for one in have if one.is_alone_apart]
        if alone:
            blocks.append(Words(text=_apart_alone(alone)))
    if few:
        blocks.append(few_table(few, name))
    apart = sum(not one.events for one in differences)
    if apart:
        blocks.append(Words(text=f"{counted(apart, 'pair')} without a claim in common."))
    return blocks


def _apart_alone(alone: list[Difference]) -> str:
    """Why a pair whose interval leaves out 0 need not be told apart."""
    who = listed(f"{one.first_name} – {one.second_name}" for one in alone)
    return (
        f"The interval of {who} leaves out 0, and yet nobody is called better there: an interval and a raw p "
        "are of one pair alone, and among many pairs some stand apart by luck. Holm's p, the one below it, "
        "allows for all pairs of this report."
    )


def _evidence(contest: Contest, name: str, among: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = []
    for place, path in enumerate(contest.paths, start=1):
        if path.events >= evidence.CHART.needs:
            blocks.append(evidence.CHART.picture((path, among), name, str(place)))
        blocks.append(Words(text=evidence.words(path)))
    tested = [one for one in contest.differences if one.e_first is not None and one.e_second is not None]
    if len(tested) > len(contest.paths):
        blocks.append(evidence_table(tested, name))
    if len(tested) > 1:
        picked = TWO_SIDED * len(tested)
        blocks.append(
            Words(text=f"Of {len(tested):,} pairs, one picked out afterwards takes an e-value of {picked:,}.")
        )
    return blocks


def _ranking(
    contest: Contest, ranking: Ranking, name: str, *, drawn: bool, sure: float | None
) -> list[Block]:
    names = {one.forecaster: one.name for one in contest.entrants}
    left = [names[slug] for slug in ranking.left_out]
    note = f" Not ranked, with too few of these events: {listed(left)}." if left else ""
    spread = (
        ""
        if ranking.spread is None
        else f" Shrunken means suppose that forecasters differ by {figure(ranking.spread)}, "
        f"{ranking.spread_is}."
    )
    best = () if sure is None else set_of_best(ranking, sure=sure)
    return [
        *(ranks_picture(contest) if drawn else ()),
        Words(text=f"{ranking.words}{note}{spread}"),
        *(Words(text=text) for text in best),
        rank_table(ranking, name),
    ]


def _effects(effects: Effects, name: str) -> list[Block]:
    thin = (
        f" {'1 claim was' if effects.thin == 1 else f'{effects.thin:,} claims were'} made by fewer than "
        "five forecasters, which pulls effects together."
        if effects.thin
        else ""
    )
    told = (
        f"They made different claims, {effects.claims:,} shared ones on {counted(effects.events, 'event')}. "
        "Below, each score is taken apart into the level of its claim and the effect of its forecaster. That "
        f"supposes a hard claim to be equally harder for all, and no interval allows for picking out.{thin}"
    )
    return [Words(text=told), effect_table(effects, name)]


def _left_out(report: ComparisonReport) -> Section:
    what = listed(f"{title_of(o.measure)} ({o.forecasts:,})" for o in report.uncompared)
    told = (Words(text=f"Not compared, for want of a test of their differences: {what}."),) if what else ()
    return funnel_section(report, notes=told)
