"""The ledger opened to be written in, one deed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forecasts import clock
from forecasts.errors import PastIsRead
from forecasts.ledger import Ledger

if TYPE_CHECKING:
    from desk.people.door import Who
    from desk.site.asking import Asked, Desk
    from forecasts.ledger.entry import Entry


@contextmanager
def recording_ledger(desk: Desk, who: Who) -> Iterator[Ledger]:
    """The ledger of a desk, open for writing for one request; its entries say how that person signed in."""
    with Ledger.open(desk.where, writing=True, signed_in=who.signed_in) as ledger:
        yield ledger


@contextmanager
def recorded(asked: Asked, action: str, *, reason: str | None = None) -> Iterator[Entry]:
    """One entry in the name of whoever asked; what is raised inside leaves nothing behind.

    Raises
    ------
    PastIsRead
        Where the page was read as of an earlier moment: what is recorded is recorded now.
    """
    if asked.as_of is not None:
        raise PastIsRead
    with (
        recording_ledger(asked.desk, asked.who) as ledger,
        ledger.entry(action, by=asked.me, now=clock.now(), reason=reason) as entry,
    ):
        yield entry
