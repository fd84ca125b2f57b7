"""Today: what waits for whoever looks, and what others recorded since this person last did."""

from __future__ import annotations

from sqlalchemy import func, select

from desk.site.asking import Answer, Asked, Page
from desk.site.rooms import catalogue, reports
from desk.terminal.record_rows import record_line
from forecasts.ledger.history import leaf
from forecasts.ledger.tables import ENTRIES
from reports.review.people import same_person
from reports.review.states import State

_SHOWN = 6
_NEWS = 12
_BRIEF = 3


def today(asked: Asked) -> Answer:
    """What is due, which questions of reviewers are open, which reports wait for a signature, what is new."""
    me = asked.me
    waiting = catalogue.due(asked)
    states = reports.states(asked)
    to_sign = [
        state
        for state in states
        if state.state in (State.DRAFT, State.IN_REVIEW)
        and state.rejection is None
        and not same_person(state.frozen_by, me)
        and not any(same_person(signature.by, me) for signature in state.signatures)
    ]
    open_questions = {
        question.handle: (question, state)
        for state in states
        if state.state is not State.SUPERSEDED
        for question in state.open_questions
    }
    since = _last_of(asked, me)
    last = leaf(asked.view, before=asked.view.head.sequence + 1, limit=_NEWS, most=_BRIEF)
    news = [one for one in last if one.entry.sequence > since and not same_person(one.entry.recorded_by, me)]
    return Page(
        template="today.html",
        title="Today",
        facts={
            "waiting": waiting[:_SHOWN],
            "waiting_count": len(waiting),
            "open_questions": list(open_questions.values()),
            "to_sign": to_sign,
            "since": since,
            "news": news,
            "line": record_line,
            "counts": {
                "questions": len(asked.records.questions),
                "forecasts": len(asked.records.forecasts),
                "forecasters": len(asked.records.forecasters),
            },
        },
    )


def _last_of(asked: Asked, analyst: str) -> int:
    """The last entry of a person; 0 where there is none."""
    rows = asked.view.rows(
        select(func.max(ENTRIES.c.sequence)).where(
            ENTRIES.c.recorded_by == analyst, ENTRIES.c.sequence <= asked.view.head.sequence
        )
    )
    return int(rows[0][0] or 0)
