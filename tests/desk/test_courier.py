"""Every entry is brought to the webhooks: signed, in order, again until it is taken, and nowhere else."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from desk.courier import SIGNATURE, body_of, deliver
from forecasts.ledger import Ledger
from tests.shell import KABUL, Shell


class Receiver:
    """A server on this computer that takes what comes, or answers as a test says."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.leads_to = ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({name.title(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                if receiver.leads_to:
                    self.send_header("Location", receiver.leads_to)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Tells nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/in"

    @property
    def sequences(self) -> list[int]:
        """The numbers of the entries that came, in their order."""
        return [json.loads(body)["sequence"] for _, body in self.got]


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that runs; the environment names no proxy."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Receiver()
    thread = Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def added(shell: Shell, receiver: Receiver) -> str:
    """The secret of a webhook to the receiver."""
    return shell("webhook", "add", receiver.url, "--own-network").splitlines()[-1]


def logged(shell: Shell, count: int) -> None:
    """Some entries more."""
    for number in range(count):
        shell("log", f"Thing {number}", "--slug", f"thing-{number}", "--criteria", "seen")


def delivered(shell: Shell) -> int:
    """How many entries were taken now."""
    with Ledger.open(shell.path, writing=True) as ledger:
        return deliver(ledger)


def test_an_entry_comes_as_the_history_prints_it_and_signed(ledger: Shell, receiver: Receiver) -> None:
    """From the next one on; the signature is over the moment and the body."""
    ledger(*KABUL)
    secret = added(ledger, receiver)
    logged(ledger, 1)
    assert delivered(ledger) == 1
    ((headers, body),) = receiver.got
    assert json.loads(body) == ledger.json("history")[-1]
    moment, given = (part.partition("=")[2] for part in headers[SIGNATURE].split(","))
    assert int(moment) == int(ledger.moment.timestamp())
    assert given == hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    assert headers["Content-Type"] == "application/json"
    assert delivered(ledger) == 0


def test_what_is_not_taken_is_sent_again_later_and_nothing_before_it(
    ledger: Shell, receiver: Receiver
) -> None:
    """After waits that double; then all in order."""
    added(ledger, receiver)
    logged(ledger, 3)
    receiver.answers = [204, 500, 503]
    assert delivered(ledger) == 1
    assert receiver.sequences == [2, 3]
    (hook,) = ledger.json("webhook", "list")
    assert (hook["sent"], hook["failures"]) == (2, 1)
    assert "answers with 500" in hook["fault"]
    assert delivered(ledger) == 0
    assert receiver.sequences == [2, 3]
    ledger.moment += timedelta(seconds=6)
    assert delivered(ledger) == 0
    ledger.moment += timedelta(seconds=6)
    assert delivered(ledger) == 0
    assert receiver.sequences == [2, 3, 3]
    ledger.moment += timedelta(seconds=6)
    assert delivered(ledger) == 2
    assert receiver.sequences == [2, 3, 3, 3, 4]
    (hook,) = ledger.json("webhook", "list")
    assert (hook["sent"], hook["failures"], hook["fault"]) == (4, 0, None)


def test_a_redirect_is_not_followed(ledger: Shell, receiver: Receiver) -> None:
    """Wherever it leads: whoever was named is who is told."""
    added(ledger, receiver)
    logged(ledger, 1)
    receiver.answers, receiver.leads_to = [307], receiver.url
    assert delivered(ledger) == 0
    assert len(receiver.got) == 1
    assert "answers with 307" in ledger.json("webhook", "list")[0]["fault"]


@pytest.mark.parametrize(
    "url", ["http://example.org/a b", "http://example.org/\\x", "https://example.org/\u202e"]
)
def test_what_is_no_address_is_refused(ledger: Shell, url: str) -> None:
    """Before anything is kept that could never be sent."""
    said = ledger.refusal("webhook", "add", url, code=2)
    assert "is no address: write it as https://" in said
    assert ledger.json("webhook", "list") == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:9/x", "http://localhost/x", "https://[::1]/x", "http://169.254.169.254/latest"),
        *("http://192.168.0.1/", "http://[::ffff:10.0.0.1]/", "http://2130706433/"),
    ],
)
def test_an_address_inside_is_refused(ledger: Shell, url: str) -> None:
    """Whatever its name, unless it is said to be meant."""
    said = ledger.refusal("webhook", "add", url)
    assert "lies in the own network" in said
    assert ledger.json("webhook", "list") == []


def test_a_name_that_moved_inside_is_refused_when_it_is_sent(
    ledger: Shell, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is resolved again for each entry, and what was looked at is what is connected to."""
    import socket

    looked = socket.getaddrinfo

    def public(host: Any, port: Any, *more: Any, **said: Any) -> Any:
        if host == "hooks.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]
        return looked(host, port, *more, **said)

    answers = ["93.184.215.14", "127.0.0.1"]
    monkeypatch.setattr(socket, "getaddrinfo", public)
    url = receiver.url.replace("127.0.0.1", "hooks.example")
    ledger("webhook", "add", url)
    logged(ledger, 1)
    assert delivered(ledger) == 0
    assert receiver.got == []
    assert "lies in the own network" in ledger.json("webhook", "list")[0]["fault"]


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/x", "example.org", "file:///etc/passwd", "http://a:b@c.org/", "https://["),
        "http://example.org:99999/",
    ],
)
def test_what_is_no_address_is_a_usage_error(ledger: Shell, url: str) -> None:
    """Before anything is kept."""
    assert "is no address" in ledger.refusal("webhook", "add", url, code=2)


def test_the_secret_is_shown_once(ledger: Shell, receiver: Receiver) -> None:
    """No list has it."""
    secret = added(ledger, receiver)
    assert secret.startswith("whsec_")
    assert secret not in ledger("webhook", "list") + json.dumps(ledger.json("webhook", "list"))
    ledger("webhook", "remove", "1")
    assert "There is no webhook." in ledger("webhook", "list")
    ledger.refusal("webhook", "remove", "1")


def test_two_that_send_at_once_send_each_entry_once(ledger: Shell, receiver: Receiver) -> None:
    """While one sends, the other lets it."""
    from forecasts.ledger.webhooks import claim, webhooks

    added(ledger, receiver)
    logged(ledger, 1)
    with Ledger.open(ledger.path, writing=True) as book:
        with book.writing() as connection:
            (hook,) = webhooks(connection)
            assert claim(connection, hook, now=ledger.moment)
        assert deliver(book) == 0
        ledger.moment += timedelta(minutes=2)
        assert deliver(book) == 1
        assert body_of(book.view(), 2) == receiver.got[0][1]


def test_a_server_sends_by_itself(ledger: Shell, receiver: Receiver) -> None:
    """Soon after something is recorded."""
    import time

    from desk.courier import Courier

    added(ledger, receiver)
    with Ledger.open(ledger.path, writing=True) as book, Courier(book, tell=print):
        logged(ledger, 2)
        until = time.monotonic() + 30
        while len(receiver.got) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    assert receiver.sequences == [2, 3]
