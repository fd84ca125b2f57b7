"""How good those who update are, day by day: each day is scored by the chance then in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.model import PRIMARY
from reports.facets.record.means import mean_by_event
from tracker.certainty.wording import told_by
from tracker.frame_arrays import day_numbers
from tracker.scoring import brier, daily_brier
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

_DECIDED = ("yes", "no", "partly")
_COLUMNS = ("handle", "forecaster", "question", "question_statement", "cluster", "made_on", "order")


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """One updated series: the Brier score of its first and last chance, and of the chance in force by day.

    `by_day` sums the score of the chance in force at the start of each open day and divides by the days
    that were scheduled, `scheduled`, from the first forecast to the deadline; days after an early end
    score 0. `open_days` is how many days it was in fact open.
    """

    handle: str
    forecaster: str
    question: str
    label: str
    cluster: str
    made_on: date
    updates: int
    scheduled: int
    open_days: int
    first: float
    last: float
    by_day: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Histories:
    """All series with updates, and their mean scores over events; the means are None below five events."""

    count: int
    events: int
    series: tuple[History, ...]
    first: float | None
    last: float | None
    by_day: float | None


def histories_of(kind: DataFrame) -> Histories | None:
    """The updated yes-or-no series of marked forecasts in their primary reading; None where there are none.

    A series counts once every chance in it is decided. A chance given on the day of the event, or after it,
    was never in force; neither is one that nobody updated scored here, for it would be as if restated
    every day.
    """
    chances = kind[
        (kind["belief"] == "chance") & (kind["reading"] == PRIMARY) & (kind["verdict"] != "pre-dated")
    ]
    size = chances.groupby("series")["order"].transform("size") if len(chances) else chances["order"]
    updated = chances[size > 1].sort_values(["series", "order"])
    moments = _Moments(
        made=day_numbers(updated["made_on"]),
        due=day_numbers(updated["matures_on"]),
        closed=_closed(updated),
    )
    decided = updated["verdict"].isin(_DECIDED).to_numpy(dtype=bool)
    said, observed = (updated[name].to_numpy(float) for name in ("p", "observed"))
    records = updated[list(_COLUMNS)].to_dict("records")
    edges = [*np.flatnonzero(np.diff(updated["series"], prepend=-1)), len(updated)]
    found = []
    for first, after in pairwise(edges):
        if records[first]["order"] == 0 and decided[first:after].all():
            rows = slice(first, after)
            history = _history(records[first], said[rows], float(observed[first]), moments.of(rows))
            found += [history] if history else []
    if not found:
        return None
    ordered = tuple(sorted(found, key=lambda one: (one.made_on, one.question, one.handle)))
    events = [one.cluster for one in ordered]
    shows = told_by(len(set(events))).shows_mean

    def mean(scores: list[float]) -> float | None:
        return mean_by_event(np.array(scores), events) if shows else None

    return Histories(
        count=len(ordered),
        events=len(set(events)),
        series=ordered,
        first=mean([one.first for one in ordered]),
        last=mean([one.last for one in ordered]),
        by_day=mean([one.by_day for one in ordered]),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Moments:
    """Day numbers of forecasts: when they were made, fell due, and when their question closed."""

    made: Floats
    due: Floats
    closed: Floats

    def of(self, rows: slice) -> _Moments:
        """Those of some rows."""
        return _Moments(made=self.made[rows], due=self.due[rows], closed=self.closed[rows])


def _history(opening: Mapping[Any, Any], said: Floats, observed: float, moments: _Moments) -> History | None:
    """The history of a decided series, its forecasts in order; None where none was ever in force."""
    scheduled = float(moments.due[0] - moments.made[0])
    end = min(float(moments.due[0]), float(moments.closed[0]))
    days: Floats = np.diff(np.append(np.minimum(moments.made, end), end))
    if scheduled <= 0 or days.sum() <= 0:
        return None
    in_force = np.flatnonzero(days > 0)
    return History(
        handle=opening["handle"],
        forecaster=opening["forecaster"],
        question=opening["question"],
        label=opening["question_statement"],
        cluster=str(opening["cluster"]),
        made_on=opening["made_on"].date(),
        updates=len(said) - 1,
        scheduled=round(scheduled),
        open_days=round(float(days.sum())),
        first=brier(float(said[0]), observed),
        last=brier(float(said[in_force[-1]]), observed),
        by_day=daily_brier(list(zip(days.tolist(), said.tolist(), strict=True)), observed, scheduled),
    )


def _closed(updated: DataFrame) -> Floats:
    """The day on which each question closed: of its event or, where it asks for no event, of its answer."""
    event = day_numbers(updated["event_on"])
    answered = np.where(updated["question_kind"] == "event", np.inf, day_numbers(updated["known_on"]))
    return np.where(np.isnan(event), answered, event)
