"""A slug that gives way to another, and two things that turn out to be one: both can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.beside import bare
from forecasts.ledger.entry import Entry
from forecasts.ledger.finding import slug_of
from forecasts.ledger.merging import told_twice
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
from forecasts.model import Forecast, NamedKind, Naming, NamingAct
from forecasts.texts import checked_slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """What a merger did: how many forecasts came over, how many outcomes, and which now stand twice."""

    kind: NamedKind
    slug: str
    into: str
    forecasts: int
    outcomes: int
    aside: tuple[Handle, ...]
    twice: tuple[Handle, ...]


def meant(view: View, text: str, kind: NamedKind | None = None) -> tuple[NamedKind, Stored]:
    """The question, forecaster or source that a text means, and which of them it is.

    Raises
    ------
    Unknown, NotUnique
        If there is none, or if it means several and no `kind` is given.
    """
    found: list[tuple[NamedKind, Stored]] = []
    near: list[str] = []
    for one in NamedKind if kind is None else (kind,):
        try:
            found.append((one, view.meant(one, text)))
        except Unknown as unknown:
            near += unknown.near
    if len(found) > 1:
        kinds = " and a ".join(one for one, _ in found)
        raise UnfitNoun(f"{text!r} is a {kinds}", "say which with --kind")
    if not found:
        raise Unknown(kind or "forecaster, question or source", text, tuple(near[:3]))
    return found[0]


def rename(
    entry: Entry, old: str, new: str, *, kind: NamedKind | None = None, because: str | None = None
) -> tuple[NamedKind, str]:
    """Gives a question, a forecaster or a source another slug; returns which it is, and the slug it had."""
    named, stored = meant(entry.view, old, kind)
    slug = slug_of(stored)
    naming = Naming(
        kind=named,
        act=NamingAct.RENAMED,
        slug=entry.view.names.kind(named).recorded(slug),
        becomes=checked_slug(new, f"the {named}"),
        because=because,
    )
    entry.add(naming)
    return named, slug


def merge(entry: Entry, one: str, into: str, *, kind: NamedKind | None = None, because: str) -> Merged:
    """Makes two questions, or two forecasters, one; outcomes of the first that say the same count once.

    Raises
    ------
    UnfitNoun
        If they are of two kinds, or if as one they would contradict themselves.
    """
    view = entry.view
    named, stored = meant(view, one, kind)
    _, remains = meant(view, into, named)
    slug, kept = slug_of(stored), slug_of(remains)
    names = view.names.kind(named)
    if slug == kept:
        raise UnfitNoun(f"{one!r} and {into!r} are the same {named}, {kept!r}", "name two")
    aside = told_twice(view, slug, kept) if named is NamedKind.QUESTION else ()
    made = list(view.standing("forecast", **{named.value: slug})) if named is not NamedKind.SOURCE else []
    answers = list(view.standing("outcome", question=slug)) if named is NamedKind.QUESTION else []
    entry.add(
        Naming(
            kind=named,
            act=NamingAct.MERGED,
            slug=names.recorded(slug),
            becomes=names.recorded(kept),
            because=because,
            aside=aside,
        )
    )
    return Merged(
        kind=named,
        slug=slug,
        into=kept,
        forecasts=len(made),
        outcomes=len(answers) - len(aside),
        aside=aside,
        twice=_twice(view, {one.handle for one in made}, **{named.value: kept}),
    )


def _twice(view: View, came: set[Handle], **of: str) -> tuple[Handle, ...]:
    """The forecasts that came over and say what another one says, by the same person of the same question."""
    if not came:
        return ()
    standing = [(one.handle, one.noun) for one in view.standing("forecast", **of)]
    said = {
        repr(bare(noun)) for handle, noun in standing if handle not in came and isinstance(noun, Forecast)
    }
    return tuple(
        handle
        for handle, noun in standing
        if handle in came and isinstance(noun, Forecast) and repr(bare(noun)) in said
    )
