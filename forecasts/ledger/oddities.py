"""What is odd but possible, and recorded with a warning: a text like another, a forecast made too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from forecasts.belief import Timeline
from forecasts.handles import Handle
from forecasts.ledger.likeness import much_alike
from forecasts.ledger.tables import MIRRORS
from forecasts.ledger.view import View
from forecasts.model import Outcome, Question

_LOOK_BACK = 2_000


def likenesses(view: View, kind: str, text: str) -> Iterator[str]:
    """The warning that a new question or statement is much like one of the last that stand."""
    mirror = MIRRORS[kind]
    column = "statement" if kind == "question" else "quote"
    rows = view.rows(
        select(mirror.c.entry, mirror.c.position, mirror.c[column].label("text"))
        .where(mirror.c.entry <= view.head.sequence)
        .order_by(mirror.c.entry.desc(), mirror.c.position.desc())
        .limit(_LOOK_BACK)
    )
    for row in rows:
        handle = Handle(row.entry, row.position)
        if much_alike(text, row.text) and view.stands(handle):
            yield f"The {kind} {text!r} is much like {handle}, {row.text!r}: is it the same?"
            return


def past_the_horizon(question: Question, belief: Timeline) -> Iterator[str]:
    """The warning that a window reaches past the horizon that somebody set for its question."""
    horizon, latest = question.horizon, belief.latest
    if horizon is not None and latest is not None and latest > horizon:
        yield (
            f"The window runs to {latest}, past {horizon}, the horizon of {question.slug!r}: "
            "only the part up to the horizon is scored."
        )


class LastMade:
    """The day of the last forecast on each question, for those that were looked up: so that bulk stays fast.

    Whoever was not looked up, or had a forecast since, is asked about one by one.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._days: dict[str, date | None] = {}

    def look_up(self, questions: set[str]) -> None:
        """Asks about many questions, by their slugs of now, with one query."""
        self._days = dict.fromkeys(questions)
        if not questions:
            return
        mirror = MIRRORS["forecast"].c
        last = select(mirror.question, func.max(mirror.made_on).label("day")).where(
            self._view.naming("forecast", "question", questions), mirror.entry <= self._view.head.sequence
        )
        now = self._view.names.kind("question").now
        for row in self._view.rows(last.group_by(mirror.question)):
            slug = now(row.question)
            self._days[slug] = max(row.day, self._days.get(slug) or row.day)

    def forget(self, question: str) -> None:
        """Forgets what was looked up of a question that has another forecast."""
        self._days.pop(question, None)

    def pre_dated(self, question: Question, outcome: Outcome) -> Iterator[str]:
        """The warning that forecasts were made after what they foretold had happened."""
        if question.slug in self._days:
            last = self._days[question.slug]
            if last is None or (outcome.on is not None and last <= outcome.on):
                return
        yield from _pre_dated(self._view, question, outcome)


def _pre_dated(view: View, question: Question, outcome: Outcome) -> Iterator[str]:
    mirror = MIRRORS["forecast"]
    made_after = (
        select(mirror.c.entry, mirror.c.position)
        .where(view.naming("forecast", "question", [question.slug]), mirror.c.made_on > outcome.on)
        .where(mirror.c.entry <= view.head.sequence)
    )
    later = sum(view.stands(Handle(row.entry, row.position)) for row in view.rows(made_after))
    if later:
        count = f"{later} forecasts were" if later > 1 else "one forecast was"
        yield (
            f"{question.slug!r} happened on {outcome.on}, and {count} made after that: pre-dated, not scored."
        )
