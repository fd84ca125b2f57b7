"""What is odd but possible, and recorded with a warning: a text like another, a forecast made too late."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

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


def pre_dated(view: View, question: Question, outcome: Outcome) -> Iterator[str]:
    """The warning that forecasts were made after what they foretold had happened."""
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
