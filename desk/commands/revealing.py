"""`tracker reveal`: a sealed forecast into the open, as what it was when it was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.opening_ledger import echo_head, recording, records
from desk.terminal.options import HANDLE

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger


@click.command()
@click.argument("handle", type=HANDLE)
@click.option("--slug", metavar="SLUG", help="The slug of its question, where another took its own.")
@records
def reveal(ledger: Ledger, analyst: str, handle: Handle, slug: str | None) -> None:
    r"""Record the forecast that was sealed with `log --sealed`.

    It counts as attested on the day on which it was sealed, so that it is
    judged as made before what came since. Its text must fit the digest of
    the seal.

    \b
    Example:
      tracker reveal 17.1
    """
    from desk.terminal.describing import facts
    from desk.terminal.tables import echo_facts
    from forecasts.recording.sealing import reveal as revealed

    with recording(ledger, "reveal", by=analyst) as entry:
        found = revealed(entry, handle, slug=slug)
    click.echo(f"Revealed {handle} as {found.handle}:")
    echo_facts(facts(found.forecast))
    echo_head(ledger)
