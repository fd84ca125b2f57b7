"""A site with accounts, and its people, each with a browser of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from httpx import ASGITransport, AsyncClient, Cookies, Response

from desk.people.accounts import Accounts
from desk.people.door import Door
from desk.people.passwords import kept
from desk.people.roles import Role
from desk.site.application import application
from desk.site.asking import Desk
from desk.site.shelf import Shelf
from forecasts import clock
from forecasts.ledger import Ledger

HOST = "site.test"
ORIGIN = f"https://{HOST}"
OWN = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
PASSWORD = "correct horse battery"  # of every account of these tests
PEOPLE = {
    "Rea": Role.READER,
    "Ann Lee": Role.ANALYST,
    "Otto": Role.RESOLVER,
    "Vera": Role.REVIEWER,
    "Ada": Role.ADMIN,
}


class Person:
    """A browser: it keeps the site's cookies, and calls from the site's own pages."""

    def __init__(self, app: Any, address: str = "192.0.2.1") -> None:
        self._transport = ASGITransport(app=app, client=(address, 4711))
        self.cookies = Cookies()

    def ask(self, method: str, path: str, **how: Any) -> Response:
        """What a request is answered, wherever it leads."""

        async def asked() -> Response:
            async with AsyncClient(
                transport=self._transport, base_url=ORIGIN, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **how)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())

    def get(self, path: str, **headers: str) -> Response:
        """What a page answers."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, object] | None = None, **headers: str) -> Response:
        """What a form of the site's own answers."""
        return self.ask("POST", path, data=dict(fields or {}), headers=OWN | headers)

    def signs_in(self, name: str, password: str = PASSWORD, **more: str) -> Response:
        """What the form to sign in answers."""
        return self.post("/sign-in", {"name": name, "password": password, **more})


class Team:
    """A site with an account for each role."""

    def __init__(self, app: Any, door: Door, ledger: Ledger) -> None:
        self.app, self.door, self.ledger = app, door, ledger

    def stranger(self, address: str = "192.0.2.1") -> Person:
        """Somebody who has not signed in."""
        return Person(self.app, address)

    def person(self, name: str) -> Person:
        """One of the team, signed in."""
        made = self.stranger()
        account = self.door.accounts.find(name)
        secret = self.door.sessions.opened(account, how="password", before="", now=clock.now())
        made.cookies.set(self.door.cookie, secret, domain=HOST, path="/")
        return made

    def token(self, name: str, *scopes: Any, called: str = "nightly") -> dict[str, str]:
        """The header that a program with a new token sends."""
        account = self.door.accounts.find(name)
        made = self.door.tokens.made(account, called, scopes, days=None, now=clock.now())
        return {"authorization": f"Bearer {made}"}


@contextmanager
def team_on(path: Path) -> Iterator[Team]:
    """The site of a team on the ledger at a path, behind HTTPS."""
    with Ledger.open(path) as ledger, TemporaryDirectory() as folder:
        accounts = Accounts(ledger)
        if not accounts.all():
            for name, role in PEOPLE.items():
                accounts.add(name, PASSWORD, [role], now=clock.now())
        door = Door(ledger, origin=ORIGIN)
        desk = Desk(where=str(path), shelf=Shelf(ledger), alone="", note="", spool=Path(folder), door=door)
        yield Team(application(desk, hosts=frozenset((HOST,)), scheme="https"), door, ledger)


def weigh_nothing(patch: Any) -> None:
    """Makes a password's text as before, and not again for each account of each test."""
    made: dict[str, str] = {}
    patch.setattr(
        "desk.people.accounts.passwords.kept",
        lambda password, name: made.get(password) or made.setdefault(password, kept(password, name=name)),
    )
