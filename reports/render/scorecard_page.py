"""How a scorecard is laid out."""

from __future__ import annotations

from reports.charts import expectation as expectation_chart
from reports.charts import funnel as funnel_chart
from reports.charts import swimlane
from reports.figures import between, counted, figure
from reports.parts.standings import Mean, Standing
from reports.render.audit import audit_table
from reports.render.layout import Block, Cell, Column, Line, Listing, Page, Picture, Section, Table, Words
from reports.render.pages import facts, funnel_table, omission_table, page
from reports.render.wording import MEASURES, expectation, kind
from reports.scorecards import Scorecard


@page.register
def scorecard_page(card: Scorecard) -> Page:
    """The layout of a scorecard: what it can tell, the funnel, the standings, time, every forecast."""
    return Page(
        kind="Scorecard",
        title=card.heading.subject,
        short=_short(card),
        facts=facts(card.heading),
        sections=tuple(
            section
            for section in (
                _funnel(card),
                *(_standing(standing) for standing in card.standings if _has_figures(standing)),
                _timeline(card),
                Section(title="Every forecast", blocks=(audit_table(card.rows),)),
                Section(title="Rules", blocks=(Listing(items=card.rules),)),
            )
            if section.blocks
        ),
        digest=card.digest,
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


def _funnel(card: Scorecard) -> Section:
    parts = [(share.name, share.funnel) for share in card.shares]
    lines = (*parts, ("All", card.funnel)) if len(parts) > 1 else (("All", card.funnel),)
    blocks: list[Block] = [
        Picture(
            name="funnel",
            title="How far the statements came",
            description="The table below holds the same counts.",
            height=funnel_chart.height(card),
            draw=lambda ax: funnel_chart.chart(card, ax),
        ),
        funnel_table(lines),
    ]
    if card.left_out:
        blocks.append(omission_table(card.left_out))
    return Section(title="What was seen, and what was left out", blocks=tuple(blocks))


def _timeline(card: Scorecard) -> Section:
    if not card.lanes:
        return Section(title="In time", blocks=())
    return Section(
        title="In time",
        blocks=(
            Picture(
                name="swimlane",
                title="Windows and deadlines, and when it happened",
                description="A lane for each forecast; the table of every forecast holds the same dates.",
                height=swimlane.height(card),
                draw=lambda ax: swimlane.chart(card, ax),
                key="Bar: the window, its tick the median, dotted to the horizon where it is scored. Thin "
                "line: a chance, to its deadline. Diamond: it happened. Arrow: still open. Grey: an "
                "alternative reading or an update.",
            ),
        ),
    )


def _has_figures(standing: Standing) -> bool:
    return standing.expectation is not None or any(mean.mean is not None for mean in standing.means)


def _standing(standing: Standing) -> Section:
    title = kind(standing.prospective).capitalize()
    blocks: list[Block] = [Words(text=standing.words, plainly=True)]
    if any(mean.mean is not None for mean in standing.means):
        if len(standing.means) > 1:
            blocks.append(Listing(items=tuple(_told(mean) for mean in standing.means)))
        blocks += [_means(standing.means), Words(text=_references(standing.means))]
    if found := standing.expectation:
        named = [("Yes or no", found)]
        blocks += [
            Picture(
                name=f"expected-{kind(standing.prospective)}",
                title="Expected against observed",
                description=expectation(found),
                height=expectation_chart.height(named),
                draw=lambda ax: expectation_chart.chart(named, ax),
                key=expectation_chart.KEY,
            ),
            Words(text=expectation(found)),
            *([Words(text=standing.caution)] if standing.caution else []),
        ]
    counts = f"{counted(standing.forecasts, 'forecast')} on {counted(standing.events, 'event')}"
    return Section(title=f"{title}: {counts}", blocks=tuple(blocks))


def _references(means: tuple[Mean, ...]) -> str:
    against = [f"{MEASURES[mean.measure]}, {mean.against}" for mean in means if mean.against]
    return f"Reference: {'; '.join(against)}. Skill is 1 - mean / reference." if against else "No reference."


def _told(mean: Mean) -> str:
    name = MEASURES.get(mean.measure, mean.measure)
    return f"{name[:1].upper()}{name[1:]}: {mean.words}"


def _means(means: tuple[Mean, ...]) -> Table:
    titles = ("forecasts", "events", "mean", "by luck", "reference", "skill")
    return Table(
        caption="Mean scores with 95% intervals, lower is better; by luck: 95 of 100 such sets if calibrated",
        columns=(Column(title="Measure"), *(Column(title=title, numeric=True) for title in titles)),
        lines=tuple(
            Line(
                cells=(
                    Cell(MEASURES.get(mean.measure, mean.measure)),
                    Cell(f"{mean.forecasts:,}"),
                    Cell(f"{mean.events:,}"),
                    Cell(figure(mean.mean), between(mean.low, mean.high)),
                    Cell(between(mean.luck_low, mean.luck_high) or "–"),
                    Cell(figure(mean.reference)),
                    Cell("–" if mean.skill is None else f"{mean.skill:+.2f}"),
                )
            )
            for mean in means
        ),
    )
