"""How something would be recorded: an entry checked like any other, and then left out of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry


@contextmanager
def tried(ledger: Ledger, action: str, *, by: str, now: datetime) -> Iterator[Entry]:
    """An open entry of which nothing stays; what it refuses is raised as ever."""
    with suppress(_LeftOut), ledger.entry(action, by=by, now=now) as entry:
        yield entry
        raise _LeftOut


class _LeftOut(Exception):
    """Leave the entry without a trace."""
