"""Review: a frozen report gone through row by row, questioned, answered, signed or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.site.asking import Answer, Asked, File, Moved, Page
from desk.site.rooms.reports import LOOKS
from desk.site.writing import recorded
from desk.terminal.answer_sheet import without_options
from forecasts.errors import TrackerError, UnfitField
from forecasts.handles import Handle
from forecasts.ledger.key_rules import known_keys
from reports.facets.rows import Row, rows_of
from reports.render import statements
from reports.review.changes import changes
from reports.review.changes_wording import changes_in_words
from reports.review.effects import effect_on
from reports.review.people import same_person
from reports.review.scope import forecasts_of, own_among
from reports.review.shown import reviewed
from reports.review.signing import answer as answered
from reports.review.signing import ask, examined, hand_in_words, open_report
from reports.review.signing import reject as rejected
from reports.review.signing import sign as signed
from reports.review.states import Act, ReviewState, State, review_state_of
from reports.review.wording import facts_of, signature_in_words, state_in_words
from reports.writing import in_look
from tracker.judged import Judged, row_names

if TYPE_CHECKING:
    from forecasts.ledger.view import View

_LEAF = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A row as a reviewer checks it: the words, the reading, what came and how one can tell, the score."""

    key: str
    row: Row
    quote: str
    reading: str
    result: str
    fared: str
    scored: str
    questions: tuple[Act, ...]


def review(asked: Asked) -> Answer:
    """A frozen report with its rows side by side."""
    return _screen(asked, refusal=None)


def look(asked: Asked) -> Answer:
    """Notes that somebody goes through the report, and shows it."""
    state = _state(asked)
    with recorded(asked, "review") as entry:
        open_report(entry, state.slug)
    return Moved(to=asked.to("review", state.slug))


def question(asked: Asked) -> Answer:
    """Records a question about a row."""
    row = asked.text("row")

    def act() -> str:
        with recorded(asked, "review") as entry:
            ask(entry, _state(asked).slug, row, _words(asked))
        return f"row-{row}"

    return _done(asked, act)


def answer(asked: Asked) -> Answer:
    """Records the answer to a question."""

    def act() -> str:
        with recorded(asked, "review") as entry:
            answered(entry, asked.text("question"), _words(asked))
        return f"row-{asked.text('row')}"

    return _done(asked, act)


def sign(asked: Asked) -> Answer:
    """Records that somebody vouches for the report."""
    me, slug = asked.me, _state(asked).slug

    def act() -> str:
        found = examined(asked.view, slug, by=me)
        with recorded(asked, "review") as entry:
            signed(entry, slug, by=me, examined_before=found, allow_own=asked.text("own") == "yes")
        return "standing"

    return _done(asked, act)


def reject(asked: Asked) -> Answer:
    """Records that the report is sent back, and why."""

    def act() -> str:
        with recorded(asked, "review") as entry:
            rejected(entry, _state(asked).slug, because=_words(asked))
        return "standing"

    return _done(asked, act)


def moved(asked: Asked) -> Answer:
    """What moved since the report was last looked at, or made."""
    state = _state(asked)
    found = changes(asked.view, state.slug, by=asked.me)
    return Page(
        template="moved.html",
        title=state.freeze.title,
        facts={"state": state, "changes": found, "lines": list(changes_in_words(found))},
    )


def file(asked: Asked) -> Answer:
    """The report as it was frozen, with its signatures."""
    state, form = _state(asked), asked.named["look"]
    if form not in LOOKS:
        raise UnfitField("look", f"{form!r} is no form of a report: choose {', '.join(LOOKS)}.")

    def made() -> bytes:
        return in_look(reviewed(asked.view, state), f".{form}")

    key = ("frozen", asked.view.head.digest, state.slug, form)
    name = None if form == "html" else f"{state.slug}.{form}"
    body = asked.desk.shelf.drawn(key, made)
    return File(body=body, media=LOOKS[form], name=name, is_report=form == "html")


def _screen(asked: Asked, *, refusal: str | None) -> Page:
    records, me = asked.records, asked.me
    state = _state(asked)
    judged, checked = _rows(asked, state)
    then = records.view.earlier(state.freeze.as_of)
    page = min(asked.number("page", 1), max(1, -(-len(checked) // _LEAF)))
    open_rows = [one for one in checked if any(act.is_open for act in one.questions)]
    return Page(
        template="review.html",
        title=state.freeze.title,
        facts={
            "state": state,
            "standing": state_in_words(state),
            "told": list(facts_of(state)),
            "rows": checked[(page - 1) * _LEAF : page * _LEAF],
            "count": len(checked),
            "page": page,
            "pages": max(1, -(-len(checked) // _LEAF)),
            "open_rows": open_rows,
            "others": _others(state, checked),
            "looked": any(same_person(act.by, me) for act in state.looks),
            "has_signed": any(same_person(act.by, me) for act in state.signatures),
            "signatures": [signature_in_words(act) for act in state.signatures],
            "hand": hand_in_words(state, own_among(judged.rows, then, by=me), by=me),
            "effect": effect_on(records, state),
            "is_current": state.state is not State.SUPERSEDED,
            "is_signed": state.state is State.SIGNED,
            "keys": [
                known.key.text
                for known in known_keys(asked.view)
                if known.revoked is None and same_person(known.holder or "", me)
            ],
            "refusal": refusal,
            "text": asked.text,
        },
        status=400 if refusal else 200,
    )


def _rows(asked: Asked, state: ReviewState) -> tuple[Judged, list[Checked]]:
    """The report's rows as it was frozen, with what was asked about each."""
    records = asked.records
    judged = forecasts_of(state.freeze, records)
    keys = dict(zip(judged.rows["handle"].astype(str), row_names(judged.rows), strict=True))
    about = _asked_about(state, records.view.earlier(state.freeze.as_of))
    found = []
    for row in rows_of(judged.rows, judged.names):
        key = str(keys.get(str(row.handle), row.handle))
        read = statements.about(row, several=False).removeprefix(row.question_statement).strip(" ·")
        found.append(
            Checked(
                key=key,
                row=row,
                quote=statements.quoted(row),
                reading=read,
                result=statements.result(row),
                fared=statements.fared(row),
                scored=statements.scored(row),
                questions=tuple(about.get(key, ())),
            )
        )
    return judged, found


def _asked_about(state: ReviewState, then: View) -> dict[str, list[Act]]:
    """The questions about each row; one of an earlier edition is about the version now."""
    about: dict[str, list[Act]] = {}
    for act in state.questions:
        row = str(act.row)
        if row.replace(".", "").isdigit():
            row = str(then.latest(Handle.read(row)))
        about.setdefault(row, []).append(act)
    return about


def _others(state: ReviewState, checked: list[Checked]) -> list[Act]:
    """The questions about no single row: about a forecaster."""
    shown = {act.handle for one in checked for act in one.questions}
    return [act for act in state.questions if act.handle not in shown]


def _done(asked: Asked, act: Any) -> Answer:
    """What a deed leads to: its place on the page, or the page with the refusal."""
    try:
        place = act()
    except TrackerError as refusal:
        return _screen(asked, refusal=without_options(str(refusal)))
    state = _state(asked)
    query = {"page": asked.text("page") or None}
    return Moved(to=f"{asked.to('review', state.slug, **query)}#{place}")


def _state(asked: Asked) -> ReviewState:
    return review_state_of(asked.view, asked.named["slug"])


def _words(asked: Asked) -> str:
    if not asked.text("text"):
        raise UnfitField("text", "Say it in words: the field is empty.")
    return asked.text("text")
