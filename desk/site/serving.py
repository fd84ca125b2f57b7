"""The server: it listens on this computer alone, says where, and opens a browser there."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING

from desk.site.asking import Desk
from desk.site.shelf import Shelf
from forecasts.errors import NotLoopback, PortTaken

if TYPE_CHECKING:
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


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on this computer; port 0 takes one that is free.

    Raises
    ------
    NotLoopback
        For an address that others reach: without accounts whoever came would act in the analyst's name.
    PortTaken
        If another program listens there.
    """
    if not is_loopback(host):
        raise NotLoopback(host)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(found[0], socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(found[4])
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
        In whose name deeds are recorded.
    listener, host
        What `listening` gave, and for which host.
    note
        What every page says of that.
    tell
        Takes the address, in a sentence.
    browser
        Opens the address; None to open none.
    """
    import uvicorn

    from desk.courier import Courier
    from desk.site.application import application

    port = listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    tell(f"{address} serves {ledger.where} as {analyst}; Ctrl+C ends it.")
    if browser is not None:
        opening = Timer(0.5, browser, (address,))
        opening.daemon = True
        opening.start()
    with (
        TemporaryDirectory(prefix="tracker-uploads-") as spool,
        Courier(ledger, tell=tell),
        suppress(KeyboardInterrupt),  # the way to end it; every deed that was answered is recorded
    ):
        desk = Desk(where=where, shelf=Shelf(ledger), analyst=analyst, note=note, spool=Path(spool))
        config = uvicorn.Config(
            application(desk, hosts=own_names(host, port)),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE,
            limit_concurrency=_MOST_AT_ONCE,
            lifespan="off",
        )
        uvicorn.Server(config).run(sockets=[listener])
