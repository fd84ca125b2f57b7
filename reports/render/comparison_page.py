"""How a comparison of forecasters is laid out."""

from __future__ import annotations

from dataclasses import replace

from reports.charts import evidence, forest, ranks
from reports.comparisons import ComparisonReport
from reports.days import day
from reports.facets.comparison.adjusting import Effects
from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import Difference
from reports.facets.comparison.evidence_path import TWO_SIDED
from reports.facets.comparison.ranking import Ranking
from reports.facets.comparison.verdict import verdict_of_contests
from reports.figures import counted, figure, percent
from reports.kinds import COMPARISON
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

_TOLD = 3


def comparison_page(report: ComparisonReport) -> Page:
    """The layout of a comparison: what can be said, then the pairs, the evidence, ranks and effects."""
    pairs = [one for contest in report.contests for one in contest.differences]
    among = tuple(sorted({slug for one in pairs for slug in (one.first, one.second)}))
    figures = (
        *(section for contest in report.contests for section in _contest(contest, among, sure=report.best)),
        *(target_section(contest) for contest in report.targets),
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
                _said(report),
                *(replace(section, fold=Fold.FIGURES) for section in figures),
                *(replace(section, fold=Fold.ANNEX) for section in annexes),
            )
            if section.blocks
        ),
        digest=report.digest,
    )


def _short(report: ComparisonReport) -> tuple[Words, ...]:
    if not report.contests and not report.within:
        return (Words(text="No forecast has a score that can be compared yet.", plainly=True),)
    opening = (
        f"{counted(report.forecasters, 'forecaster')}, {counted(report.comparisons, 'pair')} tested; scores "
        "are lower when better."
    )
    return (Words(text=verdict_of_contests(report.contests)), Words(text=opening))


def _said(report: ComparisonReport) -> Section:
    """What can be said of each measure, in sentences."""
    words = (
        *(f"{_named(contest)}: {' '.join(contest.words)}" for contest in report.contests),
        *(
            f"{kind(one.scores.prospective).capitalize()}, {one.scores.target}: {' '.join(one.words[:_TOLD])}"
            for one in report.targets
        ),
    )
    blocks = (Listing(items=words),) if words else ()
    return Section(title="Who is better, as far as can be said", blocks=blocks)


def _named(contest: Contest) -> str:
    return f"{kind(contest.prospective).capitalize()}, {title_of(contest.measure)}"


def _contest(contest: Contest, among: tuple[str, ...], *, sure: float) -> tuple[Section, ...]:
    title = f"{_named(contest)}: {counted(len(contest.entrants), 'forecaster')}"
    name = f"{kind(contest.prospective)}-{contest.measure}".replace("_", "-")
    blocks: list[Block] = [Listing(items=contest.words)]
    if any(one.events for one in contest.differences):
        blocks += [Words(text=_design(contest)), *_pairs(contest.differences, name)]
    if contest.paths:
        blocks += _evidence(contest, name, among)
    if contest.ranking is not None:
        blocks += _ranking(contest, contest.ranking, name, sure=sure)
    if contest.effects is not None:
        blocks += _effects(contest.effects, name)
    blocks.append(forecaster_table(contest, name))
    return (Section(title=title, blocks=tuple(blocks)),)


def _design(contest: Contest) -> str:
    crowd = f" {contest.crowded_out:,} more forecasters have fewer events." if contest.crowded_out else ""
    return f"Compared: {contest.design[:1].lower()}{contest.design[1:]}{crowd}"


def _pairs(differences: tuple[Difference, ...], name: str) -> list[Block]:
    have = [one for one in differences if one.difference is not None]
    few = [one for one in differences if one.listed]
    blocks: list[Block] = []
    if have:
        blocks += [
            forest.CHART.picture(differences, name),
            difference_table(have, name),
        ]
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


def _ranking(contest: Contest, ranking: Ranking, name: str, *, sure: float) -> list[Block]:
    names = {one.forecaster: one.name for one in contest.entrants}
    left = [names[slug] for slug in ranking.left_out]
    note = f" Not ranked, with too few of these events: {listed(left)}." if left else ""
    drawn = (
        ""
        if ranking.spread is None
        else f" Shrunken means suppose that forecasters differ by {figure(ranking.spread)}, "
        f"{ranking.spread_is}."
    )
    return [
        ranks.CHART.picture((ranking, left), name),
        Words(text=f"{ranking.words}{note}{drawn}"),
        *set_of_best(ranking, sure=sure),
        rank_table(ranking, name),
    ]


def set_of_best(ranking: Ranking, *, sure: float) -> list[Block]:
    """Who may be the best, where the set was asked for more than two."""
    if any(one.best_p is None for one in ranking.ranked):
        return []
    kept = [one.name for one in ranking.ranked if one.may_be_best(sure)]
    stated, what = percent(sure), "model confidence set"
    if len(kept) == len(ranking.ranked):
        return [Words(text=f"None of these {len(kept)} can be ruled out as the best ({what}, {stated}).")]
    among = f"{kept[0]}" if len(kept) == 1 else f"among {listed(kept)}"
    return [Words(text=f"With {stated} confidence the best of these is {among} ({what}).")]


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
