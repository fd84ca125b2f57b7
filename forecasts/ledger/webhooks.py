"""Where entries are sent as they are recorded: addresses beside the chain, each with the last that it took.

An address takes entry after entry in their order: while one is not taken, no later one is sent.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from forecasts.errors import Unknown
from forecasts.ledger.records import moment_text, read_moment
from forecasts.ledger.side_tables import WEBHOOKS

FIRST_WAIT, LONGEST_WAIT = 5.0, 3_600.0  # seconds
CLAIMED_FOR = timedelta(seconds=90)
"""So long nobody else sends to an address to which somebody is sending."""
_SECRET = 32  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """An address with its key: the last entry that it took, and how often in a row the next was not taken."""

    id: int
    url: str
    secret: str
    own_network: bool
    made_at: datetime
    made_by: str
    sent: int
    failures: int
    next_at: datetime | None
    fault: str | None


def webhooks(connection: Connection) -> tuple[Webhook, ...]:
    """All of them, by number."""
    return tuple(_webhook(row) for row in connection.execute(select(WEBHOOKS).order_by(WEBHOOKS.c.id)))


def add(
    connection: Connection, *, url: str, own_network: bool, after: int, by: str, now: datetime
) -> Webhook:
    """A new address, which takes what is recorded after an entry; its key is made here."""
    number = (connection.execute(select(func.max(WEBHOOKS.c.id))).scalar() or 0) + 1
    made = Webhook(
        id=number,
        url=url,
        secret=f"whsec_{secrets.token_urlsafe(_SECRET)}",
        own_network=own_network,
        made_at=now,
        made_by=by,
        sent=after,
        failures=0,
        next_at=None,
        fault=None,
    )
    row = {name: getattr(made, name) for name in ("id", "url", "secret", "own_network", "made_by", "sent")}
    connection.execute(insert(WEBHOOKS), {**row, "made_at": moment_text(now), "failures": 0})
    return made


def remove(connection: Connection, number: int) -> None:
    """Takes an address away; one that there is not is refused."""
    if not connection.execute(delete(WEBHOOKS).where(WEBHOOKS.c.id == number)).rowcount:
        raise Unknown("webhook", str(number), remedy="`tracker webhook list` shows them.")


def claim(connection: Connection, hook: Webhook, *, now: datetime) -> bool:
    """Takes it upon oneself to send the next entry; False where somebody else does, or it is not time yet."""
    free = or_(WEBHOOKS.c.next_at.is_(None), WEBHOOKS.c.next_at <= moment_text(now))
    taken = connection.execute(
        update(WEBHOOKS)
        .where(WEBHOOKS.c.id == hook.id, WEBHOOKS.c.sent == hook.sent, free)
        .values(next_at=moment_text(now + CLAIMED_FOR))
    )
    return bool(taken.rowcount)


def taken(connection: Connection, hook: Webhook, entry: int) -> None:
    """Notes that an entry was taken: the next may be sent at once."""
    values = {"sent": entry, "failures": 0, "next_at": None, "fault": None}
    connection.execute(update(WEBHOOKS).where(WEBHOOKS.c.id == hook.id).values(values))


def failed(connection: Connection, hook: Webhook, why: str, *, now: datetime) -> None:
    """Notes that an entry was not taken: it is sent again after a wait that doubles, up to an hour."""
    values = {
        "failures": hook.failures + 1,
        "next_at": moment_text(now + timedelta(seconds=wait_after(hook.failures + 1))),
        "fault": why,
    }
    connection.execute(update(WEBHOOKS).where(WEBHOOKS.c.id == hook.id).values(values))


def wait_after(failures: int) -> float:
    """The seconds until the next try after so many that failed in a row.

    >>> [wait_after(failures) for failures in (1, 2, 3, 20)]
    [5.0, 10.0, 20.0, 3600.0]
    """
    return min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT)


def _webhook(row: Row[tuple[object, ...]]) -> Webhook:
    found = dict(row._mapping)  # noqa: SLF001  # how SQLAlchemy names a row's columns
    moments = {
        name: None if found[name] is None else read_moment(found[name]) for name in ("made_at", "next_at")
    }
    return Webhook(**{**found, **moments})
