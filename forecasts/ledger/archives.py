"""Texts outside the chain: read by their salted digest, and emptied where the law asks."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from forecasts.errors import Unknown
from forecasts.ledger.chain import ERASED
from forecasts.ledger.engines import forget_erased
from forecasts.ledger.tables import ARCHIVES


def archived_text(connection: Connection, digest: str) -> str:
    """The text of a digest; an unknown or an erased one is refused."""
    found = connection.execute(select(ARCHIVES.c.text).where(ARCHIVES.c.digest == digest))
    text = found.scalar_one_or_none()
    if text is None:
        raise Unknown("archived text", digest[:12])
    return str(text)


def empty_archive(connection: Connection, digest: str) -> None:
    """Erases the text of a digest, which stays; an unknown or an erased one is refused."""
    forget_erased(connection)
    emptied = connection.execute(
        update(ARCHIVES)
        .where(ARCHIVES.c.digest == digest, ARCHIVES.c.text.is_not(None))
        .values(kind=ERASED, text=None, salt=None)
    )
    if not emptied.rowcount:
        raise Unknown("archived text", digest[:12])
