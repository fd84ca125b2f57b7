"""The gate behind the guards: nobody passes without an account, where the ledger has any."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from desk.api.problems import problem
from desk.people.door import NOBODY, Door, Who, alone
from desk.people.refusals import TooOften
from desk.site.asking import Desk
from desk.site.guards import API, App, Message, Receive, Send

SIGN_IN = "/sign-in"
_OPEN = (SIGN_IN, f"{SIGN_IN}/passkey", f"{SIGN_IN}/passkey/begin")
_STATIC = "/static/"


class Gate:
    """The application behind its gate; who asks stands in the request's state."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hands a request on with who sent it, or asks for an account."""
        door = self._desk.door
        if scope["type"] != "http" or scope["path"].startswith(_STATIC):
            await self._app(scope, receive, send)
            return
        if door is None:
            await self._pass(scope, receive, send, alone(self._desk.alone))
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        address = str((scope.get("client") or ("",))[0])
        try:
            who = await run_in_threadpool(_counted, door, headers, address)
        except TooOften as refusal:
            await _slowed(scope["path"], refusal)(scope, receive, send)
            return
        if who is NOBODY and scope["path"] not in _OPEN:
            await _asked_in(scope, headers)(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "address": address, "secret": door.secret(headers)}
        await self._pass(scope, receive, send, who)

    async def _pass(self, scope: Message, receive: Receive, send: Send, who: Who) -> None:
        scope["state"] = {**scope.get("state", {}), "who": who}
        await self._app(scope, receive, send)


def _counted(door: Door, headers: dict[str, str], address: str) -> Who:
    """Who asks, within what an account, or without one an address, may ask."""
    who = door.who(headers)
    door.tries.request(address, who.account.id if who.account else None)
    return who


def _slowed(path: str, refusal: TooOften) -> Response:
    answer: Response = (
        problem(429, str(refusal))
        if path.startswith(API)
        else Response(str(refusal), 429, media_type="text/plain")
    )
    answer.headers["retry-after"] = str(refusal.seconds)
    return answer


def _asked_in(scope: Message, headers: dict[str, str]) -> Response:
    """What nobody is answered: a program is told how, a person is led to the page, and back again."""
    if scope["path"].startswith(API):
        answer: Response = problem(
            401, "This needs an account: send a token as `Authorization: Bearer TOKEN`."
        )
        answer.headers["www-authenticate"] = 'Bearer realm="tracker"'
        return answer
    query = scope.get("query_string", b"").decode("latin-1")
    here = scope["path"] + (f"?{query}" if query else "")
    to = f"{SIGN_IN}?{urlencode({'to': here})}" if scope["method"] == "GET" and here != "/" else SIGN_IN
    if headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"hx-redirect": SIGN_IN})
    return RedirectResponse(to, status_code=303)
