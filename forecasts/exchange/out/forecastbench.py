"""Forecasts as ForecastBench sets: of each day the questions, what each forecaster said, what came of them.

A question with a deadline becomes one about that day. Of several forecasts by one forecaster on one day the
first is written, since a set has one row a question.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.belief import Chance
from forecasts.exchange.formats.forecastbench_sets import DUE, KEYS, NOTHING
from forecasts.exchange.out.answers import Answer, Answered, answered
from forecasts.exchange.out.files import GrowingFiles, mark
from forecasts.exchange.out.forecasts import Exported, exported, fitting
from forecasts.exchange.out.records import at_slugs, some
from forecasts.exchange.out.summary import ExportSummary
from forecasts.model import Forecaster, QuestionKind
from forecasts.writing import new_folder

if TYPE_CHECKING:
    from forecasts.ledger.view import View

SOURCE = "trackrecord"
_RESOLVED = {Answer.YES: 1.0, Answer.NO: 0.0, Answer.VOID: None}


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write a folder with the sets of each day."""
    today = view.head.recorded_at.date() if view.head.recorded_at else date.min
    seen: set[int] = set()
    with new_folder(place) as folder, GrowingFiles(folder) as files:
        for chunk in some(fitting(exported(view), (Chance,), summary)):
            names = at_slugs(view, "forecaster", {one.forecast.forecaster for one in chunk})
            for one in chunk:
                forecaster = names[one.forecast.forecaster]
                assert isinstance(forecaster, Forecaster)
                _write_one(one, forecaster, files, seen, summary, today)
        files.end("\n]}\n")


def _write_one(
    one: Exported,
    forecaster: Forecaster,
    files: GrowingFiles,
    seen: set[int],
    summary: ExportSummary,
    today: date,
) -> None:
    forecast, deadline = one.forecast, one.forecast.claim.deadline
    if one.question.kind is not QuestionKind.EVENT or deadline is None:
        summary.omit("forecast", "without a deadline, or of no event")
        return
    found = answered(one)
    if found is not None and found.answer is Answer.TOO_LATE:
        summary.omit("forecast", "made after its event had happened")
        return
    due = forecast.made_on
    said = mark(due, forecast.forecaster, forecast.question, deadline)
    if said in seen:
        summary.omit("forecast", "that is not the first of its day on its question")
        return
    asked = mark(due, forecast.question, deadline)
    if asked not in seen:
        _ask(one, found, files, summary, today)
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
    _write(files, name, head, "forecasts", row)
    summary.wrote(name, "forecast")


def _ask(
    one: Exported, found: Answered | None, files: GrowingFiles, summary: ExportSummary, today: date
) -> None:
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
    _write(files, name, _round(due), "questions", row)
    summary.wrote(name, "question")
    if found is None:
        return
    if found.answer is Answer.AMBIGUOUS or deadline > today:
        summary.note("outcome", "that is ambiguous, or ahead of its deadline")
        return
    resolved_to = found.grade if found.answer is Answer.PARTLY else _RESOLVED[found.answer]
    resolution = (*_key(one).values(), None, deadline.isoformat(), resolved_to, True)
    name = f"resolution_sets/{due}_resolution_set.json"
    _write(
        files,
        name,
        _round(due),
        "resolutions",
        dict(zip(KEYS["resolutions"], resolution, strict=True)),
    )
    summary.wrote(name, "outcome")


def _write(files: GrowingFiles, name: str, head: dict[str, Any], rows: str, row: dict[str, Any]) -> None:
    opening = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "{rows}": [\n'
    files.write(name, json.dumps(row, ensure_ascii=False), opening=opening, between=",\n")


def _round(due: date) -> dict[str, str]:
    return {DUE: due.isoformat(), "question_set": f"{due}-{SOURCE}.json"}


def _key(one: Exported) -> dict[str, str]:
    return {"id": f"{one.question.slug}.{one.forecast.claim.deadline}", "source": SOURCE}
