"""A copy of a ledger, finished: filled where its original is on a server, and nobody is signed in by it."""

from __future__ import annotations

from sqlalchemy import Connection

from forecasts.ledger import replaying
from forecasts.ledger.account_tables import ACCOUNT_TABLES, SESSIONS
from forecasts.ledger.engines import forget_erased
from forecasts.ledger.schema import make, rebuild
from forecasts.ledger.side_tables import SIDE_TABLES

_BESIDE = (*ACCOUNT_TABLES, *SIDE_TABLES)


def finish(copy: Connection, original: Connection, *, accounts: bool) -> None:
    """Makes a copy on SQLite what it should be: of a file it is one already, of a server it is empty.

    Without `accounts` it is a copy for others: what lies beside the chain is taken out of it and overwritten.
    """
    if original.dialect.name != "sqlite":
        make(copy, "The copy")
        replaying.copy(copy, replaying.lines(original))
        rebuild(copy)
        for table in _BESIDE:
            if rows := original.execute(table.select()).mappings().all():
                copy.execute(table.insert(), [dict(row) for row in rows])
    forget_erased(copy)
    for table in reversed(_BESIDE):
        if table is SESSIONS or not accounts:
            copy.execute(table.delete())
