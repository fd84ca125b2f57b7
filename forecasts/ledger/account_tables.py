"""Who may sign in to the site: accounts, open sessions and tokens, beside the chain and no part of it.

No secret stands here: a password has its Argon2id text, a session and a token the SHA-256 of random bytes.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
)

from forecasts.ledger.tables import METADATA, Listed

_MOMENT = String(27)
_required = partial(Column[Any], nullable=False)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    _required("name", String),
    _required("folded", String, unique=True),
    _required("roles", Listed),
    _required("password", Text),
    _required("made_at", _MOMENT),
    Column("disabled_at", _MOMENT),
)
"""A person a row: in whose name deeds are recorded, and `folded` is the name as it is compared."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    _required("account", Integer, ForeignKey("accounts.id"), index=True),
    _required("how", String),
    _required("made_at", _MOMENT),
    _required("seen_at", _MOMENT),
)
"""A browser in which somebody is signed in, and since when; it is deleted when that ends."""

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    _required("account", Integer, ForeignKey("accounts.id")),
    _required("name", String),
    _required("digest", String(64), unique=True),
    _required("scopes", Listed),
    _required("made_at", _MOMENT),
    Column("ends_at", _MOMENT),
    Column("used_at", _MOMENT),
    Column("revoked_at", _MOMENT),
    UniqueConstraint("account", "name"),
)
"""What a program shows in a person's name; a revoked one stays, since entries name it."""

PASSKEYS = Table(
    "passkeys",
    METADATA,
    Column("id", Integer, primary_key=True),
    _required("account", Integer, ForeignKey("accounts.id")),
    _required("name", String),
    _required("credential", Text, unique=True),
    _required("public_key", Text),
    _required("signs", BigInteger),
    _required("made_at", _MOMENT),
    Column("used_at", _MOMENT),
)
"""The public half of a key that a device keeps; `signs` is how often it says that it has signed."""

ACCOUNT_TABLES = (ACCOUNTS, SESSIONS, TOKENS, PASSKEYS)
_KEPT = (ACCOUNTS, TOKENS, PASSKEYS)


def copy_accounts(original: Connection, copy: Connection) -> None:
    """Fills a copy's empty tables with the accounts of its original, and by what they prove who they are."""
    for table in _KEPT:
        if rows := original.execute(table.select()).mappings().all():
            copy.execute(table.insert(), [dict(row) for row in rows])


def end_sessions(copy: Connection) -> None:
    """Takes every open session out of a copy, so that whoever has the copy is signed in nowhere."""
    copy.execute(delete(SESSIONS))


def forget_accounts(copy: Connection) -> None:
    """Takes all accounts out of a copy that is for others."""
    for table in reversed(ACCOUNT_TABLES):
        copy.execute(delete(table))
