"""PredictionBook: its table of predictions with their mean confidence, and its API's with each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, ReadRow, RefusedRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.formats.common import (
    chance_by,
    day_after,
    each_row,
    header,
    importer,
    platform_user,
    resolved_to,
    title,
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
from forecasts.exchange.table import Cells
from forecasts.model import Chance, Forecaster, ForecasterKind, Outcome, OutcomeKind, Question

PLATFORM = "predictionbook"
_MARKS = frozenset(("id", "description", "deadline", "outcome", "mean_confidence", "creator_label"))
_KEYS = ("id", "description", "deadline", "outcome", "responses")
_FLAGS = {"true": True, "false": False, "": None}


class PredictionBook:
    """The table `my_predictions.csv`, or pages of the API."""

    TITLE = "PredictionBook"

    def recognises(self, file: DataFile) -> bool:
        """Whether the header is that of the table, or the keys are those of the API."""
        return header(file) >= _MARKS or any(has(value, *_KEYS) for _, value in _predictions(file))

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """Of the table each prediction; of the API each prediction and its answers, in time order."""
        if not file.is_json:
            yield from each_row(file, partial(_of_table, conventions=conventions))
            return
        for line, value in _predictions(file):
            yield from _of_api(line, value, conventions)


def _predictions(file: DataFile) -> Iterator[tuple[int, Any]]:
    """Every prediction in a document, numbered: pages of predictions, or bare predictions."""
    values = (
        value
        for page in pages(document(file))
        for value in (listed(page, "predictions") if "predictions" in page else [page])
    )
    yield from enumerate(values, start=1)


def _of_table(cells: Cells, conventions: Conventions) -> tuple[RowNoun, ...]:
    """A prediction with the mean of everybody's confidence: the crowd's, or one's own if `--me` says so."""
    flags = {key: _flag(cells, key) for key in ("outcome", "withdrawn")}
    item = JsonObject({**cells.by_name, **flags})
    question, deadline = _question(item, conventions)
    found: tuple[RowNoun, ...] = (question,)
    if cells["mean_confidence"]:
        who = _whose_mean(conventions)
        p = conventions.chance(cells["mean_confidence"], "mean_confidence", percent=True)
        made = conventions.moment(item.needed("created_at"), "created_at")
        mean = Chance(p=p, low=p, high=p, rule="mean of all answers")
        found = (question, who, chance_by(deadline, question, who, mean, made=made, attested=False))
    return (*found, *_outcome(item, question.slug, deadline, conventions))


def _flag(cells: Cells, column: str) -> bool | None:
    if cells[column].casefold() not in _FLAGS:
        raise UnfitCell(column, cells[column], "give true, false, or nothing")
    return _FLAGS[cells[column].casefold()]


def _whose_mean(conventions: Conventions) -> Forecaster:
    conventions.assume(
        "The table holds the mean of all answers and not when they were given: it is dated to the day of the "
        "prediction, and nothing proves that it stood then (the API's JSON holds each answer)."
    )
    if conventions.me:
        conventions.assume("The mean of all answers is taken as one's own, because of --me.")
        return importer(conventions, PLATFORM)
    mean = conventions.forecaster("mean", PLATFORM, kind=ForecasterKind.CROWD)
    return replace(mean, name="PredictionBook, mean")


def _of_api(line: int, value: object, conventions: Conventions) -> Rows:
    """A prediction with its outcome, and then its answers; a prediction that is bad has none."""
    try:
        item = JsonObject.of(value)
    except UnfitNoun as error:
        yield RefusedRow(line=line, text=as_row(value), reason=str(error))
        return
    bare = {key: value for key, value in item.values.items() if key != "responses"}
    (prediction,) = read_or_refused(line, as_row(bare), partial(_of_prediction, item, conventions))
    yield prediction
    if isinstance(prediction, ReadRow):
        for response in sorted(listed(item.values, "responses"), key=created_at):
            answer = partial(_of_response, response, item, conventions)
            yield from read_or_refused(line, as_row(response), answer)


def _of_prediction(item: JsonObject, conventions: Conventions) -> tuple[RowNoun, ...]:
    question, deadline = _question(item, conventions)
    return question, *_outcome(item, question.slug, deadline, conventions)


def _of_response(value: object, item: JsonObject, conventions: Conventions) -> tuple[RowNoun, ...]:
    response = JsonObject.of(value)
    confidence = response.text("confidence")
    if response.values.get("comment"):
        conventions.assume("Comments are passed over.")
    if not confidence:
        return ()
    question, deadline = _question(item, conventions)
    who = platform_user(
        conventions,
        PLATFORM,
        ident=response.needed("user_id", "user_label"),
        name=response.text("user_label"),
    )
    belief = Chance.stated(conventions.chance(confidence, "confidence", percent=True))
    made = conventions.moment(response.needed("created_at"), "created_at")
    return question, who, chance_by(deadline, question, who, belief, made=made)


def _question(item: JsonObject, conventions: Conventions) -> tuple[Question, date]:
    """The question, and the day by which it is decided."""
    statement = title(item.needed("description", "description_with_group"), conventions)
    question = Question(slug=slug_of(PLATFORM, item.needed("id"), exact=True), statement=statement)
    return question, conventions.day(item.needed("deadline"), "deadline")


def _outcome(
    item: JsonObject, question: str, deadline: date, conventions: Conventions
) -> tuple[Outcome | Open]:
    """The outcome of a prediction, or that it is open."""
    happened, withdrawn = item.flag("outcome"), item.flag("withdrawn")
    if withdrawn:
        known = conventions.day(item.needed("last_judgement_at", "updated_at", "created_at"), "updated_at")
        because = "PredictionBook has it as withdrawn"
        return (Outcome(question=question, kind=OutcomeKind.VOID, because=because, known_on=known),)
    if happened is None:
        return (Open(question=question),)
    resolved = _judged(item, deadline, conventions)
    return (
        resolved_to(question, float(happened), resolved=resolved, deadline=deadline, conventions=conventions),
    )


def _judged(item: JsonObject, deadline: date, conventions: Conventions) -> date:
    """The day of the judgement; older data lack it, and a day after the last change stands in for it."""
    if text := item.text("last_judgement_at"):
        return conventions.day(text, "last_judgement_at")
    conventions.assume(
        "Where last_judgement_at is missing, a prediction was judged 24 hours after it was last changed, or "
        "on its deadline where that is later; if that lies ahead, when it was changed."
    )
    changed = conventions.moment(item.needed("updated_at"), "updated_at")
    later = max(day_after(changed, item.text("updated_at"), "updated_at"), deadline)
    return later if later <= conventions.today else changed.date()
