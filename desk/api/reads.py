"""Records and entries, read over HTTP as the commands print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from desk.api.reading import READ, Limit, Many, Reading, next_leaf, reader
from desk.terminal.record_context import beside, known, named_record
from desk.terminal.record_rows import entry_json, record_json
from forecasts.handles import Handle
from forecasts.ledger.finding import slug_of
from forecasts.ledger.following import as_it_stands
from forecasts.ledger.history import leaf
from forecasts.ledger.origins import imports
from forecasts.ledger.searching import Status, Wanted, search

if TYPE_CHECKING:
    from desk.site.asking import Desk

_MOST_RECORDS = 1_000_000
Kind = Literal["questions", "forecasters", "sources", "forecasts", "statements", "outcomes", "seals"]


def reads(desk: Desk) -> APIRouter:
    """The addresses that are read, on a desk."""
    router = APIRouter(responses=READ, default_response_class=Response)
    asks = reader(desk)

    @router.get("/head", summary="The last entry and its digest")
    def head(reading: Reading = asks) -> Response:
        found = reading.view.head
        moment = found.recorded_at
        return reading.answered(
            lambda: {"sequence": found.sequence, "digest": found.digest, "recorded_at": moment}
        )

    @router.get("/records/{name}", summary="One record by its handle, slug or name, and what came of it")
    def record(name: str, reading: Reading = asks) -> Response:
        view = reading.view

        def made() -> dict[str, object]:
            found = as_it_stands(named_record(view, name), view)
            return {**record_json(found), **dict(beside(view, found, reading.on))}

        return reading.answered(made)

    @router.get("/entries", summary="Entries after one, the oldest first: the feed of changes")
    def entries(
        reading: Reading = asks,
        after: Annotated[int, Query(ge=0, le=2**53, description="The number of the last entry seen.")] = 0,
        limit: Limit = 100,
    ) -> Response:
        last = min(after + limit, reading.view.head.sequence)
        link = (
            next_leaf("entries", reading, after=last, limit=limit)
            if last < reading.view.head.sequence
            else ""
        )

        def made() -> list[dict[str, object]]:
            count = max(0, last - after)
            found = leaf(reading.view, before=last + 1, limit=count, most=_MOST_RECORDS) if count else ()
            files = imports(
                reading.view, [one.entry.sequence for one in found if one.entry.action == "import"]
            )
            return [entry_json(one.entry, files.get(one.entry.sequence)) for one in reversed(found)]

        return reading.answered(made, link=link)

    @router.get("/{kind}", summary="Records of a kind that stand, in the order of recording")
    def listed(
        kind: Kind,
        reading: Reading = asks,
        question: Many = None,
        forecaster: Many = None,
        source: Many = None,
        topic: Many = None,
        tag: Many = None,
        status: Status | None = None,
        text: Annotated[list[str] | None, Query(description="Words, each of which must begin one.")] = None,
        after: Annotated[str | None, Query(description="The handle of the last record seen.")] = None,
        limit: Limit = 100,
    ) -> Response:
        view = reading.view
        named = {"question": question, "forecaster": forecaster, "source": source}
        slugs = {
            name: tuple(slug_of(view.find(name, one)) for one in typed or ()) for name, typed in named.items()
        }
        wanted = Wanted(
            on=reading.on,
            questions=slugs["question"],
            forecasters=slugs["forecaster"],
            sources=slugs["source"],
            topics=tuple(topic or ()),
            tags=tuple(tag or ()),
            status=status,
            texts=tuple(filter(None, text or ())),
        )
        start = Handle.read(after) if after else Handle(0, 0)
        found = [
            stored
            for stored in known(search(view, kind.removesuffix("s"), wanted), reading.on)
            if stored.handle > start
        ]
        kept = {"topic": tuple(topic or ()), "tag": tuple(tag or ()), "status": status, "text": wanted.texts}
        link = ""
        if len(found) > limit:
            last = str(found[limit - 1].handle)
            link = next_leaf(kind, reading, **slugs, **kept, after=last, limit=limit)
        return reading.answered(lambda: [record_json(stored) for stored in found[:limit]], link=link)

    return router
