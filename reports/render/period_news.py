"""The sections of a period report that say what is to be done: what waits, and what changed."""

from __future__ import annotations

from collections.abc import Mapping

from reports.facets.moves import MeanMove, Move
from reports.facets.period.changed import Changed
from reports.facets.period.deadlines_ahead import Deadline, Deadlines
from reports.figures import NOTHING, counted, figure
from reports.render.layout import Block, Cell, Column, Line, Listing, Section, Table, Words
from reports.render.wording import came_true, kind
from tracker.measures import title_of


def deadlines(found: Deadlines) -> Section:
    """What is overdue, and what falls due next."""
    blocks: list[Block] = []
    if found.overdue:
        caption = "Overdue: questions that wait for an outcome"
        blocks.append(_waiting(found.overdue, caption, name="overdue"))
    if found.coming:
        caption = f"Deadlines within {counted(found.days, 'day')} of the evaluation date"
        blocks.append(_waiting(found.coming, caption, name="coming"))
    return Section(title="Overdue, and due next", blocks=tuple(blocks) or (Words(text="Nothing waits."),))


def _waiting(listed: tuple[Deadline, ...], caption: str, *, name: str) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=(
            Column(title="Question", under="slug", wide=True),
            Column(title="Deadline"),
            Column(title="days overdue" if name == "overdue" else "in days", numeric=True),
            Column(title="forecasts", numeric=True),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.statement, one.question),
                    Cell(str(one.deadline)),
                    Cell(f"{abs(one.days_overdue):,}"),
                    Cell(f"{one.forecasts:,}"),
                )
            )
            for one in listed
        ),
    )


def changes(found: Changed, names: Mapping[str, str]) -> Section:
    """What became of the last report: what moved, because of which record, and the means that moved."""
    blocks: list[Block] = [Words(text=_compared(found))]
    for caption, name, some in (
        ("Settled forecasts that are judged otherwise now", "altered", found.altered),
        ("Outcomes that came in late", "late", tuple(move for move in found.moves if move.news)),
    ):
        if some:
            blocks.append(_moves(some, names, caption, name=name))
    if found.means:
        blocks.append(_means(found.means))
    if found.affected:
        blocks += [
            Words(
                text="Signed reports that are affected. Their means are over the forecasts that were signed: "
                "an outcome that came in late moves none of them."
            ),
            Listing(items=tuple(f"{one.slug}, {one.title}: {one.sentence}" for one in found.affected)),
        ]
    return Section(title="What changed since the last report", blocks=tuple(blocks))


def _compared(found: Changed) -> str:
    if not found.entry:
        return f"Nothing had been recorded by the end of {found.period}: there is nothing to compare with."
    state = f"the report {found.report}" if found.report else f"the ledger at the end of {found.period}"
    recorded = f", recorded {found.recorded_at:%Y-%m-%d}" if found.recorded_at else ""
    told = (
        f"Both sides are judged on {found.on}: {state} (entry {found.entry:,}{recorded}), and the ledger now."
    )
    return told if found.moves else f"{told} They agree on every forecast that both hold."


def _moves(moves: tuple[Move, ...], names: Mapping[str, str], caption: str, *, name: str) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=(
            Column(title="Question", wide=True),
            Column(title="Who"),
            Column(title="Before", label="before", under="score before"),
            Column(title="Now", label="now", under="score now"),
            Column(title="Because", label="because", under="by record", wide=True),
            Column(title="Record", label="record"),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(move.question),
                    Cell(names.get(move.forecaster, move.forecaster)),
                    Cell(came_true(move.from_verdict or NOTHING), _score(move.from_score)),
                    Cell(came_true(move.to_verdict or NOTHING), _score(move.to_score)),
                    Cell(move.because, f"by {move.entry}" if move.entry else ""),
                    Cell(move.handle),
                )
            )
            for move in moves
        ),
        listed=True,
    )


def _score(value: float | None) -> str:
    return "" if value is None else figure(value, places=4)


def _means(means: tuple[MeanMove, ...]) -> Table:
    return Table(
        name="means-that-moved",
        caption="Mean scores that moved, over all forecasts that both sides hold, with late outcomes",
        columns=(
            Column(title="Who", under="prospective or retrospective", wide=True),
            Column(title="Measure"),
            Column(title="before", under="forecasts before", numeric=True),
            Column(title="now", under="forecasts now", numeric=True),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.name, kind(one.prospective)),
                    Cell(title_of(one.measure)),
                    Cell(figure(one.before), counted(one.forecasts_before, "forecast")),
                    Cell(figure(one.after), counted(one.forecasts_after, "forecast")),
                )
            )
            for one in means
        ),
    )
