"""Whether things came when the timelines said: the curve against the diagonal, and the dates that were named.

Of several timelines on one event the first made is taken, so that no event is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from forecasts.words.windows.spreading import DEFAULT, SPREADS
from reports.facets.calibration.cohorts import spans_of, within
from reports.facets.calibration.coverage import Held, held_of, sure_of
from tracker.calibration.timing import timing_curve
from tracker.certainty.wording import told_by
from tracker.once import once_an_event
from tracker.timeline_shares import curves_of, day_at, days_to_event, first_timelines
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

CURVES = 999
BY_DATE = (
    (0.1, "by the early date"),
    (0.5, "by the middle date"),
    (0.9, "by the late date"),
)
WINDOW = "window"


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """How much had happened by each share of the timelines, beside how much should have.

    At the shares `said`, ascending, `happened` is the Kaplan-Meier estimate of how many events had come: on
    the diagonal if calibrated, above it if things come sooner than said, below it if later; None where
    nothing could be seen any more. `low` to `high` is where it lies in 90 of 100 calibrated sets, and
    `watched` how many timelines could still be seen there.

    `count` timelines, one an event of `forecasts`, of which `came` had seen their event; the others are
    followed as far as the calendar allows. `farthest` is the largest distance from the diagonal and
    `p_value` the chance that calibrated timelines show one as large.
    """

    said: tuple[float, ...]
    happened: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    watched: tuple[int, ...]
    forecasts: int
    count: int
    came: int
    farthest: float | None
    p_value: float | None
    replicates: int
    seed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DateCohort:
    """The timelines whose last date fell in one month, quarter or year, with those that wait for it.

    `count` and `waiting` are events.
    """

    label: str
    first: date
    last: date
    count: int
    waiting: int
    dates: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DatesHeld:
    """How often events had come by the early, middle and late date, and within the window.

    A timeline enters when its own last date is over: `forecasts` on `count` events, of which each of `dates`
    takes one forecast an event; `words` says what so many can tell. A window has no stated probability. One
    that is a last date alone has no early and middle date, and one that stays below 90% no late one.
    """

    forecasts: int
    count: int
    words: str
    dates: tuple[Held, ...]
    cohorts: tuple[DateCohort, ...]


def timing_of(kind: DataFrame, *, seed: int) -> Timing | None:
    """The curve of judged forecasts' timelines, one an event; None below five events.

    Parameters
    ----------
    kind
        Judged forecasts, all prospective or all retrospective.
    seed
        What the draws of the band start from.
    """
    open_too = first_timelines(kind, verdicts=("yes", "no", "held", "pending", "overdue"))
    seen = open_too[open_too["elapsed"] > 0]
    once = once_an_event(seen)
    if not told_by(len(once)).shows_mean:
        return None
    days = days_to_event(once)
    horizon = (once["horizon"] - once["made_on"]).dt.days.to_numpy(np.float64)
    reach = np.round(once["elapsed"].to_numpy(np.float64) * horizon).astype(np.float64)
    curves = curves_of(once)
    limit = curves.at(reach)
    came = days <= reach
    passed = np.where(came, np.minimum(curves.passed(np.where(came, days, 0.0)), limit), np.nan)
    found = timing_curve(passed, limit, seed=seed, replicates=CURVES)
    return Timing(
        said=tuple(found.said.tolist()),
        happened=_known(found.happened),
        low=_known(found.low),
        high=_known(found.high),
        watched=tuple(found.watched.tolist()),
        forecasts=len(seen),
        count=found.count,
        came=found.came,
        farthest=found.farthest,
        p_value=found.p_value,
        replicates=found.replicates,
        seed=found.seed,
    )


def dates_held(kind: DataFrame) -> DatesHeld | None:
    """How often the dates of judged timelines held, one an event; None without timelines."""
    over = first_timelines(kind, verdicts=("yes", "no"))
    waiting = first_timelines(kind, verdicts=("held", "pending", "overdue"))
    if over.empty and waiting.empty:
        return None
    import pandas as pd

    named = once_an_event(over[over["earliest"].notna() | over["latest"].isna()])
    windows = once_an_event(over[over["p"].isna() & over["window_hit"].notna() & (over["rule"] == DEFAULT)])
    spans = spans_of(pd.concat([over[["matures_on"]], waiting[["matures_on"]]]))
    count = over["cluster"].nunique()
    dates = (*_dates(named), _windows(windows))
    return DatesHeld(
        forecasts=len(over),
        count=count,
        words=sure_of(count, dates),
        dates=dates,
        cohorts=tuple(
            DateCohort(
                label=span.label,
                first=span.first,
                last=span.last,
                count=within(over, span)["cluster"].nunique(),
                waiting=within(waiting, span)["cluster"].nunique(),
                dates=(*_dates(within(named, span)), _windows(within(windows, span))),
            )
            for span in (spans if len(spans) > 1 else ())
        ),
    )


def _dates(named: DataFrame) -> tuple[Held, ...]:
    days, last = days_to_event(named), (named["matures_on"] - named["made_on"]).dt.days.to_numpy(float)
    found = []
    for level, what in BY_DATE:
        day = day_at(named, level)
        stated = day <= last
        came = int((days[stated] <= day[stated]).sum())
        found.append(held_of(what, level, held=came, count=int(stated.sum())))
    return tuple(found)


def _windows(windows: DataFrame) -> Held:
    hits = int(windows["window_hit"].astype(float).sum())
    return held_of(WINDOW, SPREADS[DEFAULT].within, held=hits, count=len(windows))


def _known(values: Floats) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else value for value in values.tolist())
