"""Warnings at a threshold, laid out: what came of them, what that amounts to, and whom they served."""

from __future__ import annotations

from reports.charts import economic_value
from reports.figures import amount, counted, figure, percent
from reports.render.layout import Block, Cell, Column, Line, Section, Table, Words
from reports.render.verified_tables import Fact, fact_table, to
from tracker.discrimination.economic_value import EconomicValue
from tracker.discrimination.warned import Share
from tracker.discrimination.warning_table import WarningTable
from tracker.verification.figures import ChanceFigures
from tracker.verification.result import Verification


def warnings(found: Verification) -> tuple[Section, ...]:
    """The section on warnings, where a threshold was given."""
    if not isinstance(found.figures, ChanceFigures):
        return ()
    table, why = found.figures.warning_table, found.figures.reasons.get("warning_table")
    if table is None:
        return (Section(title="Warnings", blocks=(Words(text=why),)),) if why else ()
    blocks: list[Block] = [_counts(table)]
    if table.peirce is not None or table.critical_success_index is not None:
        blocks.append(_ratios(table))
    if worth := table.worth:
        blocks += _value(worth)
    if found.groups:
        blocks.append(_groups(found))
    return (Section(title=f"Warnings at {percent(table.threshold)} or more", blocks=tuple(blocks)),)


def _counts(table: WarningTable) -> Table:
    happened = (f"{amount(table.hits)} hits", f"{amount(table.misses)} misses")
    not_so = (
        f"{amount(table.false_alarms)} false alarms",
        f"{amount(table.correct_negatives)} all quiet",
    )
    return Table(
        caption=f"What was warned of, of {counted(table.events, 'event')}",
        columns=(
            Column(title=""),
            Column(title="warned", numeric=True),
            Column(title="not warned", numeric=True),
        ),
        lines=(
            Line(cells=(Cell("happened"), *map(Cell, happened))),
            Line(cells=(Cell("did not happen"), *map(Cell, not_so))),
        ),
    )


def _ratios(table: WarningTable) -> Table:
    return fact_table(
        "What the warnings amount to",
        _share("hit rate", table.hit_rate, "of what happened, warned of"),
        _share("false alarm rate", table.false_alarm_rate, "of what did not happen, warned of"),
        _share("false alarm ratio", table.false_alarm_ratio, "of all warnings"),
        Fact("bias", figure(table.frequency_bias), "warnings for each thing that happened; 1 is right"),
        Fact("critical success index", figure(table.critical_success_index), "1 is best"),
        Fact("Heidke's skill score", figure(table.heidke), "1 is best, 0 as good as at random"),
        Fact("equitable threat score", figure(table.equitable_threat), "as Heidke's"),
        Fact("Peirce's skill score", figure(table.peirce), "hit rate less false alarm rate"),
    )


def _share(name: str, share: Share | None, note: str) -> Fact:
    if share is None:
        return Fact(name, figure(None), "there were none")
    return Fact(name, figure(share.share), note, to(share.low, share.high, places=3))


def _value(found: EconomicValue) -> tuple[Block, ...]:
    """For whom acting on the warnings has a value, how much, and what another threshold would have had."""
    return (
        Words(text=economic_value.words(found)),
        economic_value.CHART.picture(found),
        Table(
            caption="Economic value; the best threshold was chosen when all was known",
            columns=tuple(
                Column(title=title, numeric=True)
                for title in ("cost / loss", "value", "95% interval", "best", "best threshold")
            ),
            lines=tuple(
                Line(
                    cells=(
                        Cell(percent(user.ratio)),
                        Cell(figure(user.value)),
                        Cell(to(user.low, user.high, places=3)),
                        Cell(figure(user.best)),
                        Cell("never" if user.best_threshold is None else percent(user.best_threshold)),
                    )
                )
                for user in found.users
            ),
        ),
    )


def _groups(found: Verification) -> Table:
    names = ", ".join(found.grouped_by)
    titles = ("hits", "misses", "false alarms", "quiet", "hit rate", "FAR", "CSI")
    return Table(
        caption=f"Warnings by {names}; FAR is the false alarm ratio",
        columns=(Column(title=names, wide=True), *(Column(title=title, numeric=True) for title in titles)),
        lines=tuple(
            Line(cells=(Cell(" ".join(name.split()) or "–"), *map(Cell, _group(figures.warning_table))))
            for name, figures in found.groups.items()
            if isinstance(figures, ChanceFigures)
        ),
    )


def _group(table: WarningTable | None) -> tuple[str, ...]:
    if table is None:
        return ("–",) * 7
    return (
        *map(amount, (table.hits, table.misses, table.false_alarms, table.correct_negatives)),
        figure(table.hit_rate.share if table.hit_rate else None),
        figure(table.false_alarm_ratio.share if table.false_alarm_ratio else None),
        figure(table.critical_success_index),
    )
