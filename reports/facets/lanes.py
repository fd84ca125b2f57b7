"""Each forecast as a lane in time: from when to when, the middle, the event, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.facets.fares import day_of, window_of
from reports.facets.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """One forecast with a place in time.

    A window runs from its earliest to its latest date with its `median`, and is scored at `horizon`. A
    chance runs from the day it was made to its deadline, with its probability `p`. `event` is the day it
    happened, within the lane or after it; `is_open` says that the evaluation date left it undecided.
    A provisional score is left to the table. `order` is 0 for the first of a series, then 1, 2, …
    """

    handle: str
    question: str
    label: str
    is_window: bool
    is_primary: bool
    order: int
    prospective: bool
    made_on: date
    start: date
    end: date
    median: date | None
    horizon: date | None
    event: date | None
    p: float | None
    is_open: bool
    verdict: str
    score: float | None


def lanes_of(rows: Iterable[Row]) -> tuple[Lane, ...]:
    """The lanes of those rows that say when, in their order; what cannot be scored has none."""
    return tuple(lane for row in rows if row.verdict != "unscoreable" and (lane := _lane(row)))


def _lane(row: Row) -> Lane | None:
    if row.belief == "timeline":
        window, middle = window_of(row), row.central or day_of(row, 0.5)
        start, end = window or (row.made_on, None)
    else:
        start, end, middle = row.not_before or row.made_on, row.deadline, None
    if end is None:
        return None
    return Lane(
        handle=row.handle,
        question=row.question,
        label=row.question_statement,
        is_window=row.belief == "timeline",
        is_primary=row.is_primary,
        order=row.order,
        prospective=row.prospective,
        made_on=row.made_on,
        start=max(start, row.made_on),
        end=end,
        median=middle,
        horizon=row.horizon if row.belief == "timeline" else None,
        event=row.event_on,
        p=row.p,
        is_open=row.is_open,
        verdict=row.verdict,
        score=None if row.provisional else row.score,
    )
