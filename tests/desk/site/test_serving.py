"""`tracker serve`: it listens on this computer alone, and says so; it needs its packages."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from desk.site.serving import Address, check_reach, is_loopback, listening
from tests.shell import Shell

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "localhost.evil.example"])
def test_without_accounts_it_listens_nowhere_else(ledger: Shell, host: str) -> None:
    """Whoever came would act in the analyst's name."""
    said = ledger.refusal("serve", "--host", host, "--no-open")
    assert f"{host!r} is reached from other computers" in said
    assert "without accounts whoever comes acts as you" in said
    said = ledger.refusal("serve", "--address", "https://forecasts.example.org", "--no-open")
    assert "make accounts with `tracker user add NAME --role admin`" in said
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "typed",
    [
        ("--host", "0.0.0.0"),
        ("--host", "0.0.0.0", "--address", "http://forecasts.example.org"),
        ("--address", "http://forecasts.example.org"),
    ],
)
def test_no_password_crosses_the_network_in_the_clear(ledger: Shell, typed: tuple[str, ...]) -> None:
    """With accounts it is reached from elsewhere over HTTPS alone."""
    ledger("user", "add", "Ann Lee", "--role", "admin", answers="correct horse battery\n")
    said = ledger.refusal("serve", *typed, "--no-open")
    assert "passwords would cross the network in the clear" in said


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", None),
        ("::1", "http://localhost:8421"),
        ("0.0.0.0", "https://forecasts.example.org"),
        ("127.0.0.1", "https://forecasts.example.org:8443/"),
    ],
)
def test_with_accounts_it_may_be_reached(host: str, address: str | None) -> None:
    """On this computer, and behind HTTPS from anywhere."""
    check_reach(host, None if address is None else Address.read(address), has_accounts=True)


@pytest.mark.parametrize(
    "text",
    ["forecasts.example.org", "ftp://a.example", "https://a.example/x", "https://u:p@a.example", "https://"],
)
def test_an_address_is_that_of_a_whole_site(ledger: Shell, text: str) -> None:
    """Another is refused, with one that works."""
    assert "write it as https://" in ledger.refusal("serve", "--address", text, "--no-open", code=2)


def test_answers_leave_at_once() -> None:
    """A socket that does not say that it is TCP keeps Nagle's delay, which costs every page 40 ms."""
    with listening("127.0.0.1", 0) as made:
        assert made.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_refused(ledger: Shell) -> None:
    """With another to give."""
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        said = ledger.refusal("serve", "--port", str(port), "--no-open")
    assert "give another --port, or 0 for any" in said


def test_a_missing_package_is_named(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence, with the way to install it."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert 'pip install "trackrecord[web]"' in ledger.refusal("serve", "--no-open")


def test_a_ledger_that_is_not_there_is_refused(shell: Shell) -> None:
    """As by every command."""
    assert "tracker init" in shell.refusal("serve", "--no-open", "--port", "0")


@pytest.mark.slow
def test_a_browser_finds_it_where_it_says(ledger: Shell) -> None:
    """Until it is interrupted."""
    asked = ["serve", "--port", "0", "--no-open", "--as", "ben", "--ledger", str(ledger.path)]
    typed = [sys.executable, "-um", "tracker", *asked]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = said.split()[0]
            assert said.endswith("as ben; Ctrl+C ends it.\n")
            answer = httpx.get(address, timeout=30, trust_env=False)
            assert answer.status_code == 200
            assert "recorded by ben" in answer.text
            assert httpx.get(f"{address}nothing", timeout=30, trust_env=False).status_code == 404
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    assert server.returncode == 0


def test_the_server_holds_no_arrow_until_somebody_asks_for_it() -> None:
    """Pandas loads it wherever it is installed; the site reads nothing by it."""
    code = (
        "import sys; from desk.site.lean import load_pandas_lean as lean; lean(); lean(); "
        "import pandas as pd; "
        "assert 'pyarrow' not in sys.modules; "
        "assert pd.Series(['a', None]).str.upper().isna().sum() == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
