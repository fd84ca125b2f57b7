"""Sessions: a browser in which somebody is signed in, until it was idle or open for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update

from desk.people.accounts import Account, end_all
from desk.people.secrets_kept import digest_of, new_secret
from forecasts.ledger import Ledger
from forecasts.ledger.account_tables import ACCOUNTS, SESSIONS
from forecasts.ledger.records import moment_text, read_moment

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
_NOTED = timedelta(minutes=5)
"""A use is written down this often at most: a look is no reason to write each time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A session that holds: whose it is, by what it was opened, and what it is known by."""

    account: Account
    how: str
    digest: str


class Sessions:
    """The open sessions of a ledger's site."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def opened(self, account: Account, *, how: str, before: str, now: datetime) -> str:
        """The secret of a new session; the one that the browser had `before` ends, whoever began it."""
        secret, moment = new_secret(), moment_text(now)
        row = {"digest": digest_of(secret), "account": account.id, "how": how}
        with self.ledger.writing() as connection:
            over = or_(
                SESSIONS.c.digest == digest_of(before),
                SESSIONS.c.made_at <= moment_text(now - LONGEST),
                SESSIONS.c.seen_at <= moment_text(now - IDLE),
            )
            connection.execute(delete(SESSIONS).where(over))
            connection.execute(insert(SESSIONS), {**row, "made_at": moment, "seen_at": moment})
        return secret

    def found(self, secret: str, *, now: datetime) -> Session | None:
        """The session of a secret; None where there is none, it is over, or its account is disabled."""
        digest = digest_of(secret)
        query = (
            select(ACCOUNTS, SESSIONS.c.how, SESSIONS.c.seen_at)
            .join(SESSIONS, SESSIONS.c.account == ACCOUNTS.c.id)
            .where(
                SESSIONS.c.digest == digest,
                SESSIONS.c.made_at > moment_text(now - LONGEST),
                SESSIONS.c.seen_at > moment_text(now - IDLE),
                ACCOUNTS.c.disabled_at.is_(None),
            )
        )
        with self.ledger.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if now - read_moment(row.seen_at) > _NOTED:
            with self.ledger.writing() as connection:
                seen = update(SESSIONS).where(SESSIONS.c.digest == digest)
                connection.execute(seen.values(seen_at=moment_text(now)))
        return Session(account=Account.of(row), how=row.how, digest=digest)

    def end(self, session: Session) -> None:
        """Signs somebody out in one browser."""
        with self.ledger.writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == session.digest))

    def end_all(self, account: Account) -> None:
        """Signs somebody out in every browser."""
        with self.ledger.writing() as connection:
            end_all(connection, account)

    def count(self, account: Account, *, now: datetime) -> int:
        """In how many browsers somebody is signed in."""
        query = select(func.count()).where(
            SESSIONS.c.account == account.id,
            SESSIONS.c.made_at > moment_text(now - LONGEST),
            SESSIONS.c.seen_at > moment_text(now - IDLE),
        )
        with self.ledger.reading() as connection:
            return int(connection.execute(query).scalar_one())
