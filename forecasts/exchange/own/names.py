"""What the rows of a file of ours name: people, sources, earlier rows, and the words that they share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar, cast

from sqlalchemy import select

from forecasts.errors import UnfitCell
from forecasts.exchange.conventions import slug_of
from forecasts.exchange.duplicates import key, one_more, words
from forecasts.exchange.notices import BY_CASE
from forecasts.handles import Handle
from forecasts.ledger.records import noun_name
from forecasts.ledger.tables import MIRRORS
from forecasts.model import Forecast, Forecaster, Question, Source, Statement
from forecasts.texts import slugified

if TYPE_CHECKING:
    from forecasts.exchange.recording import Recorder

Named = TypeVar("Named", bound=Forecaster | Question | Source)

_LISTED = 20


@dataclass(kw_only=True, slots=True)
class _Words:
    """The words of a `statement_id`: their digest, their handle, or else a forecast that rests on them."""

    digest: bytes
    handle: Handle | None = None
    under: Handle | None = None


@dataclass(kw_only=True)
class Names:
    """What the names in one file of ours stand for, in the ledger and among the rows above.

    A name is known only if it is spelt in full; a prefix, which will do in a shell, could join two
    people in a file. Of what the rows call themselves only digests are kept, so that a long file stays small.
    """

    recorder: Recorder
    analyst: str
    scale: str | None
    as_written: bool = False
    _ids: dict[int, Handle] = field(default_factory=dict)
    _words: dict[str, _Words] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _spelt: set[str] = field(default_factory=set)
    _titles: dict[str, str] = field(default_factory=dict)
    _new_sources: dict[str, Source] = field(default_factory=dict)
    _new_names: int = 0

    def __post_init__(self) -> None:
        view, mirror = self.recorder.entry.view, MIRRORS["forecaster"]
        known = select(mirror.c.entry, mirror.c.position, mirror.c.slug, mirror.c.name, mirror.c.aliases)
        for row in view.rows(known.order_by(mirror.c.entry, mirror.c.position)):
            handle, slug = Handle(row.entry, row.position), view.names.kind("forecaster").now(row.slug)
            if view.stands(handle) or (handle in view.aside and handle not in view.amendments):
                self._name(slug, row.name, *(row.aliases or ()), *view.names.kind("forecaster").former(slug))
        for slug in view.slugs("forecaster"):
            self._names[slug] = slug

    def forecaster(self, text: str) -> Forecaster | str:
        """The slug of the forecaster whose slug, name or alias this is; a new name is a new person."""
        slug = self._slug(text)
        if slug is None:
            apart = self.as_written and text.casefold() in self._names
            made = slug_of("as-written", text, exact=True) if apart else slugified(text)
            return Forecaster(slug=made, name=text)
        if text not in self._spelt and text != slug:
            self.recorder.result.notices.tell(BY_CASE, f"{text!r} and {slug!r}")
        return slug

    def new_slugs(self, texts: set[str]) -> set[str]:
        """The slugs that the new names among these would have."""
        return {slugified(text) for text in texts if self._slug(text) is None}

    def new_forecaster(self, noun: Forecaster) -> None:
        """Record a person whom a row named first, and tell of it."""
        near: list[str] = []
        if self._new_names < _LISTED:
            near = get_close_matches(noun.slug, set(self._names.values()), n=1, cutoff=0.85)
        self.add_forecaster(noun)
        self._new_names += 1
        alike = f", much like {near[0]}" if near else ""
        if self._new_names <= _LISTED:
            told = f"{noun.name!r} was unknown and is a new forecaster, {noun.slug}{alike}."
        else:
            told = "More names were unknown and are new forecasters."
        self.recorder.result.remarks[told] += 1

    def add_forecaster(self, noun: Forecaster) -> None:
        """Record a forecaster; rows further down may name it by any of its names."""
        self.recorder.add(noun)
        self._name(noun.slug, noun.name, *noun.aliases)
        self._names[noun.slug] = noun.slug

    def as_named(self, standing: Named, slug: str) -> Named:
        """What a row's slug was when it was written: another thing than stands, where it was merged since."""
        found = self.recorder.entry.view.merged(noun_name(standing), slug)
        return standing if found is None else cast("Named", found)

    def source(self, text: str) -> str:
        """The slug of the source whose slug or title this is; a new title makes one with its first words."""
        title = text.casefold()
        if title not in self._titles:
            view = self.recorder.entry.view
            known = next(view.standing("source", slug=text), None) or next(
                view.standing("source", title=text), None
            )
            noun = Source(slug=slugified(text), title=text) if known is None else known.noun
            assert isinstance(noun, Source)
            if known is None:
                self._new_sources[noun.slug] = noun
            self._titles[title] = noun.slug
        return self._titles[title]

    def statement(self, statement: Statement) -> Handle:
        """Record words, and their source where they are its first."""
        self.need_source(statement.source)
        return self.recorder.add(statement)

    def need_source(self, slug: str | None) -> None:
        """Record a source that a title has made, where nothing has needed it before."""
        if (source := self._new_sources.pop(slug or "", None)) is not None:
            self.recorder.add(source)

    def named(self, name: str) -> Handle | None:
        """The forecast of the row further up whose `id` this is."""
        return self._ids.get(hash(name))

    def has_words(self, shared: str) -> bool:
        """Whether a row further up spelt out the words of a `statement_id`."""
        return shared in self._words

    def forecast(
        self, forecast: Forecast, *, name: str | None, statement: Statement | None, shared: str | None
    ) -> Handle:
        """Record a forecast, and the words it rests on, unless they are recorded already.

        `name` is the row's `id`: two rows with an `id` each are two forecasts, though they be equal. `shared`
        is the `statement_id` of the words, which only the first row that has it needs to spell out.
        """
        statement = None if statement is None else self.recorder.entry.view.names.now(statement)
        kept = None if shared is None else self._words.get(shared)
        if kept is None and statement is not None:
            kept = _Words(digest=words(statement))
        elif kept is not None and statement is not None and kept.digest != words(statement):
            raise UnfitCell(
                "statement_id", str(shared), "an earlier row has other words or another source for it"
            )
        forecast = self.recorder.entry.view.names.now(forecast)
        duplicates = self.recorder.duplicates
        known_by = key(forecast, b"" if kept is None else kept.digest)
        if name is not None:
            known_by = one_more(known_by, duplicates.made)
        handle = duplicates.known(known_by, forecast.question)
        if handle is not None:
            self.recorder.repeated(handle)
        else:
            if kept is not None:
                self.recorder.entry.check(forecast)
                forecast = replace(forecast, statement=self._recorded(kept, statement))
            handle = self.recorder.add(forecast)
        if name is not None or handle.entry == self.recorder.entry.sequence:
            duplicates.made[known_by] = handle
        if name is not None:
            self._ids[hash(name)] = handle
        if kept is not None and shared is not None:
            kept.under = handle
            self._words[shared] = kept
        return handle

    def _recorded(self, kept: _Words, statement: Statement | None) -> Handle:
        """The handle of the words of a new forecast: of an earlier row, of an earlier entry, or new."""
        if kept.handle is None and kept.under is not None:
            forecast = self.recorder.entry.view.get(kept.under).noun
            assert isinstance(forecast, Forecast)
            kept.handle = forecast.statement
        if kept.handle is None:
            assert statement is not None, "words that no row spelt out are not kept"
            kept.handle = self.statement(statement)
        return kept.handle

    def _slug(self, text: str) -> str | None:
        if self.as_written and text not in self._spelt:
            return text if self._names.get(text) == text else None
        return self._names.get(text) or self._names.get(text.casefold())

    def _name(self, slug: str, *names: str) -> None:
        for name in names:
            self._names.setdefault(name.casefold(), slug)
            self._spelt.add(name)
