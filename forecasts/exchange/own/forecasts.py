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
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.cells import read_iso_day, read_moment
from forecasts.exchange.delimited import Line
from forecasts.exchange.own.beliefs import NUMBERS, read_belief
from forecasts.exchange.own.layouts import FORECASTS, QUESTIONS
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.nouns import hold_against
from forecasts.exchange.own.rows import Row, needed, question_parts
from forecasts.handles import Handle
from forecasts.model import (
    PRIMARY,
    Claim,
    Condition,
    Forecast,
    Forecaster,
    Question,
    Statement,
    Unscoreable,
)
from forecasts.recording.reading import Read, StatedForecast, read_forecast

_REMEMBERED = 20_000
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
        made_on = read_iso_day(cells[self._said]) or self._made_on(line, question)
        read, claim = self._read(line, cells, question, made_on)
        row = self._row_of(line) if any(self._link_cells(cells)) else None
        statement = None if row is None else _statement(row, names)
        who = cells[self._who].strip() or needed(self._row_of(line), "forecaster")
        forecaster = names.forecaster(who)
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
            restates=None if row is None else _restated(row, names),
            unscoreable_because=read.unscoreable_because,
        )
        if recorder.entry.known("question", question.slug) is None:
            recorder.slugged(question)
        if isinstance(forecaster, Forecaster):
            names.new_forecaster(forecaster)
        shared = None if row is None else row.word("statement_id")
        handle = names.forecast(forecast, name=name, statement=statement, shared=shared)
        if read.notes:
            recorder.result.remarks.update(read.notes)
        if row is not None and ("withdrawn_on" in row.filled or "withdrawn_because" in row.filled):
            _withdraw(row, names, handle)

    def _question(self, line: Line, cells: list[str]) -> Question:
        """The row's question; what a row says of a known one must be true of it."""
        said = self._question_cells(cells)
        question = self._questions.get(said)
        if question is None:
            question = _question(self._row_of(line), self._names)
            _remember(self._questions, said, question)
        return question

    def _made_on(self, line: Line, question: Question) -> date:
        return _made_on(self._row_of(line), question)

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
                read = _read(self._row_of(line), self._names, question, made_on)
                _remember(self._outright, (dated, claimed, believed), read)
            return read, read.claim
        if any(dated):
            read = _read(self._row_of(line), self._names, question, made_on)
            return read, read.claim
        found = self._claims.get(claimed)
        if found is not None:
            claim, filled = found
            read = self._beliefs.get((filled, believed))
            if read is not None:
                return read, claim
        read = _read(self._row_of(line), self._names, question, made_on)
        filled = tuple(bool(cell.strip()) for cell in claimed)
        if found is None:
            _remember(self._claims, claimed, (read.claim, filled))
        _remember(self._beliefs, (filled, believed), read)
        return read, read.claim if found is None else found[0]


def _cells(places: Sequence[int]) -> Callable[[list[str]], Key]:
    """What takes some cells of a row together."""
    if len(places) > 1:
        taken: Callable[[list[str]], Any] = itemgetter(*places)
        return taken
    return lambda cells: tuple(cells[place] for place in places)


def _remember(known: dict[T, Any], key: T, value: Any) -> None:
    """Keep a value under a key, in the place of all others where they have become many."""
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = value


def _question(row: Row, names: Names) -> Question:
    slug = needed(row, "question")
    parts = question_parts(row)
    known = names.recorder.entry.known("question", slug)
    if known is None:
        if "statement" not in parts:
            raise UnfitNoun(
                f"The question {slug!r} is new and says nothing", "give its statement, or mend the slug"
            )
        horizon = None if row.word("rule") else row.day("horizon")
        return Question(slug=slug, horizon=horizon, **parts)
    assert isinstance(known, Question)
    names.recorder.passed_over("question", slug)
    hold_against(known, parts)
    return known


def _made_on(row: Row, question: Question) -> date:
    if "said" not in row.filled and (moment := row.moment("made_at")) is not None:
        try:
            return moment.astimezone(ZoneInfo(question.zone)).date()
        except OverflowError as error:
            cell = str(row.word("made_at"))
            raise UnfitCell("made_at", cell, "give a moment within the calendar") from error
    needed(row, "said")
    day = row.day("said")
    assert day is not None
    return day


