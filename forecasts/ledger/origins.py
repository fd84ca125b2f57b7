"""From which file a record came, and from which line of it: kept beside the chain, and erasable."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from forecasts.ledger.tables import ARCHIVES, RECORDS
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger.view import View

_HEAD = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """The import that a record came with, and its row: the line where it began, and its text.

    `line` and `row` are None where the rows were erased, and of what no single row made.
    """

    imported: Import
    line: int | None = None
    row: str | None = None
    erased: bool = False


def imports(view: View, entries: Collection[int]) -> dict[int, Import]:
    """The import of each entry that has one, in one query."""
    found: dict[int, Import] = {}
    wanted = (RECORDS.c.noun == "import", RECORDS.c.entry.in_(sorted(entries)))
    for stored in view.stored(*wanted):
        assert isinstance(stored.noun, Import)
        found[stored.handle.entry] = stored.noun
    return found


def origin(view: View, handle: Handle) -> Origin | None:
    """Where a record came from; None if no file brought it.

    Only the piece of the archived rows that holds the record's own is read: pieces tell in their first
    characters with which record they begin.
    """
    imported = imports(view, [handle.entry]).get(handle.entry)
    if imported is None:
        return None
    pieces = view.rows(
        select(ARCHIVES.c.digest, func.substr(ARCHIVES.c.text, 1, _HEAD).label("head")).where(
            ARCHIVES.c.digest.in_(imported.archived)
        )
    )
    begins = {row.digest: _first(row.head) for row in pieces if row.head}
    before = [digest for digest in begins if begins[digest] <= handle.position]
    if before:
        digest = max(before, key=lambda digest: begins[digest])
        (kept,) = view.rows(select(ARCHIVES.c.text).where(ARCHIVES.c.digest == digest))
        for text in kept.text.splitlines():
            first, last, line, row = json.loads(text)
            if first <= handle.position <= last:
                return Origin(imported=imported, line=line, row=row)
    return Origin(imported=imported, erased=len(begins) < len(imported.archived))


def _first(head: str) -> int:
    return int(head.removeprefix("[").partition(",")[0])
