"""Questions and forecasts logged over HTTP, openly or shut: an entry a request, or how it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.bodies import ForecastBody, QuestionBody, asked_by, several
from desk.api.recording import DONE, Dry, RepeatKey, done
from desk.people.door import Who
from desk.people.roles import Deed
from desk.site.writing import recording_ledger
from forecasts import clock
from forecasts.errors import UnfitField
from forecasts.recording.new_forecast import log_forecast
from forecasts.recording.questions import is_statement, meant_question
from forecasts.recording.sealing import rehearsed, seal
from forecasts.recording.trying import tried

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.entry import Entry

_LOGS = acting(Deed.LOG)


def logging(desk: Desk) -> APIRouter:
    """The addresses that log, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    @router.post("/forecasts", status_code=201, summary="Log one forecast, or several in one entry")
    def log(
        body: ForecastBody | list[ForecastBody],
        who: Who = _LOGS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        bodies = several(body)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            return _logged(entry, bodies, who)

        asked = repr(bodies)
        return done(desk, who, "log", act, asked=asked, key=idempotency_key, dry=dry_run)

    @router.post("/questions", status_code=201, summary="Ask a question that nobody has forecast yet")
    def question(
        body: QuestionBody, who: Who = _LOGS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        if not is_statement(body.statement):
            raise UnfitField("statement", f"{body.statement!r} is one word: state what is asked.")

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            notes: list[str] = []
            made = meant_question(
                body.statement, asked_by(body), horizon=body.horizon, entry=entry, notes=notes
            )
            return notes, [entry.view.find("question", made.slug).handle]

        return done(desk, who, "log", act, asked=f"question {body!r}", key=idempotency_key, dry=dry_run)

    @router.post("/seals", status_code=201, summary="Record forecasts shut, by their digests alone")
    def sealed(
        body: ForecastBody | list[ForecastBody],
        who: Who = _LOGS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        bodies = several(body)
        with recording_ledger(desk, who) as ledger, tried(ledger, "log", by=who.name, now=clock.now()) as one:
            _logged(one, bodies, who)
            found = rehearsed(one)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            return [], list(seal(entry, found))

        return done(desk, who, "seal", act, asked=repr(bodies), key=idempotency_key, dry=dry_run)

    return router


def _logged(entry: Entry, bodies: list[ForecastBody], who: Who) -> tuple[list[str], list[Any]]:
    """Logs forecasts in an entry: sentences on what was made beside them, and their handles."""
    notes: list[str] = []
    handles: list[Any] = []
    for one in bodies:
        new = one.forecast(entry.view, today=clock.today())
        logged = log_forecast(new, entry, now=clock.now(), analyst=who.name)
        notes += logged.notes
        handles.append(logged.handle)
    return notes, handles
