"""The server: where it listens and for whom, by which names it may be called, and how long it waits."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desk.site.asking import Desk
from desk.site.shelf import Shelf
from forecasts.errors import InTheClear, NotLoopback, PortTaken

if TYPE_CHECKING:
    from desk.people.door import Door
    from forecasts.ledger import Ledger

_MOST_AT_ONCE = 200
_KEEP_ALIVE = 15  # seconds


def is_loopback(host: str) -> bool:
    """Whether nobody but this computer reaches a host.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """By which address others reach the site, such as `https://forecasts.example.org`."""

    scheme: str
    host: str

    @classmethod
    def read(cls, text: str) -> Address:
        """The address that a text names.

        >>> Address.read("https://Forecasts.example.org/")
        Address(scheme='https', host='forecasts.example.org')

        Raises
        ------
        ValueError
            Where it is no address of a whole site.
        """
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError(
                f"{text[:80]!r} is no address of a site: write it as https://forecasts.example.org."
            )
        if parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError(f"{text[:80]!r} is more than the address of a site: write it as https://NAME.")
        return cls(scheme=parts.scheme, host=parts.netloc.lower())

    @property
    def origin(self) -> str:
        """The whole address, as browsers say it."""
        return f"{self.scheme}://{self.host}"

    @property
    def name(self) -> str:
        """The host alone, without its port."""
        return urlsplit(f"//{self.host}").hostname or ""


def check_reach(host: str, address: Address | None, *, has_accounts: bool) -> None:
    """Refuses a site that others would reach and that is not fit for it.

    Raises
    ------
    NotLoopback
        Without accounts: whoever came would act in the analyst's name.
    InTheClear
        With accounts and without HTTPS before it: passwords could be read on the way.
    """
    if not has_accounts and (address is not None or not is_loopback(host)):
        raise NotLoopback(host if address is None else address.host)
    secure = address is not None and address.scheme == "https"
    if not secure and not (is_loopback(host) and (address is None or is_loopback(address.name))):
        raise InTheClear(host if address is None else address.host)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes one that is free.

    Raises
    ------
    PortTaken
        If another program listens there, or the computer has no such address.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise PortTaken(host, port, error.strerror or str(error)) from error
    made = socket.socket(family, kind, protocol)  # without the protocol, asyncio leaves Nagle's delay on
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(place)
        made.listen()
    except OSError as error:
        made.close()
        raise PortTaken(host, port, error.strerror or str(error)) from error
    return made


def own_names(host: str, port: int) -> frozenset[str]:
    """The names by which a browser on this computer may call the server.

    >>> sorted(own_names("127.0.0.1", 8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    names = {"localhost", "127.0.0.1", "[::1]"} | {f"[{host}]" if ":" in host else host}
    return frozenset(f"{name}:{port}" for name in names)


def serve(
    ledger: Ledger,
    *,
    where: str,
    analyst: str,
    listener: socket.socket,
    host: str,
    address: Address | None,
    proxy: str | None,
    note: str,
    tell: Callable[[str], None],
    browser: Callable[[str], object] | None,
) -> None:
    """Serves a ledger until it is interrupted.

    Parameters
    ----------
    ledger, where
        The ledger, open for reading, and its place, at which each deed opens it for writing.
    analyst
        In whose name deeds are recorded where there are no accounts.
    listener, host
        What `listening` gave, and for which host.
    address, proxy
        By which address others reach it, and whose word is believed on where a request came from.
    note
        What every page says where there are no accounts.
    tell
        Takes the address, in a sentence.
    browser
        Opens the address; None to open none.
    """
    import uvicorn

    from desk.courier import Courier
    from desk.people.accounts import Accounts
    from desk.people.door import Door
    from desk.site.application import application
    from desk.site.patience import PatientProtocol

    port = listener.getsockname()[1]
    door = None
    if Accounts(ledger).all():
        door = Door(ledger, origin=_origin(address, port))
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    where_to = here if address is None else f"{address.origin}/"
    tell(f"{where_to} serves {ledger.where} {_to_whom(door, analyst)}; Ctrl+C ends it.")
    if browser is not None:
        opening = Timer(0.5, browser, (where_to,))
        opening.daemon = True
        opening.start()
    with (
        TemporaryDirectory(prefix="tracker-uploads-") as spool,
        Courier(ledger, tell=tell),
        suppress(KeyboardInterrupt),  # the way to end it; every deed that was answered is recorded
    ):
        shelf, folder = Shelf(ledger), Path(spool)
        desk = Desk(where=where, shelf=shelf, alone=analyst, note=note, spool=folder, door=door)
        hosts = own_names(host, port) if address is None else frozenset((address.host,))
        config = uvicorn.Config(
            application(desk, hosts=hosts, scheme="http" if address is None else address.scheme),
            http=PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy,
            timeout_keep_alive=_KEEP_ALIVE,
            limit_concurrency=_MOST_AT_ONCE,
            lifespan="off",
        )
        uvicorn.Server(config).run(sockets=[listener])


def _origin(address: Address | None, port: int) -> str:
    """The site's address as browsers say it; on this computer its name, since a number has no passkeys."""
    return f"http://localhost:{port}" if address is None else address.origin


def _to_whom(door: Door | None, analyst: str) -> str:
    return f"as {analyst}" if door is None else "to its accounts"
