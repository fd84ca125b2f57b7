"""What the site keeps beside the chain: who may see a page, answers that may be asked for again, webhooks."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete

from forecasts.ledger.tables import METADATA

_MOMENT = String(27)
_required = partial(Column[Any], nullable=False)

VISIBILITIES = Table(
    "visibilities",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("slug", String, primary_key=True),
    _required("visibility", String),
    Column("secret", String),
)
"""Who sees the page of a forecaster or a question, by the slug under which it was first recorded.

What has no row is for the team. `secret` is the part of an address that nobody can guess.
"""

REPLIES = Table(
    "replies",
    METADATA,
    Column("who", String, primary_key=True),
    Column("key", String, primary_key=True),
    _required("asked", String(64)),
    _required("entry", Integer),
    _required("told", Text),
    _required("made_at", _MOMENT, index=True),
)
"""What was answered under a key: the digest of the request, the entry, and what was told of it."""

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", Integer, primary_key=True),
    _required("url", Text),
    _required("secret", String),
    _required("own_network", Boolean),
    _required("made_at", _MOMENT),
    _required("made_by", String),
    _required("sent", Integer),
    _required("failures", Integer),
    Column("next_at", _MOMENT),
    Column("fault", Text),
)
"""Where entries are sent: the last that was taken, how often the next failed, and when it is tried."""

SIDE_TABLES = (VISIBILITIES, REPLIES, WEBHOOKS)
_KEPT = (VISIBILITIES, WEBHOOKS)


def copy_sides(original: Connection, copy: Connection) -> None:
    """Fills a copy's empty tables with what its original keeps; answers are not asked for again there."""
    for table in _KEPT:
        if rows := original.execute(table.select()).mappings().all():
            copy.execute(table.insert(), [dict(row) for row in rows])


def forget_sides(copy: Connection) -> None:
    """Takes out of a copy what is secret in it: addresses, answers, and keys of webhooks."""
    for table in SIDE_TABLES:
        copy.execute(delete(table))
