"""`tracker serve`: the web site on a ledger, for this computer or for the accounts of a team."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import opening
from desk.terminal.options import Kind, analyst_option, ledger_option
from forecasts import clock
from forecasts.errors import LacksPackage

if TYPE_CHECKING:
    from desk.site.serving import Address
    from forecasts.ledger import Ledger

PORT = 8421


class SiteAddress(Kind):
    """The address of a whole site, read where the site is served."""

    name = "address"

    def read(self, text: str) -> Address:
        """The address that a text means."""
        from desk.site.serving import Address

        return Address.read(text)


@click.command()
@click.option("--host", metavar="HOST", default="127.0.0.1", help="Where to listen [127.0.0.1].")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="PORT",
    help=f"At which port; 0 takes a free one [{PORT}].",
)
@click.option(
    "--address",
    type=SiteAddress(),
    metavar="URL",
    help="By which address others reach it: https://forecasts.example.org.",
)
@click.option(
    "--proxy",
    metavar="IP",
    help="Whose word is believed on where requests come from [127.0.0.1 with an https --address].",
)
@click.option("--open/--no-open", "opens", default=True, help="Whether a browser opens on it [--open].")
@click.option("--demo", is_flag=True, help="Show the founding case and the panel, in a ledger of their own.")
@ledger_option
@analyst_option
def serve(
    ledger: str,
    analyst: str,
    host: str,
    port: int,
    address: Address | None,
    proxy: str | None,
    opens: bool,
    demo: bool,
) -> None:
    r"""Serve the web site on a ledger.

    Without accounts everything is recorded in your name, as every page says,
    and nobody else's computer reaches it. With accounts (`tracker user add`)
    everybody signs in. A demo's ledger is gone when it ends.

    \b
    Example:
      tracker serve
      tracker serve --demo
      tracker serve --port 0 --no-open --as "Ben Okri"
      tracker serve --no-open --address https://forecasts.example.org
    """
    try:
        import argon2  # noqa: F401  # before anything is made
        import limits  # noqa: F401  # likewise
        import starlette  # noqa: F401  # likewise
        import uvicorn  # noqa: F401  # likewise
    except ModuleNotFoundError as error:
        raise LacksPackage("The web site", "web", "stay with the command line") from error
    from desk.people.accounts import Accounts
    from desk.site.lean import load_pandas_lean
    from desk.site.serving import check_reach, listening, serve

    load_pandas_lean()
    with _opened(ledger, demo=demo) as (book, where):
        check_reach(host, address, has_accounts=bool(Accounts(book).all()))
        if proxy is None and address is not None and address.scheme == "https":
            proxy = "127.0.0.1"
        listener = listening(host, port)
        serve(
            book,
            where=where,
            analyst=analyst,
            listener=listener,
            host=host,
            address=address,
            proxy=proxy,
            note=_note(analyst, demo=demo),
            tell=say,
            browser=_browser if opens else None,
        )


def _note(analyst: str, *, demo: bool) -> str:
    kept = " This is a demo: its ledger is gone when the program ends." if demo else ""
    return f"Without accounts: what is recorded here is recorded by {analyst}.{kept}"


def _browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


@contextmanager
def _opened(ledger: str, *, demo: bool) -> Iterator[tuple[Ledger, str]]:
    """The ledger to serve and its place; that of a demo lasts as long as the program."""
    if not demo:
        with opening(ledger, writing=True) as book:
            yield book, ledger
        return
    from tempfile import TemporaryDirectory

    from reports.demonstration import served_ledger

    with TemporaryDirectory(prefix="tracker-demo-") as folder:
        where = Path(folder) / "demo.db"
        with served_ledger(where, now=clock.now()) as book:
            yield book, str(where)
