"""An entry taken back: each of its records is marked as a mistake, by an entry that can be taken back too."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from forecasts.errors import UnfitNoun, Unknown
from forecasts.ledger.entry import Entry
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import noun_name
from forecasts.ledger.tables import ENTRIES, RECORDS
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Erasure,
    Forecaster,
    Freeze,
    Import,
    Key,
    Question,
    Reveal,
    Review,
    Seal,
    Settings,
    Source,
    Statement,
)

UNDO = "undo"
_NAMED = (Question, Forecaster, Source, Statement)
"""What other records rest on."""
_LASTING = {
    Freeze: "what was frozen stays; freeze the report anew",
    Review: 'what was reviewed stays; send a report back with `tracker review reject ID --because "..."`',
    Erasure: "what was erased is gone",
    Key: 'what was published stays; revoke it with `tracker key revoke NAME --because "..."`',
    Seal: "what was sealed stays; reveal it with `tracker reveal HANDLE`, and amend that",
    Reveal: "what was revealed stays; amend or withdraw the forecast",
    Settings: "settings are followed by new ones: amend them",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """The entry that was taken back, what it had done, its records that fell, and those others rest on."""

    entry: int
    action: str
    records: tuple[Stored, ...]
    kept: tuple[Stored, ...]


def last_entry(view: View, *, by: str) -> int:
    """The last entry of an analyst that still has something to take back; takings back are passed over.

    Raises
    ------
    Unknown
        If the analyst has none.
    """
    own = (ENTRIES.c.recorded_by == by, ENTRIES.c.sequence <= view.head.sequence)
    rows = view.rows(
        select(ENTRIES.c.sequence)
        .where(*own, ENTRIES.c.action.not_in((UNDO, "init")))
        .order_by(ENTRIES.c.sequence.desc())
    )
    for row in rows:
        if _to_take_back(view, row.sequence):
            return int(row.sequence)
    raise Unknown("entry to take back by", by, remedy="`tracker history` shows who recorded what.")


def undo(entry: Entry, sequence: int, *, because: str) -> Undone:
    """Takes back every record of an earlier entry that still stands, amendments first, then the last ones.

    A question, forecaster, source or statement on which later records rest stays.

    Raises
    ------
    UnfitNoun
        If there is nothing to take back, if something of it lasts, or if later records rest on all of it.
    Unknown
        If there is no such entry.
    """
    if not 1 <= sequence < entry.sequence:
        raise Unknown("entry", str(sequence), remedy="`tracker history` shows them.")
    found = _to_take_back(entry.view, sequence)
    if not found:
        raise UnfitNoun(f"Nothing of the entry {sequence} stands any more", "take another one back")
    for stored in found:
        if (lasting := _LASTING.get(type(stored.noun))) is not None:
            fault, _, remedy = lasting.partition("; ")
            raise UnfitNoun(
                f"The entry {sequence} holds the {noun_name(stored.noun)} {stored.handle}, and {fault}",
                remedy or "leave it so",
            )
    kept: list[Stored] = []
    for stored in found:
        if not entry.view.stands(stored.handle):
            continue
        mistake = Amendment(target=stored.handle, kind=AmendmentKind.MISTAKE, because=because)
        try:
            entry.add(mistake)
        except UnfitNoun:
            if not isinstance(stored.noun, _NAMED) or len(kept) == len(found) - 1:
                raise
            kept.append(stored)
    return Undone(
        entry=sequence,
        action=_action(entry.view, sequence),
        records=tuple(one for one in found if one not in kept),
        kept=tuple(kept),
    )


def _to_take_back(view: View, sequence: int) -> list[Stored]:
    stored = [one for one in view.stored(RECORDS.c.entry == sequence) if view.stands(one.handle)]
    amendments = [one for one in stored if isinstance(one.noun, Amendment)]
    others = [one for one in stored if not isinstance(one.noun, Amendment | Import)]
    return [*reversed(amendments), *reversed(others)]


def _action(view: View, sequence: int) -> str:
    ((action,),) = view.rows(select(ENTRIES.c.action).where(ENTRIES.c.sequence == sequence))
    return str(action)
