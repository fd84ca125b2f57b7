"""hubverse: the model output of a forecast hub, and the target data that answer it.

Nothing is drawn where a hub has only points: a distribution function over numbers becomes a chance for each
of its points, and no curve through them. Only samples are summed up, by their quantiles at fixed levels.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from forecasts.errors import TrackerError, UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Namesakes, ReadRow, RefusedRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.formats.common import finite, forecast, number, tag, title
from forecasts.exchange.formats.hubverse_config import HubConfig, config_of
from forecasts.exchange.formats.hubverse_tables import (
    Key,
    Output,
    Task,
    is_model_output,
    is_target_data,
    other_spellings,
    tasks,
)
from forecasts.exchange.formats.hubverse_targets import observed
from forecasts.exchange.notices import Notices
from forecasts.model import (
    Chance,
    Claim,
    ForecasterKind,
    Quantiles,
    Question,
    QuestionKind,
    Shares,
    Unscoreable,
    Vague,
)

PLATFORM = "hubverse"
_Assertion = tuple[Claim, Quantiles | Chance | Shares | Vague]

_LEVELS = (0.01, 0.025, *(step / 20 for step in range(1, 20)), 0.975, 0.99)
"""The levels at which samples are summed up: those that most hubs ask for."""
_KNOWN = ("quantile", "sample", "median", "cdf", "pmf", "mean")
_ROUNDING = 0.01
SPELLINGS = "Places such as 1 and 01 are two, and their questions too; --same-places makes them one."


class Hubverse:
    """Model output or target data as tables."""

    TITLE = "hubverse"

    @staticmethod
    def is_whole(file: DataFile) -> bool:
        """Whether a file needs no others to be understood: model output does not."""
        return is_model_output(file)

    def recognises(self, file: DataFile) -> bool:
        """Whether the header is that of model output, or of target data."""
        return is_model_output(file) or is_target_data(file)

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The forecasts of model output; of target data, the answers to what model output beside it asks."""
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
    config = config_of(file)
    for task in tasks(file, conventions):
        if isinstance(task, ReadRow | RefusedRow):
            yield task
            continue
        if config is not None:
            _hold_against(config, task, conventions)
        for kind, rows in task.outputs.items():
            text = "\n".join(row.row for row in rows)
            yield from read_or_refused(rows[0].line, text, partial(_nouns, task, kind, rows, conventions))


def _nouns(task: Task, kind: str, rows: list[Output], conventions: Conventions) -> tuple[RowNoun, ...]:
    if not _is_brought(task, kind, conventions):
        return ()
    conventions.assume(
        "A hub takes a file while its round is open: that day is when it was made and attested."
    )
    forecaster = conventions.forecaster(task.model, PLATFORM, kind=ForecasterKind.MODEL)
    question = _question(task.key, kind, rows, conventions)
    forecasts = (
        forecast(
            question,
            forecaster,
            belief,
            made=task.made_on,
            claim=claim,
            unscoreable=Unscoreable.NO_PROBABILITY if isinstance(belief, Vague) else None,
        )
        for claim, belief in _assertions(kind, rows, conventions)
    )
    others = (_question(other, kind, rows, conventions).slug for other in other_spellings(task.key))
    namesakes = Namesakes(question=question.slug, others=tuple(others), told=SPELLINGS)
    return (question, *((namesakes,) if namesakes.others else ()), forecaster, *forecasts)


def _hold_against(config: HubConfig, task: Task, conventions: Conventions) -> None:
    """Tell where a task is not as the hub's configuration asks for it."""
    rows = task.outputs.get("quantile", [])
    levels = {level for row in rows if (level := finite(row.id)) is not None}
    where = f"{task.model}, {task.key.target}, {task.key.end}"
    if config.targets and task.key.target not in config.targets:
        conventions.notices.tell("A target is not among those that the hub asks for.", where)
    if rows and config.levels - levels:
        conventions.notices.tell("A forecast lacks quantile levels that the hub requires.", where)
    if rows and config.asked and levels - config.asked:
        conventions.notices.tell("A forecast states quantile levels that the hub does not ask for.", where)


def _asked(file: DataFile, conventions: Conventions) -> Iterator[tuple[tuple[Key, str], Question]]:
    """The questions of a model output file; what is bad or assumed in it is its own business."""
    quiet = replace(conventions, percent=None, who={}, assumptions=Counter(), notices=Notices())
    for task in tasks(file, quiet):
        if isinstance(task, ReadRow | RefusedRow):
            continue
        for kind, rows in task.outputs.items():
            with suppress(TrackerError):
                for noun in _nouns(task, kind, rows, quiet)[:1]:
                    assert isinstance(noun, Question)
                    yield (task.key, kind if _is_of_options(kind, rows) else ""), noun


