"""A clock that was wrong: refused where it shows, and set right by an entry that says so.

An entry is never stamped before the one it follows. So one stamp from the future would make every later
forecast one of that day, and retrospective for ever. The entry `clock` alone goes back in time: it is the
ledger's word that what stands before it was stamped by a clock that ran ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from forecasts.errors import ClockAway
from forecasts.ledger.records import read_moment
from forecasts.ledger.tables import ENTRIES
from forecasts.problems import Problem

CLOCK = "clock"
"""The action of the entry that sets the time right."""
AHEAD, BEHIND = timedelta(hours=24), timedelta(days=20 * 366)
"""So far may the last entry lie ahead of now, or behind it, before somebody must look at the clock."""


def check_clock(last: datetime | None, now: datetime, *, action: str) -> None:
    """Raises ClockAway where the clock and the last entry cannot both be right."""
    if last is not None and action != CLOCK and (last - now > AHEAD or now - last > BEHIND):
        raise ClockAway(last, now)


def may_go_back(action: str) -> bool:
    """Whether an entry may be stamped before the one it follows."""
    return action == CLOCK


def stamped_ahead(connection: Connection, *, now: datetime) -> Iterator[Problem]:
    """The entries that lie in the future, or that a later `clock` entry says a wrong clock stamped."""
    entries = select(ENTRIES.c.sequence, ENTRIES.c.recorded_at, ENTRIES.c.action)
    rows = connection.execute(entries.order_by(ENTRIES.c.sequence.desc()))
    right = now
    for row in rows:
        try:
            moment = read_moment(row.recorded_at)
        except ValueError:
            continue
        if moment > right:
            yield Problem(
                f"entry {row.sequence}",
                f"It is stamped {moment:%Y-%m-%d %H:%M}, ahead of its time, as a clock was wrong: "
                '`tracker clock --because "..."` sets the time right for what follows.',
            )
        if row.action == CLOCK:
            right = min(right, moment)
