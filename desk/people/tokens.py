"""Tokens: what a program shows to act in a person's name, within scopes, until it ends or is revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update

from desk.people.accounts import Account
from desk.people.refusals import NoToken, TokenExists, UnfitScope
from desk.people.roles import Deed
from desk.people.secrets_kept import digest_of, new_secret
from forecasts.ledger import Ledger
from forecasts.ledger.account_tables import ACCOUNTS, TOKENS
from forecasts.ledger.records import moment_text, read_moment
from forecasts.texts import checked_line

PREFIX = "tracker_"
"""What every token begins with, so that one that was published by mistake can be searched for."""
LONGEST_NAME = 60
_NOTED = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token as it is listed; what it is shown by is not kept."""

    name: str
    scopes: tuple[Deed, ...]
    made_at: datetime
    ends_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: Any) -> Token:
        """The token of a row."""
        moments = {
            name: None if row[name] is None else read_moment(row[name])
            for name in ("ends_at", "used_at", "revoked_at")
        }
        scopes = tuple(map(Deed, row["scopes"]))
        return cls(name=row["name"], scopes=scopes, made_at=read_moment(row["made_at"]), **moments)

    def works(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and (self.ends_at is None or self.ends_at > now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A token that was shown and works: whose it is, its name, and what both it and its person may do."""

    account: Account
    name: str
    deeds: frozenset[Deed]


class Tokens:
    """The tokens of a ledger's accounts."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def made(
        self, account: Account, name: str, scopes: Iterable[Deed], *, days: int | None, now: datetime
    ) -> str:
        """A new token, which is shown once: only its digest is kept.

        Raises
        ------
        TokenExists
            For a name that the account gave before.
        UnfitScope
            For what the account may not do itself, and for none at all.
        """
        name = checked_line(name.strip(), "the token's name", longest=LONGEST_NAME)
        wanted, may = set(scopes), account.deeds - {Deed.MANAGE}
        for scope in sorted(wanted - may):
            raise UnfitScope(scope, ", ".join(sorted(may)))
        if not wanted:
            raise UnfitScope("do nothing at all", ", ".join(sorted(may)))
        secret = f"{PREFIX}{new_secret()}"
        with self.ledger.writing() as connection:
            here = select(TOKENS.c.id).where(TOKENS.c.account == account.id, TOKENS.c.name == name)
            if connection.execute(here).first():
                raise TokenExists(name)
            row = {
                "account": account.id,
                "name": name,
                "digest": digest_of(secret),
                "scopes": tuple(scope.value for scope in Deed if scope in wanted),
                "made_at": moment_text(now),
                "ends_at": None if days is None else moment_text(now + timedelta(days=days)),
            }
            connection.execute(insert(TOKENS), row)
        return secret

    def shown(self, secret: str, *, now: datetime) -> Shown | None:
        """What a token stands for; None where it is none, or none any more."""
        moment, digest = moment_text(now), digest_of(secret)
        query = (
            select(ACCOUNTS, TOKENS.c.name.label("token"), TOKENS.c.scopes, TOKENS.c.used_at)
            .join(TOKENS, TOKENS.c.account == ACCOUNTS.c.id)
            .where(
                TOKENS.c.digest == digest,
                TOKENS.c.revoked_at.is_(None),
                or_(TOKENS.c.ends_at.is_(None), TOKENS.c.ends_at > moment),
                ACCOUNTS.c.disabled_at.is_(None),
            )
        )
        with self.ledger.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if row.used_at is None or now - read_moment(row.used_at) > _NOTED:
            with self.ledger.writing() as connection:
                used = update(TOKENS).where(TOKENS.c.digest == digest)
                connection.execute(used.values(used_at=moment))
        account = Account.of(row)
        return Shown(account=account, name=row.token, deeds=account.deeds & frozenset(map(Deed, row.scopes)))

    def of(self, account: Account) -> tuple[Token, ...]:
        """The tokens of an account, the oldest first, those that no longer work too."""
        query = select(TOKENS).where(TOKENS.c.account == account.id).order_by(TOKENS.c.id)
        with self.ledger.reading() as connection:
            return tuple(map(Token.of, connection.execute(query).mappings()))

    def revoke(self, account: Account, name: str, *, now: datetime) -> None:
        """Lets a token open nothing any more; NoToken where the account has none of that name that works."""
        here = (TOKENS.c.account == account.id, TOKENS.c.name == name, TOKENS.c.revoked_at.is_(None))
        with self.ledger.writing() as connection:
            gone = connection.execute(update(TOKENS).where(*here).values(revoked_at=moment_text(now)))
        if not gone.rowcount:
            raise NoToken(name, account.name)
