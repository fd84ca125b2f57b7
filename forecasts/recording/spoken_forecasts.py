"""Forecasts as somebody speaks or writes them: a sentence, words beside a known question, a page of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypedDict

from forecasts.errors import TrackerError, UnfitRows
from forecasts.model import Settings
from forecasts.recording.new_forecast import NewForecast
from forecasts.recording.paragraphs import Page
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import is_statement
from forecasts.recording.sentences import read_answer, read_sentence
from forecasts.words.windows.spoken import Speech


class _How(TypedDict):
    said: date
    scale: str | None
    speech: Speech


def read_whole(new: NewForecast, *, today: date, settings: Settings) -> NewForecast:
    """The forecast whose statement is a sentence, its window and its chance told apart from it."""
    found = read_sentence(new.about, **_how(new, today, settings))
    said = replace(new.said, when=found.when, chance=found.chance)
    return replace(new, about=found.statement, said=said, provenance=_quoting(new, new.about))


def read_beside(new: NewForecast, words: str, *, today: date, settings: Settings) -> NewForecast:
    """The forecast of a question, of which words say when and how likely."""
    when, chance = read_answer(words, **_how(new, today, settings))
    return replace(new, said=replace(new.said, when=when, chance=chance), provenance=_quoting(new, words))


def read_all(
    page: Page, shared: NewForecast, *, file: str, today: date, settings: Settings
) -> list[NewForecast]:
    """A forecast of each paragraph, with what holds for all; every one that cannot be read is named."""
    found: list[NewForecast] = []
    refused: list[tuple[int, str]] = []
    for paragraph in page.paragraphs:
        provenance = shared.provenance
        if found:  # the first has made the source
            provenance = replace(provenance, url=None, publisher=None, published_on=None)
        if paragraph.quote is not None:
            provenance = replace(provenance, quote=paragraph.quote)
        slug, colon, rest = paragraph.sentence.partition(": ")
        try:
            if colon and not is_statement(slug) and rest and not slug.endswith("%"):
                new = replace(shared, about=slug, provenance=provenance)
                found.append(read_beside(new, rest, today=today, settings=settings))
            else:
                new = replace(shared, about=paragraph.sentence, provenance=provenance)
                found.append(read_whole(new, today=today, settings=settings))
        except TrackerError as refusal:
            refused.append((paragraph.line, str(refusal)))
    if refused:
        raise UnfitRows(file, refused, len(refused), "log it again")
    return found


def _how(new: NewForecast, today: date, settings: Settings) -> _How:
    """How the words of a forecast are read: from its day on, in its language and by its scale."""
    speech = Speech(language=new.provenance.language, country=settings.country)
    return {"said": new.made_on or today, "scale": new.said.scale or settings.scale, "speech": speech}


def _quoting(new: NewForecast, words: str) -> Provenance:
    """Where it was said; words of a source that are not quoted otherwise are the sentence itself."""
    if new.provenance.source is None or new.provenance.quote is not None:
        return new.provenance
    return replace(new.provenance, quote=words)
