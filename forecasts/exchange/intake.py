"""What a file being imported has recorded so far, on top of what the ledger knew before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from forecasts.belief import Timeline
from forecasts.errors import NotUnique, Unknown
from forecasts.handles import Handle
from forecasts.ledger.beside import bare, repeated
from forecasts.ledger.records import noun_name
from forecasts.model import Amendment, Forecast, Forecaster, Noun, Outcome, Question, Source, Statement
from forecasts.texts import slugified

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import Stored


@dataclass(kw_only=True)
class Intake:
    """One file on its way into one entry: adds nouns, remembers names, counts, and gathers remarks.

    A name is known only if it is spelt in full; a prefix, which will do in a shell, could join two
    people in a file. Nouns are added as a bulk is, without the looks for much-alike texts that are of
    use to somebody typing; outcomes alone are looked at, because they may date before a forecast.
    """

    entry: Entry
    analyst: str
    scale: str | None
    counts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    statements: dict[str, tuple[Statement, Handle]] = field(default_factory=dict)
    forecasts: dict[str, Handle] = field(default_factory=dict)
    _questions: dict[str, Question | None] = field(default_factory=dict)
    _horizons: dict[str, date | None] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _before: dict[str, dict[Forecast, list[Stored]]] = field(default_factory=dict)

    def add(self, noun: Noun) -> Handle:
        """Record a noun, or raise why it cannot be; what it tells of later rows is remembered."""
        handle = Handle(self.entry.sequence, self.entry.records + 1)
        if isinstance(noun, Outcome | Amendment):
            self.entry.add(noun)
        else:
            self.entry.add_all([noun])
        self.counts[noun_name(noun)] += 1
        if isinstance(noun, Question):
            self._questions[noun.slug] = noun
            self._horizons[noun.slug] = noun.horizon
        elif (
            isinstance(noun, Forecast)
            and isinstance(noun.belief, Timeline)
            and self.horizon(noun.question) is None
        ):
            self._horizons[noun.question] = noun.belief.horizon
        return handle

    def question(self, slug: str) -> Question | None:
        """The question of this slug; None if there is none yet."""
        if slug not in self._questions:
            stored = next(self.entry.view.standing("question", slug=slug), None)
            found = stored.noun if stored else None
            self._questions[slug] = found if isinstance(found, Question) else None
        return self._questions[slug]

    def horizon(self, slug: str) -> date | None:
        """Where the timelines of a question end, if that is fixed."""
        if slug not in self._horizons:
            self._horizons[slug] = self.entry.view.horizon(slug)
        return self._horizons[slug]

    def refuse_repeated(self, forecast: Forecast, statement: Statement | None) -> None:
        """Refuse a forecast that an earlier entry holds word for word: the file was imported before."""
        for stored in self._earlier(forecast.question).get(bare(forecast), ()):
            assert isinstance(stored.noun, Forecast)
            held = stored.noun.statement
            if (None if held is None else self.entry.view.get(held).noun) == statement:
                raise repeated(stored)

    def forecaster(self, text: str) -> str:
        """The slug of the forecaster whose slug, name or alias this is; a new name makes a new person."""
        key = ("forecaster", text.casefold())
        if key not in self._names:
            self._names[key] = self._known_forecaster(text) or self._new_forecaster(text)
        return self._names[key]

    def source(self, text: str) -> str:
        """The slug of the source whose slug or title this is; a new title makes a new source."""
        key = ("source", text.casefold())
        if key not in self._names:
            slug = slugified(text)
            known = next(self.entry.view.standing("source", slug=text), None) or next(
                self.entry.view.standing("source", title=text), None
            )
            if known is None:
                self.add(Source(slug=slug, title=text))
            self._names[key] = known.noun.slug if known and isinstance(known.noun, Source) else slug
        return self._names[key]

    def _earlier(self, question: str) -> dict[Forecast, list[Stored]]:
        """The forecasts on a question that earlier entries hold, by everything but their links."""
        if question not in self._before:
            found: dict[Forecast, list[Stored]] = {}
            for stored in self.entry.view.standing("forecast", question=question):
                if stored.handle.entry < self.entry.sequence and isinstance(stored.noun, Forecast):
                    found.setdefault(bare(stored.noun), []).append(stored)
            self._before[question] = found
        return self._before[question]

    def _known_forecaster(self, text: str) -> str | None:
        try:
            found = self.entry.view.meant("forecaster", text).noun
        except (Unknown, NotUnique):
            return None
        assert isinstance(found, Forecaster)
        names = (found.slug, found.name, *found.aliases)
        return found.slug if text.casefold() in (name.casefold() for name in names) else None

    def _new_forecaster(self, text: str) -> str:
        slug = slugified(text)
        near = get_close_matches(slug, self.entry.view.slugs("forecaster"), n=1, cutoff=0.85)
        self.add(Forecaster(slug=slug, name=text))
        alike = f", much like {near[0]}" if near else ""
        self.remarks[f"{text!r} was unknown and is a new forecaster, {slug}{alike}."] += 1
        return slug
