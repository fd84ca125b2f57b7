"""What was observed, for the questions that the models were asked: a time series, or an oracle's output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forecasts.errors import TrackerError, UnfitCell, UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, ReadRow, RefusedRow, Rows
from forecasts.exchange.formats.common import iso_day, number, tag
from forecasts.exchange.formats.hubverse_tables import (
    AS_OF,
    ENDS,
    OBSERVED,
    OLDER,
    TARGETS,
    Key,
    filled,
    first_of,
    is_older,
    key_of,
    places_of,
)
from forecasts.exchange.table import Cells
from forecasts.model import Outcome, OutcomeKind, Question, QuestionKind

Questions = Mapping[tuple[Key, str], Question]
"""Questions by what they ask, and, of those that ask for an option, by the output type that shares it out."""

_ANSWERS = {
    QuestionKind.QUANTITY: ("", "quantile", "median", "mean", "sample"),
    QuestionKind.CHOICE: ("pmf",),
    QuestionKind.ORDERED: ("cdf",),
}
"""The output types whose rows in an oracle's output answer a question of each kind."""


@dataclass(frozen=True, slots=True)
class _Observation:
    """What one row says came of a question, and from which day on it was known."""

    line: int
    row: str
    known_on: date
    answer: float | str


def observed(file: DataFile, questions: Questions, conventions: Conventions) -> Rows:
    """The answers to questions, each with its question; rows about nothing asked are passed over.

    Where an observation was revised, the last version is the answer, known since the first day (`as_of`) from
    which it stood unchanged.
    """
    columns = file.columns
    end, target = first_of(columns, ENDS), first_of(columns, TARGETS)
    assert end is not None, "the header of target data names the day"
    places = tuple(name for name in _ids(questions) if name in columns)
    observed_in = (OLDER,) if is_older(frozenset(columns)) else OBSERVED
    if observed_in == (OLDER,):
        questions = {
            place: question for place, question in questions.items() if question.kind is QuestionKind.QUANTITY
        }
    targets = {key.target for key, _ in questions}
    target = None if targets == {""} else target
    if target is None and len(targets) > 1:
        raise UnfitFile(file.name, "does not say of which target its values are", "add a column target")
    sought = _by_projection(questions, places, with_target=target is not None)
    seen: dict[str, tuple[Question, list[_Observation]]] = {}
    left_open: dict[str, Cells] = {}
    for cells in file.rows():
        if not filled(cells[end]):
            continue
        try:
            key = key_of(cells, target=target, end=end, places=places, conventions=conventions)
            for question in sought.get(key, ()):
                found = _observation(cells, question, key.end, conventions, observed_in)
                if found is not None:
                    seen.setdefault(question.slug, (question, []))[1].append(found)
                elif not any(filled(cells[column]) for column in observed_in):
                    left_open.setdefault(question.slug, cells)
        except TrackerError as error:
            yield RefusedRow(line=cells.line, text=cells.text, reason=str(error))
    for question, versions in seen.values():
        yield from _answered(question, versions)
    for slug, cells in left_open.items():
        if slug not in seen:
            yield ReadRow(line=cells.line, text=cells.text, nouns=(Open(question=slug),))


def _answered(question: Question, versions: list[_Observation]) -> Rows:
    ordered = sorted(_lowest(question, versions), key=lambda seen: seen.known_on)
    last = ordered[-1]
    for earlier in reversed(ordered[:-1]):
        if earlier.answer == last.answer:
            last = earlier
        elif earlier.known_on == last.known_on:
            sentence = f"{question.statement!r} has two answers of one day: leave the wrong one out."
            yield RefusedRow(line=earlier.line, text=earlier.row, reason=sentence)
            return
        else:
            break
    try:
        outcome = _outcome(question, last)
    except TrackerError as error:
        yield RefusedRow(line=last.line, text=last.row, reason=str(error))
        return
    yield ReadRow(line=last.line, text=last.row, nouns=(question, outcome))


def _lowest(question: Question, versions: list[_Observation]) -> list[_Observation]:
    """Of a distribution function over options, which is 1 from the answer on, the first of each day."""
    if question.kind is not QuestionKind.ORDERED:
        return versions
    lowest: dict[date, _Observation] = {}
    for seen in sorted(versions, key=lambda seen: _place(question, seen.answer)):
        lowest.setdefault(seen.known_on, seen)
    return list(lowest.values())


def _place(question: Question, answer: float | str) -> int:
    return question.options.index(str(answer)) if answer in question.options else -1


def _outcome(question: Question, seen: _Observation) -> Outcome:
    if isinstance(seen.answer, str):
        if seen.answer not in question.options:
            raise UnfitCell("output_type_id", seen.answer, f"choose among {', '.join(question.options)}")
        return Outcome(
            question=question.slug, kind=OutcomeKind.OPTION, option=seen.answer, known_on=seen.known_on
        )
    return Outcome(question=question.slug, kind=OutcomeKind.VALUE, value=seen.answer, known_on=seen.known_on)


def _observation(
    cells: Cells, question: Question, end: date, conventions: Conventions, columns: tuple[str, ...]
) -> _Observation | None:
    """What a row says of a question; None where it says nothing of it."""
    kind = cells["output_type"].casefold()
    column = next((name for name in columns if cells[name]), columns[0])
    text = filled(cells[column])
    if not text or kind not in _ANSWERS[question.kind]:
        return None
    value = number(text, column)
    of_number = question.kind is QuestionKind.QUANTITY
    if not of_number and value != 1:
        return None
    as_of = filled(cells[AS_OF])
    if not as_of:
        conventions.assume("A value without as_of is taken to have been known on the day it is about.")
    known_on = iso_day(as_of, AS_OF, conventions) if as_of else end
    answer = value if of_number else tag(cells["output_type_id"])
    return _Observation(cells.line, cells.text, known_on, answer)


def _ids(questions: Questions) -> tuple[str, ...]:
    names = {name for key, _ in questions for name, _ in key.places}
    return places_of(tuple(names))


def _by_projection(
    questions: Questions, places: tuple[str, ...], *, with_target: bool
) -> Mapping[Key, list[Question]]:
    """Questions by those of their ids that the target data has columns for."""
    found: dict[Key, list[Question]] = {}
    for (key, _), question in questions.items():
        kept = tuple((name, cell) for name, cell in key.places if name in places)
        projected = Key(key.target if with_target else "", key.end, kept)
        found.setdefault(projected, []).append(question)
    return found
