"""`tracker serve` for a team, as a proxy calls it: whose word is believed on where a request came from."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from desk.site.serving import listening
from tests.shell import Shell

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
PASSWORD = "correct horse battery"
MOST = 300


@pytest.fixture
def team(ledger: Shell) -> Shell:
    """A ledger with an admin."""
    ledger("user", "add", "Ada", "--role", "admin", answers=f"{PASSWORD}\n")
    return ledger


@contextmanager
def serving(ledger: Shell, *more: str) -> Iterator[httpx.Client]:
    """What a proxy on this computer is answered, which calls the server by the team's name for it."""
    with listening("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    address = ("--address", "https://forecasts.example.org", "--port", str(port))
    typed = [sys.executable, "-um", "tracker", "serve", "--no-open", "--ledger", str(ledger.path)]
    with subprocess.Popen([*typed, *address, *more], stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            assert said.startswith("https://forecasts.example.org/ serves ")
            assert "to its accounts" in said
            headers = {"host": "forecasts.example.org", "origin": "https://forecasts.example.org"}
            base = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=base, headers=headers, timeout=30, trust_env=False) as client:
                yield client
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def test_requests_count_by_the_address_that_the_proxy_tells(team: Shell) -> None:
    """One reader who asks too much slows nobody else."""
    with serving(team) as client:
        one = {"x-forwarded-for": "203.0.113.5"}
        codes = [client.get("/sign-in", headers=one).status_code for _ in range(MOST + 1)]
        assert (codes.count(200), codes[-1]) == (MOST, 429)
        forged = {"x-forwarded-for": "198.51.100.1, 203.0.113.5"}
        assert client.get("/sign-in", headers=forged).status_code == 429
        assert client.get("/sign-in", headers={"x-forwarded-for": "203.0.113.6"}).status_code == 200


def test_nobody_else_is_believed_on_where_a_request_came_from(team: Shell) -> None:
    """Whoever names another address each time is slowed as the one that he is."""
    with serving(team, "--proxy", "192.0.2.1") as client:
        codes = [
            client.get("/sign-in", headers={"x-forwarded-for": f"203.0.113.{number % 250}"}).status_code
            for number in range(MOST + 1)
        ]
        assert (codes.count(200), codes[-1]) == (MOST, 429)


def test_over_https_the_session_is_bound_to_this_host(team: Shell) -> None:
    """By the prefix of the cookie, and the browser is told never to come in the clear."""
    with serving(team) as client:
        answer = client.post("/sign-in", data={"name": "Ada", "password": PASSWORD})
        assert answer.status_code == 303
        assert answer.headers["set-cookie"].startswith("__Host-tracker=")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert client.get("/sign-in", headers={"host": "127.0.0.1"}).status_code == 421
        plain = client.post(
            "/sign-in", data={"name": "Ada"}, headers={"origin": "http://forecasts.example.org"}
        )
        assert plain.status_code == 403
