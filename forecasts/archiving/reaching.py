"""Which machines may be asked: none of the own network, unless that is said.

A page that somebody else names could otherwise make this machine fetch what only it can see: its own
services, its neighbours', or a cloud's data about the machine. Each name is resolved once, and what was
looked at is what is connected to, so that no name can mean another machine a moment later; redirects are
held to the same.
"""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

from forecasts.errors import UnfitFile

Found = TypeVar("Found")

_TRANSLATED = ip_network("64:ff9b::/96")
"""Where the addresses of version 4 stand in those of version 6 (RFC 6052)."""


def is_own(address: str) -> bool:
    """Whether an address is no public one: of this machine, its network, or of nobody.

    >>> [is_own(one) for one in ("127.0.0.1", "169.254.169.254", "::ffff:192.168.0.1", "fe80::1%eth0")]
    [True, True, True, True]
    >>> is_own("93.184.215.14"), is_own("2606:2800:21f:cb07:6820:80da:af6b:8b2c"), is_own("64:ff9b::7f00:1")
    (False, False, True)
    """
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return not found.is_global or found.is_multicast


def refuse_own(url: str) -> None:
    """Refuses an address that leads into the own network, as its name is resolved now.

    It is looked at again whenever something is sent there: a name may mean another machine by then.
    """
    parts = urlsplit(url)
    with suppress(OSError):  # a name that has no address today
        _public(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))


def opener(*handlers: urllib.request.BaseHandler, own_network: bool) -> urllib.request.OpenerDirector:
    """What opens `http` and `https` alone, and machines of the own network only where that is said."""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Plain(own_network=own_network),
        _Sealed(own_network=own_network),
        *handlers,
    ):
        director.add_handler(handler)
    director.addheaders = [("User-Agent", "trackrecord"), ("Accept-Encoding", "identity")]
    return director


def within(seconds: float, work: Callable[[], Found], *, url: str, remedy: str) -> Found:
    """What the work gives, unless connecting, headers and body together take longer, however they drip."""
    done: list[Found] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise UnfitFile(url, f"takes longer than {seconds} seconds", remedy)
    return done[0]


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, *, own_network: bool) -> None:
        super().__init__()
        self.own_network = own_network

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        """Connects through `_connected`, or to the proxy that the user has set."""
        return self.do_open(_way(HTTPConnection, req, own_network=self.own_network), req)


class _Sealed(urllib.request.HTTPSHandler):
    def __init__(self, *, own_network: bool) -> None:
        super().__init__()
        self.own_network = own_network

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        """Connects through `_connected`, or to the proxy that the user has set."""
        return self.do_open(_way(HTTPSConnection, req, own_network=self.own_network), req)


def _way(kind: type[HTTPConnection], request: urllib.request.Request, *, own_network: bool) -> Any:
    """How the connection for a request is made; a proxy may be near, but not what it is asked for."""
    if own_network:
        return kind
    meant = urlsplit(request.full_url)
    if request.host != meant.netloc:
        with suppress(OSError):  # a name that only the proxy knows
            _public(meant.hostname or "", meant.port or 0)
        return kind

    def made(host: str, **said: Any) -> HTTPConnection:
        connection = kind(host, **said)
        connection._create_connection = _connected  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
        return connection

    return made


def _connected(
    address: tuple[str, int], timeout: float | None, source_address: tuple[str, int] | None = None
) -> socket.socket:
    """A connection to one of the addresses that were looked at."""
    failed: OSError = OSError("its name has no address")
    for found in _public(*address):
        try:
            return socket.create_connection((found, address[1]), timeout, source_address)
        except OSError as error:
            failed = error
    raise failed


def _public(host: str, port: int) -> list[str]:
    """The addresses of a name; UnfitFile where one is of the own network."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if is_own(address):
            named = host if host == address else f"{host} ({address})"
            raise UnfitFile(named, "lies in the own network", "give --own-network if that is meant")
    return found
