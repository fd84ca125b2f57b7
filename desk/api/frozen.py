"""Reports on record, read and put there over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.reading import READ, Reading, json_bytes, reader
from desk.api.recording import DONE
from desk.api.report_bodies import FreezeBody
from desk.people.door import Who
from desk.people.roles import Deed
from desk.site.writing import recording_ledger
from desk.terminal.review_rows import as_rows
from forecasts import clock
from reports.canonical import plain
from reports.registry import make
from reports.review.freezing import freeze as put_on_record
from reports.review.freezing import on_record
from reports.review.scope import forecasts_of
from reports.review.states import review_state_of, review_states

if TYPE_CHECKING:
    from desk.site.asking import Desk

_FREEZES = acting(Deed.FREEZE)


def frozen(desk: Desk) -> APIRouter:
    """The addresses of reports on record, on a desk."""
    router = APIRouter(default_response_class=Response)
    asks = reader(desk)

    @router.get("/reviews", responses=READ, summary="The frozen reports with their states")
    def listed(reading: Reading = asks) -> Response:
        return reading.answered(lambda: [plain(state) for state in review_states(reading.view)])

    @router.get("/reviews/{slug}", responses=READ, summary="One frozen report: its state, and its rows")
    def one(slug: str, reading: Reading = asks) -> Response:
        state = review_state_of(reading.view, slug)

        def made() -> dict[str, Any]:
            rows = forecasts_of(state.freeze, reading.records).rows
            return {"review": plain(state), "count": len(rows), "rows": as_rows(rows)}

        return reading.answered(made)

    @router.post(
        "/reports/{kind}",
        responses=DONE,
        status_code=201,
        summary="Put a report on record; the very same one is on record once",
    )
    def freeze(
        kind: Literal["scorecard", "calibration", "comparison", "period"],
        body: FreezeBody,
        who: Who = _FREEZES,
    ) -> Response:
        records = desk.shelf.records()
        if body.entry is not None:
            records = records.at(body.entry)
        report = make(body.recipe(kind, records.view, today=clock.today()), records)
        with recording_ledger(desk, who) as ledger:
            slug = on_record(ledger.view(), report)
            is_new = slug is None
            if slug is None:
                slug = put_on_record(ledger, report, by=who.name, now=clock.now())
            told = plain(review_state_of(ledger.view(), slug))
        return Response(json_bytes({"review": told}), 201 if is_new else 200, media_type="application/json")

    return router
