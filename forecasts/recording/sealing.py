"""A forecast recorded shut, by its salted digest alone, and revealed later as what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.seal_rules import (
    SEALED,
    already_revealed,
    reveals,
    sealed_nouns,
    sealed_text,
    text_in,
    the_seal,
)
from forecasts.ledger.tables import RECORDS
from forecasts.model import Forecast, Forecaster, Noun, Question, Reveal, Seal, Source, Statement

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsed:
    """What an entry would have recorded: new forecasters, which are no secret, and forecasts in the open.

    Each forecast stands last in a tuple, after the new records that it rests on.
    """

    forecasters: tuple[Forecaster, ...]
    forecasts: tuple[tuple[Noun, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Revealed:
    """The forecast of a seal as it is recorded now, where, and whether its question is new."""

    handle: Handle
    forecast: Forecast
    reveal: Handle


def rehearsed(entry: Entry) -> Rehearsed:
    """What an open entry holds, which is going to be left out, ready to be sealed."""
    stored = list(entry.view.stored(RECORDS.c.entry == entry.sequence))
    return Rehearsed(
        forecasters=tuple(one.noun for one in stored if isinstance(one.noun, Forecaster)),
        forecasts=tuple(_resting(one.noun, stored) for one in stored if isinstance(one.noun, Forecast)),
    )


def _resting(forecast: Forecast, stored: Sequence[Stored]) -> tuple[Noun, ...]:
    """The new records that a forecast rests on, in the order of recording, and the forecast."""
    words = [one.noun for one in stored if one.handle == forecast.statement]
    asked = {forecast.question}
    if forecast.claim.condition is not None:
        asked.add(forecast.claim.condition.question)
    sources = {word.source for word in words if isinstance(word, Statement)}
    others = [
        one.noun
        for one in stored
        if (isinstance(one.noun, Question) and one.noun.slug in asked)
        or (isinstance(one.noun, Source) and one.noun.slug in sources)
    ]
    return (*others, *words, replace(forecast, statement=None) if words else forecast)


def seal(entry: Entry, found: Rehearsed) -> tuple[Handle, ...]:
    """Records what was rehearsed shut: new forecasters, and a seal for each forecast."""
    for forecaster in found.forecasters:
        entry.add(forecaster)
    handles = []
    for nouns in found.forecasts:
        forecast = nouns[-1]
        assert isinstance(forecast, Forecast)
        handles.append(
            entry.add(
                Seal(
                    forecaster=forecast.forecaster,
                    made_on=forecast.made_on,
                    deadline=forecast.matures_on,
                    archived=entry.archive(sealed_text(nouns), kind=SEALED),
                )
            )
        )
    return tuple(handles)


def reveal(entry: Entry, handle: Handle, *, slug: str | None = None) -> Revealed:
    """Records the forecast that was sealed, attested on the day on which it was, and what it rests on.

    Its question is the one under its slug, or under another `slug`, if that says the same.

    Raises
    ------
    UnfitNoun
        If the record is no seal, was revealed, if its text was erased or altered, or if another question has
        the slug by now; and for what the ledger refuses.
    """
    stored = the_seal(entry.view, handle)
    shut = stored.noun
    assert isinstance(shut, Seal)
    if (before := reveals(entry.view).get(handle)) is not None:
        raise already_revealed(handle, before)
    text = text_in(entry.view, shut)
    if text is None:
        raise UnfitNoun(f"The text of the seal {handle} was erased", "log the forecast anew, if it is known")
    others, forecast = sealed_nouns(text)
    statement, asked, source = forecast.statement, forecast.question, None
    for noun in others:
        match noun:
            case Question():
                wanted = slug if slug is not None and noun.slug == forecast.question else noun.slug
                _ask(entry, replace(noun, slug=wanted), handle)
                asked = wanted if noun.slug == forecast.question else asked
            case Source():
                source = _source(entry, noun)
            case Statement():
                statement = entry.add(noun if source is None else replace(noun, source=source))
    if slug is not None and asked != slug:
        raise UnfitNoun(
            f"The question of the seal {handle} was known when it was sealed, as {asked!r}",
            "leave --slug out",
        )
    question = entry.known("question", asked)
    assert isinstance(question, Question)
    day = stored.recorded_at.astimezone(ZoneInfo(question.zone)).date()
    opened = replace(
        forecast,
        question=asked,
        statement=statement,
        attested_on=forecast.attested_on or max(day, forecast.made_on),
    )
    made = entry.add(opened)
    return Revealed(handle=made, forecast=opened, reveal=entry.add(Reveal(seal=handle, forecast=made)))


def _ask(entry: Entry, question: Question, seal: Handle) -> None:
    """Adds the question unless it is there; another one under its slug is refused."""
    known = entry.known("question", question.slug)
    if known is None:
        entry.add(question)
    elif not isinstance(known, Question) or known.statement != question.statement:
        said = known.statement if isinstance(known, Question) else known.slug
        raise UnfitNoun(
            f"The question {question.slug!r} is {said!r} by now, and what was sealed is on "
            f"{question.statement!r}",
            f"give it another slug with `tracker reveal {seal} --slug {quote(question.slug)}-2`",
        )


def _source(entry: Entry, source: Source) -> str:
    """The slug of the source: that of the one of this title, else the first of its kind that is free."""
    slug, number = source.slug, 1
    while (known := entry.known("source", slug)) is not None:
        if isinstance(known, Source) and known.title == source.title:
            return slug
        number += 1
        slug = f"{source.slug}-{number}"
    entry.add(replace(source, slug=slug))
    return slug
