"""Accounts: who may sign in, by which password, in which roles; they lie beside the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

from sqlalchemy import Connection, delete, insert, select, update

from desk.people import passwords
from desk.people.refusals import AccountExists, NoAccount, NotSignedIn
from desk.people.roles import Deed, Role, deeds_of
from forecasts.ledger import Ledger
from forecasts.ledger.account_tables import ACCOUNTS, SESSIONS
from forecasts.ledger.engines import lock
from forecasts.ledger.records import moment_text, read_moment
from forecasts.texts import checked_line
from reports.review.people import same_person, spelt

LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A person who may sign in: the name is in whose name deeds are recorded."""

    id: int
    name: str
    roles: tuple[Role, ...]
    made_at: datetime
    disabled_at: datetime | None = None

    @classmethod
    def of(cls, row: Any) -> Account:
        """The account of a row."""
        return cls(
            id=row.id,
            name=row.name,
            roles=tuple(map(Role, row.roles)),
            made_at=read_moment(row.made_at),
            disabled_at=None if row.disabled_at is None else read_moment(row.disabled_at),
        )

    @property
    def deeds(self) -> frozenset[Deed]:
        """All that this person may do."""
        return deeds_of(self.roles)


class Accounts:
    """The accounts of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def all(self) -> tuple[Account, ...]:
        """Every account, the oldest first, those that are disabled too."""
        with self.ledger.reading() as connection:
            return tuple(map(Account.of, connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.id))))

    def find(self, name: str) -> Account:
        """The account of a name, however it is spelt; NoAccount where there is none."""
        query = select(ACCOUNTS).where(ACCOUNTS.c.folded == folded(name))
        with self.ledger.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NoAccount(name)
        return Account.of(row)

    def add(self, name: str, password: str, roles: Iterable[Role], *, now: datetime) -> Account:
        """A new account.

        Raises
        ------
        AccountExists
            Where somebody whom people would take for the same has one.
        WeakPassword, UnfitText
            For a password that is guessed too easily, and a name that no record could hold.
        """
        name = spelt(checked_line(name, "the name", longest=LONGEST_NAME))
        kept = passwords.kept(password, name=name)
        with self.ledger.writing() as connection:
            lock(connection)
            for other in connection.execute(select(ACCOUNTS.c.name)).scalars():
                if same_person(other, name):
                    raise AccountExists(name, other)
            row = {"name": name, "folded": folded(name), "roles": _in_order(roles), "password": kept}
            connection.execute(insert(ACCOUNTS), {**row, "made_at": moment_text(now)})
        return self.find(name)

    def give(self, name: str, roles: Iterable[Role]) -> Account:
        """Gives an account other roles, from its next request on."""
        return self._changed(name, roles=_in_order(roles))

    def set_password(self, name: str, password: str) -> Account:
        """Gives an account a new password, and ends all its sessions."""
        account = self.find(name)
        return self._changed(name, password=passwords.kept(password, name=account.name), ends=True)

    def disable(self, name: str, *, now: datetime) -> Account:
        """Lets nobody sign in by an account, nor by its tokens; its entries stay, of course."""
        return self._changed(name, disabled_at=moment_text(now), ends=True)

    def enable(self, name: str) -> Account:
        """Lets a disabled account be used again."""
        return self._changed(name, disabled_at=None)

    def proven(self, name: str, password: str) -> Account:
        """The account that a name and a password belong to; as slow, and the same, for any mistake.

        Raises
        ------
        NotSignedIn
            Where there is no such account, it is disabled, or the password is another.
        """
        query = select(ACCOUNTS).where(ACCOUNTS.c.folded == folded(name), ACCOUNTS.c.disabled_at.is_(None))
        with self.ledger.reading() as connection:
            row = connection.execute(query).first()
        if not passwords.fits(None if row is None else row.password, password) or row is None:
            raise NotSignedIn
        return Account.of(row)

    def _changed(self, name: str, *, ends: bool = False, **values: Any) -> Account:
        account = self.find(name)
        with self.ledger.writing() as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account.id).values(**values))
            if ends:
                end_all(connection, account)
        return self.find(name)


def end_all(connection: Connection, account: Account) -> None:
    """Signs somebody out in every browser."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.account == account.id))


def folded(name: str) -> str:
    """A name as it is compared at the door: but for case, spaces and width.

    >>> folded(" Ann  LEE") == folded("ann lee")
    True
    """
    return spelt(normalize("NFKC", name)).casefold()


def _in_order(roles: Iterable[Role]) -> tuple[str, ...]:
    given = set(roles)
    return tuple(role.value for role in Role if role in given)
