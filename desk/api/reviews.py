"""Reports on record gone through over HTTP: questioned, answered, signed, sent back, an entry a deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import Response

from desk.api.acting import acting
from desk.api.bodies import UndoBody
from desk.api.recording import DONE, Act, Dry, RepeatKey, done
from desk.api.report_bodies import AnswerBody, AskBody, SignBody
from desk.people.door import Who
from desk.people.roles import Deed
from reports.review.signing import answer as answered
from reports.review.signing import ask, examined, open_report, reject, sign

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.ledger.entry import Entry

_ANSWERS, _REVIEWS = acting(Deed.ANSWER), acting(Deed.REVIEW)
_REVIEW = "review"


def reviews(desk: Desk) -> APIRouter:
    """The addresses of what reviewers do, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    def reviewed(who: Who, act: Act, *, asked: str, key: str | None, dry: bool) -> Response:
        return done(desk, who, _REVIEW, act, asked=asked, key=key, dry=dry)

    @router.post("/reviews/{slug}/looks", status_code=201, summary="Note that you look")
    def look(
        slug: str, who: Who = _REVIEWS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            open_report(entry, slug)
            return [], []

        return reviewed(who, act, asked=f"look {slug}", key=idempotency_key, dry=dry_run)

    @router.post("/reviews/{slug}/questions", status_code=201, summary="Question a row")
    def question(
        slug: str,
        body: AskBody,
        who: Who = _REVIEWS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            return [], [ask(entry, slug, body.row, body.text)]

        return reviewed(who, act, asked=f"ask {slug} {body!r}", key=idempotency_key, dry=dry_run)

    @router.post("/reviews/answers", status_code=201, summary="Answer a question")
    def answer(
        body: AnswerBody, who: Who = _ANSWERS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            made, _ = answered(entry, body.question, body.text)
            return [], [made]

        return reviewed(who, act, asked=f"answer {body!r}", key=idempotency_key, dry=dry_run)

    @router.post("/reviews/{slug}/signatures", status_code=201, summary="Vouch for it")
    def signature(
        slug: str,
        body: SignBody,
        who: Who = _REVIEWS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        found = examined(desk.shelf.records().view, slug, by=who.name)

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            sign(entry, slug, by=who.name, examined_before=found, allow_own=body.allow_own)
            return [], []

        return reviewed(who, act, asked=f"sign {slug} {body!r}", key=idempotency_key, dry=dry_run)

    @router.post("/reviews/{slug}/rejections", status_code=201, summary="Send it back")
    def rejection(
        slug: str,
        body: UndoBody,
        who: Who = _REVIEWS,
        dry_run: Dry = False,
        idempotency_key: RepeatKey = None,
    ) -> Response:
        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            reject(entry, slug, because=body.because)
            return [], []

        return reviewed(who, act, asked=f"reject {slug} {body!r}", key=idempotency_key, dry=dry_run)

    return router
