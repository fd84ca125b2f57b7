"""The question that is meant: a known one by its slug, or a new one by its statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forecasts.errors import UnfitNoun, Unknown
from forecasts.model import Condition, Question, QuestionKind
from forecasts.recording.provenance import known_source
from forecasts.texts import slugified

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View


class TypedCondition(NamedTuple):
    """A condition as typed: a question's slug, the answer it must have, and by when."""

    question: str
    answer: str
    by: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewQuestion:
    """What is said of a question that may be new; empty where it is known."""

    slug: str | None = None
    criteria: str | None = None
    kind: QuestionKind | None = None
    options: tuple[str, ...] = ()
    unit: str | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    zone: str | None = None
    cluster: str | None = None
    recurs: bool = False
    reference_rate: float | None = None
    reference_source: str | None = None
    reference_count: int | None = None


def is_statement(about: str) -> bool:
    """Whether a text says something, and is not the slug of a question: it has a space in it.

    >>> is_statement("Kunduz falls"), is_statement("kunduz")
    (True, False)
    """
    return any(letter.isspace() for letter in about.strip())


def meant_question(
    about: str, new: NewQuestion, *, horizon: date | None, entry: Entry, notes: list[str]
) -> Question:
    """The known question of that slug, or a new one of that statement, added to the entry and noted."""
    if new.slug is None and not is_statement(about):
        known = find_question(entry.view, about)
        if new != NewQuestion():
            raise UnfitNoun(
                f"The question {known.slug!r} is in the ledger already, and what is said of it is new",
                f"leave out the options that describe a question, or amend "
                f"{entry.view.find('question', known.slug).handle} with them",
            )
        return known
    slug = new.slug or slugified(about)
    _refuse_retyped(slug, about, entry.view)
    question = Question(
        slug=slug,
        statement=about,
        criteria=new.criteria,
        kind=new.kind or QuestionKind.EVENT,
        unit=new.unit,
        options=new.options,
        topic=new.topic,
        tags=new.tags,
        zone=new.zone or "UTC",
        cluster=new.cluster,
        recurs=new.recurs,
        horizon=horizon,
        reference_rate=new.reference_rate,
        reference_source=_source_of(new, entry.view),
        reference_count=new.reference_count,
    )
    entry.add(question)
    notes.append(f"New question: {question.statement} ({question.slug}).")
    return question


def _source_of(new: NewQuestion, view: View) -> str | None:
    """The slug of the known source of the reference class."""
    return None if new.reference_source is None else the_source(view, new.reference_source)


def the_source(view: View, text: str) -> str:
    """The slug of the known source that a slug or a title names.

    Raises
    ------
    Unknown
        Where there is none: what a reference class is from is recorded first.
    """
    found = known_source(view, text)
    if found is None:
        raise Unknown("source", text, remedy="record it first with `tracker source add FILE`.")
    return found


def find_question(view: View, text: str) -> Question:
    """The question that a slug or its unique beginning names."""
    found = view.meant("question", text).noun
    assert isinstance(found, Question)
    return found


def condition(view: View, given: TypedCondition) -> Condition:
    """The condition on a known question; an option counts in any case, and "yes" and "no" answer an event."""
    try:
        asked = find_question(view, given.question)
    except Unknown as unknown:
        first = f'make it first with `tracker log "..." --slug {slugified(given.question)}`.'
        raise Unknown("question", given.question, unknown.near, first) from None
    spoken = {"yes": "happens", "no": "does not happen"} if asked.kind is QuestionKind.EVENT else {}
    known = spoken | {option.casefold(): option for option in asked.options}
    answer = known.get(given.answer.casefold(), given.answer)
    return Condition(question=asked.slug, answer=answer, by=given.by)


def _refuse_retyped(slug: str, statement: str, view: View) -> None:
    """Refuses a statement that is known word for word: another forecast on it names its slug."""
    for stored in view.standing("question", slug=slug):
        assert isinstance(stored.noun, Question)
        if stored.noun.statement == statement:
            raise UnfitNoun(
                f"The ledger has the question {slug!r} already ({stored.handle}), in the same words",
                "name it by that slug to log another forecast on it",
            )
