"""Resolve: what is due, one screen a question, and never who said what until it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.site.asking import Answer, Asked, Moved, Page
from desk.site.rooms import catalogue
from desk.site.rooms.question import rows_on
from desk.site.writing import recorded
from desk.terminal.answer_sheet import without_options
from desk.terminal.options import DATE, GRADE
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField
from forecasts.model import Outcome, Question, Source, Statement
from forecasts.recording.outcomes import TypedOutcome
from forecasts.recording.outcomes import resolve as record
from reports.render import statements

_NEEDED = {"happened": "on", "not": "not_through"} | {name: name for name in ("partly", "value", "option")}
"""The field that completes each answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A question that waits: since when, for how many forecasts, and its place among all that wait."""

    slug: str
    deadline: date | None
    forecasts: int
    place: int
    count: int
    following: str | None


def due(asked: Asked) -> Answer:
    """All that waits for an outcome, the longest overdue first."""
    return Page(template="due.html", title="Resolve", facts={"waiting": catalogue.due(asked)})


def question(asked: Asked) -> Answer:
    """One question and the form for what came of it."""
    return _screen(asked, refusal=None)


def resolve(asked: Asked) -> Answer:
    """Records what came, and shows what it touches."""
    slug = _question(asked).slug
    following = _waiting(asked, slug).following
    try:
        typed = outcome(asked)
        with recorded(asked, "resolve") as entry:
            done = record(entry, slug, typed, today=clock.today)
    except TrackerError as refusal:
        return _screen(asked, refusal=without_options(str(refusal)))
    return Moved(to=asked.to("resolve", slug, "touched", handle=str(done.handle), next=following))


def touched(asked: Asked) -> Answer:
    """What an answer touches: who said what, and how each fared."""
    noun = _question(asked)
    rows = rows_on(asked, noun.slug)
    outcomes = [(stored, stored.noun) for stored in asked.view.standing("outcome", question=noun.slug)]
    following = asked.text("next")
    known = {row["slug"] for row in catalogue.due(asked)}
    return Page(
        template="touched.html",
        title=noun.statement,
        facts={
            "question": noun,
            "outcomes": outcomes,
            "rows": [(row, statements.quoted(row), statements.result(row), _fared(row)) for row in rows],
            "following": following if following in known else None,
            "left": len(known),
        },
    )


def outcome(asked: Asked) -> TypedOutcome:
    """What came, as the form has it.

    Raises
    ------
    UnfitField
        Where nothing was chosen, or a part of it cannot be read.
    """
    answer = asked.text("answer")
    if not answer:
        raise UnfitField("answer", "Choose what came of it.")
    if (field := _NEEDED.get(answer)) is not None and not asked.text(field):
        raise UnfitField(field, "Say it in full: the day, the value or the option is missing.")
    parts: dict[str, Any] = {
        "happened": lambda: {"on": asked.value("on", DATE.read)},
        "not": lambda: {"not_through": asked.value("not_through", DATE.read)},
        "partly": lambda: {"partly": asked.value("partly", GRADE.read)},
        "value": lambda: {"value": asked.value("value", float)},
        "option": lambda: {"option": asked.text("option")},
        "void": lambda: {"void": True},
        "ambiguous": lambda: {"ambiguous": True},
    }
    if answer not in parts:
        raise UnfitField("answer", "Choose what came of it.")
    return TypedOutcome(
        **parts[answer](),
        known_on=asked.value("known_on", DATE.read),
        evidence=asked.text("evidence") or None,
        because=asked.text("because") or None,
    )


def _screen(asked: Asked, *, refusal: str | None) -> Page:
    noun = _question(asked)
    waits = _waiting(asked, noun.slug)
    today = clock.today(noun.zone)
    outcomes = [stored.noun for stored in asked.view.standing("outcome", question=noun.slug)]
    return Page(
        template="resolve.html",
        title=noun.statement,
        facts={
            "question": noun,
            "waits": waits,
            "text": asked.text,
            "today": today,
            "through": min(waits.deadline or today, today),
            "overdue": 0 if waits.deadline is None else (today - waits.deadline).days,
            "sources": sources(asked, noun.slug),
            "outcomes": [noun for noun in outcomes if isinstance(noun, Outcome)],
            "refusal": refusal,
        },
        status=400 if refusal else 200,
    )


def sources(asked: Asked, slug: str) -> list[Source]:
    """Where the forecasts on a question were said, each source once; never by whom."""
    found: dict[str, Source] = {}
    for stored in asked.view.standing("forecast", question=slug):
        handle = getattr(stored.noun, "statement", None)
        said = None if handle is None else asked.view.get(asked.view.latest(handle)).noun
        if isinstance(said, Statement) and said.source is not None and said.source not in found:
            source = asked.view.find("source", said.source).noun
            assert isinstance(source, Source)
            found[said.source] = source
    return list(found.values())


def _question(asked: Asked) -> Question:
    noun = asked.view.find("question", asked.named["slug"]).noun
    assert isinstance(noun, Question)
    return noun


def _waiting(asked: Asked, slug: str) -> Waiting:
    """The place of a question among those that wait; one that does not wait stands by itself."""
    rows = catalogue.due(asked)
    slugs = [row["slug"] for row in rows]
    if slug not in slugs:
        touched = sum(1 for _ in asked.view.standing("forecast", question=slug))
        return Waiting(slug=slug, deadline=None, forecasts=touched, place=0, count=len(rows), following=None)
    place = slugs.index(slug)
    row = rows[place]
    after = [*slugs[place + 1 :], *slugs[:place]]
    return Waiting(
        slug=slug,
        deadline=row["deadline"],
        forecasts=row["forecasts"],
        place=place + 1,
        count=len(rows),
        following=after[0] if after else None,
    )


def _fared(row: Any) -> str:
    return " · ".join(part for part in (statements.fared(row), statements.scored(row)) if part)
