"""`tracker review sign` and `verify`: somebody vouches for a report, with a key of their own if they like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.opening_ledger import echo_head, reads, recording, records
from desk.terminal.proof_options import signer_in
from desk.terminal.review_options import report_argument

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View


@click.command()
@report_argument
@click.option("--allow-own", is_flag=True, help="Sign your own work too; the report will say so.")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own private key, which signs the digest too.",
)
@records
def sign(ledger: Ledger, analyst: str, report: str, allow_own: bool, key: Path | None) -> None:
    r"""Vouch for a report, whose digest stands beside your name.

    It must have no open question, and no later record may have moved it; you
    must have opened it. What you froze, and forecasts and outcomes that you
    entered, need the eyes of somebody else.

    A name is a claim. With --key your own key signs the report's digest:
    `tracker key new --for` made it, or it is an OpenSSH key (Ed25519) that
    `tracker key add` recorded; a file ending in .pub names one in your agent.

    \b
    Example:
      tracker review sign 2026-q3 --as "Ben Okri"
      tracker review sign 2026-q3 --as "Ben Okri" --key ben.key
    """
    from reports.review.signing import examined, signature_by
    from reports.review.signing import sign as signed
    from reports.review.wording import signature_in_words

    view = ledger.view()
    found, made = examined(view, report, by=analyst), None
    if key is not None:
        made = signature_by(
            signer_in(key, view, of_the_ledger=False), view, report, by=analyst, examined_before=found
        )
    with recording(ledger, "review", by=analyst) as entry:
        state = signed(entry, report, by=analyst, examined_before=found, allow_own=allow_own, signature=made)
    click.echo(f"{state.slug} is signed: {signature_in_words(state.signatures[-1])}.")
    echo_head(ledger)


@click.command()
@report_argument
@reads
@click.pass_context
def verify(ctx: click.Context, view: View, as_json: bool, report: str) -> None:
    r"""Check a report's signatures by key; exit 1 if one fails.

    Each signed note is printed, as other tools for signed notes read it.

    \b
    Example:
      tracker review verify 2026-q3
    """
    from desk.terminal.tables import echo_json
    from reports.canonical import plain
    from reports.review.keyed import held
    from reports.review.states import review_state_of
    from reports.review.wording import held_in_words

    found = held(view, review_state_of(view, report))
    if as_json:
        echo_json([plain(one) for one in found])
    else:
        click.echo("\n".join(held_in_words(found)))
    ctx.exit(0 if all(one.fault is None for one in found) else 1)
