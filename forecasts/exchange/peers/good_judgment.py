"""Good Judgment Open and other Cultivate sites: prediction sets with their questions, from the API."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.common import known_as, oneself
from forecasts.exchange.peers.good_judgment_questions import PLATFORM, Asked, asked
from forecasts.exchange.peers.keyed import Keyed, as_row, document, has, listed, pages
from forecasts.model import Chance, Claim, Forecast, Forecaster, ForecasterKind, Shares

TITLE = "Good Judgment Open"
_SET = ("question_id", "predictions")
_QUESTION = ("id", "answers", "ends_at")
_CROWD = "crowd before the forecast"
_TOLERANCE = 1e-3
_EXACT = 1e-9


def recognises(file: DataFile) -> bool:
    """Whether the keys are those of prediction sets, or of questions with answers."""
    found = document(file)
    return any(has(value, *_SET) for value in _listed(found, "prediction_sets")) or any(
        has(value, *_QUESTION) for value in _listed(found, "questions")
    )


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """What each prediction set says, in time order; questions by themselves say nothing, they explain it."""
    found = document(file)
    sets = _listed(found, "prediction_sets")
    if not sets:
        for line, value in enumerate(_listed(found, "questions"), start=1):
            conventions.assume(
                "Questions bring nothing by themselves: what they say comes with the sets beside them."
            )
            yield ReadRow(line=line, text=as_row(value), nouns=())
        return
    questions = dict(
        pair
        for file in (*beside, file)
        for value in _listed(document(file), "questions")
        for pair in _numbered(value)
    )
    names = _member_names(sets)
    for line, value in sorted(enumerate(sets, start=1), key=_when):
        yield from read_or_refused(line, as_row(value), partial(_parts, value, questions, names, conventions))


def _listed(found: object, key: str) -> list[Any]:
    return [value for page in pages(found) for value in listed(page, key)]


def _numbered(value: object) -> Iterator[tuple[str, Keyed]]:
    """A question under its id, which is a number here and a text there; one without is left out."""
    if isinstance(value, dict) and isinstance(value.get("id"), str | int):
        yield str(value["id"]).strip(), Keyed(value)


def _when(numbered: tuple[int, object]) -> str:
    """The moment of a set as text, which sorts; of what is none, nothing."""
    value = numbered[1]
    return str(value.get("created_at")) if isinstance(value, dict) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What a set says: of which question, who, when, and whether that was before the answer was known."""

    of: Asked
    who: Forecaster
    made: datetime
    in_time: bool

    def forecast(self, who: Forecaster, belief: Chance | Shares) -> Forecast:
        """The forecast of somebody at that moment."""
        day = self.made.date()
        return Forecast(
            question=self.of.question.slug,
            forecaster=who.slug,
            made_on=day,
            made_at=self.made,
            attested_on=day if self.in_time else None,
            claim=Claim(deadline=max(self.of.deadline, day)),
            belief=belief,
        )


def _parts(
    value: object, questions: Mapping[str, Keyed], names: Mapping[str, str], conventions: Conventions
) -> tuple[RowNoun, ...]:
    item = Keyed.of(value)
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
    of = asked(questions[number], conventions)
    who = _who(item, names, conventions)
    in_time = not any(prediction.flag("made_after_correctness_known") for prediction in predictions)
    if not in_time:
        conventions.assume(
            "A forecast that was made after the answer was known is kept without proof of its day, so that "
            "it never counts as prospective."
        )
    made = conventions.moment(item.needed("created_at"), "created_at")
    said = _Said(of=of, who=who, made=made, in_time=in_time)
    belief = _belief(of, predictions, "forecasted_probability", conventions)
    found: list[RowNoun] = [of.question, who, said.forecast(who, belief)]
    if (before := _before(of, predictions, conventions)) is not None:
        crowd = conventions.forecaster("crowd", PLATFORM, kind=ForecasterKind.CROWD)
        crowd = replace(crowd, name="Good Judgment Open, crowd")
        found += [crowd, said.forecast(crowd, before)]
    if of.outcome is not None:
        found.append(of.outcome)
    return tuple(found)


def _member_names(sets: list[Any]) -> dict[str, str]:
    """User names by id, as far as any set has them."""
    return {
        str(value.get("membership_guid") or value.get("membership_id")): value["membership_username"]
        for value in sets
        if isinstance(value, dict) and isinstance(value.get("membership_username"), str)
    }


def _who(item: Keyed, names: Mapping[str, str], conventions: Conventions) -> Forecaster:
    """The member: by id where there is one, else by name, else whom `--me` names."""
    ident = item.text("membership_guid", "membership_id", "membership_username")
    name = names.get(ident, "")
    return (
        known_as(conventions, PLATFORM, ident=ident, name=name) if ident else oneself(conventions, PLATFORM)
    )


def _before(of: Asked, predictions: tuple[Keyed, ...], conventions: Conventions) -> Chance | Shares | None:
    """What the crowd said before: a reference that comes with every set, unless it has gaps."""
    if not all(prediction.text("starting_probability") for prediction in predictions):
        return None
    try:
        belief = _belief(of, predictions, "starting_probability", conventions)
    except UnfitNoun:
        conventions.assume("Where the crowd's probabilities do not sum to 1, they are passed over.")
        return None
    conventions.assume(
        "The crowd's probability before each forecast is brought as a forecast of Good Judgment Open's crowd."
    )
    return replace(belief, rule=_CROWD)


def _belief(of: Asked, predictions: tuple[Keyed, ...], key: str, conventions: Conventions) -> Chance | Shares:
    """A chance of the only answer, or a share for each of several; answers without a share have 0."""
    stated = {
        prediction.needed("answer_id"): conventions.chance(prediction.needed(key), key, percent=False)
        for prediction in predictions
    }
    if unknown := stated.keys() - set(of.answers):
        raise UnfitNoun(
            f"The question has no answer {min(unknown)[:40]!r}",
            "give a questions.json that is as new as the sets",
        )
    shares = [stated.get(answer, 0.0) for answer in of.answers]
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
    return Shares(options=of.question.options, shares=tuple(shares))
