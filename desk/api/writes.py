"""Outcomes and takings back, recorded over HTTP: an entry a request, or how it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.bodies import OutcomeBody, UndoBody, several
from desk.api.recording import DONE, Dry, RepeatKey, done
from desk.people.door import Who
from desk.people.roles import Deed
from forecasts import clock
from forecasts.ledger.history import leaf
from forecasts.recording.outcomes import resolve
from forecasts.recording.undoing import UNDO
from forecasts.recording.undoing import undo as take_back

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.entry import Entry

_RESOLVES, _ACTS = acting(Deed.RESOLVE), acting(None)


def writes(desk: Desk) -> APIRouter:
    """The addresses that say what came of it, and take back, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    @router.post(
        "/outcomes", status_code=201, summary="Enter what came of a question, or of several in one entry"
    )
    def outcome(
        body: OutcomeBody | list[OutcomeBody],
        who: Who = _RESOLVES,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        bodies = several(body)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            found = [resolve(entry, one.question, one.outcome(), today=clock.today) for one in bodies]
            return [], [one.handle for one in found]

        return done(desk, who, "resolve", act, asked=repr(bodies), key=idempotency_key, dry=dry_run)

    @router.post(
        "/entries/{sequence}/undo",
        status_code=201,
        summary="Take an entry back, by an entry that can be taken back",
    )
    def undo(
        sequence: Annotated[int, Path(ge=1, le=2**53)],
        body: UndoBody,
        who: Who = _ACTS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            for found in leaf(entry.view, before=sequence + 1, limit=1, most=1):
                if found.entry.sequence == sequence:
                    who.must_take_back(found.entry.action)
            take_back(entry, sequence, because=body.because)
            return [], []

        asked = f"{sequence} {body!r}"
        return done(desk, who, UNDO, act, asked=asked, key=idempotency_key, dry=dry_run, reason=body.because)

    return router
