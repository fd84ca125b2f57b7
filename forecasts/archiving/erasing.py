"""What a record keeps outside the chain, erased where the law asks: a source's text, a seal's, a report's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from forecasts.errors import UnfitNoun
from forecasts.ledger.reader import MOST_NAMED
from forecasts.ledger.records import noun_name
from forecasts.ledger.tables import ARCHIVES
from forecasts.model import Freeze, Import, Noun, Seal, Source

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View


def erase_of(ledger: Ledger, handle: Handle, *, because: str, by: str, now: datetime) -> int:
    """Erases the texts that a record keeps, by one entry that says so; returns how many.

    Raises
    ------
    Unknown, UnfitNoun
        If there is no such record, it keeps no text, or all were erased.
    """
    noun = ledger.view().get(handle).noun
    named = texts_of(noun)
    if not named:
        raise UnfitNoun(
            f"The record {handle}, a {noun_name(noun)}, keeps no text outside the chain",
            "name a seal, a source, a frozen report or an import that does",
        )
    kept = _still_kept(ledger.view(), named)
    if not kept:
        raise UnfitNoun(f"The text of the record {handle} was erased already", "there is nothing to erase")
    ledger.erase(*kept, because=because, by=by, now=now)
    return len(kept)


def texts_of(noun: Noun) -> tuple[str, ...]:
    """The digests of what a record keeps outside the chain."""
    match noun:
        case Import():
            return noun.archived
        case Source() | Freeze() | Seal() if noun.archived is not None:
            return (noun.archived,)
        case _:
            return ()


def _still_kept(view: View, digests: tuple[str, ...]) -> list[str]:
    kept: set[str] = set()
    for start in range(0, len(digests), MOST_NAMED):
        some = ARCHIVES.c.digest.in_(digests[start : start + MOST_NAMED])
        kept |= {
            row.digest
            for row in view.rows(select(ARCHIVES.c.digest).where(some, ARCHIVES.c.text.is_not(None)))
        }
    return [digest for digest in dict.fromkeys(digests) if digest in kept]
