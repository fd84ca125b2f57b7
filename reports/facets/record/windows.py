"""What each counted timeline scored, whether its window held the event, and by how many days it was off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.frame_arrays import day_numbers
from tracker.measures import TIMELINE_BRIER

if TYPE_CHECKING:
    from pandas import DataFrame

_COLUMNS = (
    *("handle", "forecaster", "question", "question_statement", "value", "low", "high"),
    *("window_hit", "timing_error", "made_on", "earliest", "central", "latest", "horizon", "event_on"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One counted timeline: its dates, its event, its score with its band, and its timing.

    `hit` says whether the event fell from the earliest to the latest date. `days_off` are the days from the
    central date to the event, below 0 where it came earlier; where it did not come by the horizon,
    `days_off` is None and `at_least` holds how many days late it must be, if it ever comes. A mean of
    `days_off` alone would leave out the latest.
    """

    handle: str
    forecaster: str
    question: str
    label: str
    made_on: date
    earliest: date | None
    central: date | None
    latest: date | None
    horizon: date
    event_on: date | None
    score: float
    low: float
    high: float
    hit: bool | None
    days_off: int | None
    at_least: int | None


def windows_of(counted: DataFrame) -> tuple[Window, ...]:
    """The counted timelines in the order in which they were made."""
    import pandas as pd

    timelines = counted[counted["measure"] == TIMELINE_BRIER.name]
    if timelines.empty:
        return ()
    absent = timelines["event_on"].isna() | (timelines["event_on"] > timelines["horizon"])
    waited = day_numbers(timelines["horizon"]) - day_numbers(timelines["central"])
    timelines = timelines.sort_values(["made_on", "entry", "position"])[list(_COLUMNS)].assign(
        at_least=pd.Series(np.where(absent, waited, np.nan), index=timelines.index)
    )
    return tuple(
        Window(
            handle=row["handle"],
            forecaster=row["forecaster"],
            question=row["question"],
            label=row["question_statement"],
            score=row["value"],
            low=row["low"],
            high=row["high"],
            hit=None if np.isnan(row["window_hit"]) else bool(row["window_hit"]),
            days_off=_whole(row["timing_error"]),
            at_least=_whole(row["at_least"]),
            made_on=row["made_on"].date(),
            horizon=row["horizon"].date(),
            **{name: _day(row[name]) for name in ("earliest", "central", "latest", "event_on")},
        )
        for row in timelines.to_dict("records")
    )


def _day(moment: Any) -> date | None:
    import pandas as pd

    return None if pd.isna(moment) else moment.date()


def _whole(days: float) -> int | None:
    return round(days) if np.isfinite(days) else None
