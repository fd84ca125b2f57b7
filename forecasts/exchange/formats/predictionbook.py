"""PredictionBook: its table of predictions with their mean confidence, and its API's with each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.formats.common import (
    brought_or_bad,
    chance_by,
    day_after,
    header,
    known_as,
    oneself,
    resolved_to,
    title,
    whole,
)
from forecasts.exchange.formats.json_objects import (
    JsonObject,
    as_row,
    created_at,
    document,
    has,
    listed,
    pages,
)
from forecasts.exchange.given import Cells, Given
from forecasts.exchange.settled import Settled, slug_of
from forecasts.model import Chance, Forecaster, ForecasterKind, Outcome, OutcomeKind, Question

PLATFORM = "predictionbook"
_MARKS = frozenset(("id", "description", "deadline", "outcome", "mean_confidence", "creator_label"))
_KEYS = ("id", "description", "deadline", "outcome", "responses")
_FLAGS = {"true": True, "false": False, "": None}


class PredictionBook:
    """The table `my_predictions.csv`, or pages of the API."""

    TITLE = "PredictionBook"

    def fits(self, given: Given) -> bool:
        """Whether the header is that of the table, or the keys are those of the API."""
        return header(given) >= _MARKS or any(has(value, *_KEYS) for _, value in _predictions(given))

    def brought(self, given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
        """Of the table each prediction; of the API each prediction and its answers, in time order."""
        if not given.is_json:
            for cells in given.rows():
                yield from brought_or_bad(cells.line, cells.row, partial(_of_table, cells, settled))
            return
        for line, value in _predictions(given):
            yield from _of_api(line, value, settled)


def _predictions(given: Given) -> Iterator[tuple[int, Any]]:
    """Every prediction in a document, numbered: pages of predictions, or bare predictions."""
    values = (
        value
        for page in pages(document(given))
        for value in (listed(page, "predictions") if "predictions" in page else [page])
    )
    yield from enumerate(values, start=1)


def _of_table(cells: Cells, settled: Settled) -> tuple[Part, ...]:
    """A prediction with the mean of everybody's confidence: the crowd's, or one's own if `--me` says so."""
    whole(cells)
    flags = {key: _flag(cells, key) for key in ("outcome", "withdrawn")}
    item = JsonObject({**cells.by_name, **flags})
    question, deadline = _question(item, settled)
    found: tuple[Part, ...] = (question,)
    if cells["mean_confidence"]:
        who = _whose_mean(settled)
        p = settled.chance(cells["mean_confidence"], "mean_confidence", percent=True)
        made = settled.moment(item.needed("created_at"), "created_at")
        mean = Chance(p=p, low=p, high=p, rule="mean of all answers")
        found = (question, who, chance_by(deadline, question, who, mean, made=made, attested=False))
    return (*found, *_outcome(item, question.slug, deadline, settled))


def _flag(cells: Cells, column: str) -> bool | None:
    if cells[column].casefold() not in _FLAGS:
        raise UnfitCell(column, cells[column], "give true, false, or nothing")
    return _FLAGS[cells[column].casefold()]


def _whose_mean(settled: Settled) -> Forecaster:
    settled.assume(
        "The table holds the mean of all answers and not when they were given: it is dated to the day of the "
        "prediction, and nothing proves that it stood then (the API's JSON holds each answer)."
    )
    if settled.me:
        settled.assume("The mean of all answers is taken as one's own, because of --me.")
        return oneself(settled, PLATFORM)
    mean = settled.forecaster("mean", PLATFORM, kind=ForecasterKind.CROWD)
    return replace(mean, name="PredictionBook, mean")


def _of_api(line: int, value: object, settled: Settled) -> Iterator[Brought | Bad]:
    """A prediction with its outcome, and then its answers; a prediction that is bad has none."""
    try:
        item = JsonObject.of(value)
    except UnfitNoun as error:
        yield Bad(line=line, row=as_row(value), sentence=str(error))
        return
    bare = {key: value for key, value in item.values.items() if key != "responses"}
    (prediction,) = brought_or_bad(line, as_row(bare), partial(_of_prediction, item, settled))
    yield prediction
    if isinstance(prediction, Brought):
        for response in sorted(listed(item.values, "responses"), key=created_at):
            answer = partial(_of_response, response, item, settled)
            yield from brought_or_bad(line, as_row(response), answer)


def _of_prediction(item: JsonObject, settled: Settled) -> tuple[Part, ...]:
    question, deadline = _question(item, settled)
    return question, *_outcome(item, question.slug, deadline, settled)


def _of_response(value: object, item: JsonObject, settled: Settled) -> tuple[Part, ...]:
    response = JsonObject.of(value)
    confidence = response.text("confidence")
    if response.values.get("comment"):
        settled.assume("Comments are passed over.")
    if not confidence:
        return ()
    question, deadline = _question(item, settled)
    who = known_as(
        settled, PLATFORM, ident=response.needed("user_id", "user_label"), name=response.text("user_label")
    )
    belief = Chance.stated(settled.chance(confidence, "confidence", percent=True))
    made = settled.moment(response.needed("created_at"), "created_at")
    return question, who, chance_by(deadline, question, who, belief, made=made)


def _question(item: JsonObject, settled: Settled) -> tuple[Question, date]:
    """The question, and the day by which it is decided."""
    statement = title(item.needed("description", "description_with_group"), settled)
    question = Question(slug=slug_of(PLATFORM, item.needed("id"), exact=True), statement=statement)
    return question, settled.day(item.needed("deadline"), "deadline")


def _outcome(item: JsonObject, question: str, deadline: date, settled: Settled) -> tuple[Outcome, ...]:
    """The outcome of a prediction; none while it is open."""
    happened, withdrawn = item.flag("outcome"), item.flag("withdrawn")
    if withdrawn:
        known = settled.day(item.needed("last_judgement_at", "updated_at", "created_at"), "updated_at")
        because = "PredictionBook has it as withdrawn"
        return (Outcome(question=question, kind=OutcomeKind.VOID, because=because, known_on=known),)
    if happened is None:
        return ()
    resolved = _judged(item, deadline, settled)
    return (resolved_to(question, float(happened), resolved=resolved, deadline=deadline, settled=settled),)


def _judged(item: JsonObject, deadline: date, settled: Settled) -> date:
    """The day of the judgement; older data lack it, and a day after the last change stands in for it."""
    if text := item.text("last_judgement_at"):
        return settled.day(text, "last_judgement_at")
    settled.assume(
        "Where last_judgement_at is missing, a prediction was judged 24 hours after it was last changed, or "
        "on its deadline where that is later; if that lies ahead, when it was changed."
    )
    changed = settled.moment(item.needed("updated_at"), "updated_at")
    later = max(day_after(changed, item.text("updated_at"), "updated_at"), deadline)
    return later if later <= settled.today else changed.date()
