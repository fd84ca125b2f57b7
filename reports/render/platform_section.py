"""The sections on what forecasting platforms would make of forecasts: of a period, and of one forecaster."""

from __future__ import annotations

from reports.facets.counts_in_words import capitalised
from reports.facets.period.platforms import SHOWN, OnPlatforms
from reports.facets.record.of_platform import OfPlatform
from reports.figures import NOTHING, counted
from reports.render.layout import Cell, Column, Line, Listing, Section, Table, Words
from reports.render.wording import kind
from tracker.measures.of_platforms import MEASURES, TITLES, PlatformMeasure
from tracker.platforms.contributions import PlatformScore


def platforms(lines: tuple[OnPlatforms, ...]) -> Section:
    """One line a forecaster, one figure a platform, each with its direction, interval and count."""
    if not lines:
        return Section(title="As platforms score", blocks=())
    told = "Of Metaculus, Good Judgment Open and ForecastBench. " + " ".join(
        f"{capitalised(measure.title)}: {measure.rule}." for measure in SHOWN
    )
    table = Table(
        name="platforms",
        caption="What platforms would give to date, with 95% intervals",
        columns=(
            Column(title="Forecaster", wide=True),
            *(Column(title=f"{measure.title}, {measure.direction}", numeric=True) for measure in SHOWN),
            Column(title="questions", numeric=True),
        ),
        lines=tuple(_line(one) for one in lines),
    )
    return Section(title="As platforms score", blocks=(Words(text=told), table))


def _line(one: OnPlatforms) -> Line:
    figures = (one.peer, one.accuracy, one.brier_index)
    questions = max(found.questions for found in figures if found)
    cells = (_cell(found, measure) for found, measure in zip(figures, SHOWN, strict=True))
    return Line(cells=(Cell(one.name, kind(one.prospective)), *cells, Cell(f"{questions:,}")))


def _cell(found: PlatformScore | None, measure: PlatformMeasure) -> Cell:
    if found is None or found.mean is None:
        return Cell(NOTHING)
    ends = ""
    if found.low is not None and found.high is not None:
        ends = f"{found.low:z.{measure.digits}f} to {found.high:z.{measure.digits}f}"
    return Cell(f"{found.mean:z.{measure.digits}f}", ends)


def by_its_platform(found: OfPlatform | None) -> Section:
    """What the platform of a forecaster's forecasts makes of them, with what may be compared with it."""
    if found is None:
        return Section(title="", blocks=())
    title = TITLES[found.platform]
    company = f"{counted(found.others, 'other forecaster')} here" if found.others else "nobody else here"
    told = (
        f"These forecasts came from {title}. By its rules, and in the company of {company}, they have the "
        f"figures below. {title}'s own differ: it has all who took part, and questions that are not here."
    )
    may = (
        "A figure may be compared with the same measure of others on these questions "
        f"(tracker scores --as-platform {found.platform}), not with another measure, and not with a score "
        "above."
    )
    measures = dict.fromkeys(one.measure for one in found.scores)
    covers = any(MEASURES[name].weighed_by_coverage for name in measures)
    rules = (f"{capitalised(MEASURES[name].title)}: {MEASURES[name].rule}." for name in measures)
    table = Table(
        name="by-its-platform",
        caption=f"As {title} scores, with 95% intervals",
        columns=(
            Column(title="Measure", wide=True),
            *(Column(title=name, numeric=True) for name in ("mean", "questions")),
            *((Column(title="covered", numeric=True),) if covers else ()),
        ),
        lines=tuple(_own_line(one, covers=covers) for one in found.scores),
    )
    return Section(
        title=f"As {title} scores",
        blocks=(Words(text=told), table, Words(text=may), Listing(items=tuple(rules))),
    )


def _own_line(one: PlatformScore, *, covers: bool) -> Line:
    measure = MEASURES[one.measure]
    covered = (
        f"{one.weight / one.questions:.0%}" if measure.weighed_by_coverage and one.questions else NOTHING
    )
    shown = _cell(one, measure)
    return Line(
        cells=(
            Cell(capitalised(measure.title), f"{measure.direction}, {kind(one.prospective)}"),
            shown if one.mean is not None else Cell(NOTHING, one.reason or ""),
            Cell(f"{one.questions:,}"),
            *((Cell(covered),) if covers else ()),
        )
    )
