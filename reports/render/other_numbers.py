"""Why a page holds other means than the one that leads: each with its reason, in one place.

A headline counts each event once, takes the first forecast of a series, and takes grades as they are. What is
taken apart, updated, or read otherwise cannot do all of that.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import decomposition, sensitivity
from reports.facets.record.standings import Mean, Standing
from reports.figures import counted, figure
from reports.render import telling
from reports.render.layout import Block, Section, Words
from reports.render.standing_tables import sensitivity_table
from reports.render.wording import kind
from tracker.measures import BRIER


def other_numbers(standing: Standing) -> Section:
    """Which mean leads, and every other one with its reason: taken apart, updated, or read otherwise."""
    blocks = [*_taken_apart(standing), *_updated(standing), *_read_otherwise(standing)]
    if blocks and (led := _leading(standing)):
        blocks = [Words(text=led), *blocks]
    return Section(title=f"Why other numbers, {kind(standing.prospective)}", blocks=tuple(blocks))


def is_another_mean(standing: Standing, score: float) -> bool:
    """Whether a Brier score is printed otherwise than the mean Brier score that leads."""
    leads = _brier(standing)
    return leads is not None and figure(leads.mean) != figure(score)


def about(measure: str, standing: Standing) -> tuple[str, str]:
    """What the name of a picture of a measure goes on with."""
    return measure.replace("_", "-"), kind(standing.prospective)


def _brier(standing: Standing) -> Mean | None:
    return next((one for one in standing.means if one.measure == BRIER.name and one.mean is not None), None)


def _leading(standing: Standing) -> str:
    led = [
        f"{figure(mean.mean)} ({mean.title}, {counted(mean.events, 'event')})"
        for mean in standing.means
        if mean.mean is not None
    ]
    if not led:
        return ""
    return (
        f"What leads is {'; '.join(led)}: each event counts once, with the first forecast of a series, as it "
        "was read and ruled. What follows is of the same record and counts otherwise."
    )


def _taken_apart(standing: Standing) -> Iterator[Block]:
    curve, leads = standing.reliability, _brier(standing)
    if curve is None or leads is None or not is_another_mean(standing, curve.score):
        return
    reasons = [f"each of {counted(curve.count, 'forecast')} counts once"]
    if curve.events < curve.count:
        reasons[0] += f", not each of {counted(curve.events, 'event')}"
    if left_out := leads.forecasts - curve.count:
        reasons.append(f"{left_out:,} that came true in part {'is' if left_out == 1 else 'are'} left out")
    yield Words(
        text=f"{figure(curve.score)} instead of {figure(leads.mean)}, where the score is taken apart: "
        f"{', and '.join(reasons)}."
    )
    yield decomposition.CHART.picture(curve, kind(standing.prospective))
    yield Words(text=decomposition.words(curve))


def _updated(standing: Standing) -> Iterator[Block]:
    if standing.histories:
        yield Words(text=telling.histories(standing.histories))


def _read_otherwise(standing: Standing) -> Iterator[Block]:
    """How far each headline hangs on readings, rules and doubtful outcomes."""
    for found in standing.sensitivity:
        yield Words(text=sensitivity.words(found))
        yield sensitivity.CHART.picture(found, *about(found.measure, standing))
        yield sensitivity_table(found)
