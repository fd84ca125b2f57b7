"""The site as an application: addresses and their handlers, forms read into plain data, answers sent."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from desk.api.application import api
from desk.api.reading import BASE
from desk.people.door import NOBODY
from desk.people.refusals import NotYours
from desk.people.roles import Deed
from desk.people.sessions import LONGEST
from desk.site.asking import Answer, Asked, Desk, File, Handler, Moved, Page
from desk.site.gate import Gate
from desk.site.guards import POLICY, Guard, TooMuch, TooSlow
from desk.site.looks import drawn, static_bytes
from desk.site.routes import ROUTES
from desk.site.uploads import Upload
from desk.terminal.answer_sheet import without_options
from forecasts.errors import DamagedRecord, TrackerError, Unknown, UnsoundRecords
from forecasts.proofs.refusals import NoCheckpoint

if TYPE_CHECKING:
    from starlette.requests import Request

    from desk.people.door import Door

_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
_MOST_FIELDS = 500
_MISSING = "There is no such page."


def application(desk: Desk, *, hosts: frozenset[str], scheme: str = "http") -> Guard:
    """The site on a desk, behind its gate and guards; `hosts` are the names by which it may be called."""
    routes = [
        Route(path, _endpoint(desk, handler, deed), methods=[method])
        for method, path, handler, deed in ROUTES
    ]
    site = Starlette(
        routes=[*routes, Route("/static/{name}", _static), Mount(f"/{BASE}", api(desk))],
        exception_handlers={HTTPException: _answered(desk), Exception: _failed(desk)},
    )
    return Guard(app=Gate(site, desk), hosts=hosts, scheme=scheme)


def _endpoint(desk: Desk, handler: Handler, deed: Deed | None) -> Any:
    """A handler, which is a plain function, run beside the loop for whoever may do the deed."""

    async def endpoint(request: Request) -> Response:
        if deed is not None and not request.state.who.may(deed):
            return await run_in_threadpool(_kept_from, deed, _bare(desk, request))
        asked = await _asked(desk, request)
        return _unless_known(await run_in_threadpool(_handled, handler, asked), request)

    return endpoint


def _handled(handler: Handler, asked: Asked, *, again: bool = True) -> Response:
    try:
        answer = handler(asked)
    except TrackerError as refusal:
        unsound = again and isinstance(refusal, UnsoundRecords | DamagedRecord)
        if unsound and asked.desk.shelf.set_aside(asked.as_of):
            return _handled(handler, replace(asked), again=False)
        missing = isinstance(refusal, Unknown | NoCheckpoint)
        status = 404 if missing else 403 if isinstance(refusal, NotYours) else 400
        sentence = str(refusal)  # a checkpoint is signed by the command alone, so its options stay
        said = sentence if isinstance(refusal, NoCheckpoint) else without_options(sentence)
        return _response(refused(status, said), replace(asked, query={}, form={}))
    return _response(answer, asked)


def _kept_from(deed: Deed, asked: Asked) -> Response:
    """What somebody of another role is answered: of accounts not even that there is a page."""
    if deed is Deed.MANAGE:
        return _response(refused(404, _MISSING), asked)
    try:
        asked.who.must(deed)
    except NotYours as refusal:
        return _response(refused(403, str(refusal)), asked)
    raise AssertionError("the deed is allowed")


def _bare(desk: Desk, request: Request) -> Asked:
    """Who asks for which page, without what else they say; nobody where the gate let none through."""
    who = getattr(request.state, "who", NOBODY)
    return Asked(desk=desk, who=who, path=request.url.path)


def refused(status: int, sentence: str) -> Page:
    """The page that says why something is refused, or not there."""
    title = "Not found" if status == 404 else "That cannot be done"
    return Page(
        template="refused.html",
        title=title,
        facts={"sentence": sentence},
        status=status,
    )


async def _asked(desk: Desk, request: Request) -> Asked:
    form: dict[str, tuple[str, ...]] = {}
    files: dict[str, Upload] = {}
    if request.method == "POST":
        async with request.form(max_files=1, max_fields=_MOST_FIELDS) as fields:
            for name in fields:
                parts = fields.getlist(name)
                form[name] = tuple(part for part in parts if isinstance(part, str))
                for part in parts:
                    if not isinstance(part, str):
                        files[name] = Upload(name=part.filename or "", body=await part.read())
    query = {name: tuple(request.query_params.getlist(name)) for name in request.query_params}
    return replace(
        _bare(desk, request),
        address=getattr(request.state, "address", ""),
        secret=getattr(request.state, "secret", ""),
        named=dict(request.path_params),
        query=query,
        form=form,
        files=files,
        is_part=request.headers.get("hx-request") == "true",
    )


def _response(answer: Answer, asked: Asked) -> Response:
    match answer:
        case Page():
            return Response(
                drawn(answer, asked),
                status_code=answer.status,
                media_type="text/html",
                headers={"vary": "HX-Request", **answer.headers},
            )
        case Moved():
            moved = RedirectResponse(answer.to, status_code=303)
            if answer.session is not None and asked.desk.door is not None:
                _set_session(moved, asked.desk.door, answer.session)
            return moved
        case File():
            headers = {}
            if answer.name is not None:
                headers["content-disposition"] = f'attachment; filename="{answer.name}"'
            if answer.is_report:
                headers["content-security-policy"] = report_policy()
            elif answer.script:
                headers["content-security-policy"] = policy_of(answer.script)
            headers["etag"] = f'"{sha256(answer.body).hexdigest()[:32]}"'
            return Response(answer.body, answer.status, media_type=answer.media, headers=headers)


def _set_session(answer: Response, door: Door, secret: str) -> None:
    """Gives the browser a session, or takes it away with all that the browser kept of the site."""
    if not secret:
        answer.headers["clear-site-data"] = '"cache"'
    answer.set_cookie(
        door.cookie,
        secret,
        max_age=int(LONGEST.total_seconds()) if secret else 0,
        httponly=True,
        samesite="lax",
        secure=door.is_secure,
    )


@cache
def report_policy() -> str:
    """What a report as a document of its own may do: run the one script that all reports have."""
    from reports.render.webpage import script

    return policy_of(script())


def policy_of(script: str) -> str:
    """What a document of its own may do: run one script, which stands in it."""
    own = b64encode(sha256(script.encode()).digest()).decode()
    return POLICY.replace("script-src 'self'", f"script-src 'sha256-{own}'")


def _unless_known(response: Response, request: Request) -> Response:
    """The answer, or that the reader has it already."""
    tag = response.headers.get("etag")
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag is None or (tag not in known and known != ["*"]):
        return response
    kept = ("etag", "content-security-policy")
    headers = {name: response.headers[name] for name in kept if name in response.headers}
    return Response(status_code=304, headers=headers)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    suffix = name[name.rfind(".") :]
    if suffix not in _MEDIA or not name.replace(".", "").replace("-", "").isalnum():
        raise HTTPException(404)
    try:
        body = static_bytes(name)
    except FileNotFoundError:
        raise HTTPException(404) from None
    return Response(body, media_type=_MEDIA[suffix], headers={"cache-control": _FOREVER})


def _answered(desk: Desk) -> Any:
    """What the framework refuses, as a page of the site."""

    async def answered(request: Request, error: HTTPException) -> Response:
        told = {404: _MISSING, 405: "This page takes no such request."}
        own = error.detail if isinstance(error, TooMuch | TooSlow) else "The request cannot be read."
        sentence = told.get(error.status_code, own)
        refusal = refused(error.status_code, sentence)
        return await run_in_threadpool(_response, refusal, _bare(desk, request))

    return answered


def _failed(desk: Desk) -> Any:
    """A fault of ours, in a sentence; what it was stands in the log."""

    async def failed(request: Request, _: Exception) -> Response:
        page = Page(
            template="refused.html",
            title="That went wrong",
            facts={"sentence": "The program failed; nothing was recorded. Its log says where."},
            status=500,
        )
        return await run_in_threadpool(_response, page, _bare(desk, request))

    return failed
