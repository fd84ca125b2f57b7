"""`tracker webhook`: addresses to which every entry is sent as it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.addresses import web_parts
from desk.terminal.folding import say
from desk.terminal.opening_ledger import keeps, opening, records
from desk.terminal.options import json_option, ledger_option, own_network_option
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger import Ledger


@click.group()
def webhook() -> None:
    r"""Send every entry to other programs as it is recorded.

    `tracker serve` sends them: signed, one after another, and again until
    each is taken. `docs/api.md` says how a receiver checks the signature.

    \b
    Example:
      tracker webhook add https://example.org/forecasts
    """


def _address(ctx: click.Context, option: click.Parameter, typed: str) -> str:
    """An address to send to."""
    parts = web_parts(typed)
    if parts is None or not parts.hostname or parts.username:
        raise click.BadParameter(f"{typed!r} is no address: write it as https://example.org/forecasts.")
    return typed


@webhook.command()
@click.argument("url", callback=_address)
@own_network_option
@records
def add(ledger: Ledger, analyst: str, url: str, own_network: bool) -> None:
    r"""Send what is recorded from now on to an address.

    The secret by which a receiver checks signatures is shown this once.

    \b
    Example:
      tracker webhook add https://example.org/forecasts
    """
    from forecasts.archiving.reaching import refuse_own
    from forecasts.ledger.webhooks import add as added

    if not own_network:
        refuse_own(url)
    with ledger.writing() as connection:
        after = ledger.view().head.sequence
        made = added(connection, url=url, own_network=own_network, after=after, by=analyst, now=clock.now())
    say(f"Webhook {made.id} takes every entry after {made.sent}: {made.url}")
    say("Its secret is shown this once; `tracker serve` signs with it what it sends.")
    click.echo(made.secret)


@webhook.command("list")
@ledger_option
@json_option
def list_(ledger: str, as_json: bool) -> None:
    r"""List the addresses, with what each has taken.

    \b
    Example:
      tracker webhook list
    """
    from desk.terminal.tables import echo_json, echo_rows
    from forecasts.ledger.webhooks import webhooks

    with opening(ledger) as book, book.reading() as connection:
        found = webhooks(connection)
    if as_json:
        told = ("id", "url", "made_at", "made_by", "sent", "failures", "next_at", "fault")
        echo_json([{name: getattr(hook, name) for name in told} for hook in found])
        return
    rows = [(hook.id, hook.url, hook.sent, hook.failures or "", hook.fault or "") for hook in found]
    echo_rows(("webhook", "address", "has taken", "failed", "why"), rows, none="There is no webhook.")


@webhook.command()
@click.argument("number", type=int)
@keeps
def remove(ledger: Ledger, number: int) -> None:
    r"""Send nothing more to an address.

    \b
    Example:
      tracker webhook remove 1
    """
    from forecasts.ledger.webhooks import remove as removed

    with ledger.writing() as connection:
        removed(connection, number)
    say(f"Webhook {number} is gone.")


@webhook.command()
@keeps
def send(ledger: Ledger) -> None:
    r"""Send what waits, once, where no server does.

    \b
    Example:
      tracker webhook send
    """
    from desk.courier import deliver

    count = deliver(ledger)
    say("1 entry was taken." if count == 1 else f"{count:,} entries were taken.")
