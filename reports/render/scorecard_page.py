"""How a scorecard is laid out: what was said and what came of it first, then how good, then the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reports.charts import swimlane
from reports.days import day, from_to
from reports.facets.counts_in_words import capitalised, joined, of
from reports.facets.fares import fare_of, firsts
from reports.facets.record.standings import Standing
from reports.facets.rows import Row
from reports.facets.verdict import too_few, verdict_of
from reports.kinds import SCORECARD
from reports.render import standing_sections, telling
from reports.render.audit import audit_table
from reports.render.behind import behind
from reports.render.funnel_section import funnel_section
from reports.render.how_good import how_good
from reports.render.layout import Block, Claimed, Fold, Listing, Page, Quotes, Section, Strip, Words
from reports.render.other_numbers import other_numbers
from reports.render.pages import facts
from reports.render.platform_section import by_its_platform
from reports.render.statements import entries, quoted, quotes, read_as, result
from reports.render.target_sections import scores_section
from reports.render.wording import kind
from reports.scorecards import Scorecard
from tracker.measures import MEASURES

MOST_ENTRIES = 15
"""Up to so many statements, each has a row of its own."""
_MOST_QUOTES = 6
_MOST_SOURCES = 2


def scorecard_page(card: Scorecard) -> Page:
    """The layout of a scorecard, in the order in which a reader asks."""
    figures = (
        _able(card),
        *_each(card, standing_sections.headline),
        by_its_platform(card.platform),
        Section(title="In time", blocks=tuple(swimlane.pictures(card))),
        *_quantities(card),
        *_each(card, standing_sections.timelines),
        *_each(card, standing_sections.calibration),
        *_each(card, standing_sections.discrimination),
        *(section for one in card.standings for section in standing_sections.options(one)),
        *_each(card, standing_sections.over_time),
        *_each(card, standing_sections.updates),
        *_each(card, other_numbers),
    )
    annexes = (
        funnel_section(card, parts=tuple((share.name, share.funnel) for share in card.shares)),
        *(behind(one, card.rows, ties=card.heading.selection.ties) for one in card.standings),
        Section(title="Every forecast", blocks=(audit_table(card.rows),)),
        Section(title="Rules", blocks=(Listing(items=card.rules),)),
    )
    sections = (
        _said(card),
        *((_unchecked(card), how_good(card)) if _has_rows(card) else (how_good(card), _unchecked(card))),
        _findings(card),
        *(replace(section, fold=Fold.FIGURES) for section in figures),
        *(replace(section, fold=Fold.ANNEX) for section in annexes),
    )
    return Page(
        kind=SCORECARD.title,
        title=card.heading.subject,
        context=_context(card),
        short=_short(card),
        facts=facts(card.heading),
        sections=tuple(section for section in sections if section.blocks),
        digest=card.digest,
        claims=tuple(_claimed(row) for row in firsts(card.rows)) if _has_rows(card) else (),
    )


def _claimed(row: Row) -> Claimed:
    """A forecast for machines; it is rated by a final score alone."""
    fare, known = fare_of(row), MEASURES.get(row.measure or "")
    rated = row.score is not None and not row.provisional and known is not None and known.bound is not None
    return Claimed(
        place=f"forecast-{row.handle}",
        words=f"{quoted(row)}: {row.question_statement}, {read_as(row)}",
        by=row.name,
        on=row.made_on.isoformat(),
        where=row.source_title or row.source or "",
        measure=known.capitalised if known is not None else "",
        rating=row.score if rated else None,
        worst=known.bound if known is not None else None,
        fare=fare.value if fare is not None else row.verdict,
    )


def _context(card: Scorecard) -> str:
    """Where it was said, when, and to which day it was checked."""
    origins = dict.fromkeys(row.publisher or row.source_title or row.source for row in card.rows)
    named = [origin for origin in origins if origin]
    made = [row.made_on for row in card.rows]
    parts = [
        joined(named) if len(named) <= _MOST_SOURCES else "",
        f"said {from_to(min(made), max(made))}" if made else "",
        f"checked to {day(card.heading.on)}",
    ]
    return " · ".join(part for part in parts if part)


def _short(card: Scorecard) -> tuple[Words, ...]:
    """The verdict, the worst miss in its own words, and how much so few can tell."""
    found = [verdict_of(card), _worst(card), too_few(card)]
    return tuple(Words(text=text) for text in found if text)


def _worst(card: Scorecard) -> str:
    """The miss that cost most, quoted; empty without one, and where there are too many to pick one."""
    missed = [row for row in firsts(card.rows) if (fare := fare_of(row)) and fare.is_miss and row.score]
    if not missed or len(firsts(card.rows)) > MOST_ENTRIES:
        return ""
    worst = max(missed, key=lambda row: (row.score or 0.0, row.handle))
    said = f", {read_as(worst)}" if worst.quote or worst.words else ""
    return f"{quoted(worst)}{said}, of “{worst.question_statement}”: {_ended(worst)}."


def _ended(row: Row) -> str:
    """What came of it, as a sentence goes on."""
    told = result(row)
    if told == "Did not happen":
        through = min((on for on in (row.not_through, row.horizon or row.deadline) if on), default=None)
        return "it did not happen" + (f" by {day(through)}" if through else "")
    if told.startswith(("Did", "Happened")):
        return f"it {told[:1].lower()}{told[1:]}"
    return f"it came to {told}"


def _said(card: Scorecard) -> Section:
    """The picture: a strip of all statements, and a row for each unless they are too many."""
    if not card.funnel.seen:
        return Section(title="", blocks=())
    blocks: list[Block] = [_strip(card)]
    if _has_rows(card):
        blocks.append(entries(card))
    return Section(title="What was said, by when, and what happened", blocks=tuple(blocks))


def _has_rows(card: Scorecard) -> bool:
    return 0 < len(firsts(card.rows)) <= MOST_ENTRIES


def _strip(card: Scorecard) -> Strip:
    checkable = card.funnel.scoreable
    vague = card.funnel.seen - checkable
    parts = [f"{checkable:,} can be checked" if checkable else "", f"{vague:,} too vague" if vague else ""]
    told = f"{capitalised(of(card.funnel.seen, 'statement'))}: {', '.join(part for part in parts if part)}."
    kinds = {standing.prospective for standing in card.standings if standing.seen}
    late = {
        frozenset({False}): " All were recorded after the event, by someone who may have known the outcome.",
        frozenset({True}): " All were recorded before the outcome was known.",
    }.get(frozenset(kinds), "")
    return Strip(solid=checkable, hatched=vague, caption=told + late)


def _unchecked(card: Scorecard) -> Section:
    found = quotes(card.rows)
    title = "What nobody can check"
    if not found.quotes:
        return Section(title=title, blocks=())
    more = len(found.quotes) - _MOST_QUOTES if len(found.quotes) > MOST_ENTRIES else 0
    if more <= 0:
        return Section(title=title, blocks=(found,))
    told = Words(text=f"And {more:,} more, in the table of every forecast.")
    return Section(title=title, blocks=(Quotes(quotes=found.quotes[:_MOST_QUOTES]), told))


def _findings(card: Scorecard) -> Section:
    """What is found at fault, by name where several are on the card; empty where nobody was heard."""
    named = {share.forecaster: share.name for share in card.shares}
    found = [finding for standing in card.standings for finding in standing.findings]
    told = [standing for standing in card.standings if standing.searched]
    searched = (
        f"{kind(standing.prospective).capitalize()}: {standing.searched}"
        if all(one.seen for one in card.standings)
        else standing.searched
        for standing in told
    )
    return telling.findings(found, named if len(named) > 1 else {}, tuple(searched))


def _able(card: Scorecard) -> Section:
    """How many there are of each kind, and how much they can tell."""
    funnel = card.funnel
    seen = capitalised(of(funnel.seen, "statement"))
    told = [f"{seen} seen, {funnel.scoreable:,} scoreable, {funnel.scored:,} scored."]
    for standing in card.standings:
        words = standing.words if standing.seen else "no scoreable forecasts."
        told.append(f"{kind(standing.prospective).capitalize()}: {words}")
    if card.sealed is not None:
        told.append(card.sealed.sentence)
    return Section(title="What the figures can tell", blocks=tuple(Words(text=text) for text in told))


def _quantities(card: Scorecard) -> Iterator[Section]:
    names = {share.forecaster: share.name for share in card.shares}
    return (scores_section(one, names) for standing in card.standings for one in standing.quantities)


def _each(card: Scorecard, section: Callable[[Standing], Section]) -> Iterator[Section]:
    """The same section of the prospective and of the retrospective standing: never pooled."""
    return (section(standing) for standing in card.standings)
