"""Who may sign in to the site: accounts, open sessions and tokens, beside the chain and no part of it.

No secret stands here: a password has its Argon2id text, a session and a token the SHA-256 of random bytes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from forecasts.ledger.tables import METADATA, MOMENT, Listed, required

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    required("name", String),
    required("folded", String, unique=True),
    required("roles", Listed),
    required("password", Text),
    required("made_at", MOMENT),
    Column("disabled_at", MOMENT),
)
"""A person a row: in whose name deeds are recorded, and `folded` is the name as it is compared."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    required("account", Integer, ForeignKey("accounts.id"), index=True),
    required("how", String),
    required("made_at", MOMENT),
    required("seen_at", MOMENT),
)
"""A browser in which somebody is signed in, and since when; it is deleted when that ends."""

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    required("account", Integer, ForeignKey("accounts.id")),
    required("name", String),
    required("digest", String(64), unique=True),
    required("scopes", Listed),
    required("made_at", MOMENT),
    Column("ends_at", MOMENT),
    Column("used_at", MOMENT),
    Column("revoked_at", MOMENT),
    UniqueConstraint("account", "name"),
)
"""What a program shows in a person's name; a revoked one stays, since entries name it."""

PASSKEYS = Table(
    "passkeys",
    METADATA,
    Column("id", Integer, primary_key=True),
    required("account", Integer, ForeignKey("accounts.id")),
    required("name", String),
    required("credential", Text, unique=True),
    required("public_key", Text),
    required("signs", BigInteger),
    required("made_at", MOMENT),
    Column("used_at", MOMENT),
)
"""The public half of a key that a device keeps; `signs` is how often it says that it has signed."""

ACCOUNT_TABLES = (ACCOUNTS, SESSIONS, TOKENS, PASSKEYS)
