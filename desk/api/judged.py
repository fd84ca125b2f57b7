"""What is due, scores and reports, read over HTTP as the commands print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from desk.api.reading import READ, Limit, Many, Reading, next_leaf, reader
from forecasts import clock
from forecasts.errors import Unknown
from forecasts.ledger.finding import slug_of
from forecasts.ledger.searching import Status
from reports import render
from reports.registry import LAST_QUARTER, make, recipe_for
from tracker.calendars import calendar
from tracker.deadlines import open_deadlines, waiting
from tracker.judged import Judged
from tracker.scores import as_records
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from desk.site.asking import Desk

_EVER = 4_000_000  # days: more than the calendar has


def judged(desk: Desk) -> APIRouter:
    """The addresses that judge, on a desk."""
    router = APIRouter(responses=READ, default_response_class=Response)
    asks = reader(desk)

    @router.get("/due", summary="Questions that wait for an outcome, the longest overdue first; never whose")
    def due(reading: Reading = asks, within: Annotated[int | None, Query(ge=0, le=_EVER)] = None) -> Response:
        records, on = reading.records, reading.on
        return reading.answered(
            lambda: waiting(records.verdicts(on), records.questions, today=on, within=within)
        )

    @router.get("/due.ics", summary="Every deadline to come, and every one overdue, as a calendar")
    def due_calendar(reading: Reading = asks) -> Response:
        records, on = reading.records, reading.on
        stamp = reading.view.head.recorded_at
        if stamp is None:
            raise Unknown("deadline", "any", remedy="the ledger has no entry yet.")
        return reading.answered(
            lambda: calendar(
                open_deadlines(records.verdicts(on), records.questions, today=on, within=_EVER), stamp=stamp
            ),
            media="text/calendar; charset=utf-8",
        )

    @router.get("/scores", summary="Every forecast with its score, or why it has none; all, or a leaf")
    def scores(
        reading: Reading = asks,
        forecaster: str | None = None,
        question: str | None = None,
        after: Annotated[str | None, Query(description="The handle of the last forecast seen.")] = None,
        limit: Limit | None = None,
    ) -> Response:
        if reading.is_known:
            return reading.answered(list)
        view = reading.view
        frame = Judged.of(reading.records, Selection(), reading.on).rows
        if forecaster:
            frame = frame[frame["forecaster"] == slug_of(view.find("forecaster", forecaster))]
        if question:
            frame = frame[frame["question"] == slug_of(view.find("question", question))]
        frame = _after(frame, after) if after else frame
        link = ""
        if limit is not None and len(frame) > limit:
            frame = frame.iloc[:limit]
            named = {"forecaster": forecaster, "question": question}
            link = next_leaf("scores", reading, **named, after=frame["handle"].iloc[-1], limit=limit)
        return reading.answered(lambda: as_records(frame), link=link)

    @router.get("/reports/{kind}", summary="A report as JSON, with its digest")
    def report(
        kind: Literal["scorecard", "calibration", "comparison", "period"],
        reading: Reading = asks,
        forecaster: Many = None,
        topic: Many = None,
        source: Many = None,
        tag: Many = None,
        status: Status | None = None,
        text: Many = None,
        period: Annotated[str, Query(description="Of a period report: 2026-Q3, last-month.")] = LAST_QUARTER,
    ) -> Response:
        chosen = Selection(
            forecasters=tuple(forecaster or ()),
            topics=tuple(topic or ()),
            sources=tuple(source or ()),
            tags=tuple(tag or ()) or None,
            status=status,
            texts=tuple(text or ()) or None,
        ).with_slugs(reading.view)
        on = reading.on if reading.is_dated else None
        recipe = recipe_for(kind, chosen, on=on, period=period, today=clock.today())
        key = ("report as JSON", reading.view.head.digest, recipe)
        return reading.answered(
            lambda: desk.shelf.made(key, lambda: render.as_json(make(recipe, reading.records)).encode())
        )

    return router


def _after(frame: DataFrame, handle: str) -> DataFrame:
    """The rows after that of a forecast; one that is not among them is refused."""
    (places,) = (frame["handle"] == handle).to_numpy().nonzero()
    if not len(places):
        raise Unknown("forecast", handle, remedy="begin without `after`.")
    return frame.iloc[int(places[0]) + 1 :]
