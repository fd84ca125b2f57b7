"""Names changed over HTTP: a slug that gives way to another, and two that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.change_bodies import MergeBody, RenameBody
from desk.api.recording import DONE, Act, Dry, RepeatKey, done
from desk.people.door import Who
from desk.people.roles import Deed
from forecasts.recording import renaming

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.entry import Entry

_LOGS = acting(Deed.LOG)


def naming(desk: Desk) -> APIRouter:
    """The addresses that change names, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    @router.post("/renamings", status_code=201, summary="Give a question, a forecaster or a source a slug")
    def rename(
        body: RenameBody, who: Who = _LOGS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            renaming.rename(entry, body.old, body.new, kind=body.kind, because=body.because)
            return [], []

        return _done(who, "rename", act, body, idempotency_key, dry_run)

    @router.post("/mergers", status_code=201, summary="Make two questions, or two forecasters, one")
    def merge(
        body: MergeBody, who: Who = _LOGS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            made = renaming.merge(entry, body.one, body.into, kind=body.kind, because=body.because)
            aside = [
                f"The outcome {one} says what another one says, and counts no more." for one in made.aside
            ]
            return aside + [f"{one} says what another forecast says." for one in made.twice], []

        return _done(who, "merge", act, body, idempotency_key, dry_run)

    def _done(
        who: Who, action: str, act: Act, body: RenameBody | MergeBody, key: str | None, dry: bool
    ) -> Response:
        return done(desk, who, action, act, asked=repr(body), key=key, dry=dry, reason=body.because)

    return router
