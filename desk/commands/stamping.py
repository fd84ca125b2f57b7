"""`tracker stamp`: an authority says when it saw the last checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.options import ledger_option, own_network_option

if TYPE_CHECKING:
    from forecasts.ledger.kept import Kept

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--tsa", metavar="URL", help="The address of the authority (RFC 3161).")
@click.option("--root", type=_FILE, metavar="FILE", help="The root certificate that you trust it by (PEM).")
@click.option("--query", type=click.Path(path_type=Path), metavar="FILE", help="Only write what to ask it.")
@click.option("--answer", type=_FILE, metavar="FILE", help="What it answered, where you asked by hand.")
@own_network_option
@ledger_option
def stamp(
    ledger: str,
    tsa: str | None,
    root: Path | None,
    query: Path | None,
    answer: Path | None,
    own_network: bool,
) -> None:
    r"""Have a time stamp put on the last checkpoint.

    The authority's answer is checked against its root certificate, kept
    beside the chain, and checked again by every `tracker audit`.

    \b
    Example:
      tracker stamp --tsa https://freetsa.org/tsr --root cacert.pem
    """
    from forecasts.ledger import Ledger
    from forecasts.proofs.signing import last_checkpoint
    from forecasts.proofs.stamping import stamp_query, stamped
    from forecasts.writing import write

    if query is None and (root is None or (tsa is None) == (answer is None)):
        raise click.UsageError("Give --root with --tsa or with --answer; or --query FILE, to ask by hand.")
    with Ledger.open(ledger, writing=query is None) as book:
        kept = last_checkpoint(book)
        if query is not None:
            write(query, stamp_query(kept))
            click.echo(f"To ask an authority: {query}.")
            return
        said = answer.read_bytes() if answer is not None else _asked(str(tsa), kept, own_network)
        pem = Path(str(root)).read_text(encoding="utf-8", errors="replace")
        made, moment = stamped(kept, said, authority=tsa or Path(str(answer)).name, root=pem)
        book.keep_checkpoint(made)
    click.echo(f"The checkpoint over {kept.size:,} entries was there at {moment:%Y-%m-%d %H:%M:%S} UTC.")


def _asked(url: str, kept: Kept, own_network: bool) -> bytes:
    from forecasts.archiving.posting import answer_of
    from forecasts.proofs.stamping import QUERY, stamp_query

    return answer_of(url, stamp_query(kept), kind=QUERY, own_network=own_network)
