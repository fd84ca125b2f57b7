"""What stands changed over HTTP: a record corrected, withdrawn, revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.change_bodies import AmendBody, RevealBody, WithdrawBody
from desk.api.recording import DONE, Act, Dry, RepeatKey, done
from desk.people.door import Who
from desk.people.roles import Deed
from forecasts.handles import Handle
from forecasts.ledger.records import noun_name
from forecasts.recording import corrections
from forecasts.recording.sealing import reveal as revealed

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.entry import Entry

_LOGS, _ACTS = acting(Deed.LOG), acting(None)


def changes(desk: Desk) -> APIRouter:
    """The addresses that change what stands, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    @router.post(
        "/records/{handle}/amendments",
        status_code=201,
        summary="Correct a record by the parts that change, or take it back as a mistake",
    )
    def amend(
        handle: str,
        body: AmendBody,
        who: Who = _ACTS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        target, changed = Handle.read(handle), body.changes()

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            who.must_correct(noun_name(entry.view.get(target).noun))
            if body.mistake:
                return [], [corrections.take_back(entry, target, because=body.because)]
            how = {"analyst": who.name, "because": body.because}
            _, made = corrections.correct(entry, target, changed, **how)
            return [], [made]

        asked = f"{handle} {body!r}"
        return _done(who, "amend", act, asked, idempotency_key, dry_run, body.because)

    @router.post(
        "/records/{handle}/withdrawals",
        status_code=201,
        summary="Note that the forecaster took a forecast back, and when",
    )
    def withdraw(
        handle: str,
        body: WithdrawBody,
        who: Who = _LOGS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        target = Handle.read(handle)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            return [], [corrections.withdraw(entry, target, on=body.on, because=body.because)]

        asked = f"{handle} {body!r}"
        return _done(who, "withdraw", act, asked, idempotency_key, dry_run, body.because)

    @router.post("/seals/{handle}/reveal", status_code=201, summary="Record what was sealed")
    def reveal(
        handle: str,
        body: RevealBody,
        who: Who = _LOGS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        target = Handle.read(handle)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            return [], [revealed(entry, target, slug=body.slug).handle]

        return _done(who, "reveal", act, f"{handle} {body!r}", idempotency_key, dry_run)

    def _done(
        who: Who, action: str, act: Act, asked: str, key: str | None, dry: bool, reason: str | None = None
    ) -> Response:
        return done(desk, who, action, act, asked=asked, key=key, dry=dry, reason=reason)

    return router
