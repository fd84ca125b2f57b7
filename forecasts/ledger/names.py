"""What each slug is called now: who was renamed, and who turned out to be the same as another.

Records keep the slug under which a thing was first recorded, so that a renaming or a merger can be taken
back. Whoever reads sees the names of the moment, and any earlier name means the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from forecasts.model import (
    Forecast,
    Forecaster,
    NamedKind,
    Naming,
    NamingAct,
    Noun,
    Outcome,
    Question,
    Seal,
    Source,
    Statement,
)

Named = TypeVar("Named", bound=Noun)
Name = Callable[[str, str], str]
"""What to call a slug of a kind."""

QUESTION, FORECASTER, SOURCE = NamedKind.QUESTION, NamedKind.FORECASTER, NamedKind.SOURCE

NAMING_COLUMNS: Mapping[str, Mapping[str, NamedKind]] = {
    "forecaster": {"slug": FORECASTER},
    "source": {"slug": SOURCE},
    "question": {"slug": QUESTION, "reference_source": SOURCE},
    "statement": {"source": SOURCE},
    "forecast": {"question": QUESTION, "forecaster": FORECASTER, "condition_question": QUESTION},
    "outcome": {"question": QUESTION},
    "seal": {"forecaster": FORECASTER},
}
"""Of each noun's table the columns that name a forecaster, a question or a source."""


@dataclass(frozen=True, slots=True)
class Names:
    """The slugs of one kind as they were renamed and merged, in the order of recording.

    >>> renamed = Naming(kind=QUESTION, act=NamingAct.RENAMED, slug="kabul", becomes="kabul-2021")
    >>> merged = Naming(
    ...     kind=QUESTION, act=NamingAct.MERGED, slug="fall", becomes="kabul", because="the same"
    ... )
    >>> names = Names.of([renamed, merged])
    >>> names.now("kabul"), names.now("fall"), names.now("doha")
    ('kabul-2021', 'kabul-2021', 'doha')
    >>> names.recorded("kabul-2021"), sorted(names.every("fall")), names.former("kabul-2021")
    ('kabul', ['fall', 'kabul', 'kabul-2021'], ('fall', 'kabul'))
    """

    first: Mapping[str, str] = field(default_factory=dict)
    """Of each later slug the one under which it was first recorded."""
    into: Mapping[str, str] = field(default_factory=dict)
    """Of each merged slug, as first recorded, that of what it was merged into."""
    last: Mapping[str, str] = field(default_factory=dict)
    """Of each renamed slug, as first recorded, the latest."""

    @classmethod
    def of(cls, namings: Iterable[Naming]) -> Names:
        """The names after these deeds, all of one kind."""
        first: dict[str, str] = {}
        into: dict[str, str] = {}
        last: dict[str, str] = {}
        for naming in namings:
            if naming.act is NamingAct.MERGED:
                into[naming.slug] = naming.becomes
            else:
                last[naming.slug] = naming.becomes
                if naming.becomes != naming.slug:
                    first[naming.becomes] = naming.slug
        return cls(first, into, last)

    def __bool__(self) -> bool:
        return bool(self.into or self.last)

    def recorded(self, slug: str) -> str:
        """The slug under which records name what a slug means, now or formerly."""
        found = self.first.get(slug, slug)
        while found in self.into:
            found = self.into[found]
        return found

    def now(self, slug: str) -> str:
        """What a thing is called now that some record or somebody calls by a slug."""
        found = self.recorded(slug)
        return self.last.get(found, found)

    def own(self, slug: str) -> str:
        """What a record of the thing itself is called, also where it was merged into another."""
        found = self.first.get(slug, slug)
        return self.last.get(found, found)

    def every(self, slug: str) -> set[str]:
        """Every slug, former and present, of what a slug means."""
        root = self.recorded(slug)
        known = {*self.first, *self.into, *self.last, root}
        return {name for name in known if self.recorded(name) == root}

    def brought_by(self, slug: str) -> set[str]:
        """The slugs, as first recorded, of what came over with a merger of this one."""
        brought = {slug}
        for name in self.into:
            way = [name]
            while way[-1] in self.into:
                way.append(self.into[way[-1]])
            brought |= {name} if slug in way[:-1] else set()
        return brought

    def former(self, slug: str) -> tuple[str, ...]:
        """The other slugs under which a thing is known too, in alphabetical order."""
        return tuple(sorted(self.every(slug) - {self.now(slug)}))