def _read(row: Row, names: Names, question: Question, made_on: date) -> Read:
    return _outright(row) if row.word("rule") else _from_words(row, names, question, made_on)


def _claim(row: Row) -> Claim:
    return Claim(
        option=row.text("option"),
        above=row.number("above"),
        below=row.number("below"),
        not_before=row.day("not_before"),
        deadline=row.day("deadline"),
        when=row.text("when"),
        condition=_condition(row),
    )


def _condition(row: Row) -> Condition | None:
    question = row.word("given")
    if question is None:
        if row.word("given_answer") or row.word("given_by"):
            raise UnfitNoun("The row has an answer or a day for a condition", "name its question in `given`")
        return None
    return Condition(question=question, answer=row.text("given_answer") or "happens", by=row.day("given_by"))


def _reasons(row: Row) -> tuple[Unscoreable, ...]:
    try:
        return tuple(Unscoreable(reason.casefold()) for reason in row.texts("unscoreable"))
    except ValueError as error:
        cell = row.word("unscoreable") or ""
        raise UnfitCell("unscoreable", cell, f"choose among {'; '.join(Unscoreable)}") from error


def _outright(row: Row) -> Read:
    for column in ("chance", "scale"):
        if row.word(column):
            raise UnfitNoun(f"The row has both a rule and a {column}", f"empty {column!r} or 'rule'")
    return Read(
        claim=_claim(row),
        belief=read_belief(row),
        unscoreable_because=_reasons(row),
        settled_by=row.text("settled_by"),
        notes=(),
    )


def _from_words(row: Row, names: Names, question: Question, made_on: date) -> Read:
    for column in NUMBERS:
        if column in row.filled:
            raise UnfitNoun(f"The row has {column!r} but no rule", "fill in 'rule', or empty it")
    if row.word("chance") and row.word("p"):
        raise UnfitNoun("The row has both a chance and a p", "empty one of them")
    asked = row.day("horizon")
    fixed = None
    if asked or row.word("when"):
        fixed = names.recorder.entry.horizon(question.slug) or question.horizon
    if asked is not None and fixed is not None and asked != fixed:
        raise UnfitCell("horizon", str(asked), f"the question's is {fixed}, and all its timelines share it")
    claim = _claim(row)
    said = StatedForecast(
        when=claim.when,
        chance=row.text("chance") or row.word("p"),
        scale=row.word("scale"),
        deadline=claim.deadline,
        not_before=claim.not_before,
        option=claim.option,
        above=claim.above,
        below=claim.below,
        condition=claim.condition,
        shares=row.shares("shares"),
        quantiles=row.quantiles("quantiles"),
        settled_by=row.text("settled_by"),
        unscoreable=_reasons(row),
    )
    return read_forecast(
        said,
        made_on=made_on,
        horizon=fixed or asked,
        default_scale=names.scale,
        analyst=names.analyst,
    )


def _statement(row: Row, names: Names) -> Statement | None:
    """The words that a row spells out; a row that shares an earlier one's `statement_id` need not."""
    quote, key = row.text("quote"), row.word("statement_id")
    if quote is None:
        if key is None or not names.has_words(key):
            _refuse_without_quote(row)
        return None
    source = row.word("source")
    return Statement(
        quote=quote,
        source=None if source is None else names.source(source),
        locator=row.text("locator"),
        language=row.text("language"),
    )


def _refuse_without_quote(row: Row) -> None:
    for column in ("statement_id", "source", "locator", "language"):
        if column in row.filled:
            raise UnfitNoun(f"The row has {column!r} but no quote", "give the decisive words in 'quote'")


def _restated(row: Row, names: Names) -> Handle | None:
    name = row.word("restates")
    if name is None:
        return None
    handle = names.named(name)
    if handle is None:
        raise UnfitCell("restates", name, "name the `id` of a row further up")
    return handle


def _withdraw(row: Row, names: Names, handle: Handle) -> None:
    day = row.day("withdrawn_on")
    if day is None:
        raise UnfitNoun("The row says why it was withdrawn and not when", "fill in 'withdrawn_on'")
    because = row.text("withdrawn_because") or "The imported file says so."
    names.recorder.withdrawal(handle, on=day, because=because)
