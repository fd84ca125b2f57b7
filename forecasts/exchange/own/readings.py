"""What one row of a forecasts file says: its question, its day, a claim and a belief, and whose words."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.own.beliefs import NUMBERS, read_belief
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.nouns import hold_against
from forecasts.exchange.own.rows import Row, needed, question_parts
from forecasts.handles import Handle
from forecasts.model import Claim, Condition, Question, Statement, Unscoreable
from forecasts.recording.reading import Read, StatedForecast, read_forecast
from forecasts.words.windows.spoken import Speech


def question_of(row: Row, names: Names) -> Question:
    """The row's question, new or known; what the row says of a known one must be true of it."""
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
    hold_against(names.as_named(known, slug), parts)
    return known


def day_of(row: Row, question: Question) -> date:
    """The day on which it was said; where only the moment is given, its day where the question is."""
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


def reading_of(row: Row, names: Names, question: Question, made_on: date) -> Read:
    """What was said of the question: the claim and the belief, from words or, beside a rule, from numbers."""
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
    if asked is not None and asked != question.horizon:
        own = f"is {question.horizon}" if question.horizon else "is open"
        raise UnfitCell("horizon", str(asked), f"the question's {own}, and it holds for all its timelines")
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
        horizon=question.horizon,
        default_scale=names.scale,
        analyst=names.analyst,
        speech=Speech(language=row.word("language"), country=names.recorder.entry.view.settings.country),
    )


def words_of(row: Row, names: Names) -> Statement | None:
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


def restated(row: Row, names: Names) -> Handle | None:
    """The forecast of the row further up that this one only repeats."""
    name = row.word("restates")
    if name is None:
        return None
    handle = names.named(name)
    if handle is None:
        raise UnfitCell("restates", name, "name the `id` of a row further up")
    return handle


def withdraw(row: Row, names: Names, handle: Handle) -> None:
    """Record that the forecast of this row was taken back."""
    day = row.day("withdrawn_on")
    if day is None:
        raise UnfitNoun("The row says why it was withdrawn and not when", "fill in 'withdrawn_on'")
    because = row.text("withdrawn_because") or "The imported file says so."
    names.recorder.withdrawal(handle, on=day, because=because)
