"""A real server against slow requests and bodies without end: each is a try that fails."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from desk.site import patience
from desk.site.guards import LARGEST_BODY
from tests.desk.site.live import served
from tests.shell import Shell

pytestmark = pytest.mark.slow
GIGABYTE = 1_000_000_000
PART = b"x" * 1_000_000


@pytest.fixture
def address(case: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A server that waits half a second for a request."""
    monkeypatch.setattr(patience.PatientProtocol, "patience", 0.5)
    with served(case.path, analyst="ben") as site:
        parts = urlsplit(site)
        assert parts.hostname is not None
        assert parts.port is not None
        yield parts.hostname, parts.port


def peak() -> int:
    """The most memory that this process, the server in it, has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def ended(connection: socket.socket, *, within: float) -> bool:
    """Whether the server closes a connection in time."""
    connection.settimeout(within)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
def test_a_request_that_never_comes_whole_is_not_waited_for(address: tuple[str, int], sent: bytes) -> None:
    """Nothing, a line of it, or most of it."""
    with socket.create_connection(address) as connection:
        connection.sendall(sent)
        assert ended(connection, within=10)


def test_a_request_that_comes_letter_by_letter_is_not_waited_for(address: tuple[str, int]) -> None:
    """Each letter is no reason to wait anew."""
    with socket.create_connection(address) as connection:
        begun = time.monotonic()
        connection.settimeout(0.05)
        try:
            for letter in b"GET / HTTP/1.1\r\nX-Slow: " + b"a" * 1_000:
                connection.send(bytes([letter]))
                try:
                    if connection.recv(1) == b"":
                        break
                except TimeoutError:
                    continue
        except ConnectionError:
            pass
        assert time.monotonic() - begun < 10


def test_a_second_request_that_comes_slowly_is_not_waited_for(address: tuple[str, int]) -> None:
    """Though the first on the same connection came at once."""
    host, port = address
    with socket.create_connection(address) as connection:
        connection.sendall(f"GET /static/icon.svg HTTP/1.1\r\nHost: {host}:{port}\r\n\r\nGET / HT".encode())
        connection.settimeout(10)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        assert ended(connection, within=10)


def test_a_page_that_takes_longer_is_still_answered(address: tuple[str, int]) -> None:
    """The tests above end no request that came whole."""
    host, port = address
    with httpx.Client(base_url=f"http://{host}:{port}", trust_env=False, timeout=60) as client:
        assert client.get("/questions/kabul").status_code == 200
        assert client.get("/forecasters/alexander-mikhailovsky").status_code == 200


def test_a_gigabyte_is_not_taken(address: tuple[str, int], case: Shell) -> None:
    """Sent in parts without its length: it is cut off after ten megabytes, and kept nowhere."""
    host, port = address
    before, sent = peak(), 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        while sent < GIGABYTE:
            sent += len(PART)
            yield PART

    own = {"origin": f"http://{host}:{port}", "content-type": "application/x-www-form-urlencoded"}
    head = case.json("history")[-1]
    try:
        answer = httpx.post(
            f"http://{host}:{port}/log", content=body(), headers=own, trust_env=False, timeout=60
        )
        assert answer.status_code in (400, 413)  # a field, or all of it, is too large
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        pass  # the server has closed the connection while it was still sent
    assert sent < 10 * LARGEST_BODY
    assert peak() - before < 10 * LARGEST_BODY
    assert case.json("history")[-1] == head


def test_an_upload_of_a_gigabyte_leaves_no_file(address: tuple[str, int], tmp_path: Path) -> None:
    """Nor half of one."""
    host, port = address
    boundary = "b0undary"
    begun = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'.encode()
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield begun
        while sent < GIGABYTE:
            sent += len(PART)
            yield PART

    own = {"origin": f"http://{host}:{port}", "content-type": f"multipart/form-data; boundary={boundary}"}
    try:
        answer = httpx.post(
            f"http://{host}:{port}/import", content=body(), headers=own, trust_env=False, timeout=60
        )
        assert answer.status_code == 413
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        pass  # as above
    assert sent < 10 * LARGEST_BODY
