"""One request recorded as one entry, or only tried: what is answered, and the repeat of it under a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Header, Query
from fastapi.responses import Response

from desk.api.problems import RESPONSES
from desk.api.reading import json_bytes
from desk.site.writing import recording_ledger
from desk.terminal.record_rows import entry_json, record_json
from forecasts import clock
from forecasts.ledger.history import history
from forecasts.ledger.replies import AnsweredBefore, Key, Reply
from forecasts.recording.trying import tried

if TYPE_CHECKING:
    from desk.people.door import Who
    from desk.site.asking import Desk
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

Dry = Annotated[bool, Query(description="Only tell how it would be recorded.")]
RepeatKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="A repeat under the same key is answered as at first, and records nothing again.",
    ),
]
DONE: dict[int | str, dict[str, Any]] = {
    **RESPONSES,
    200: {"description": "A dry run, or a repeat under a key that was used."},
    201: {"description": "Recorded: the entry, and sentences on what was made or assumed beside it."},
    409: RESPONSES[400],
    413: RESPONSES[400],
}
"""What an address that records may answer."""
Act = Callable[["Entry"], tuple[list[str], list[Any]]]
"""Records in an entry, and gives sentences on what was made beside it, and the handles of what to show."""
Answer = dict[str, Any]


def done(
    desk: Desk,
    who: Who,
    action: str,
    act: Act,
    *,
    asked: str,
    key: str | None,
    dry: bool,
    reason: str | None = None,
) -> Response:
    """Records what `act` does as one entry, or tries it, and answers; `asked` is all of the request."""
    if dry:
        return Response(json_bytes(_tried(desk, who, action, act)), media_type="application/json")
    under = None if key is None else Key(who=who.name, key=key, asked=f"{action} {asked}")
    answer, is_new = _recorded(desk, who, action, act, under=under, reason=reason)
    return Response(json_bytes(answer), 201 if is_new else 200, media_type="application/json")


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
    (entry,) = history(ledger.view().earlier(reply.entry), question=None, forecaster=None, limit=1)
    return {"entry": entry_json(entry), "notes": list(reply.notes), "warnings": list(reply.warnings)}


def _tried(desk: Desk, who: Who, action: str, act: Act) -> Answer:
    with (
        recording_ledger(desk, who) as ledger,
        tried(ledger, action, by=who.name, now=clock.now()) as entry,
    ):
        notes, handles = act(entry)
        records = [record_json(entry.view.get(handle)) for handle in handles]
        return {"records": records, "notes": notes, "warnings": list(entry.warnings)}
