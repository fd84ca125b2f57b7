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
from desk.api.reads import BASE
from desk.site.asking import Answer, Asked, Desk, File, Handler, Moved, Page
from desk.site.guards import POLICY, Guard
from desk.site.looks import drawn, static_bytes
from desk.site.routes import ROUTES
from desk.site.uploads import Upload
from desk.terminal.answer_sheet import without_options
from forecasts.errors import TrackerError, Unknown
from forecasts.proofs.refusals import NoCheckpoint

if TYPE_CHECKING:
    from starlette.requests import Request

_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
_MOST_FIELDS = 500


def application(desk: Desk, *, hosts: frozenset[str]) -> Guard:
    """The site on a desk, behind its guards; `hosts` are the names by which it may be called."""
    routes = [Route(path, _endpoint(desk, handler), methods=[method]) for method, path, handler in ROUTES]
    site = Starlette(
        routes=[*routes, Route("/static/{name}", _static), Mount(f"/{BASE}", api(desk))],
        exception_handlers={HTTPException: _answered(desk), Exception: _failed(desk)},
    )
    return Guard(app=site, hosts=hosts)


def _endpoint(desk: Desk, handler: Handler) -> Any:
    """A handler, which is a plain function, run beside the loop with what was asked."""

    async def endpoint(request: Request) -> Response:
        asked = await _asked(desk, request)
        return _unless_known(await run_in_threadpool(_handled, handler, asked), request)

    return endpoint


def _handled(handler: Handler, asked: Asked) -> Response:
    try:
        answer = handler(asked)
    except TrackerError as refusal:
        status = 404 if isinstance(refusal, Unknown | NoCheckpoint) else 400
        sentence = str(refusal)  # a checkpoint is signed by the command alone, so its options stay
        said = sentence if isinstance(refusal, NoCheckpoint) else without_options(sentence)
        return _response(refused(status, said), replace(asked, query={}, form={}))
    return _response(answer, asked)


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
    return Asked(
        desk=desk,
        path=request.url.path,
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
                headers={"vary": "HX-Request"},
            )
        case Moved():
            return RedirectResponse(answer.to, status_code=303)
        case File():
            headers = {}
            if answer.name is not None:
                headers["content-disposition"] = f'attachment; filename="{answer.name}"'
            if answer.is_report:
                headers["content-security-policy"] = report_policy()
            elif answer.script:
                headers["content-security-policy"] = policy_of(answer.script)
            headers["etag"] = f'"{sha256(answer.body).hexdigest()[:32]}"'
            return Response(answer.body, media_type=answer.media, headers=headers)


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
        told = {404: "There is no such page.", 405: "This page takes no such request."}
        sentence = told.get(error.status_code, "The request cannot be read.")
        asked = Asked(desk=desk, path=request.url.path)
        return await run_in_threadpool(_response, refused(error.status_code, sentence), asked)

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
        return await run_in_threadpool(_response, page, Asked(desk=desk, path=request.url.path))

    return failed
