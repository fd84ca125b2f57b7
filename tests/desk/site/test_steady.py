"""Many at once, and the end in the middle: no entry is lost, the chain is whole, nobody sees an error."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Semaphore

import httpx
import pytest

from forecasts.ledger import Ledger
from forecasts.model import Source
from tests.desk.site.live import served
from tests.forecasts.builders import NOW
from tests.forecasts.ledger.conftest import NO_SERVER, SERVER, schema
from tests.load import loaded, server_on

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
WRITERS, READERS, SECONDS = 8, 50, 4.0


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new ledger on each engine."""
    if request.param == "sqlite":
        Ledger.create(tmp_path / "ledger.db", now=NOW, by="ann").close()
        yield str(tmp_path / "ledger.db")
        return
    if not SERVER:
        pytest.skip(NO_SERVER)
    with schema() as url:
        Ledger.create(url, now=NOW, by="ann").close()
        yield url


def test_many_write_and_read_at_once(where: str) -> None:
    """Nobody sees an error, every entry that was answered is there, and the chain has no gap."""
    with server_on(where) as address:
        until = time.monotonic() + SECONDS
        found = loaded(address, writers=WRITERS, readers=READERS, goes_on=lambda: time.monotonic() < until)
    with Ledger.open(where) as ledger:
        assert found.faults(ledger) == []
    assert len(found.recorded) >= WRITERS
    assert len(found.reads) >= READERS


def test_a_reader_does_not_wait_for_a_writer(where: str) -> None:
    """Pages and the API answer while an entry is being recorded, however long that takes."""
    held, over = Event(), Event()

    def records() -> None:
        with Ledger.open(where, writing=True) as ledger, ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add(Source(slug="mk", title="MK"))
            held.set()
            assert over.wait(60)

    with served(where, analyst="ben") as site, httpx.Client(base_url=site, timeout=30) as client:
        with ThreadPoolExecutor(1) as pool:
            recording = pool.submit(records)
            try:
                assert held.wait(30)
                for path in ("/", "/sources", "/api/v1/sources", "/history"):
                    assert client.get(path).status_code == 200
                    assert not recording.done()
            finally:
                over.set()
            recording.result()
        assert [one["slug"] for one in client.get("/api/v1/sources").json()] == ["mk"]


def test_what_was_answered_is_there_after_a_kill(where: str) -> None:
    """However the program ends in the middle, while many write."""
    asked = ["serve", "--port", "0", "--no-open", "--ledger", where]
    with subprocess.Popen(
        [sys.executable, "-um", "tracker", *asked], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0]
            with ThreadPoolExecutor(1) as pool:
                killed, answered = Event(), Semaphore(0)
                writing = pool.submit(
                    loaded,
                    address,
                    writers=4,
                    readers=2,
                    goes_on=lambda: not killed.is_set(),
                    hears=lambda _: answered.release(),
                )
                for _ in range(6):
                    assert answered.acquire(timeout=60)
                server.send_signal(signal.SIGKILL)
                killed.set()
                found = writing.result()
        finally:
            server.kill()
            server.wait(30)
    with Ledger.open(where, writing=True) as ledger:
        assert ledger.audit().whole
        assert set(found.recorded) <= {entry.digest for entry in ledger.view().history()}
        with ledger.entry("log", by="ann", now=ledger.view().head.recorded_at or NOW) as entry:
            entry.add(Source(slug="after", title="After"))
    assert len(found.recorded) >= 6
