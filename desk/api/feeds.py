"""What was recorded last, as a feed for people: forecasts, outcomes, signatures and corrections (Atom)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.api.reading import READ, Reading, reader
from desk.site.asking import address
from desk.site.atom import MEDIA, News, atom
from desk.site.published.audience import Audience
from desk.site.published.corrections import corrections
from desk.site.published.edition import Edition
from desk.site.published.news import IN_A_FEED, happened
from desk.site.published.places import INDEX, report_folder

if TYPE_CHECKING:
    from desk.site.asking import Desk

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed last changed that nothing is in yet."""


def feeds(desk: Desk) -> APIRouter:
    """The address of the feed, on a desk."""
    router = APIRouter(responses=READ, default_response_class=Response)
    asks = reader(desk)

    @router.get("/feed.atom", summary="What was recorded last, as an Atom feed")
    def feed(request: Request, reading: Reading = asks) -> Response:
        own = str(request.url)
        home = str(request.url.replace(path="/", query=""))
        return reading.answered(lambda: _feed(reading, own=own, home=home), media=MEDIA)

    return router


def _feed(reading: Reading, *, own: str, home: str) -> bytes:
    """The feed of a ledger; every page that it leads to is one of the site."""
    edition = Edition(records=reading.records, on=reading.on, audience=Audience())
    head = reading.view.head
    if head.recorded_at is None:
        return atom((), title="Trackrecord", of="", home=home, own=own, at=EPOCH)
    states = edition.states
    reports = {report_folder(state.freeze.digest) + INDEX: state.slug for state in states}
    found = happened(edition, states, corrections(edition, states))[:IN_A_FEED]
    news = [_served(one.news, reports) for one in found]
    return atom(news, title="Trackrecord", of=edition.first, home=home, own=own, at=head.recorded_at)


def _served(news: News, reports: dict[str, str]) -> News:
    """News that leads to the page of the site that is served."""
    if news.path in reports:
        return replace(news, path=address("review", reports[news.path]))
    return replace(news, path=address(*news.path.removesuffix(f"/{INDEX}").split("/")))
