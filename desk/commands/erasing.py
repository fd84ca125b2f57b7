"""`tracker erase`: the text that a record keeps outside the chain, gone for good, and the chain whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, records
from desk.terminal.options import HANDLE
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger


@click.command()
@click.argument("handle", type=HANDLE)
@click.option("--because", required=True, metavar="TEXT", help="Why: it stays in the ledger.")
@records
def erase(ledger: Ledger, analyst: str, handle: Handle, because: str) -> None:
    r"""Erase the text that a record keeps; the chain stays whole.

    Of a seal its words, of a source its text, of a frozen report the report,
    of an import the rows of its file. The record and the digest stay. A seal
    that was not revealed can never be, and is counted for ever.

    \b
    Example:
      tracker erase 17.1 --because "asked to by the forecaster"
    """
    from forecasts.archiving.erasing import erase_of

    count = erase_of(ledger, handle, because=because, by=analyst, now=clock.now())
    say(f"{handle}: {'1 text was' if count == 1 else f'{count:,} texts were'} erased; its digest stays.")
    echo_head(ledger)
