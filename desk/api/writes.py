"""Forecasts, outcomes and takings back, recorded over HTTP: an entry a request, or how it would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.bodies import ForecastBody, OutcomeBody, UndoBody
from desk.api.problems import RESPONSES
from desk.api.reading import json_bytes
from desk.people.door import Who
from desk.people.roles import Deed, deed_of_action
from desk.site.writing import recording_ledger
from desk.terminal.record_rows import entry_json, record_json
from forecasts import clock
from forecasts.errors import UnfitField
from forecasts.ledger.history import leaf
from forecasts.ledger.replies import AnsweredBefore, Key, Reply
from forecasts.recording.new_forecast import log_forecast
from forecasts.recording.outcomes import resolve
from forecasts.recording.trying import tried
from forecasts.recording.undoing import UNDO
from forecasts.recording.undoing import undo as take_back

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

MOST = 1_000
"""So many may be recorded in one entry over HTTP; more are imported."""
_ALL = 1_000_000
_DRY = Annotated[bool, Query(description="Only tell how it would be recorded.")]
_KEY = Annotated[
    str | None,
    Header(
        max_length=200,
        description="A repeat under the same key is answered as at first, and records nothing again.",
    ),
]
_DONE: dict[int | str, dict[str, Any]] = {
    **RESPONSES,
    200: {"description": "A dry run, or a repeat under a key that was used."},
    201: {"description": "Recorded: the entry, and sentences on what was made or assumed beside it."},
    403: RESPONSES[400],
    409: RESPONSES[400],
    413: RESPONSES[400],
}
_LOGS, _RESOLVES, _ACTS = acting(Deed.LOG), acting(Deed.RESOLVE), acting(None)
Act = Callable[["Entry"], tuple[list[str], list[Any]]]
Answer = dict[str, Any]


def writes(desk: Desk) -> APIRouter:
    """The addresses that record, on a desk."""
    router = APIRouter(responses=_DONE, default_response_class=Response)

    def done(
        who: Who,
        action: str,
        act: Act,
        *,
        asked: str,
        key: str | None,
        dry: bool,
        reason: str | None = None,
    ) -> Response:
        if dry:
            return Response(json_bytes(_tried(desk, who, action, act)), media_type="application/json")
        under = None if key is None else Key(who=who.name, key=key, asked=f"{action} {asked}")
        answer, is_new = _recorded(desk, who, action, act, under=under, reason=reason)
        return Response(json_bytes(answer), 201 if is_new else 200, media_type="application/json")

    @router.post("/forecasts", status_code=201, summary="Log one forecast, or several in one entry")
    def log(
        body: ForecastBody | list[ForecastBody],
        who: Who = _LOGS,
        dry_run: _DRY = False,
        idempotency_key: _KEY = None,
    ) -> Response:
        bodies = _several(body)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            notes: list[str] = []
            handles: list[Any] = []
            for one in bodies:
                new = one.forecast(entry.view, today=clock.today())
                logged = log_forecast(new, entry, now=clock.now(), analyst=who.name)
                notes += logged.notes
                handles.append(logged.handle)
            return notes, handles

        asked = repr(bodies)
        return done(who, "log", act, asked=asked, key=idempotency_key, dry=dry_run)

    @router.post(
        "/outcomes", status_code=201, summary="Enter what came of a question, or of several in one entry"
    )
    def outcome(
        body: OutcomeBody | list[OutcomeBody],
        who: Who = _RESOLVES,
        dry_run: _DRY = False,
        idempotency_key: _KEY = None,
    ) -> Response:
        bodies = _several(body)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            found = [resolve(entry, one.question, one.outcome(), today=clock.today) for one in bodies]
            return [], [one.handle for one in found]

        return done(who, "resolve", act, asked=repr(bodies), key=idempotency_key, dry=dry_run)

    @router.post(
        "/entries/{sequence}/undo",
        status_code=201,
        summary="Take an entry back, by an entry that can be taken back",
    )
    def undo(
        sequence: Annotated[int, Path(ge=1, le=2**53)],
        body: UndoBody,
        who: Who = _ACTS,
        dry_run: _DRY = False,
        idempotency_key: _KEY = None,
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            for found in leaf(entry.view, before=sequence + 1, limit=1, most=1):
                who.must(deed_of_action(found.entry.action))
            take_back(entry, sequence, because=body.because)
            return [], []

        asked = f"{sequence} {body!r}"
        return done(who, UNDO, act, asked=asked, key=idempotency_key, dry=dry_run, reason=body.because)

    return router


def _several(body: Any) -> list[Any]:
    bodies = body if isinstance(body, list) else [body]
    if not 1 <= len(bodies) <= MOST:
        raise UnfitField("body", f"The request holds {len(bodies):,}: send 1 to {MOST:,}, or import a file.")
    return bodies


def _recorded(
    desk: Desk, who: Who, action: str, act: Act, *, under: Key | None, reason: str | None
) -> tuple[Answer, bool]:
    """What is answered, and whether anything was recorded now: a repeat is answered as at first."""
    with recording_ledger(desk, who) as ledger:
        try:
            with ledger.entry(action, by=who.name, now=clock.now(), reason=reason) as entry:
                if under is not None:
                    under.refuse_repeat(entry.connection, now=clock.now())
                notes, _ = act(entry)
                reply = Reply(entry=entry.sequence, notes=tuple(notes), warnings=tuple(entry.warnings))
                if under is not None:
                    under.keep(entry.connection, reply, now=clock.now())
        except AnsweredBefore as before:
            return _answer(ledger, before.reply), False
        return _answer(ledger, reply), True


def _answer(ledger: Ledger, reply: Reply) -> Answer:
    """The entry as the history printed it when it was recorded, and the sentences beside it."""
    (found,) = leaf(ledger.view().earlier(reply.entry), before=reply.entry + 1, limit=1, most=_ALL)
    return {"entry": entry_json(found.entry), "notes": list(reply.notes), "warnings": list(reply.warnings)}


def _tried(desk: Desk, who: Who, action: str, act: Act) -> Answer:
    with (
        recording_ledger(desk, who) as ledger,
        tried(ledger, action, by=who.name, now=clock.now()) as entry,
    ):
        notes, handles = act(entry)
        records = [record_json(entry.view.get(handle)) for handle in handles]
        return {"records": records, "notes": notes, "warnings": list(entry.warnings)}
