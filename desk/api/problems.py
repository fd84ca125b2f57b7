"""What is refused, in one shape: a sentence, and the field that it is about (RFC 9457)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from desk.people.refusals import NotYours
from desk.site.sentences import in_body
from forecasts.errors import KeyUsedOtherwise, NotUnique, TrackerError, UnfitField, Unknown, brief

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA = "application/problem+json"
_TITLES = {
    400: "Refused",
    401: "Not signed in",
    403: "Not yours",
    429: "Too often",
    404: "Not found",
    405: "Not allowed",
    409: "In the way",
    422: "Not readable",
}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "The sentence, with the value and what to do."},
        "field": {"type": "string", "description": "The field that it is about."},
    },
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": _TITLES[status], "content": {MEDIA: {"schema": SHAPE}}}
    for status in (400, 401, 403, 404, 422, 429)
}
"""What every address may answer instead."""


def problem(status: int, detail: str, *, field: str = "") -> JSONResponse:
    """A refusal as an answer."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Not done"),
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body | ({"field": field} if field else {}), status, media_type=MEDIA)


def install(app: FastAPI) -> None:
    """Answers every refusal of an application in this shape."""

    @app.exception_handler(TrackerError)
    def _refused(_: Request, refusal: TrackerError) -> JSONResponse:
        field = refusal.field if isinstance(refusal, UnfitField) else ""
        status = 404 if isinstance(refusal, Unknown | NotUnique) else 422 if field else 400
        status = 403 if isinstance(refusal, NotYours) else status
        status = 409 if isinstance(refusal, KeyUsedOtherwise) else status
        return problem(status, in_body(str(refusal)), field=field)

    @app.exception_handler(RequestValidationError)
    def _unread(_: Request, error: RequestValidationError) -> JSONResponse:
        place, message = _first(error)
        field = ".".join(place[1:])
        return problem(404 if place[0] == "path" else 422, f"{field or 'The body'}: {message}.", field=field)

    @app.exception_handler(HTTPException)
    def _missing(request: Request, error: HTTPException) -> JSONResponse:
        told = {404: "There is no such address.", 405: "This address takes no such request."}
        answer = problem(error.status_code, told.get(error.status_code, str(error.detail)))
        answer.headers.update(error.headers or {})
        if error.status_code == 405:
            answer.headers["allow"] = ", ".join(sorted(_methods(app, request)))
        return answer


def _methods(app: FastAPI, request: Request) -> set[str]:
    """All that an address takes, whichever of its handlers takes it."""
    here = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    paths: dict[str, dict[str, Any]] = app.openapi()["paths"]
    found = [methods for path, methods in paths.items() if compile_path(path)[0].match(here)]
    return {method.upper() for methods in found for method in methods}


def _first(error: RequestValidationError) -> tuple[tuple[str, ...], str]:
    """Where the first fault is and what it is, told of what was sent: one thing, or a list."""
    faults = error.errors()
    several = [fault for fault in faults if _is_of_list(fault)]
    chosen = (several if isinstance(error.body, list) and several else faults)[0]
    if chosen["type"] == "json_invalid":
        return ("body",), f"no JSON at character {chosen['loc'][-1]}, {chosen['ctx']['error']}"
    branches = [part for part in chosen["loc"][1:2] if _is_branch(part)]
    place = (chosen["loc"][0], *chosen["loc"][1 + len(branches) :])
    said = chosen.get("input")
    shown = f", not {brief(repr(said))}" if isinstance(said, str | int | float) else ""
    return tuple(str(part) for part in place), f"{chosen['msg']}{shown}"


def _is_of_list(fault: dict[str, Any]) -> bool:
    return any(str(part).startswith("list[") for part in fault["loc"][1:2])


def _is_branch(part: object) -> bool:
    """Whether a part of a place is the name of a type, and no field, which is written small."""
    return isinstance(part, str) and (part.startswith("list[") or part[:1].isupper())
