"""What stands before every page: whose request it is, how large it may be, and what a browser may do with it.

Requests that change something must come from the site's own pages: browsers say so in `Sec-Fetch-Site` and
`Origin`. The name by which the server is called must be its own, or else another site could rename itself to
this address and read along (DNS rebinding). No page runs a script that is not a file of the site, none is
framed, and none tells other sites where its reader came from.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

LARGEST_BODY = 10_000_000  # bytes
PATIENCE = 20.0  # seconds that a part of a body may take to come
LONGEST = 180.0  # seconds that all of it may take
API = "/api/"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Style attributes are those of the reports' charts; no script stands in a page."""
_FOREIGN = "This request does not come from a page of this site: nothing was recorded."
_FOREIGN_PROGRAM = (
    "This request does not come from a page of this site, nor does it say what a program says, "
    "`Content-Type: application/json`: nothing was recorded."
)
_HEADERS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """The application behind its guards; `hosts` are the names, with their ports, that are its own.

    Over HTTPS it also tells browsers never to come in the clear.
    """

    app: App
    hosts: frozenset[str]
    scheme: str = "http"
    largest: int = LARGEST_BODY
    patience: float = PATIENCE
    longest: float = LONGEST

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        guarded = _Guarded(
            send, is_secure=self.scheme == "https", is_program=scope.get("path", "").startswith(API)
        )
        refusal = self._refusal(scope["method"], scope.get("path", ""), headers)
        if refusal is not None:
            await guarded.refuse(*refusal)
            return
        bounded = _Bounded(receive, self.largest, self.patience, self.longest)
        try:
            await self.app(_as_read(scope), bounded, guarded)
        except (TooMuch, TooSlow) as cut:
            await guarded.refuse(cut.status_code, cut.detail)

    def _refusal(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.hosts:
            return 421, "This server has another name."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.largest:
            return 413, TooMuch(self.largest).detail
        if method not in _SAFE and not (self._is_own(headers) or _is_program(path, headers)):
            return 403, _FOREIGN_PROGRAM if path.startswith(API) else _FOREIGN
        return None

    def _is_own(self, headers: dict[str, str]) -> bool:
        """Whether a page of this site sent it, as the browser says; a request that does not say is not."""
        origin = headers.get("origin")
        own = {f"{self.scheme}://{host}" for host in self.hosts}
        if origin is not None and origin.lower() not in own:
            return False
        site = headers.get("sec-fetch-site")
        return origin is not None if site is None else site == "same-origin"


def _as_read(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A request for the head of an answer of the API, asked as for all of it: the server sends no body."""
    is_head = scope["method"] == "HEAD" and scope.get("path", "").startswith(API)
    return {**scope, "method": "GET"} if is_head else scope


def _is_program(path: str, headers: dict[str, str]) -> bool:
    """Whether a program sent it to the API, and no browser.

    A browser tells the origin of every request that another page has made; a form has no way to send JSON.
    """
    told = "origin" in headers or "sec-fetch-site" in headers
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return path.startswith(API) and not told and media == "application/json"


class TooMuch(HTTPException):
    """A body that is larger than it may be: answered by whoever reads it, and here where nobody does."""

    def __init__(self, largest: int) -> None:
        super().__init__(413, f"The request is larger than {largest:,} bytes.")


class TooSlow(HTTPException):
    """A body of which nothing came for too long, or not all of it."""

    def __init__(self) -> None:
        super().__init__(408, "The request came too slowly.")


class _Bounded:
    """A body that ends in a refusal where it grows too large, stops coming, or comes too slowly."""

    def __init__(self, receive: Receive, largest: int, patience: float, longest: float) -> None:
        self._receive, self._patience = receive, patience
        self._largest = self._left = largest
        self._end = asyncio.get_running_loop().time() + longest
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:  # now it is only awaited whether the reader goes away
            return await self._receive()
        try:
            left = self._end - asyncio.get_running_loop().time()
            message = await asyncio.wait_for(self._receive(), max(0.0, min(self._patience, left)))
        except TimeoutError as late:
            raise TooSlow from late
        self._left -= len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._left < 0:
            raise TooMuch(self._largest)
        return message


class _Guarded:
    """What is sent, with the headers that every answer bears."""

    def __init__(self, send: Send, *, is_secure: bool, is_program: bool) -> None:
        self._send, self._is_secure, self._is_program = send, is_secure, is_program
        self._has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._has_begun = True
            named = {name.lower() for name, _ in message["headers"]}
            more = [(name.encode(), value.encode()) for name, value in _HEADERS]
            if self._is_secure:
                more.append((b"strict-transport-security", b"max-age=31536000"))
            if b"content-security-policy" not in named:
                more.append((b"content-security-policy", POLICY.encode()))
            if b"cache-control" not in named:
                more.append((b"cache-control", b"private, no-cache"))
            message = {**message, "headers": [*message["headers"], *more]}
        await self._send(message)

    async def refuse(self, status: int, sentence: str) -> None:
        """Sends a sentence instead of an answer, to a program as a problem (RFC 9457).

        Where an answer has begun it is only cut off.
        """
        if self._has_begun:
            return
        problem = {"type": "about:blank", "title": "Refused", "status": status, "detail": sentence}
        body = (json.dumps(problem) if self._is_program else sentence).encode()
        media = b"application/problem+json" if self._is_program else b"text/plain; charset=utf-8"
        headers = [
            (b"content-type", media),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
