"""What has no end is refused at once: a line, a pipe, a page that drips, a body shorter than promised."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from forecasts.archiving import fetching
from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile
from forecasts.exchange.jsonl import is_ours


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    """After eight million characters; no more of it is kept in memory."""
    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n" + b"0" * (2**23 + 10))
    with pytest.raises(UnfitFile, match="has more than 8,388,608 characters"):
        list(DataFile.at(path).rows())


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """Neither as a table, nor as a ledger's lines, nor as a source."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(UnfitFile, match="is a pipe or a device"):
        DataFile.at(path)
    with pytest.raises(UnfitFile, match="is a pipe or a device"):
        fetching.fetched(str(path))
    assert not is_ours(path)


@pytest.fixture
def answering() -> Iterator[list[bytes]]:
    """A server that sends these pieces, a tenth of a second after each other; its address is the first."""
    pieces: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        try:
            line, _ = listening.accept()
            with line:
                line.recv(65_536)
                for piece in pieces:
                    line.sendall(piece)
                    time.sleep(0.1)
        except OSError:
            return

    Thread(target=answer, daemon=True).start()
    pieces.append(f"http://127.0.0.1:{listening.getsockname()[1]}/".encode())
    yield pieces
    listening.close()


@pytest.mark.parametrize(
    "drip",
    [
        [b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 60],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 60,
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", *[b"a"] * 60],
    ],
    ids=["headers", "continue", "body"],
)
def test_a_server_that_drips_has_one_deadline(
    answering: list[bytes], drip: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For connecting, headers and body together."""
    monkeypatch.setattr(fetching, "LONGEST_SECONDS", 1)
    place = answering.pop().decode()
    answering += drip
    started = time.monotonic()
    with pytest.raises(UnfitFile, match="takes longer than 1 seconds"):
        fetching.fetched(place, own_network=True)
    assert time.monotonic() - started < 5


def test_a_body_shorter_than_promised_is_refused(answering: list[bytes]) -> None:
    """It is not kept as the whole."""
    place = answering.pop().decode()
    answering.append(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\nshort")
    with pytest.raises(UnfitFile, match="breaks off"):
        fetching.fetched(place, own_network=True)
