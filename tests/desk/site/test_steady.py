"""Many at once, and the end in the middle: no entry is lost, the chain is whole, nobody sees an error."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from forecasts.ledger import Ledger
from tests.desk.site.live import served
from tests.shell import Shell

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
WRITERS, READERS, DEEDS, LOOKS = 8, 12, 4, 10


def _logged(client: httpx.Client, writer: int, deed: int) -> str:
    """The digest of an entry that was answered as recorded."""
    words = f"Thing {writer} of {deed} happens by 2021-12-31, 70%"
    body = {"words": words, "by": f"Writer {writer}", "said": "2021-06-25"}
    answer = client.post("/api/v1/forecasts", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["entry"]["digest"])


def test_many_write_and_read_at_once(case: Shell) -> None:
    """Every entry that was answered is in the chain, which has no gap."""
    with served(case.path, analyst="ben") as site, httpx.Client(base_url=site, timeout=60) as client:

        def writes(writer: int) -> list[str]:
            return [_logged(client, writer, deed) for deed in range(DEEDS)]

        def reads(reader: int) -> set[int]:
            paths = ("/", "/questions", "/api/v1/forecasts", "/history", "/questions/kabul")
            return {client.get(paths[(reader + look) % len(paths)]).status_code for look in range(LOOKS)}

        with ThreadPoolExecutor(WRITERS + READERS) as pool:
            looks = [pool.submit(reads, reader) for reader in range(READERS)]
            deeds = [pool.submit(writes, writer) for writer in range(WRITERS)]
            answered = [digest for deed in deeds for digest in deed.result()]
            seen = set().union(*(look.result() for look in looks))
    assert seen == {200}
    with Ledger.open(case.path) as ledger:
        assert ledger.audit().whole
        entries = ledger.view().history()
    assert set(answered) <= {entry.digest for entry in entries}
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert len(answered) == WRITERS * DEEDS


def test_what_was_answered_is_there_after_a_kill(case: Shell) -> None:
    """However the program ends in the middle."""
    asked = ["serve", "--port", "0", "--no-open", "--ledger", str(case.path)]
    with subprocess.Popen(
        [sys.executable, "-um", "tracker", *asked], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        answered: list[str] = []
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0]
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
                answered += [_logged(client, 1, deed) for deed in range(5)]
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait(30)
    with Ledger.open(case.path) as ledger:
        assert ledger.audit().whole
        assert set(answered) <= {entry.digest for entry in ledger.view().history()}
    assert len(answered) == 5
