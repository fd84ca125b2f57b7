"""hubverse: the model output of a forecast hub, and the target data that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from forecasts.errors import UnfitFile
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.common import tag, title
from forecasts.exchange.peers.hubverse_beliefs import assertions, brings, is_of_options
from forecasts.exchange.peers.hubverse_tables import (
    Key,
    Output,
    Task,
    is_model_output,
    is_target_data,
    tasks,
)
from forecasts.exchange.peers.hubverse_targets import observed
from forecasts.model import Forecast, ForecasterKind, Question, QuestionKind

TITLE = "hubverse"
PLATFORM = "hubverse"


def recognises(file: DataFile) -> bool:
    """Whether the header is that of model output, or of target data."""
    return is_model_output(file) or is_target_data(file)


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """The forecasts of model output; of target data, the answers to what the model output beside it asks."""
    if is_model_output(file):
        yield from _forecasts(file, conventions)
        return
    if not is_target_data(file):
        raise UnfitFile(
            file.name,
            "is neither model output nor target data",
            "keep the columns output_type, output_type_id and value, or observation and target_end_date",
        )
    asked = {
        found: question
        for other in beside
        if is_model_output(other)
        for found, question in _asked(other, conventions)
    }
    if not asked:
        raise UnfitFile(file.name, "holds only what was observed", "give the model output with it")
    yield from observed(file, asked, conventions)


def _forecasts(file: DataFile, conventions: Conventions) -> Rows:
    for task in tasks(file, conventions):
        if not isinstance(task, Task):
            cells, error = task
            yield RefusedRow(line=cells.line, text=cells.text, reason=str(error))
            continue
        for kind, rows in task.outputs.items():
            text = "\n".join(row.row for row in rows)
            yield from read_or_refused(rows[0].line, text, partial(_parts, task, kind, rows, conventions))


def _parts(task: Task, kind: str, rows: list[Output], conventions: Conventions) -> tuple[RowNoun, ...]:
    if not brings(task, kind, conventions):
        return ()
    conventions.assume(
        "A hub takes a file while its round is open: that day is when it was made and attested."
    )
    forecaster = conventions.forecaster(task.model, PLATFORM, kind=ForecasterKind.MODEL)
    question = _question(task.key, kind, rows, conventions)
    forecasts = (
        Forecast(
            question=question.slug,
            forecaster=forecaster.slug,
            made_on=task.made_on,
            attested_on=task.made_on,
            claim=claim,
            belief=belief,
        )
        for claim, belief in assertions(kind, rows, conventions)
    )
    return question, forecaster, *forecasts


def _asked(file: DataFile, conventions: Conventions) -> Iterator[tuple[tuple[Key, str], Question]]:
    """The questions of a model output file; what is bad or assumed in it is its own business."""
    quiet = Conventions(
        today=conventions.today, day_first=conventions.day_first, zone=conventions.zone, me=conventions.me
    )
    for task in tasks(file, quiet):
        if not isinstance(task, Task):
            continue
        for kind, rows in task.outputs.items():
            for item in read_or_refused(0, "", partial(_parts, task, kind, rows, quiet)):
                question = next(iter(item.nouns), None) if isinstance(item, ReadRow) else None
                if isinstance(question, Question):
                    yield (task.key, kind if is_of_options(kind, rows) else ""), question


def _question(key: Key, kind: str, rows: list[Output], conventions: Conventions) -> Question:
    """The question, whoever answers it and in whichever round; one for a number, and one for an option."""
    of_options = is_of_options(kind, rows)
    names = (key.target, *(cell for _, cell in key.places), *((kind,) if of_options else ()))
    where = ", ".join(f"{name} {cell}" for name, cell in key.places if cell)
    said = ": ".join(filter(None, (key.target, where))) or "the target"
    asks = QuestionKind.ORDERED if kind == "cdf" else QuestionKind.CHOICE
    return Question(
        slug=slug_of(PLATFORM, *names, f"{key.end}", exact=True),
        statement=title(f"{said}, {key.end}", conventions),
        kind=asks if of_options else QuestionKind.QUANTITY,
        options=tuple(tag(row.id) for row in rows) if of_options else (),
        topic=key.target or None,
    )
