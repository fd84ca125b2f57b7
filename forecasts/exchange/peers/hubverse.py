"""hubverse: the model output of a forecast hub, and the target data that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from forecasts.errors import UnfitFile
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.given import Given
from forecasts.exchange.peers.common import brought_or_bad, tag, title
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
from forecasts.exchange.settled import Settled, slug_of
from forecasts.model import Forecast, ForecasterKind, Question, QuestionKind

TITLE = "hubverse"
PLATFORM = "hubverse"


def fits(given: Given) -> bool:
    """Whether the header is that of model output, or of target data."""
    return is_model_output(given) or is_target_data(given)


def brought(given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
    """The forecasts of model output; of target data, the answers to what the model output beside it asks."""
    if is_model_output(given):
        yield from _forecasts(given, settled)
        return
    if not is_target_data(given):
        raise UnfitFile(
            given.name,
            "is neither model output nor target data",
            "keep the columns output_type, output_type_id and value, or observation and target_end_date",
        )
    asked = {
        found: question
        for other in beside
        if is_model_output(other)
        for found, question in _asked(other, settled)
    }
    if not asked:
        raise UnfitFile(given.name, "holds only what was observed", "give the model output with it")
    yield from observed(given, asked, settled)


def _forecasts(given: Given, settled: Settled) -> Iterator[Brought | Bad]:
    for task in tasks(given, settled):
        if not isinstance(task, Task):
            cells, error = task
            yield Bad(line=cells.line, row=cells.row, sentence=str(error))
            continue
        for kind, rows in task.outputs.items():
            text = "\n".join(row.row for row in rows)
            yield from brought_or_bad(rows[0].line, text, partial(_parts, task, kind, rows, settled))


def _parts(task: Task, kind: str, rows: list[Output], settled: Settled) -> tuple[Part, ...]:
    if not brings(task, kind, settled):
        return ()
    settled.assume("A hub takes a file while its round is open: that day is when it was made and attested.")
    forecaster = settled.forecaster(task.model, PLATFORM, kind=ForecasterKind.MODEL)
    question = _question(task.key, kind, rows, settled)
    forecasts = (
        Forecast(
            question=question.slug,
            forecaster=forecaster.slug,
            made_on=task.made_on,
            attested_on=task.made_on,
            claim=claim,
            belief=belief,
        )
        for claim, belief in assertions(kind, rows, settled)
    )
    return question, forecaster, *forecasts


def _asked(given: Given, settled: Settled) -> Iterator[tuple[tuple[Key, str], Question]]:
    """The questions of a model output file; what is bad or assumed in it is its own business."""
    quiet = Settled(today=settled.today, day_first=settled.day_first, zone=settled.zone, me=settled.me)
    for task in tasks(given, quiet):
        if not isinstance(task, Task):
            continue
        for kind, rows in task.outputs.items():
            for item in brought_or_bad(0, "", partial(_parts, task, kind, rows, quiet)):
                question = next(iter(item.parts), None) if isinstance(item, Brought) else None
                if isinstance(question, Question):
                    yield (task.key, kind if is_of_options(kind, rows) else ""), question


def _question(key: Key, kind: str, rows: list[Output], settled: Settled) -> Question:
    """The question, whoever answers it and in whichever round; one for a number, and one for an option."""
    of_options = is_of_options(kind, rows)
    names = (key.target, *(cell for _, cell in key.places), *((kind,) if of_options else ()))
    where = ", ".join(f"{name} {cell}" for name, cell in key.places if cell)
    said = ": ".join(filter(None, (key.target, where))) or "the target"
    asks = QuestionKind.ORDERED if kind == "cdf" else QuestionKind.CHOICE
    return Question(
        slug=slug_of(PLATFORM, *names, f"{key.end}", exact=True),
        statement=title(f"{said}, {key.end}", settled),
        kind=asks if of_options else QuestionKind.QUANTITY,
        options=tuple(tag(row.id) for row in rows) if of_options else (),
        topic=key.target or None,
    )
