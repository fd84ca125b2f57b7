"""How good each forecaster is: sorted dots on their intervals, beside what each one's reference has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from reports.charts import rows
from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, INK, ORANGE, QUIET, SKY
from reports.charts.marks import answers, forecaster
from reports.figures import counted
from tracker.measures import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.period.table_of_forecasters import Scoring

LONGEST = 40
KEY = (
    "Blue: better than the reference, orange: worse, by the whole interval. Everybody forecast other things, "
    "so this is no ranking: intervals that overlap tell nobody apart."
)
_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="mean score"),
        rows.Sample(mark="|", colour=QUIET, says="reference"),
        rows.Sample(mark="bar", colour=SKY, says="95% interval"),
    ),
)


def by_measure(scorings: Sequence[Scoring], *, prospective: bool) -> tuple[tuple[Scoring, ...], ...]:
    """The scorings with a mean to date, measure by measure, the one that most have first; the best on top."""
    have = [one for one in scorings if one.prospective == prospective and one.to_date.mean is not None]
    measures = [one.measure for one in have]
    return tuple(
        tuple(
            sorted(
                (one for one in have if one.measure == measure),
                key=lambda one: (one.to_date.mean or 0.0, one.name, one.forecaster),
            )
        )
        for measure in sorted(set(measures), key=lambda measure: (-measures.count(measure), measure))
    )


def height(found: Sequence[Scoring]) -> float:
    """The height in inches that gives each forecaster room."""
    return rows.height(min(len(found), LONGEST), more=0.2)


def finding(found: Sequence[Scoring]) -> str:
    """How many did better than their reference, and how many worse, by the whole interval."""
    sides = [_side(one) for one in found]
    better, worse = sides.count(-1), sides.count(1)
    many = counted(len(found), "forecaster")
    if not any(one.reference is not None for one in found):
        return f"No reference to hold {many} against"
    if len(found) in (better, worse) and len(found) > 1:
        whole = "Both forecasters" if len(found) == 2 else f"All {many}"
        return f"{whole} did {'better' if better else 'worse'} than the reference"
    if not better and not worse:
        if len(found) == 1:
            return "Open against the reference"
        return f"None of {many} can be told from the reference"
    if len(found) == 1:
        return f"{'Better' if better else 'Worse'} than the reference"
    parts = [f"{some:,} did {word}" for some, word in ((better, "better"), (worse, "worse")) if some]
    return f"Of {many}, {' and '.join(parts)} than the reference"


def _side(one: Scoring) -> int:
    """-1 where the whole interval is better than the reference, 1 where it is worse, 0 where it is open."""
    result, reference = one.to_date, one.reference
    if reference is None or result.low is None or result.high is None:
        return 0
    return -1 if result.high < reference else 1 if result.low > reference else 0


def chart(found: Sequence[Scoring], ax: Axes) -> Axes:
    """Draw a row for each forecaster, the best mean on top; beyond `LONGEST` the rest is counted."""
    shown = found[:LONGEST]
    written = []
    for place, one in enumerate(shown):
        result, mean = one.to_date, one.to_date.mean or 0.0
        told = f"{mean:.2f}, {counted(result.events, 'event')}"
        says = f"{one.name}: mean {told}"
        if result.low is not None and result.high is not None:
            colour = {-1: BLUE, 0: SKY, 1: ORANGE}[_side(one)]
            (band,) = ax.barh(
                place, result.high - result.low, left=result.low, height=0.22, color=colour, gid="band"
            )
            says += f", 95% interval {result.low:.2f} to {result.high:.2f}"
            answers(band, says, to=forecaster(one.forecaster))
        if one.reference is not None:
            ends = [place - 0.18, place + 0.18]
            ax.plot([one.reference] * 2, ends, color=QUIET, linewidth=2, gid="reference")
            says += f"; {one.against} has {one.reference:.2f}"
        (dot,) = ax.plot(
            [mean], [place], marker="o", markersize=6.5, color=INK, linestyle="none", gid="observed"
        )
        answers(dot, says, to=forecaster(one.forecaster))
        written.append((one.name, told))
    rows.named(ax, written)
    rows.laid(ax, len(shown), _SAMPLES)
    ends = [
        end for one in shown for end in (one.to_date.high, one.reference, one.to_date.mean) if end is not None
    ]
    ax.set_xlim(0, 1.08 * max(ends) or 1.0)
    ax.locator_params(axis="x", nbins=5)
    rest = (
        f"\n{len(found) - LONGEST:,} more, with higher means, are not drawn" if len(found) > LONGEST else ""
    )
    ax.set_xlabel(f"mean score, lower is better{rest}")
    return ax


def words(found: Sequence[Scoring]) -> str:
    """Each mean with its interval."""
    return (
        "; ".join(
            f"{one.name}: {one.to_date.mean or 0.0:.2f}"
            + (f" ({one.to_date.low:.2f} to {one.to_date.high:.2f})" if one.to_date.low is not None else "")
            for one in found[:LONGEST]
        )
        + "."
    )


def _measure(found: Sequence[Scoring]) -> str:
    return f"Mean {MEASURES[found[0].measure].title}, forecaster by forecaster"


def _made(chosen: Forecasts) -> tuple[Scoring, ...] | None:
    from reports.facets.period.table_of_forecasters import scorings_of

    scorings = scorings_of(chosen.frame, np.zeros(len(chosen.frame), dtype=bool), chosen.names)
    kinds = {one.prospective for one in scorings}
    return next(iter(by_measure(scorings, prospective=True in kinds)), None)


CHART: Chart[Sequence[Scoring]] = Chart(
    name="forecasters",
    shows="how good each forecaster is, as sorted dots with intervals",
    draw=chart,
    title=finding,
    measure=_measure,
    words=words,
    height=height,
    key=KEY,
    made_of=_made,
    lacking="none of the forecasters chosen has five events scored by one measure",
)
