"""How a scorecard is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.charts import swimlane
from reports.facets.record.standings import Mean, Standing
from reports.figures import between, counted, figure
from reports.kinds import SCORECARD
from reports.render import standing_sections, telling
from reports.render.audit import audit_table
from reports.render.funnel_section import funnel_section
from reports.render.layout import KeyFigure, Listing, Page, Section, Words
from reports.render.other_numbers import other_numbers
from reports.render.pages import facts
from reports.render.target_sections import scores_section
from reports.render.wording import kind
from reports.scorecards import Scorecard
from tracker.measures import title_of


def scorecard_page(card: Scorecard) -> Page:
    """The layout of a scorecard: what it can tell, scores, time, calibration, choices, every forecast."""
    return Page(
        kind=SCORECARD.title,
        title=card.heading.subject,
        short=_short(card),
        facts=facts(card.heading),
        sections=tuple(
            section
            for section in (
                _findings(card),
                *_each(card, standing_sections.headline),
                _timeline(card),
                *_quantities(card),
                *_each(card, standing_sections.timelines),
                *_each(card, standing_sections.calibration),
                *_each(card, standing_sections.discrimination),
                *(section for one in card.standings for section in standing_sections.options(one)),
                *_each(card, standing_sections.over_time),
                *_each(card, standing_sections.updates),
                *_each(card, other_numbers),
                funnel_section(card, parts=tuple((share.name, share.funnel) for share in card.shares)),
                Section(title="Every forecast", blocks=(audit_table(card.rows),)),
                Section(title="Rules", blocks=(Listing(items=card.rules),)),
            )
            if section.blocks
        ),
        digest=card.digest,
        figures=tuple(
            _key_figure(mean, prospective=standing.prospective)
            for standing in card.standings
            for mean in standing.means
            if mean.mean is not None and mean.against
        ),
    )


def _key_figure(mean: Mean, *, prospective: bool) -> KeyFigure:
    """A headline with its interval, its count and its reference."""
    against = f"{mean.against}: {figure(mean.reference)}"
    return KeyFigure(
        name=f"{title_of(mean.measure)}, {kind(prospective)}",
        figure=figure(mean.mean),
        note=f"{between(mean.low, mean.high)} (95%), {counted(mean.events, 'event')}; {against}",
    )


def _short(card: Scorecard) -> tuple[Words, ...]:
    funnel = card.funnel
    opening = (
        f"{counted(funnel.seen, 'statement')} seen, {funnel.scoreable:,} scoreable, {funnel.scored:,} scored."
    )
    found = [Words(text=opening)]
    for standing in card.standings:
        if standing.seen:
            found.append(
                Words(text=f"{kind(standing.prospective).capitalize()}: {standing.words}", plainly=True)
            )
        else:
            found.append(Words(text=f"{kind(standing.prospective).capitalize()}: no scoreable forecasts."))
    return tuple(found)


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


def _quantities(card: Scorecard) -> Iterator[Section]:
    names = {share.forecaster: share.name for share in card.shares}
    return (scores_section(one, names) for standing in card.standings for one in standing.quantities)


def _each(card: Scorecard, section: Callable[[Standing], Section]) -> Iterator[Section]:
    """The same section of the prospective and of the retrospective standing: never pooled."""
    return (section(standing) for standing in card.standings)


def _timeline(card: Scorecard) -> Section:
    return Section(title="In time", blocks=tuple(swimlane.pictures(card)))
