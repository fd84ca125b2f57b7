"""Good Judgment Open and other Cultivate sites: prediction sets with their questions, from the API."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, RowNoun, Rows
from forecasts.exchange.formats.common import (
    forecast,
    importer,
    platform_user,
    prose,
    resolved_to,
    tag,
    title,
)
from forecasts.exchange.formats.json_objects import (
    JsonObject,
    by_id,
    created_at,
    document,
    explain_only,
    has,
    in_time_order,
    listed,
    pages,
)
from forecasts.model import (
    Chance,
    Claim,
    Forecaster,
    ForecasterKind,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Shares,
)

PLATFORM = "good-judgment"
_SET = ("question_id", "predictions")
_QUESTION = ("id", "answers", "ends_at")
_TOLERANCE = 1e-3
_EXACT = 1e-9


class GoodJudgment:
    """Prediction sets and questions of the API, each under its key, in one file or in two."""

    TITLE = "Good Judgment Open"

    def recognises(self, file: DataFile) -> bool:
        """Whether the keys are those of prediction sets, or of questions with answers."""
        found = document(file)
        return any(has(value, *_SET) for value in _sets(found)) or any(
            has(value, *_QUESTION) for value in _questions(found)
        )

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """What each set says, in time order; questions by themselves say nothing, they explain it."""
        sets = _sets(document(file))
        if not sets:
            alone = "Questions bring nothing by themselves: what they say comes with the sets beside them."
            yield from explain_only(_questions(document(file)), alone, conventions)
            return
        questions, names = by_id(_questions, *beside, file), _member_names(sets)
        yield from in_time_order(
            sets, created_at, partial(_of_set, questions=questions, names=names, conventions=conventions)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _SiteQuestion:
    """A question, the ids of its answers in the order of its options, its deadline, and its outcome."""

    record: Question
    answers: tuple[str, ...]
    deadline: date
    outcome: Outcome | None


def _sets(found: object) -> list[Any]:
    return [value for page in pages(found) for value in listed(page, "prediction_sets")]


def _questions(found: object) -> list[Any]:
    return [value for page in pages(found) for value in listed(page, "questions")]


def _member_names(sets: list[Any]) -> dict[str, str]:
    """User names by id, as far as any set has them."""
    return {
        str(value.get("membership_guid") or value.get("membership_id")): value["membership_username"]
        for value in sets
        if isinstance(value, dict) and isinstance(value.get("membership_username"), str)
    }


def _of_set(
    value: object, *, questions: Mapping[str, JsonObject], names: Mapping[str, str], conventions: Conventions
) -> tuple[RowNoun, ...]:
    item = JsonObject.of(value)
    number = item.needed("question_id")
    if number not in questions:
        raise UnfitNoun(
            f"The question {number[:40]!r} is not given",
            "give questions.json together with the prediction sets",
        )
    if item.values.get("rationale") or item.values.get("comment"):
        conventions.assume("Rationales and comments are passed over.")
    predictions = item.objects("predictions")
    if not predictions:
        return ()
    question = _site_question(questions[number], conventions)
    who = _who(item, names, conventions)
    in_time = not any(prediction.flag("made_after_correctness_known") for prediction in predictions)
    if not in_time:
        conventions.assume(
            "A forecast that was made after the answer was known is kept without proof of its day, so that "
            "it never counts as prospective."
        )
    made = conventions.moment(item.needed("created_at"), "created_at")
    claim = Claim(deadline=max(question.deadline, made.date()))
    at_that_time = partial(forecast, question.record, made=made, claim=claim, attested=in_time)
    belief = _belief(question, predictions, "forecasted_probability", conventions)
    found: list[RowNoun] = [question.record, who, at_that_time(who, belief)]
    if (before := _before(question, predictions, conventions)) is not None:
        crowd = conventions.forecaster("crowd", PLATFORM, kind=ForecasterKind.CROWD)
        crowd = replace(crowd, name="Good Judgment Open, crowd")
        found += [crowd, at_that_time(crowd, before)]
    found.append(question.outcome or Open(question=question.record.slug))
    return tuple(found)


def _who(item: JsonObject, names: Mapping[str, str], conventions: Conventions) -> Forecaster:
    """The member: by id where there is one, else by name, else whom `--me` names."""
    ident = item.text("membership_guid", "membership_id", "membership_username")
    name = names.get(ident, "")
    return (
        platform_user(conventions, PLATFORM, ident=ident, name=name)
        if ident
        else importer(conventions, PLATFORM)
    )


def _before(
    question: _SiteQuestion, predictions: tuple[JsonObject, ...], conventions: Conventions
) -> Chance | Shares | None:
    """What the crowd said before: a reference that comes with every set, unless it has gaps."""
    if not all(prediction.text("starting_probability") for prediction in predictions):
        return None
    try:
        belief = _belief(question, predictions, "starting_probability", conventions)
    except UnfitNoun:
        conventions.assume("Where the crowd's probabilities do not sum to 1, they are passed over.")
        return None
    conventions.assume(
        "The crowd's probability before each forecast is brought as a forecast of Good Judgment Open's crowd."
    )
    return replace(belief, rule="crowd before the forecast")


def _belief(
    question: _SiteQuestion, predictions: tuple[JsonObject, ...], key: str, conventions: Conventions
) -> Chance | Shares:
    """A chance of the only answer, or a share for each of several; answers without a share have 0."""
    stated = {
        prediction.needed("answer_id"): conventions.chance(prediction.needed(key), key, percent=False)
        for prediction in predictions
    }
    if unknown := stated.keys() - set(question.answers):
        raise UnfitNoun(
            f"The question has no answer {min(unknown)[:40]!r}",
            "give a questions.json that is as new as the sets",
        )
    shares = [stated.get(answer, 0.0) for answer in question.answers]
    if len(shares) == 1:
        return Chance.stated(shares[0])
    total = math.fsum(shares)
    if abs(total - 1) > _TOLERANCE:
        raise UnfitNoun(
            f"The probabilities of the answers sum to {total:g}", "give all answers, and sum them to 1"
        )
    if abs(total - 1) > _EXACT:
        conventions.assume(
            "Probabilities of answers that sum to 1 only after rounding are divided by their sum."
        )
        shares = [share / total for share in shares]
    return Shares(options=question.record.options, shares=tuple(shares))


def _site_question(item: JsonObject, conventions: Conventions) -> _SiteQuestion:
    """What the API says of a question; one answer makes it yes or no, several make it a choice."""
    answers = item.objects("answers")
    if not answers:
        raise UnfitNoun(
            f"The question {item.text('id')[:40]!r} has no answers", "give the whole questions.json"
        )
    deadline = conventions.day(item.needed("ends_at"), "ends_at")
    question = _question(item, answers, conventions)
    return _SiteQuestion(
        record=question,
        answers=tuple(answer.needed("id") for answer in answers),
        deadline=deadline,
        outcome=_outcome(item, answers, question, deadline, conventions),
    )


def _question(item: JsonObject, answers: tuple[JsonObject, ...], conventions: Conventions) -> Question:
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
    item: JsonObject,
    answers: tuple[JsonObject, ...],
    question: Question,
    deadline: date,
    conventions: Conventions,
) -> Outcome | None:
    """Void, the answer that was right, or nothing while the question is open."""
    slug = question.slug
    if voided := item.text("voided_at"):
        known_on, because = conventions.day(voided, "voided_at"), "Good Judgment Open voided it"
        return Outcome(question=slug, kind=OutcomeKind.VOID, because=because, known_on=known_on)
    shares = [share for answer in answers if (share := _share(answer, item)) is not None]
    resolved = _resolved(item, answers, conventions)
    if resolved is None or len(shares) < len(answers):
        return None
    if question.kind is QuestionKind.EVENT:
        return resolved_to(slug, shares[0], resolved=resolved, deadline=deadline, conventions=conventions)
    if 1 in shares and sum(shares) == 1:
        right = question.options[shares.index(1)]
        return Outcome(question=slug, kind=OutcomeKind.OPTION, option=right, known_on=resolved)
    because = f"Good Judgment Open resolved it to {', '.join(f'{share:g}' for share in shares[:20])}"
    return Outcome(question=slug, kind=OutcomeKind.AMBIGUOUS, because=because, known_on=resolved)


def _share(answer: JsonObject, item: JsonObject) -> float | None:
    """The probability to which an answer was resolved; None of one that is open, whatever the crowd says."""
    closed = answer.text("correctness_known_at", "resolved_at") or _is_resolved(item)
    return answer.number("probability") if closed else None


def _is_resolved(item: JsonObject) -> bool:
    return bool(item.flag("resolved?") or item.flag("resolved") or item.text("resolved_at"))


def _resolved(item: JsonObject, answers: tuple[JsonObject, ...], conventions: Conventions) -> date | None:
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
