"""A question of Good Judgment Open: what it asks, its answers, by when, and which answer was right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.peers.common import prose, resolved_to, tag, title, without_answer
from forecasts.exchange.peers.keyed import Keyed
from forecasts.model import Outcome, OutcomeKind, Question, QuestionKind

PLATFORM = "good-judgment"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question, the ids of its answers in the order of its options, its deadline, and its outcome."""

    question: Question
    answers: tuple[str, ...]
    deadline: date
    outcome: Outcome | None


def asked(item: Keyed, conventions: Conventions) -> Asked:
    """What the API says of a question; one answer makes it yes or no, several make it a choice."""
    answers = item.objects("answers")
    if not answers:
        raise UnfitNoun(
            f"The question {item.text('id')[:40]!r} has no answers", "give the whole questions.json"
        )
    deadline = conventions.day(item.needed("ends_at"), "ends_at")
    question = _question(item, answers, conventions)
    return Asked(
        question=question,
        answers=tuple(answer.needed("id") for answer in answers),
        deadline=deadline,
        outcome=_outcome(item, answers, question, deadline, conventions),
    )


def _question(item: Keyed, answers: tuple[Keyed, ...], conventions: Conventions) -> Question:
    slug = slug_of(PLATFORM, item.needed("id"), exact=True)
    name, criteria = item.needed("name"), prose(item.text("description"), conventions)
    if len(answers) > 1:
        return Question(
            slug=slug,
            statement=title(name, conventions),
            criteria=criteria,
            kind=QuestionKind.ORDERED if item.flag("use_ordinal_scoring") else QuestionKind.CHOICE,
            options=tuple(tag(answer.needed("name")) for answer in answers),
        )
    only = answers[0].text("name")
    whole = name if only.casefold() in ("", "yes") else f"{name}: {only}"
    return Question(slug=slug, statement=title(whole, conventions), criteria=criteria)


def _outcome(
    item: Keyed, answers: tuple[Keyed, ...], question: Question, deadline: date, conventions: Conventions
) -> Outcome | None:
    """Void, the answer that was right, or nothing while the question is open."""
    if voided := item.text("voided_at"):
        because = "Good Judgment Open voided it"
        known_on = conventions.day(voided, "voided_at")
        return without_answer(question.slug, OutcomeKind.VOID, because=because, known_on=known_on)
    shares = [_share(answer, item) for answer in answers]
    resolved = _resolved(item, answers, conventions)
    if resolved is None or any(share is None for share in shares):
        return None
    settled_at = [share for share in shares if share is not None]
    if question.kind is QuestionKind.EVENT:
        return resolved_to(
            question.slug, settled_at[0], resolved=resolved, deadline=deadline, conventions=conventions
        )
    if 1 in settled_at and sum(settled_at) == 1:
        right = question.options[settled_at.index(1)]
        return Outcome(question=question.slug, kind=OutcomeKind.OPTION, option=right, known_on=resolved)
    because = f"Good Judgment Open resolved it to {', '.join(f'{share:g}' for share in settled_at[:20])}"
    return without_answer(question.slug, OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)


def _share(answer: Keyed, item: Keyed) -> float | None:
    """The probability to which an answer was resolved; None of one that is open, whatever the crowd says."""
    closed = answer.text("correctness_known_at", "resolved_at") or _is_resolved(item)
    return answer.number("probability") if closed else None


def _is_resolved(item: Keyed) -> bool:
    return bool(item.flag("resolved?") or item.flag("resolved") or item.text("resolved_at"))


def _resolved(item: Keyed, answers: tuple[Keyed, ...], conventions: Conventions) -> date | None:
    """The day from which the answer was known: of its answers the last, else the day it was resolved."""
    known = [
        conventions.day(text, "correctness_known_at")
        for answer in answers
        if (text := answer.text("correctness_known_at", "resolved_at"))
    ]
    if known:
        return max(known)
    text = item.text("resolved_at")
    return conventions.day(text, "resolved_at") if text else None
