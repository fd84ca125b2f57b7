"""Rows of questions, forecasters, sources, outcomes, statements and settings, each recorded as its noun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from forecasts.errors import UnfitNoun
from forecasts.exchange.own.layouts import FORECASTERS, OUTCOMES, QUESTIONS, SETTINGS, SOURCES, STATEMENTS
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.rows import Row, choice, needed, needed_text, question_parts
from forecasts.ledger.records import noun_name
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


def hold_against(standing: Forecaster | Source | Question, parts: Mapping[str, Any]) -> None:
    """Refuse what a row says of a forecaster, a source or a question if another thing stands."""
    for name, part in parts.items():
        if getattr(standing, name) != part:
            raise UnfitNoun(
                f"The {name} of {standing.slug!r} is {getattr(standing, name)!r} and not {part!r}",
                f"leave the cell empty, or amend the {noun_name(standing)} first",
            )


def record_question(row: Row, names: Names) -> None:
    """Record a row of a questions file."""
    needed(row, "statement")
    source = row.word("reference_source")
    parts = question_parts(row) | _filled(
        horizon=row.day("horizon"),
        reference_rate=row.number("reference_rate"),
        reference_source=None if source is None else names.source(source),
        reference_count=row.count("reference_count"),
    )
    if (made := _new(Question, row, names, parts)) is not None:
        names.need_source(made.reference_source)
        names.recorder.slugged(made)


def record_forecaster(row: Row, names: Names) -> None:
    """Record a row of a forecasters file."""
    parts = _filled(
        name=needed_text(row, "name"),
        aliases=row.texts("aliases"),
        kind=choice(row, "kind", ForecasterKind),
        affiliation=row.text("affiliation"),
    )
    if (made := _new(Forecaster, row, names, parts)) is not None:
        names.add_forecaster(made)


def record_source(row: Row, names: Names) -> None:
    """Record a row of a sources file."""
    parts = _filled(
        title=needed_text(row, "title"),
        publisher=row.text("publisher"),
        url=row.text("url"),
        published_on=row.day("published_on"),
        language=row.text("language"),
        archived=row.word("archived"),
    )
    if (made := _new(Source, row, names, parts)) is not None:
        names.recorder.slugged(made)


def record_outcome(row: Row, names: Names) -> None:
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
    names.recorder.outcomes.add(outcome, alone=True)


def record_statement(row: Row, names: Names) -> None:
    """Record a row of a statements file: words that no forecast stands for yet."""
    source = row.word("source")
    statement = Statement(
        quote=row.text("quote") or needed(row, "quote"),
        source=None if source is None else names.source(source),
        locator=row.text("locator"),
        language=row.text("language"),
    )
    standing = names.recorder.entry.view.standing("statement", quote=statement.quote)
    if any(stored.noun == statement for stored in standing):
        names.recorder.result.known["statement"] += 1
    else:
        names.statement(statement)


def record_settings(row: Row, names: Names) -> None:
    """Record a row of a settings file; the last one stands."""
    settings = Settings(scale=row.text("scale"), frame=row.text("frame"), country=row.word("country"))
    if settings == names.recorder.entry.view.settings:
        names.recorder.result.known["settings"] += 1
    else:
        names.recorder.add(settings)


def _new(cls: type[Slugged], row: Row, names: Names, parts: dict[str, Any]) -> Slugged | None:
    """The noun of a row whose slug is new; None where one stands of which all that the row says is true."""
    slug, kind = needed(row, "slug"), cls.__name__.lower()
    standing = names.recorder.entry.known(kind, slug)
    if standing is None:
        return cls(slug=slug, **parts)
    hold_against(names.as_named(standing, slug), parts)
    names.recorder.passed_over(kind, slug)
    return None


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part is not None and part != ()}


RECORD: dict[str, Callable[[Row, Names], None]] = {
    OUTCOMES.name: record_outcome,
    QUESTIONS.name: record_question,
    FORECASTERS.name: record_forecaster,
    SOURCES.name: record_source,
    STATEMENTS.name: record_statement,
    SETTINGS.name: record_settings,
}
"""What records a row of a file of this name, forecasts apart."""
