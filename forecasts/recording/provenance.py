"""Where it was said: the statement and the source that a forecast goes back to, known or new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.model import Source, Statement
from forecasts.texts import slugified

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View

LAST = "last"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where it was said: a known source, `last`, or a new one by its title; and the decisive words."""

    source: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None
    quote: str | None = None
    locator: str | None = None
    statement: Handle | str | None = None


def add_statement(provenance: Provenance, entry: Entry, notes: list[str]) -> Handle | None:
    """The statement that is meant, added where it is new; None where there is none. Adds to `notes`."""
    if provenance.statement is not None:
        if provenance.quote is not None or provenance.source is not None:
            raise UnfitNoun("The statement is logged already", "leave out its --quote and --source")
        return meant_statement(entry.view, provenance.statement)
    if provenance.quote is None:
        if provenance.source is not None or provenance.locator is not None:
            raise UnfitNoun("A source is given without the words", "give the decisive ones with --quote")
        return None
    source = _source(provenance, entry, notes)
    return entry.add(
        Statement(
            quote=provenance.quote, source=source, locator=provenance.locator, language=provenance.language
        )
    )


def _source(provenance: Provenance, entry: Entry, notes: list[str]) -> str | None:
    if provenance.source is None:
        return None
    found = known_source(entry.view, provenance.source)
    described = (provenance.url, provenance.publisher, provenance.published_on)
    if found is not None:
        if any(part is not None for part in described):
            raise UnfitNoun(
                f"The source {found!r} is in the ledger already",
                "leave out --url, --publisher and --published",
            )
        return found
    title = provenance.source
    source = Source(
        slug=slugified(title),
        title=title,
        publisher=provenance.publisher,
        url=provenance.url,
        published_on=provenance.published_on,
        language=provenance.language,
    )
    entry.add(source)
    notes.append(f"New source: {title} ({source.slug}).")
    return source.slug


def meant_statement(view: View, named: Handle | str) -> Handle:
    """The statement of that handle, or the last one that was logged."""
    return named if isinstance(named, Handle) else view.last("statement").handle


def known_source(view: View, text: str) -> str | None:
    """The slug of a source in the ledger; None where the text is the title of a new one."""
    if text == LAST:
        return last_source(view)
    try:
        found = view.meant("source", text).noun
    except Unknown as unknown:
        if unknown.near and text == slugified(text):
            raise
        same = next(view.standing("source", title=text), None)
        if same is None:
            return None
        found = same.noun
    assert isinstance(found, Source)
    return found.slug


def last_source(view: View) -> str:
    """The source of the statement logged last; where that has none, the source that was logged last."""
    try:
        statement = view.last("statement").noun
    except Unknown:
        statement = None
    if isinstance(statement, Statement) and statement.source is not None:
        return statement.source
    source = view.last("source").noun
    assert isinstance(source, Source)
    return source.slug