@dataclass(frozen=True, slots=True)
class AllNames:
    """The names of forecasters, questions and sources."""

    of: Mapping[str, Names] = field(default_factory=dict)

    @classmethod
    def after(cls, namings: Iterable[Naming]) -> AllNames:
        """The names after these deeds."""
        told = list(namings)
        kinds = {naming.kind for naming in told}
        return cls({kind: Names.of(one for one in told if one.kind is kind) for kind in kinds})

    def __bool__(self) -> bool:
        return bool(self.of)

    def kind(self, kind: str) -> Names:
        """The names of one kind."""
        return self.of.get(kind, _NONE)

    def now(self, noun: Named) -> Named:
        """The noun with every name that it names as it is now."""
        if not self:
            return noun
        return cast(
            "Named",
            self._renamed(
                noun,
                lambda kind, slug: self.kind(kind).now(slug),
                lambda kind, slug: self.kind(kind).own(slug),
            ),
        )

    def recorded(self, noun: Noun, *, like: Noun | None = None) -> Noun:
        """The noun as it is to be recorded, by the first slugs.

        Where it takes the place of a record that named something by the slug of what was merged since, it
        goes on naming that: so a merger that is taken back finds each record where it was.
        """
        if not self:
            return noun
        kept = (
            {} if like is None else {(kind, self.kind(kind).now(slug)): slug for kind, slug in named_by(like)}
        )

        def first(kind: str, slug: str) -> str:
            return kept.get((kind, self.kind(kind).now(slug)), self.kind(kind).recorded(slug))

        return self._renamed(noun, first, first)

    def _renamed(self, noun: Noun, name: Name, own: Name) -> Noun:
        match noun:
            case Question():
                source = noun.reference_source
                return replace(
                    noun,
                    slug=own("question", noun.slug),
                    reference_source=None if source is None else name("source", source),
                )
            case Forecaster():
                return replace(noun, slug=own("forecaster", noun.slug))
            case Source():
                return replace(noun, slug=own("source", noun.slug))
            case Statement():
                return noun if noun.source is None else replace(noun, source=name("source", noun.source))
            case Outcome():
                return replace(noun, question=name("question", noun.question))
            case Seal():
                return replace(noun, forecaster=name("forecaster", noun.forecaster))
            case Forecast():
                asked, claim = name("question", noun.question), noun.claim
                if (given := claim.condition) is not None:
                    first = name("question", given.question)
                    if first != asked:
                        claim = replace(claim, condition=replace(given, question=first))
                    elif given.question == asked:
                        # On a condition of its own no forecast stands; one taken back is still to be seen.
                        asked = noun.question
                return replace(
                    noun,
                    question=asked,
                    forecaster=name("forecaster", noun.forecaster),
                    claim=claim,
                )
        return noun


def named_by(noun: Noun) -> Iterable[tuple[str, str]]:
    """What a noun names, itself included: kinds and slugs."""
    match noun:
        case Question():
            yield "question", noun.slug
            if noun.reference_source is not None:
                yield "source", noun.reference_source
        case Forecaster() | Source():
            yield type(noun).__name__.lower(), noun.slug
        case Statement():
            if noun.source is not None:
                yield "source", noun.source
        case Outcome():
            yield "question", noun.question
        case Seal():
            yield "forecaster", noun.forecaster
        case Forecast():
            yield "question", noun.question
            yield "forecaster", noun.forecaster
            if noun.claim.condition is not None:
                yield "question", noun.claim.condition.question


_NONE = Names()