def _question(key: Key, kind: str, rows: list[Output], conventions: Conventions) -> Question:
    """The question, whoever answers it and in whichever round; one for a number, and one for an option."""
    of_options = _is_of_options(kind, rows)
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


def _is_of_options(kind: str, rows: list[Output]) -> bool:
    """Whether the rows of an output type share out one whole among named options."""
    return kind == "pmf" or (kind == "cdf" and any(finite(row.id) is None for row in rows))


def _is_brought(task: Task, kind: str, conventions: Conventions) -> bool:
    """Whether an output type of a task is brought; what a fuller one replaces is passed over."""
    if kind not in _KNOWN:
        raise UnfitNoun(f"There is no output type {kind[:40]!r}", f"choose among {', '.join(_KNOWN)}")
    if kind == "mean" and set(task.outputs) != {"mean"}:
        conventions.assume("Means are passed over: no score here rewards stating a mean alone.")
        return False
    fuller = {"sample": ("quantile",), "median": ("quantile", "sample")}.get(kind, ())
    if any(other in task.outputs for other in fuller):
        conventions.assume(
            f"The {kind} is passed over where the forecast says more: {' or '.join(fuller)} rows."
        )
        return False
    return True


def _assertions(kind: str, rows: list[Output], conventions: Conventions) -> tuple[_Assertion, ...]:
    """What rows of one output type assert, each with its claim."""
    if _is_of_options(kind, rows):
        return ((Claim(), _shares(kind, rows, conventions)),)
    match kind:
        case "quantile":
            return ((Claim(), _quantiles(rows, conventions)),)
        case "median":
            return tuple((Claim(), Quantiles(levels=(0.5,), values=(_value(row),))) for row in rows)
        case "sample":
            return ((Claim(), _sampled(rows, conventions)),)
        case "mean":
            conventions.assume("A mean alone is kept and counted, and cannot be scored.")
            return tuple((Claim(), Vague(words=f"a mean of {_value(row):g}")) for row in rows)
    conventions.assume(
        "A point of a distribution function is the chance of a value above it: 1 less its height."
    )
    return tuple((Claim(above=float(row.id)), Chance.stated(_above(row))) for row in rows)


def _quantiles(rows: list[Output], conventions: Conventions) -> Quantiles:
    points = sorted((_level(row), _value(row)) for row in rows)
    inner = [point for point in points if 0 < point[0] < 1]
    if len(inner) < len(points):
        conventions.assume("Quantiles at the levels 0 and 1 are bounds, and are passed over.")
    return Quantiles(levels=tuple(level for level, _ in inner), values=tuple(value for _, value in inner))


def _sampled(rows: list[Output], conventions: Conventions) -> Quantiles:
    """The quantiles of the samples, linear between neighbours in their order."""
    import numpy as np

    count = f"{len(rows):,} {'sample' if len(rows) == 1 else 'samples'}"
    conventions.assume(f"A forecast of {count} is taken by its quantiles at {len(_LEVELS)} levels.")
    values = np.quantile([_value(row) for row in rows], _LEVELS)
    rising = np.maximum.accumulate(values)
    return Quantiles(levels=_LEVELS, values=tuple(rising.tolist()), rule=f"quantiles of {count}")


def _shares(kind: str, rows: list[Output], conventions: Conventions) -> Shares:
    """The share of each option; a distribution function over options names them in their order."""
    options = tuple(tag(row.id) for row in rows)
    heights = [_height(row) for row in rows]
    if kind == "cdf":
        heights = [heights[0], *(later - earlier for earlier, later in pairwise(heights))]
        if min(heights) < 0:
            raise UnfitCell(
                "value", rows[0].value, "let a distribution function never fall, in the options' order"
            )
    total = math.fsum(heights)
    if total != 1 and abs(total - 1) <= _ROUNDING:
        conventions.assume("Shares that sum to 1 within 0.01 are scaled to do so exactly.")
        heights = [height / total for height in heights]
    return Shares(options=options, shares=tuple(heights))


def _above(row: Output) -> float:
    return float(1 - Decimal(repr(_height(row))))


def _height(row: Output) -> float:
    height = _value(row)
    if not 0 <= height <= 1:
        raise UnfitCell("value", row.value, "a probability lies between 0 and 1")
    return height


def _level(row: Output) -> float:
    level = finite(row.id)
    if level is None or not 0 <= level <= 1:
        raise UnfitCell("output_type_id", row.id, "give the level of a quantile from 0 to 1")
    return level


def _value(row: Output) -> float:
    return number(row.value, "value")
