"""Forecasts as ForecastBench sets: of each day the questions, what each forecaster said, what came of them.

A question with a deadline becomes one about that day. Of several forecasts by one forecaster on one day the
first leaves, since a set has one row a question.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.belief import Chance
from forecasts.exchange.formats.forecastbench_sets import DUE, KEYS, NOTHING
from forecasts.exchange.leaving.answers import Answer, Answered, answered
from forecasts.exchange.leaving.left import Left
from forecasts.exchange.leaving.lines import mark
from forecasts.exchange.leaving.places import new_folder
from forecasts.exchange.leaving.shelf import Shelf
from forecasts.exchange.leaving.standing import at_slugs, some
from forecasts.exchange.leaving.told import Told, held, told
from forecasts.model import Forecaster, QuestionKind

if TYPE_CHECKING:
    from forecasts.ledger.view import View

SOURCE = "trackrecord"
_RESOLVED = {Answer.YES: 1.0, Answer.NO: 0.0, Answer.VOID: None}


def leave(view: View, place: Path, left: Left) -> None:
    """Write a folder with the sets of each day."""
    today = view.head.recorded_at.date() if view.head.recorded_at else date.min
    seen: set[int] = set()
    with new_folder(place) as folder, Shelf(folder) as shelf:
        for chunk in some(held(told(view), (Chance,), left)):
            names = at_slugs(view, "forecaster", {one.forecast.forecaster for one in chunk})
            for one in chunk:
                forecaster = names[one.forecast.forecaster]
                assert isinstance(forecaster, Forecaster)
                _leave_one(one, forecaster, shelf, seen, left, today)
        shelf.end("\n]}\n")


def _leave_one(
    one: Told, forecaster: Forecaster, shelf: Shelf, seen: set[int], left: Left, today: date
) -> None:
    forecast, deadline = one.forecast, one.forecast.claim.deadline
    if one.question.kind is not QuestionKind.EVENT or deadline is None:
        left.lost("forecast", "without a deadline, or of no event")
        return
    found = answered(one)
    if found is not None and found.answer is Answer.TOO_LATE:
        left.lost("forecast", "made after its event had happened")
        return
    due = forecast.made_on
    said = mark(due, forecast.forecaster, forecast.question, deadline)
    if said in seen:
        left.lost("forecast", "that is not the first of its day on its question")
        return
    asked = mark(due, forecast.question, deadline)
    if asked not in seen:
        _ask(one, found, shelf, left, today)
    seen |= {said, asked}
    assert isinstance(forecast.belief, Chance)
    name = f"forecast_sets/{due}/{due}.{SOURCE}.{forecaster.slug}.json"
    head = {
        "organization": forecaster.affiliation or SOURCE,
        "model": forecaster.name,
        "model_organization": forecaster.affiliation or SOURCE,
        **_round(due),
    }
    cells = (*_key(one).values(), forecast.belief.p, deadline.isoformat(), None)
    row = dict(zip(KEYS["forecasts"], cells, strict=True))
    _write(shelf, name, head, "forecasts", row)
    left.wrote(name, "forecast")


def _ask(one: Told, found: Answered | None, shelf: Shelf, left: Left, today: date) -> None:
    """Write the question and, if its day is over and ForecastBench has a number for it, its resolution."""
    due, deadline, question = one.forecast.made_on, one.forecast.claim.deadline, one.question
    assert deadline is not None
    stated = {
        **_key(one),
        "question": question.statement,
        "resolution_criteria": question.criteria or NOTHING,
        "freeze_datetime": f"{due}T00:00:00+00:00",
        "source_intro": "Forecasts by a deadline, from a ledger of forecasts.",
        "resolution_dates": [deadline.isoformat()],
    }
    row = {key: stated.get(key, NOTHING) for key in KEYS["questions"]}
    name = f"question_sets/{due}-{SOURCE}.json"
    _write(shelf, name, _round(due), "questions", row)
    left.wrote(name, "question")
    if found is None:
        return
    if found.answer is Answer.AMBIGUOUS or deadline > today:
        left.note("outcome", "that is ambiguous, or ahead of its deadline")
        return
    resolved_to = found.grade if found.answer is Answer.PARTLY else _RESOLVED[found.answer]
    resolution = (*_key(one).values(), None, deadline.isoformat(), resolved_to, True)
    name = f"resolution_sets/{due}_resolution_set.json"
    _write(
        shelf,
        name,
        _round(due),
        "resolutions",
        dict(zip(KEYS["resolutions"], resolution, strict=True)),
    )
    left.wrote(name, "outcome")


def _write(shelf: Shelf, name: str, head: dict[str, Any], rows: str, row: dict[str, Any]) -> None:
    opening = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "{rows}": [\n'
    shelf.write(name, json.dumps(row, ensure_ascii=False), opening=opening, between=",\n")


def _round(due: date) -> dict[str, str]:
    return {DUE: due.isoformat(), "question_set": f"{due}-{SOURCE}.json"}


def _key(one: Told) -> dict[str, str]:
    return {"id": f"{one.question.slug}.{one.forecast.claim.deadline}", "source": SOURCE}
