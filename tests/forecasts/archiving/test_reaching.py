"""No machine of the own network is asked unless that is said, and no conversation lasts for ever."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from forecasts.archiving import posting, reaching
from forecasts.archiving.fetching import fetched
from forecasts.archiving.posting import answer_of
from forecasts.errors import UnfitFile
from tests.forecasts.archiving.test_archiving import served
from tests.shell import Shell

PAGE = {"/": (200, {"Content-Type": "text/plain"}, b"secret")}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_asked_only_when_that_is_said(host: str) -> None:
    """By its address in any manner of writing, and by its name."""
    with served(PAGE) as at:
        port = at.rpartition(":")[2]
        with pytest.raises(UnfitFile, match="lies in the own network: give --own-network"):
            fetched(f"http://{host}:{port}/")
        with pytest.raises(UnfitFile, match="lies in the own network"):
            answer_of(f"http://{host}:{port}/", b"?", kind="text/plain")
        assert fetched(f"http://{at.removeprefix('http://')}/", own_network=True).data == b"secret"


@pytest.mark.parametrize(
    "place", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00::1]", "0.0.0.0", "224.0.0.1"]
)
def test_neighbours_are_not_asked(place: str) -> None:
    """Private, link-local, nobody's and everybody's addresses; no packet goes there."""
    for scheme in ("http", "https"):
        with pytest.raises(UnfitFile, match="lies in the own network"):
            fetched(f"{scheme}://{place}/")


def test_a_redirect_into_the_own_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the page that redirects lies outside."""
    names = {"outside.test": "127.0.0.1"}
    asked = socket.getaddrinfo

    def found(host: str, *said: Any, **more: Any) -> Any:
        return asked(names.get(host, host), *said, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    own = reaching.is_own
    calls: list[str] = []

    def outside_once(address: str) -> bool:
        calls.append(address)
        return own(address) and len(calls) > 1

    monkeypatch.setattr(reaching, "is_own", outside_once)
    answers: dict[str, tuple[int, dict[str, str], bytes]] = dict(PAGE)
    with served(answers) as at:
        port = at.rpartition(":")[2]
        answers["/away"] = (302, {"Location": f"http://localhost:{port}/"}, b"")
        with pytest.raises(UnfitFile, match=r"localhost .* lies in the own network"):
            fetched(f"http://outside.test:{port}/away")


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another machine at the second look is not looked up twice."""
    looks: list[str] = []
    asked = socket.getaddrinfo

    def turning(host: str, *said: Any, **more: Any) -> Any:
        looks.append(host)
        return asked("127.0.0.1" if host == "turning.test" else host, *said, **more)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    monkeypatch.setattr(reaching, "is_own", lambda address: False)
    with served(PAGE) as at:
        assert fetched(f"http://turning.test:{at.rpartition(':')[2]}/").data == b"secret"
    assert looks.count("turning.test") == 1


def test_a_proxy_may_be_near_but_not_what_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user has set the proxy; the page behind it is held to the rule."""
    with served({"http://93.184.215.14/": PAGE["/"]}) as at:
        monkeypatch.setenv("http_proxy", at)
        monkeypatch.setenv("no_proxy", "")
        assert fetched("http://93.184.215.14/").data == b"secret"
        with pytest.raises(UnfitFile, match="lies in the own network"):
            fetched("http://10.0.0.1/")


@pytest.mark.parametrize(
    "ways", [{"/": "/"}, {"/": "/b", "/b": "/"}, {f"/{'a' * n}": f"/{'a' * (n + 1)}" for n in range(9)}]
)
def test_redirects_in_a_circle_are_said_to_be_one(ways: dict[str, str]) -> None:
    """A page that leads to itself, two that lead to each other, and a chain that only grows."""
    answers = {path: (302, {"Location": to}, b"") for path, to in ways.items()}
    circle = pytest.raises(UnfitFile, match="leads in a circle, or through more than 5 redirects: check")
    with served(answers) as at, circle:
        fetched(f"{at}/", own_network=True)


def test_an_authority_that_drips_has_one_deadline(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time stamp is not waited for longer than a page."""
    monkeypatch.setattr(posting, "LONGEST_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(UnfitFile, match="takes longer than 1 seconds"):
        answer_of(dripping, b"?", kind="text/plain", own_network=True)
    assert time.monotonic() - started < 5


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server whose headers never end."""
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        try:
            line, _ = listening.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(60):
                    line.sendall(b"X-A: b\r\n")
                    time.sleep(0.1)
        except OSError:
            return

    Thread(target=drip, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    listening.close()


def test_the_commands_have_the_flag(shell: Shell) -> None:
    """To add a source, and to check it online."""
    shell("init")
    with served(PAGE) as at:
        assert "give --own-network" in shell.refusal("source", "add", f"{at}/", "--slug", "page")
        shell("source", "add", f"{at}/", "--slug", "page", "--own-network")
        assert "own network" in shell.run("source", "check", "--online").output
        assert "nothing is wrong" in shell("source", "check", "--online", "--own-network")
