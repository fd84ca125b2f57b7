"""What a page of the site costs, beside a bare Starlette page in one run, and what `tracker serve` holds.

Times are processor time of the whole process: a page is made by one worker, and other work on the machine
lengthens a clock. First bytes come with the last, since a page is sent whole.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from reports.demonstration import served_ledger
from tests.benchmarks.ledger import NOW, record
from tests.desk.site.sites import HOST, OWN, site_on

ROUNDS = 15
ROOT = Path(__file__).parents[2]
MEMORY = 200  # MB that the server of the panel may hold
ON = "on=2026-01-31"
PAGES = (
    "/",
    "/questions",
    "/forecasters",
    "/sources",
    "/reports",
    "/history",
    "/resolve",
    "/questions/kabul",
)
CARD = f"/reports/show?kind=scorecard&{ON}"
"""The scorecard of all that the demo holds: some 800 forecasts."""
LISTS = (
    "/questions",
    "/questions?q=thing",
    "/questions?sort=-forecasts&page=3",
    "/forecasters?sort=-forecasts",
)
WORDS = {"by": "Ann Lee", "said": "2021-06-25"}


def bare() -> Starlette:
    """A page of Starlette's own, which says one sentence."""

    async def said(_: Any) -> HTMLResponse:
        return HTMLResponse("<!doctype html><title>Bare</title><p>Nothing is looked up.</p>")

    return Starlette(routes=[Route("/", said)])


def asked(app: Any, path: str, *, method: str = "GET", body: bytes = b"") -> int:
    """What an application answers to one request: its status."""
    place, _, query = path.partition("?")
    headers = {"host": HOST, "content-length": str(len(body))}
    if method == "POST":
        headers |= {"content-type": "application/x-www-form-urlencoded", "hx-request": "true", **OWN}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": place,
        "raw_path": place.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": (HOST, 80),
    }
    sent: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            sent.append(message["status"])

    LOOP.run_until_complete(app(scope, receive, send))
    return sent[0]


LOOP = asyncio.new_event_loop()


def spent(app: Any, path: str, bodies: Iterable[bytes] = (b"",) * ROUNDS, **how: Any) -> float:
    """Median processor seconds of a page, once it is warm."""
    assert asked(app, path, **how) == 200, path
    times = []
    for body in bodies:
        before = time.process_time()
        asked(app, path, body=body, **how)
        times.append(time.process_time() - before)
    return statistics.median(times)


def typed() -> Iterator[bytes]:
    """What the box sends while somebody types: sentences of which each goes on with the one before."""
    words = "Kabul and the provinces around it fall within three months of the withdrawal, 70%"
    for end in range(len(words) - ROUNDS, len(words)):
        yield urlencode({**WORDS, "words": words[: end + 1]}).encode()


@contextmanager
def app_on(path: Path) -> Iterator[Any]:
    """The site's application on a ledger."""
    with site_on(path) as site:
        yield site.app


def rows(demo: Path, large: Path) -> Iterator[tuple[str, float, float]]:
    """A page, its seconds and the seconds that it may take."""
    with app_on(demo) as app:
        for path in PAGES:
            yield f"panel: {path}", spent(app, path), 0.1
        yield "panel: the log box, letter by letter", spent(app, "/log", typed(), method="POST"), 0.05
        yield "panel: a scorecard of 800, kept", spent(app, CARD), 0.01
    with app_on(large) as app:
        for path in LISTS:
            yield f"100,000 forecasts: {path}", spent(app, path), 0.2


def held(demo: Path) -> tuple[float, float]:
    """MB that `tracker serve` holds once its pages were looked at, and those of them that are libraries."""
    command = [sys.executable, "-um", "tracker", "serve", "--port", "0", "--no-open", "--ledger", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0]
            with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
                for path in (*PAGES, CARD, "/api/v1/scores"):
                    assert client.get(path).status_code == 200, path
            status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        finally:
            server.terminate()
            server.wait(30)
    told = dict(line.split(":", 1) for line in status.splitlines())
    whole, libraries = (int(told[name].split()[0]) / 1024 for name in ("VmRSS", "RssFile"))
    return whole, libraries


def main() -> None:
    """Print what each page takes, how many bare pages that is, and what it may take."""
    with tempfile.TemporaryDirectory() as folder:
        demo, large = Path(folder) / "demo.db", Path(folder) / "large.db"
        served_ledger(demo, now=NOW).close()
        record(large)
        peer = spent(bare(), "/")
        print(f"{'page':52} {'ms':>8} {'bare pages':>11} {'allowed ms':>11}")
        print(f"{'a bare Starlette page':52} {1000 * peer:8.2f} {1.0:11.0f}")
        for name, seconds, allowed in rows(demo, large):
            mark = "" if seconds <= allowed else "  too slow"
            print(f"{name:52} {1000 * seconds:8.2f} {seconds / peer:11.0f} {1000 * allowed:11.0f}{mark}")
        memory, libraries = held(demo)
        mark = "" if memory <= MEMORY else "  too much"
        print(f"{'tracker serve on the panel':52} {memory:5.0f} MB {'':11} {MEMORY:8} MB{mark}")
        print(f"{'  of which pages of shared libraries':52} {libraries:5.0f} MB")


if __name__ == "__main__":
    main()
