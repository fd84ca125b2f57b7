"""Entries brought to webhooks: signed, one after another, again until each is taken.

What is sent is the entry as the history prints it. Its signature is an HMAC-SHA256 over the moment of
sending, a dot and the body, so that a receiver knows who sent it, and that it is not an old one sent again.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from threading import Event, Thread
from typing import TYPE_CHECKING

from desk.terminal.record_rows import entry_json
from desk.terminal.tables import jsonable
from forecasts import clock
from forecasts.archiving.posting import answer_of
from forecasts.errors import TrackerError
from forecasts.ledger.history import history
from forecasts.ledger.origins import imports
from forecasts.ledger.webhooks import claim, failed, taken, webhooks

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from forecasts.ledger.webhooks import Webhook

SIGNATURE = "Trackrecord-Signature"
EVERY = 1.0  # seconds between looks for what is new
Send = Callable[..., bytes]


def signature(secret: str, body: bytes, *, at: int) -> str:
    """What the header of a request says: the moment in seconds since 1970, and the signature.

    >>> signature("key", b"{}", at=1)[:8]
    't=1,v1=1'
    """
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256)
    return f"t={at},v1={signed.hexdigest()}"


def body_of(view: View, sequence: int) -> bytes:
    """An entry as it is sent: as the history printed it when it was the last."""
    then = view.earlier(sequence)
    (entry,) = history(then, question=None, forecaster=None, limit=1)
    file = imports(then, [sequence]).get(sequence) if entry.action == "import" else None
    return json.dumps(jsonable(entry_json(entry, file)), ensure_ascii=False, allow_nan=False).encode()


def deliver(ledger: Ledger, *, send: Send = answer_of) -> int:
    """Sends to each webhook what it has not taken and is due, in order; says how many entries were taken."""
    with ledger.reading() as connection:
        found = webhooks(connection)
    return sum(_delivered(ledger, hook, send) for hook in found)


def _delivered(ledger: Ledger, hook: Webhook, send: Send) -> int:
    """Sends entry after entry until one is not taken; says how many were."""
    count = 0
    view = ledger.view()
    while hook.sent < view.head.sequence:
        now = clock.now()
        with ledger.writing() as connection:
            if not claim(connection, hook, now=now):
                return count
        body = body_of(view, hook.sent + 1)
        headers = {SIGNATURE: signature(hook.secret, body, at=int(now.timestamp()))}
        try:
            send(hook.url, body, kind="application/json", own_network=hook.own_network, headers=headers)
        except TrackerError as refusal:
            with ledger.writing() as connection:
                failed(connection, hook, str(refusal), now=clock.now())
            return count
        with ledger.writing() as connection:
            taken(connection, hook, hook.sent + 1)
        hook = replace(hook, sent=hook.sent + 1, failures=0)
        count += 1
    return count


class Courier:
    """Delivers beside a server for as long as it runs: `with Courier(ledger): ...`."""

    def __init__(self, ledger: Ledger, *, tell: Callable[[str], object]) -> None:
        self._ledger, self._tell = ledger, tell
        self._end = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Courier:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._end.wait(EVERY):
            try:
                deliver(self._ledger)
            except TrackerError as refusal:  # a ledger that is busy or away is there again later
                self._tell(f"Webhooks wait: {refusal}")
