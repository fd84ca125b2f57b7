"""One row of a forecasts file as the question, the statement and the forecast that it stands for.

Rows of a long file repeat one another: the same question, the same chance, the same deadline. What is read
from some cells alone is read once and remembered by those cells, within bounds, and the nouns of many rows
share their parts. A row is looked at by its columns only where something in it is new.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from forecasts.errors import UnfitCell
from forecasts.exchange.cells import read_iso_day, read_moment
from forecasts.exchange.own.beliefs import NUMBERS
from forecasts.exchange.own.layouts import FORECASTS, QUESTIONS
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.readings import day_of, question_of, reading_of, restated, withdraw, words_of
from forecasts.exchange.own.rows import Row, needed
from forecasts.exchange.table import Line
from forecasts.model import (
    PRIMARY,
    Claim,
    Forecast,
    Forecaster,
    Question,
)
from forecasts.recording.reading import Read

_REMEMBERED = 20_000
_QUESTIONS = 100_000
"""Of so many questions it is remembered how they stand, so that a file need not be sorted by them."""
_QUESTION = (
    "question",
    "rule",
    "horizon",
    *(name for name in QUESTIONS.columns if name in FORECASTS.columns),
)
_DATED = ("when", "horizon")
"""Columns whose reading needs the day of the forecast, or the question."""
_CLAIM = ("deadline", "not_before", "option", "above", "below", "given", "given_answer", "given_by")
_BELIEF = ("chance", "scale", "shares", "quantiles", "settled_by", "unscoreable", "rule", "p", *NUMBERS)
_LINKS = (
    *("source", "locator", "quote", "language", "statement_id"),
    *("reading", "restates", "withdrawn_on", "withdrawn_because"),
)
"""Columns that tie a forecast to words and to other rows."""

Key = tuple[str, ...]
T = TypeVar("T")


class ForecastRows:
    """The rows of one forecasts file with these columns; `row_of` makes a line a row."""

    def __init__(self, columns: Sequence[str], names: Names, row_of: Callable[[Line], Row]) -> None:
        self._names, self._recorder, self._row_of = names, names.recorder, row_of
        place = {name: number for number, name in enumerate(columns)}
        self._id, self._who, self._said, self._made_at, self._attested, self._rule = (
            place.get(name, len(columns))
            for name in ("id", "forecaster", "said", "made_at", "attested_on", "rule")
        )
        self._question_cells, self._dated_cells, self._claim_cells, self._belief_cells, self._link_cells = (
            _cells([place[name] for name in dict.fromkeys(some) if name in place])
            for some in (_QUESTION, _DATED, _CLAIM, _BELIEF, _LINKS)
        )
        self._people: dict[str, str] = {}
        self._standing: set[str] = set()
        self._questions: dict[Key, Question] = {}
        self._claims: dict[Key, tuple[Claim, tuple[bool, ...]]] = {}
        self._beliefs: dict[tuple[tuple[bool, ...], Key], Read] = {}
        self._outright: dict[tuple[Key, Key, Key], Read] = {}

    def record(self, line: Line) -> None:
        """Record a row, and what in it is new: question, forecaster, source, statement."""
        cells = [*line.cells, ""]
        names, recorder = self._names, self._recorder
        name = cells[self._id].strip() or None
        if name is not None and names.named(name) is not None:
            raise UnfitCell("id", name, "another row has it; give every row its own")
        question = self._question(line, cells)
        made_on = read_iso_day(cells[self._said]) or day_of(self._row_of(line), question)
        read, claim = self._read(line, cells, question, made_on)
        row = self._row_of(line) if any(self._link_cells(cells)) else None
        statement = None if row is None else words_of(row, names)
        who = cells[self._who]
        forecaster = self._people.get(who) or self._forecaster(line, who)
        attested = cells[self._attested]
        made_at = cells[self._made_at].strip()
        forecast = Forecast(
            question=question.slug,
            forecaster=forecaster if forecaster.__class__ is str else forecaster.slug,  # type: ignore[union-attr]
            made_on=made_on,
            claim=claim,
            belief=read.belief,
            made_at=read_moment(made_at, "made_at") if made_at else None,
            attested_on=(read_iso_day(attested) or self._row_of(line).day("attested_on"))
            if attested
            else None,
            reading=PRIMARY if row is None else row.word("reading") or PRIMARY,
            settled_by=read.settled_by,
            restates=None if row is None else restated(row, names),
            unscoreable_because=read.unscoreable_because,
        )
        if question.slug not in self._standing:
            self._record_question(question)
        if isinstance(forecaster, Forecaster):
            names.new_forecaster(forecaster)
        shared = None if row is None else row.word("statement_id")
        handle = names.forecast(forecast, name=name, statement=statement, shared=shared)
        if read.notes:
            recorder.result.remarks.update(read.notes)
        if row is not None and ("withdrawn_on" in row.filled or "withdrawn_because" in row.filled):
            withdraw(row, names, handle)

    def _question(self, line: Line, cells: list[str]) -> Question:
        """The row's question; what a row says of a known one must be true of it."""
        said = self._question_cells(cells)
        question = self._questions.get(said)
        if question is None:
            question = question_of(self._row_of(line), self._names)
            _remember(self._questions, said, question, most=_QUESTIONS)
        return question

    def _forecaster(self, line: Line, who: str) -> Forecaster | str:
        """The slug of the row's forecaster, or one that is new."""
        found = self._names.forecaster(who.strip() or needed(self._row_of(line), "forecaster"))
        if isinstance(found, str):
            _remember(self._people, who, found)
        return found

    def _record_question(self, question: Question) -> None:
        """Record a question that is new; what stands in the entry stays there while a file is recorded."""
        if self._recorder.entry.known("question", question.slug) is None:
            self._recorder.slugged(question)
        if len(self._standing) >= _QUESTIONS:
            self._standing.clear()
        self._standing.add(question.slug)

    def _read(self, line: Line, cells: list[str], question: Question, made_on: date) -> tuple[Read, Claim]:
        """What the row says of its question: a claim and a belief, each shared by many rows."""
        dated, claimed, believed = (
            self._dated_cells(cells),
            self._claim_cells(cells),
            self._belief_cells(cells),
        )
        if cells[self._rule]:
            read = self._outright.get((dated, claimed, believed))
            if read is None:
                read = reading_of(self._row_of(line), self._names, question, made_on)
                _remember(self._outright, (dated, claimed, believed), read)
            return read, read.claim
        if any(dated):
            read = reading_of(self._row_of(line), self._names, question, made_on)
            return read, read.claim
        found = self._claims.get(claimed)
        if found is not None:
            claim, filled = found
            read = self._beliefs.get((filled, believed))
            if read is not None:
                return read, claim
        read = reading_of(self._row_of(line), self._names, question, made_on)
        filled = tuple(bool(cell.strip()) for cell in claimed)
        if found is None:
            _remember(self._claims, claimed, (read.claim, filled))
        _remember(self._beliefs, (filled, believed), read)
        return read, read.claim if found is None else found[0]


def _cells(places: Sequence[int]) -> Callable[[list[str]], Key]:
    """What takes some cells of a row together."""
    if not places:
        return lambda _: ()
    if len(places) == 1:
        (only,) = places
        return lambda cells: (cells[only],)
    taken: Callable[[list[str]], Any] = itemgetter(*places)
    return taken


def _remember(known: dict[T, Any], key: T, value: Any, *, most: int = _REMEMBERED) -> None:
    """Keep a value under a key, in the place of all others where they have become many."""
    if len(known) >= most:
        known.clear()
    known[key] = value
