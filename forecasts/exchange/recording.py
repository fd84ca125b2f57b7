"""One row of our CSV files as nouns: the row's cells on one side, an intake that records on the other."""

from __future__ import annotations

from collections.abc import Callable

from forecasts.exchange.columns import FORECASTERS, FORECASTS, OUTCOMES, QUESTIONS, SOURCES
from forecasts.exchange.forecast_rows import record_forecast
from forecasts.exchange.intake import Intake
from forecasts.exchange.parts import choice, needed, question_parts
from forecasts.exchange.sheets import Row
from forecasts.model import Forecaster, ForecasterKind, Outcome, OutcomeKind, Question, Source


def record_question(row: Row, intake: Intake) -> None:
    """Record a row of a questions file."""
    parts = question_parts(row)
    needed(row, "statement")
    intake.add(Question(slug=needed(row, "slug"), horizon=row.day("horizon"), **parts))


def record_forecaster(row: Row, intake: Intake) -> None:
    """Record a row of a forecasters file."""
    intake.add(
        Forecaster(
            slug=needed(row, "slug"),
            name=needed(row, "name"),
            aliases=row.texts("aliases"),
            kind=choice(row, "kind", ForecasterKind) or ForecasterKind.PERSON,
            affiliation=row.text("affiliation"),
        )
    )


def record_source(row: Row, intake: Intake) -> None:
    """Record a row of a sources file."""
    intake.add(
        Source(
            slug=needed(row, "slug"),
            title=needed(row, "title"),
            publisher=row.text("publisher"),
            url=row.text("url"),
            published_on=row.day("published_on"),
            language=row.text("language"),
            archived=row.word("archived"),
        )
    )


def record_outcome(row: Row, intake: Intake) -> None:
    """Record a row of an outcomes file."""
    needed(row, "outcome")
    kind = choice(row, "outcome", OutcomeKind)
    assert kind is not None
    intake.add(
        Outcome(
            question=needed(row, "question"),
            kind=kind,
            on=row.day("on"),
            value=row.number("value"),
            option=row.text("option"),
            grade=row.number("grade"),
            known_on=row.day("known_on"),
            evidence=row.text("evidence"),
            because=row.text("because"),
        )
    )


RECORDERS: dict[str, Callable[[Row, Intake], None]] = {
    FORECASTS.name: record_forecast,
    OUTCOMES.name: record_outcome,
    QUESTIONS.name: record_question,
    FORECASTERS.name: record_forecaster,
    SOURCES.name: record_source,
}
