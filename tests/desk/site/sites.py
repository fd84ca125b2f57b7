"""The site on a ledger of a test, called as a browser calls it from its own pages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from httpx import ASGITransport, AsyncClient, Response

from desk.site.application import application
from desk.site.asking import Desk
from desk.site.shelf import Shelf
from forecasts.ledger import Ledger

HOST = "site.test"
OWN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
NOTE = "Without accounts: what is recorded here is recorded by ben."


class Site:
    """A site in whose name ben acts; what it records is seen by any command on the same ledger."""

    def __init__(self, app: Any, spool: Path) -> None:
        self.spool = spool
        self.app = app
        self._transport = ASGITransport(app=app)

    def ask(self, method: str, path: str, **how: Any) -> Response:
        """What a request is answered, wherever it leads."""

        async def asked() -> Response:
            async with AsyncClient(transport=self._transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, path, **how)

        return asyncio.run(asked())

    def get(self, path: str, **headers: str) -> Response:
        """What a page answers, without following where it leads."""
        return self.ask("GET", path, headers=headers)

    def page(self, path: str) -> str:
        """A page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[-2000:]}"
        return answer.text

    def post(self, path: str, fields: Mapping[str, object], **headers: str) -> Response:
        """What a form of the site's own answers, without following where it leads."""
        return self.ask("POST", path, data=fields, headers=OWN | headers)

    def done(self, path: str, **fields: object) -> str:
        """Where a form leads that must be taken."""
        answer = self.post(path, fields)
        assert answer.status_code == 303, f"{path}: {answer.status_code}\n{told(answer.text)[-1500:]}"
        return answer.headers["location"]

    def refusal(self, path: str, **fields: object) -> str:
        """The sentence with which a form is refused."""
        answer = self.post(path, fields)
        assert answer.status_code == 400, f"{path}: {answer.status_code}"
        found = re.search(r'<p class="refusal"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
        assert found is not None, told(answer.text)
        return unescape(found[1]).strip()


@contextmanager
def site_on(path: Path) -> Iterator[Site]:
    """A site on the ledger at a path."""
    with Ledger.open(path) as ledger, TemporaryDirectory() as folder:
        spool = Path(folder)
        desk = Desk(where=str(path), shelf=Shelf(ledger), alone="ben", note=NOTE, spool=spool)
        yield Site(application(desk, hosts=frozenset((HOST,))), spool)


def told(page: str) -> str:
    """The words of a page."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, f"there is no field {name}"
    return unescape(found[1])
