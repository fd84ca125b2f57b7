"""A connection that sends no whole request for too long is closed: uvicorn itself would wait for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 20.0  # seconds for the head of a request to come


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting for a request's first lines."""

    patience = PATIENCE

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to wait with the connection."""
        super().connection_made(transport)
        self._watch()

    def on_response_complete(self) -> None:
        """Begins to wait again for the next request on the same connection."""
        super().on_response_complete()
        self._watch()

    def _watch(self) -> None:
        self.loop.call_later(self.patience, self._end_if_idle, self.cycle)

    def _end_if_idle(self, before: Any) -> None:
        """Closes the connection where no request has begun since the one before."""
        if self.cycle is before and not self.transport.is_closing():
            self.transport.close()
