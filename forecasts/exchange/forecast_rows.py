"""One row of a forecasts file as the question, the statement and the forecast that it stands for."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.beliefs import NUMBERS, read_belief
from forecasts.exchange.intake import Intake
from forecasts.exchange.parts import needed, question_parts
from forecasts.exchange.sheets import Row
from forecasts.handles import Handle
from forecasts.model import (
    PRIMARY,
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
    Forecast,
    Question,
    Statement,
    Unscoreable,
)
from forecasts.telling.reading import Read, Said, read_said


def record_forecast(row: Row, intake: Intake) -> None:
    """Record a row of a forecasts file, and what in it is new: question, forecaster, source, statement."""
    name = row.word("id")
    if name is not None and name in intake.forecasts:
        raise UnfitCell("id", name, "another row has it; give every row its own")
    question = _question(row, intake)
    made_on = _made_on(row, question)
    read = _outright(row) if row.word("rule") else _from_words(row, intake, question, made_on)
    said, statement = _statement(row, intake) or (None, None)
    forecast = Forecast(
        question=question.slug,
        forecaster=intake.forecaster(needed(row, "forecaster")),
        made_on=made_on,
        claim=read.claim,
        belief=read.belief,
        statement=statement,
        made_at=row.moment("made_at"),
        attested_on=row.day("attested_on"),
        reading=row.word("reading") or PRIMARY,
        settled_by=read.settled_by,
        restates=_restated(row, intake),
        unscoreable_because=read.unscoreable_because,
    )
    intake.refuse_repeated(forecast, said)
    handle = intake.add(forecast)
    intake.remarks.update(read.notes)
    if name is not None:
        intake.forecasts[name] = handle
    _withdraw(row, intake, handle)


def _question(row: Row, intake: Intake) -> Question:
    """The row's question, made if it is new; what a row says of a known one must be true of it."""
    slug = needed(row, "question")
    parts = question_parts(row)
    known = intake.question(slug)
    if known is None:
        if "statement" not in parts:
            raise UnfitNoun(
                f"The question {slug!r} is new and says nothing", "give its statement, or mend the slug"
            )
        horizon = None if row.word("rule") else row.day("horizon")
        made = Question(slug=slug, horizon=horizon, **parts)
        intake.add(made)
        return made
    for name, part in parts.items():
        if getattr(known, name) != part:
            raise UnfitNoun(
                f"The {name} of {slug!r} is {getattr(known, name)!r} and not {part!r}",
                "leave the cell empty, or amend the question first",
            )
    return known


def _made_on(row: Row, question: Question) -> date:
    moment = row.moment("made_at")
    if row.word("said") is None and moment is not None:
        return moment.astimezone(ZoneInfo(question.zone)).date()
    needed(row, "said")
    day = row.day("said")
    assert day is not None
    return day


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
        if row.word(column):
            raise UnfitNoun(f"The row has {column!r} but no rule", "fill in 'rule', or empty it")
    if row.word("chance") and row.word("p"):
        raise UnfitNoun("The row has both a chance and a p", "empty one of them")
    asked = row.day("horizon")
    fixed = intake.horizon(question.slug) if asked or row.word("when") else None
    if asked is not None and fixed is not None and asked != fixed:
        raise UnfitCell("horizon", str(asked), f"the question's is {fixed}, and all its timelines share it")
    claim = _claim(row)
    said = Said(
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
    return read_said(
        said,
        made_on=made_on,
        horizon=fixed or asked,
        default_scale=intake.scale,
        analyst=intake.analyst,
    )


def _statement(row: Row, intake: Intake) -> tuple[Statement, Handle] | None:
    """The statement of a row; rows that share a `statement_id` share it."""
    key, quote = row.word("statement_id"), row.text("quote")
    known = None if key is None else intake.statements.get(key)
    if quote is None:
        if known is None:
            _refuse_without_quote(row)
        return known
    source = row.word("source")
    statement = Statement(
        quote=quote,
        source=None if source is None else intake.source(source),
        locator=row.text("locator"),
        language=row.text("language"),
    )
    if known is None:
        known = (statement, intake.add(statement))
        if key is not None:
            intake.statements[key] = known
    elif known[0] != statement:
        raise UnfitCell("statement_id", str(key), "an earlier row has other words or another source for it")
    return known


def _refuse_without_quote(row: Row) -> None:
    for column in ("statement_id", "source", "locator", "language"):
        if row.word(column):
            raise UnfitNoun(f"The row has {column!r} but no quote", "give the decisive words in 'quote'")


def _restated(row: Row, intake: Intake) -> Handle | None:
    name = row.word("restates")
    if name is None:
        return None
    if name not in intake.forecasts:
        raise UnfitCell("restates", name, "name the `id` of a row further up")
    return intake.forecasts[name]


def _withdraw(row: Row, intake: Intake, handle: Handle) -> None:
    day = row.day("withdrawn_on")
    if day is None:
        if row.text("withdrawn_because"):
            raise UnfitNoun("The row says why it was withdrawn and not when", "fill in 'withdrawn_on'")
        return
    because = row.text("withdrawn_because") or "The imported file says so."
    intake.add(Amendment(target=handle, kind=AmendmentKind.WITHDRAWAL, because=because, withdrawn_on=day))
