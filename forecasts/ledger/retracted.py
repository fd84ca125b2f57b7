"""Which standing records their own source says no more, as imports have found and recorded.

A source is not obliged to stand by what it said: a platform reopens a question, a row of a spreadsheet is
deleted. What was recorded stays until somebody takes it back; until then it is known that it is contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from forecasts.handles import Handle
from forecasts.ledger.reader import Reader
from forecasts.ledger.tables import MIRRORS

IMPORTS = MIRRORS["import"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Retraction:
    """Where it was found that a record's source says it no more: the entry, and the file."""

    entry: int
    file: str


def retracted(reader: Reader) -> dict[Handle, Retraction]:
    """The standing records that their source said no more when it was last imported, in recording order."""
    asked = (
        select(IMPORTS.c.entry, IMPORTS.c.file, IMPORTS.c.retracted, IMPORTS.c.restored)
        .where(
            IMPORTS.c.entry <= reader.head.sequence,
            or_(IMPORTS.c.retracted.is_not(None), IMPORTS.c.restored.is_not(None)),
        )
        .order_by(IMPORTS.c.entry, IMPORTS.c.position)
    )
    found: dict[Handle, Retraction] = {}
    for row in reader.rows(asked):
        for handle in spread(row.restored or ()):
            found.pop(handle, None)
        for handle in spread(row.retracted or ()):
            found.setdefault(handle, Retraction(entry=row.entry, file=row.file))
    return {handle: found[handle] for handle in sorted(found) if _stands(reader, handle)}


def _stands(reader: Reader, handle: Handle) -> bool:
    """Whether nobody has corrected, withdrawn, merged or taken back a record since."""
    return handle not in reader.amendments and handle not in reader.aside


def runs(handles: Iterable[Handle]) -> tuple[str, ...]:
    """Handles as texts, those that follow one another in an entry as one.

    >>> runs([Handle(4, 3), Handle(4, 1), Handle(4, 2), Handle(5, 7)])
    ('4.1-3', '5.7')
    """
    found: list[list[Handle]] = []
    for handle in sorted(set(handles)):
        if found and _follows(found[-1][-1], handle):
            found[-1].append(handle)
        else:
            found.append([handle])
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1].position}" for run in found)


def spread(texts: Iterable[str]) -> Iterator[Handle]:
    """The handles that `runs` wrote.

    >>> list(map(str, spread(["4.1-3", "5.7"])))
    ['4.1', '4.2', '4.3', '5.7']
    """
    for text in texts:
        start, _, last = text.partition("-")
        first = Handle.read(start)
        for position in range(first.position, int(last or first.position) + 1):
            yield Handle(first.entry, position)


def _follows(before: Handle, after: Handle) -> bool:
    return before.entry == after.entry and before.position + 1 == after.position
