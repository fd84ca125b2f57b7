"""A connection on which no request begins, or a refused body goes on, is closed by us, not by uvicorn."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 20.0  # seconds for the head of a request to come
LINGER = 1.0  # seconds for an answer to be read by who still sends


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting for a request's first lines."""

    patience = PATIENCE
    linger = LINGER

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to wait with the connection."""
        super().connection_made(transport)
        self._watch(self.patience)

    def on_response_complete(self) -> None:
        """Begins to wait again for the next request; the rest of a body that nobody wanted is not read."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self.flow.pause_reading()
            self._watch(self.linger)
        else:
            self._watch(self.patience)

    def _watch(self, seconds: float) -> None:
        self.loop.call_later(seconds, self._end_if_idle, self.cycle)

    def _end_if_idle(self, before: Any) -> None:
        """Closes the connection where no request has begun since the one before."""
        if self.cycle is before and not self.transport.is_closing():
            self.transport.close()
