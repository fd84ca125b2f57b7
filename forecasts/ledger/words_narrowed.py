"""Which records may say some words, as the index of words has it: all that do, and perhaps some others."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, false, or_, select

from forecasts.handles import Handle
from forecasts.ledger.plain_words import beginning, parts
from forecasts.ledger.reader import MOST_NAMED, Stored
from forecasts.ledger.standing import at_places
from forecasts.ledger.tables import MIRRORS, RECORDS
from forecasts.ledger.view import View

_SOUGHT_IN = {
    "question": ("question", "statement"),
    "forecast": ("question", "statement"),
    "outcome": ("question", "outcome"),
}
"""Of each noun those in whose texts words are sought for it; of any other, its own."""


def perhaps_saying(view: View, noun: str, texts: Iterable[str]) -> list[Stored] | None:
    """The standing records of a noun of which one of some texts may be said, in the order of recording.

    None where that narrows nothing: there is no index, or each word of a text stands in very many records.
    """
    hits: dict[str, set[Handle]] = {name: set() for name in _SOUGHT_IN.get(noun, (noun,))}
    for text in texts:
        rarest = _rarest(view, tuple(hits), text)
        if rarest is None:
            return None
        for name, found in rarest.items():
            hits[name] |= found
    if sum(map(len, hits.values())) > MOST_NAMED:
        return None
    wanted = or_(false(), *_conditions(view, noun, hits))
    perhaps = view.stored(RECORDS.c.noun == noun, wanted, mirror=noun)
    return [stored for stored in perhaps if stored.stands]


def _rarest(view: View, names: tuple[str, ...], text: str) -> dict[str, set[Handle]] | None:
    """Where that word of a text stands, noun by noun, which stands in the fewest records."""
    best: dict[str, set[Handle]] | None = None
    for part in dict.fromkeys(parts(text)):
        found: dict[str, set[Handle]] = {}
        for name in names:
            hits = view.may_say(name, beginning(part), most=MOST_NAMED)
            if hits is None:
                break
            found[name] = set(hits)
        else:
            if best is None or sum(map(len, found.values())) < sum(map(len, best.values())):
                best = found
    return best


def _conditions(view: View, noun: str, hits: dict[str, set[Handle]]) -> list[ColumnElement[bool]]:
    """What holds of a record of a noun only where it is hit, or hangs on what is."""
    own = [at_places(RECORDS, hits[noun])] if hits.get(noun) else []
    if noun not in _SOUGHT_IN:
        return own
    slugs = _slugs(view, hits["question"])
    if noun == "outcome":
        return [*own, view.naming(noun, "question", slugs)]
    versions = {str(version) for statement in hits["statement"] for version in view.versions(statement)}
    quoting = MIRRORS["forecast"].c.statement.in_(sorted(versions))
    if noun == "forecast":
        return [view.naming(noun, "question", slugs), quoting]
    asked = view.rows(select(MIRRORS["forecast"].c.question).where(quoting).distinct())
    return [view.naming(noun, "slug", slugs | {row.question for row in asked})]


def _slugs(view: View, handles: set[Handle]) -> set[str]:
    mirror = MIRRORS["question"]
    return {row.slug for row in view.rows(select(mirror.c.slug).where(at_places(mirror, handles)))}
