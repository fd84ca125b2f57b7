"""One row of a forecasts file as the question, the statement and the forecast that it stands for.

Rows of a long file repeat one another: the same question, the same chance, the same day. What is read from
some cells alone is read once and remembered by those cells, within bounds.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.beliefs import NUMBERS, read_belief
from forecasts.exchange.columns import FORECASTS, QUESTIONS
from forecasts.exchange.intake import Intake
from forecasts.exchange.parts import hold_against, needed, question_parts
from forecasts.exchange.sheets import Row
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
_ASKED = ("question", "rule", "horizon", *(name for name in QUESTIONS.columns if name in FORECASTS.columns))
_DATED = ("when", "horizon")
"""Columns whose reading needs the day of the forecast, or the question."""
_SAID = (
    *("chance", "scale", "deadline", "not_before", "option", "above", "below"),
    *("given", "given_answer", "given_by", "shares", "quantiles", "settled_by", "unscoreable"),
    *("rule", "p", *NUMBERS),
)


class ForecastRows:
    """The rows of one forecasts file with these columns."""

    def __init__(self, columns: tuple[str, ...], intake: Intake) -> None:
        self._intake = intake
        self._asked_columns = tuple(name for name in dict.fromkeys(_ASKED) if name in columns)
        self._said_columns = tuple(name for name in _SAID if name in columns)
        self._asked: dict[tuple[str | None, ...], Question] = {}
        self._said: dict[tuple[str | None, ...], Read] = {}

    def record(self, row: Row) -> None:
        """Record a row, and what in it is new: question, forecaster, source, statement."""
        intake, taking = self._intake, self._intake.taking
        name = row.word("id")
        if name is not None and intake.named(name) is not None:
            raise UnfitCell("id", name, "another row has it; give every row its own")
        question = self._question(row)
        made_on = _made_on(row, question)
        read = self._read(row, question, made_on)
        statement = _statement(row, intake)
        forecaster = intake.forecaster(needed(row, "forecaster"))
        forecast = Forecast(
            question=question.slug,
            forecaster=forecaster if isinstance(forecaster, str) else forecaster.slug,
            made_on=made_on,
            claim=read.claim,
            belief=read.belief,
            made_at=row.moment("made_at"),
            attested_on=row.day("attested_on"),
            reading=row.word("reading") or PRIMARY,
            settled_by=read.settled_by,
            restates=_restated(row, intake),
            unscoreable_because=read.unscoreable_because,
        )
        if taking.entry.known("question", question.slug) is None:
            taking.slugged(question)
        if isinstance(forecaster, Forecaster):
            intake.new_forecaster(forecaster)
        handle = intake.forecast(forecast, name=name, statement=statement, shared=row.word("statement_id"))
        if read.notes:
            taking.taken.remarks.update(read.notes)
        if "withdrawn_on" in row.filled or "withdrawn_because" in row.filled:
            _withdraw(row, intake, handle)

    def _question(self, row: Row) -> Question:
        """The row's question; what a row says of a known one must be true of it."""
        cells = row.cells(self._asked_columns)
        question = self._asked.get(cells)
        if question is None:
            question = _question(row, self._intake)
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            self._asked[cells] = question
        return question

    def _read(self, row: Row, question: Question, made_on: date) -> Read:
        if any(name in row.filled for name in _DATED):
            return _read(row, self._intake, question, made_on)
        cells = row.cells(self._said_columns)
        read = self._said.get(cells)
        if read is None:
            read = _read(row, self._intake, question, made_on)
            if len(self._said) >= _REMEMBERED:
                self._said.clear()
            self._said[cells] = read
        return read


def _question(row: Row, intake: Intake) -> Question:
    slug = needed(row, "question")
    parts = question_parts(row)
    known = intake.taking.entry.known("question", slug)
    if known is None:
        if "statement" not in parts:
            raise UnfitNoun(
                f"The question {slug!r} is new and says nothing", "give its statement, or mend the slug"
            )
        horizon = None if row.word("rule") else row.day("horizon")
        return Question(slug=slug, horizon=horizon, **parts)
    assert isinstance(known, Question)
    intake.taking.passed_over("question", slug)
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


def _read(row: Row, intake: Intake, question: Question, made_on: date) -> Read:
    return _outright(row) if row.word("rule") else _from_words(row, intake, question, made_on)


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


def _from_words(row: Row, intake: Intake, question: Question, made_on: date) -> Read:
    for column in NUMBERS:
        if column in row.filled:
            raise UnfitNoun(f"The row has {column!r} but no rule", "fill in 'rule', or empty it")
    if row.word("chance") and row.word("p"):
        raise UnfitNoun("The row has both a chance and a p", "empty one of them")
    asked = row.day("horizon")
    fixed = None
    if asked or row.word("when"):
        fixed = intake.taking.entry.horizon(question.slug) or question.horizon
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
        default_scale=intake.scale,
        analyst=intake.analyst,
    )


def _statement(row: Row, intake: Intake) -> Statement | None:
    """The words that a row spells out; a row that shares an earlier one's `statement_id` need not."""
    quote, key = row.text("quote"), row.word("statement_id")
    if quote is None:
        if key is None or not intake.has_words(key):
            _refuse_without_quote(row)
        return None
    source = row.word("source")
    return Statement(
        quote=quote,
        source=None if source is None else intake.source(source),
        locator=row.text("locator"),
        language=row.text("language"),
    )


def _refuse_without_quote(row: Row) -> None:
    for column in ("statement_id", "source", "locator", "language"):
        if column in row.filled:
            raise UnfitNoun(f"The row has {column!r} but no quote", "give the decisive words in 'quote'")


def _restated(row: Row, intake: Intake) -> Handle | None:
    name = row.word("restates")
    if name is None:
        return None
    handle = intake.named(name)
    if handle is None:
        raise UnfitCell("restates", name, "name the `id` of a row further up")
    return handle


def _withdraw(row: Row, intake: Intake, handle: Handle) -> None:
    day = row.day("withdrawn_on")
    if day is None:
        raise UnfitNoun("The row says why it was withdrawn and not when", "fill in 'withdrawn_on'")
    because = row.text("withdrawn_because") or "The imported file says so."
    intake.taking.withdrawal(handle, on=day, because=because)
