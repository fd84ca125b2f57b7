"""The tables of a standing: mean scores, timelines, updates, and the choices they hang on."""

from __future__ import annotations

from reports.facets.record.histories import Histories
from reports.facets.record.sensitivity import Sensitivity
from reports.facets.record.standings import Mean
from reports.facets.record.windows import Window
from reports.figures import NOTHING, between, figure
from reports.render.layout import Cell, Column, Line, Table
from tracker.common_ends import ends_in_words
from tracker.measures import title_of


def means_table(means: tuple[Mean, ...]) -> Table:
    """The headline: each measure's mean with its interval, its log score, reference and skill."""
    lucky = any(mean.luck_low is not None for mean in means)
    logged = any(mean.log for mean in means)
    titles = (
        "forecasts",
        "events",
        "mean",
        *(["by luck"] if lucky else []),
        "reference",
        "skill",
        *(["log score"] if logged else []),
    )
    luck = "; by luck: 95 of 100 such sets if calibrated" if lucky else ""
    return Table(
        caption=f"Mean scores with 95% intervals, lower is better{luck}",
        columns=(Column(title="Measure"), *(Column(title=title, numeric=True) for title in titles)),
        lines=tuple(
            Line(
                cells=(
                    Cell(mean.title, ends_in_words(mean.ends) if mean.ends else ""),
                    Cell(f"{mean.forecasts:,}"),
                    Cell(f"{mean.events:,}"),
                    Cell(figure(mean.mean), between(mean.low, mean.high)),
                    *([Cell(between(mean.luck_low, mean.luck_high) or NOTHING)] if lucky else []),
                    Cell(figure(mean.reference)),
                    _skill(mean),
                    *([_log(mean)] if logged else []),
                )
            )
            for mean in means
        ),
        name="mean-scores",
    )


def _log(mean: Mean) -> Cell:
    if mean.log is None:
        return Cell()
    under = f"of {mean.log.forecasts:,}" if mean.log.forecasts != mean.forecasts else ""
    return Cell(figure(mean.log.mean), under)


def window_table(windows: tuple[Window, ...]) -> Table:
    """Each counted timeline with its score and its timing."""
    return Table(
        caption="Windows, lower scores are better; days from the central date, below 0 where it came earlier",
        columns=(
            Column(title="Question", wide=True),
            Column(title="Window"),
            Column(title="Happened"),
            *(Column(title=title, numeric=True) for title in ("score", "in the window", "days off")),
            Column(title="Record"),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(window.label, f"made {window.made_on}"),
                    Cell(_dates(window), f"horizon {window.horizon}"),
                    Cell(str(window.event_on) if window.event_on else "not by the horizon"),
                    Cell(
                        figure(window.score, places=4),
                        between(window.low, window.high, places=4) if window.low < window.high else "",
                    ),
                    Cell(NOTHING if window.hit is None else "yes" if window.hit else "no"),
                    Cell(_days(window)),
                    Cell(window.handle),
                )
            )
            for window in windows
        ),
        name="timelines",
    )


def _dates(window: Window) -> str:
    if window.latest is None:
        return NOTHING
    return f"{window.earliest} to {window.latest}" if window.earliest else f"by {window.latest}"


def _days(window: Window) -> str:
    if window.at_least is not None:
        return f"≥ {window.at_least:+,}"
    return NOTHING if window.days_off is None else f"{window.days_off:+,}"


def _skill(mean: Mean) -> Cell:
    if mean.skill is None:
        return Cell(NOTHING, mean.no_skill or "")
    if mean.skill_high is None:
        return Cell(f"{mean.skill:+.2f}")
    low = "up" if mean.skill_low is None else f"{mean.skill_low:+.2f}"
    return Cell(f"{mean.skill:+.2f}", f"{low} to {mean.skill_high:+.2f}")


def history_table(found: Histories) -> Table:
    """Each updated series: the first, the last, and the day-weighted score."""
    return Table(
        caption="Updated chances: what the first, the last, and those in force day by day scored",
        columns=(
            Column(title="Question", wide=True),
            *(
                Column(title=title, numeric=True)
                for title in ("updates", "days open", "first", "last", "day by day")
            ),
            Column(title="Record"),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.label, f"from {one.made_on}"),
                    Cell(f"{one.updates:,}"),
                    Cell(f"{one.open_days:,}", f"of {one.scheduled:,}"),
                    *(Cell(figure(score, places=4)) for score in (one.first, one.last, one.by_day)),
                    Cell(one.handle),
                )
            )
            for one in found.series
        ),
        name="updates",
    )


def sensitivity_table(found: Sensitivity) -> Table:
    """The headline and every other choice, each with its counts and its reference."""
    name = title_of(found.measure)
    headline = Line(
        cells=(
            Cell("the headline", between(found.low, found.high)),
            Cell(NOTHING),
            Cell(f"{found.forecasts:,}"),
            Cell(f"{found.events:,}"),
            Cell(figure(found.mean)),
            Cell(figure(found.reference)),
        )
    )
    return Table(
        caption=f"{name[:1].upper()}{name[1:]} under other choices; each changes one thing only",
        columns=(
            Column(title="Choice", wide=True),
            *(
                Column(title=title, numeric=True)
                for title in ("forecasts changed", "forecasts", "events", "mean", "reference")
            ),
        ),
        lines=(
            headline,
            *(
                Line(
                    cells=(
                        Cell(variant.words),
                        Cell(f"{variant.changed:,}"),
                        Cell(f"{variant.forecasts:,}"),
                        Cell(f"{variant.events:,}"),
                        Cell(figure(variant.mean)),
                        Cell(figure(variant.reference)),
                    )
                )
                for variant in found.variants
            ),
        ),
        name=f"choices-{found.measure.replace('_', '-')}",
    )
