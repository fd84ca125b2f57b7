"""What is read: a function of the head, so that who has it already is told so and sent nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from desk.api.problems import RESPONSES
from desk.people.roles import Deed
from desk.site.asking import address
from desk.terminal.options import AS_OF
from desk.terminal.tables import jsonable
from forecasts import clock
from forecasts.errors import UnfitField

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.view import View
    from tracker.judged import Records


BASE = "api/v1"
Many = Annotated[list[str] | None, Query()]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many at most.")]
READ: dict[int | str, dict[str, Any]] = {
    **RESPONSES,
    200: {"description": "As the command prints it."},
    304: {"description": "As it was when `If-None-Match` was told."},
}
"""What an address that is read may answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A request to read: the records as of its moment, its evaluation date, and what names its answer.

    `is_dated` says that the request named the evaluation date, `as_of` is the moment as it was named.
    """

    records: Records
    on: date
    is_dated: bool
    tag: str
    is_known: bool
    as_of: str | None = None

    @property
    def view(self) -> View:
        """The ledger as of the moment asked for."""
        return self.records.view

    def answered(
        self, make: Callable[[], Any], *, media: str = "application/json", link: str = ""
    ) -> Response:
        """The answer with its tag; nothing is made for who has it already. Data become JSON."""
        headers = {"etag": self.tag, "cache-control": "private, no-cache"}
        if link:
            headers["link"] = link
        if self.is_known:
            return Response(status_code=304, headers=headers)
        made = make()
        body = made if isinstance(made, bytes) else json_bytes(made)
        return Response(body, media_type=media, headers=headers)


def json_bytes(data: object) -> bytes:
    """Data as the commands print them: dates and handles as text, NaN as null, the infinite as "inf"."""
    return (json.dumps(jsonable(data), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def reader(desk: Desk) -> Any:
    """What a handler asks for to read: a dependency on the query of the request."""

    def reading(
        request: Request,
        on: Annotated[
            date | None, Query(description="The evaluation date: outcomes known later are ignored [today].")
        ] = None,
        as_of: Annotated[
            str | None, Query(description="Read what was recorded by this moment; a date counts in full.")
        ] = None,
    ) -> Reading:
        request.state.who.must(Deed.READ)
        try:
            moment = AS_OF.read(as_of) if as_of else None
        except ValueError as refusal:
            raise UnfitField("as_of", str(refusal)) from refusal
        records, day = desk.shelf.records(moment), on or clock.today()
        query = urlencode(sorted(request.query_params.multi_items()))
        named = f"{records.view.head.digest} {day} {request.url.path}?{query}"
        tag = f'"{sha256(named.encode()).hexdigest()[:32]}"'
        told = request.headers.get("if-none-match", "").split(",")
        asked = {part.strip().removeprefix("W/") for part in told}
        return Reading(
            records=records,
            on=day,
            is_dated=on is not None,
            tag=tag,
            is_known=tag in asked or "*" in asked,
            as_of=as_of,
        )

    return Depends(reading)


def next_leaf(place: str, reading: Reading, **query: Any) -> str:
    """The header that leads to what comes after, on the same day and as of the same moment."""
    return f'<{address(*BASE.split("/"), place, on=reading.on, as_of=reading.as_of, **query)}>; rel="next"'
