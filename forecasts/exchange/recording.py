"""One row of our CSV files as nouns: the row's cells on one side, an intake that records on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from forecasts.exchange.columns import (
    FORECASTERS,
    FORECASTS,
    OUTCOMES,
    QUESTIONS,
    SETTINGS,
    SOURCES,
    STATEMENTS,
    Layout,
)
from forecasts.exchange.forecast_rows import ForecastRows
from forecasts.exchange.intake import Intake
from forecasts.exchange.parts import choice, hold_against, needed, needed_text, question_parts
from forecasts.exchange.sheets import Row
from forecasts.model import (
    Forecaster,
    ForecasterKind,
    Outcome,
    OutcomeKind,
    Question,
    Settings,
    Source,
    Statement,
)

Slugged = TypeVar("Slugged", Forecaster, Question, Source)


def recorder(layout: Layout, columns: tuple[str, ...], intake: Intake) -> Callable[[Row], None]:
    """What records the rows of one file of this kind, with these columns."""
    if layout is FORECASTS:
        return ForecastRows(columns, intake).record
    record = _RECORDERS[layout.name]
    return lambda row: record(row, intake)


def record_question(row: Row, intake: Intake) -> None:
    """Record a row of a questions file."""
    needed(row, "statement")
    parts = question_parts(row) | _filled(horizon=row.day("horizon"))
    if (made := _new(Question, row, intake, parts)) is not None:
        intake.taking.slugged(made)


def record_forecaster(row: Row, intake: Intake) -> None:
    """Record a row of a forecasters file."""
    parts = _filled(
        name=needed_text(row, "name"),
        aliases=row.texts("aliases"),
        kind=choice(row, "kind", ForecasterKind),
        affiliation=row.text("affiliation"),
    )
    if (made := _new(Forecaster, row, intake, parts)) is not None:
        intake.add_forecaster(made)


def record_source(row: Row, intake: Intake) -> None:
    """Record a row of a sources file."""
    parts = _filled(
        title=needed_text(row, "title"),
        publisher=row.text("publisher"),
        url=row.text("url"),
        published_on=row.day("published_on"),
        language=row.text("language"),
        archived=row.word("archived"),
    )
    if (made := _new(Source, row, intake, parts)) is not None:
        intake.taking.slugged(made)


def record_outcome(row: Row, intake: Intake) -> None:
    """Record a row of an outcomes file; it may correct what an earlier entry says."""
    needed(row, "outcome")
    kind = choice(row, "outcome", OutcomeKind)
    assert kind is not None
    outcome = Outcome(
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
    intake.taking.outcome(outcome, alone=True)


def record_statement(row: Row, intake: Intake) -> None:
    """Record a row of a statements file: words that no forecast stands for yet."""
    source = row.word("source")
    statement = Statement(
        quote=row.text("quote") or needed(row, "quote"),
        source=None if source is None else intake.source(source),
        locator=row.text("locator"),
        language=row.text("language"),
    )
    standing = intake.taking.entry.view.standing("statement", quote=statement.quote)
    if any(stored.noun == statement for stored in standing):
        intake.taking.taken.known["statement"] += 1
    else:
        intake.statement(statement)


def record_settings(row: Row, intake: Intake) -> None:
    """Record a row of a settings file; the last one stands."""
    settings = Settings(scale=row.text("scale"), frame=row.text("frame"))
    if settings == intake.taking.entry.view.settings:
        intake.taking.taken.known["settings"] += 1
    else:
        intake.taking.add(settings)


def _new(cls: type[Slugged], row: Row, intake: Intake, parts: dict[str, Any]) -> Slugged | None:
    """The noun of a row whose slug is new; None where one stands of which all that the row says is true."""
    slug, kind = needed(row, "slug"), cls.__name__.lower()
    standing = intake.taking.entry.known(kind, slug)
    if standing is None:
        return cls(slug=slug, **parts)
    hold_against(standing, parts)
    intake.taking.passed_over(kind, slug)
    return None


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part is not None and part != ()}


_RECORDERS: dict[str, Callable[[Row, Intake], None]] = {
    OUTCOMES.name: record_outcome,
    QUESTIONS.name: record_question,
    FORECASTERS.name: record_forecaster,
    SOURCES.name: record_source,
    STATEMENTS.name: record_statement,
    SETTINGS.name: record_settings,
}
