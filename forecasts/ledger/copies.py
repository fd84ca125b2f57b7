"""A copy of a ledger, finished: filled where its original is on a server, and nobody is signed in by it."""

from __future__ import annotations

from sqlalchemy import Connection

from forecasts.ledger import replaying
from forecasts.ledger.account_tables import copy_accounts, end_sessions, forget_accounts
from forecasts.ledger.engines import forget_erased
from forecasts.ledger.schema import make, rebuild
from forecasts.ledger.side_tables import copy_sides, forget_sides


def finish(copy: Connection, original: Connection, *, accounts: bool) -> None:
    """Makes a copy on SQLite what it should be: of a file it is one already, of a server it is empty.

    Without `accounts` it is a copy for others; what is taken out of it is overwritten.
    """
    if original.dialect.name != "sqlite":
        make(copy, "The copy")
        replaying.copy(copy, replaying.lines(original))
        rebuild(copy)
        copy_accounts(original, copy)
        copy_sides(original, copy)
    forget_erased(copy)
    end_sessions(copy)
    if not accounts:
        forget_accounts(copy)
        forget_sides(copy)
