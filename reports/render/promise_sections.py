"""The sections of a calibration report on promises: dates, windows, quantiles, and how often they held."""

from __future__ import annotations

from collections.abc import Sequence

from reports.calibrations import Agreement
from reports.charts import coverage, pit, quantile_pit
from reports.facets.calibration.coverage import Held
from reports.facets.calibration.quantile_coverage import QuantileCoverage
from reports.facets.calibration.quantile_pits import TargetPit
from reports.facets.calibration.timing import DateCohort, DatesHeld, Timing
from reports.figures import NOTHING, counted, percent
from reports.render.layout import Block, Cell, Column, Line, Section, Table, Words
from reports.render.wording import kind


def timelines(agreement: Agreement) -> Section:
    """Whether dates held, by cohort, and the curve of timelines against the diagonal."""
    found, name = agreement.dates, kind(agreement.prospective)
    if found is None:
        return Section(title=name, blocks=())
    blocks: list[Block] = [Words(text=_timelines(found), plainly=True)]
    shown = [one for one in found.dates if one.count]
    if shown:
        blocks.append(coverage.CHART.picture(shown, name))
    if agreement.timing:
        blocks += _timing(agreement.timing, name=name)
    if found.cohorts:
        blocks.append(_date_cohorts(found.cohorts, name=name))
    title = f"{name.capitalize()}, timelines: {counted(found.count, 'event')}"
    return Section(title=title, blocks=tuple(blocks))


def _timelines(found: DatesHeld) -> str:
    shared = found.forecasts - found.count
    dropped = (
        f" {counted(shared, 'timeline')} more on the same events {'is' if shared == 1 else 'are'} left out, "
        "so that none counts twice."
        if shared
        else ""
    )
    return f"Windows that are over: {found.words}{dropped}"


def _timing(found: Timing, *, name: str) -> list[Block]:
    told = _curve_in_words(found)
    return [pit.CHART.picture(found, name, words=told), Words(text=told)]


def _curve_in_words(found: Timing) -> str:
    """How far the curve is from the diagonal, and how often luck takes it so far.

    The count says how many timelines are still watched for an event that has not come.
    """
    waiting = found.count - found.came
    opening = f"{counted(found.count, 'timeline')}, one an event; {found.came:,} came and {waiting:,} did not"
    if found.farthest is None or found.p_value is None:
        return f"{opening}."
    return (
        f"{opening}: the curve is {percent(round(found.farthest, 3))} from the diagonal at most, and luck "
        f"takes calibrated timelines as far in {percent(round(found.p_value, 3))} of sets."
    )


def _date_cohorts(cohorts: tuple[DateCohort, ...], *, name: str) -> Table:
    titles = [f"{one.what.removeprefix('by the ')} {percent(one.promised)}" for one in cohorts[0].dates]
    return Table(
        name=f"date-cohorts-{name}",
        caption="Timelines by when their last date fell: how often what was promised held",
        columns=(
            Column(title="last date in"),
            Column(title="over", numeric=True),
            Column(title="waiting", numeric=True),
            *(Column(title=title, numeric=True) for title in titles),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.label),
                    Cell(f"{one.count:,}"),
                    Cell(f"{one.waiting:,}"),
                    *(
                        Cell(f"{held.held:,} of {held.count:,}" if held.count else NOTHING)
                        for held in one.dates
                    ),
                )
            )
            for one in cohorts
        ),
    )


def quantities(agreement: Agreement) -> Section:
    """Whether values lay below each stated quantile, and within the intervals, as often as promised."""
    found, name = agreement.quantiles, kind(agreement.prospective)
    if found is None:
        return Section(title=name, blocks=())
    promises = (*found.levels, *found.intervals)
    return Section(
        title=f"{name.capitalize()}, quantities: {counted(found.count, 'event')}",
        blocks=(
            Words(text=_quantities(found), plainly=True),
            coverage.CHART.picture(
                promises, name, called="quantiles", measure="How often values lay where quantiles said"
            ),
            _table(promises, name=f"quantiles-{name}"),
            *(
                block
                for place, one in enumerate(agreement.pits, start=1)
                for block in _pit(one, name=name, place=place)
            ),
        ),
    )


def _pit(one: TargetPit, *, name: str, place: int) -> list[Block]:
    whose = f"{one.target}, {one.name}"
    told = f"{whose}: {quantile_pit.words(one.pit)}"
    measure = f"Where values fell among the quantiles: {whose}"
    return [
        quantile_pit.CHART.picture(one.pit, name, str(place), measure=measure, words=told),
        Words(text=told),
    ]


def _quantities(found: QuantileCoverage) -> str:
    shared = found.forecasts - found.count
    dropped = f" {counted(shared, 'forecast')} more on the same events left out." if shared else ""
    return f"{found.words}{dropped}"


def _table(promises: Sequence[Held], *, name: str) -> Table:
    return Table(
        name=name,
        caption="Promised, and held",
        columns=(
            Column(title="what"),
            *(
                Column(title=title, numeric=True)
                for title in ("promised", "of", "held", "share", "95% interval")
            ),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.what),
                    Cell(percent(one.promised)),
                    Cell(f"{one.count:,}"),
                    Cell(f"{one.held:,}"),
                    *_share(one),
                )
            )
            for one in promises
        ),
    )


def _share(one: Held) -> tuple[Cell, Cell]:
    if one.share is None or one.low is None or one.high is None:
        return Cell(), Cell("too few")
    return (
        Cell(percent(round(one.share, 3))),
        Cell(f"{percent(round(one.low, 3))}–{percent(round(one.high, 3))}"),
    )
