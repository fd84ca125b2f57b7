"""Which entry is the last, now or by a moment, and whether an entry is the one that was noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from forecasts.errors import StorageFailed
from forecasts.ledger.chain import ROOT, Head
from forecasts.ledger.records import moment_text, read_moment
from forecasts.ledger.tables import ENTRIES, RECORDS


def head_of(connection: Connection, *, as_of: datetime | None = None) -> Head:
    """The last entry, or the last that was recorded by a moment."""
    query = select(ENTRIES.c.sequence, ENTRIES.c.digest, ENTRIES.c.recorded_at)
    if as_of is not None:
        query = query.where(ENTRIES.c.recorded_at <= moment_text(as_of))
    row = connection.execute(query.order_by(ENTRIES.c.sequence.desc()).limit(1)).first()
    if row is None:
        return Head()
    return Head(sequence=row.sequence, digest=row.digest, recorded_at=read_moment(row.recorded_at))


def first_moment(connection: Connection) -> str | None:
    """When the first entry was recorded; None in an empty ledger."""
    first: str | None = connection.execute(select(func.min(ENTRIES.c.recorded_at))).scalar_one()
    return first


def digest_at(connection: Connection, sequence: int) -> str:
    """The digest of an entry by its number; that of an empty ledger where there is none."""
    here = select(ENTRIES.c.digest).where(ENTRIES.c.sequence == sequence)
    return str(connection.execute(here).scalar_one_or_none() or ROOT)


def proven_copy(copy: Connection, original: Connection, *, to: str, where: str) -> Head:
    """The head of a copy that holds what its original held there, and lacks no record; else StorageFailed."""
    head = head_of(copy)
    records = copy.execute(select(func.count()).select_from(RECORDS)).scalar_one()
    sealed = copy.execute(select(func.coalesce(func.sum(ENTRIES.c.records), 0))).scalar_one()
    known = Head(digest=digest_at(original, head.sequence))
    if known.digest != head.digest or records != sealed:
        fault = f"came out with the head {head.letters}, and {where} has {known.letters} there"
        raise StorageFailed(to, fault, "check both disks and try again", writing=False)
    return head
