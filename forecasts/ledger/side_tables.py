"""What the site keeps beside the chain: who may see a page, answers that may be asked for again, webhooks."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from forecasts.ledger.tables import METADATA, MOMENT, required

VISIBILITIES = Table(
    "visibilities",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("slug", String, primary_key=True),
    required("visibility", String),
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
    required("asked", String(64)),
    required("entry", Integer),
    required("told", Text),
    required("made_at", MOMENT, index=True),
)
"""What was answered under a key: the digest of the request, the entry, and what was told of it."""

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", Integer, primary_key=True),
    required("url", Text),
    required("secret", String),
    required("own_network", Boolean),
    required("made_at", MOMENT),
    required("made_by", String),
    required("sent", Integer),
    required("failures", Integer),
    Column("next_at", MOMENT),
    Column("fault", Text),
)
"""Where entries are sent: the last that was taken, how often the next failed, and when it is tried."""

SIDE_TABLES = (VISIBILITIES, REPLIES, WEBHOOKS)
