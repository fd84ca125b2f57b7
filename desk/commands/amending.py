"""`tracker amend` and `tracker withdraw`: a record corrected or taken back; the old one stays to be seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from desk.terminal import record_options
from desk.terminal.opening_ledger import echo_head, recording, records
from desk.terminal.options import DATE, HANDLE

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry


@click.command()
@click.argument("handle", type=HANDLE)
@click.option("--because", required=True, metavar="TEXT", help="Why it is amended.")
@click.option("--mistake", is_flag=True, help="It should not be in the ledger at all.")
@click.option("--says", metavar="TEXT", help="The statement of a question.")
@click.option("--question", metavar="SLUG", help="The question that a forecast is on.")
@click.option("--name", metavar="NAME", help="The name of a forecaster.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="One more spelling of a forecaster.")
@click.option("--affiliation", metavar="NAME", help="Whom a forecaster speaks for.")
@click.option("--title", metavar="TEXT", help="The title of a source.")
@click.option("--frame", metavar="TEXT", help="The sampling frame of the ledger.")
@click.option("--country", metavar="CODE", help="Whose holidays are meant, such as DE.")
@record_options.saying_options
@record_options.claim_options
@record_options.option_option
@record_options.outcome_options
@record_options.source_options
@record_options.question_options
@records
def amend(ledger: Ledger, analyst: str, handle: Handle, because: str, mistake: bool, **typed: Any) -> None:
    r"""Correct a record, or take it back as a mistake.

    Give the parts that change, with the options of `log` and `resolve`. The
    old record stays in the ledger and no longer counts. A new forecast by the
    same forecaster is no amendment: log it.

    \b
    Example:
      tracker amend 4.1 --on 2021-08-16 --because "the source was corrected"
      tracker amend 17.3 --mistake --because "logged twice"
    """
    from forecasts.recording.corrections import changes_in

    record_options.settle_near(typed)
    record_options.one_answer(typed)
    typed["given"] = record_options.condition(typed)
    del typed["given_by"]
    changes = changes_in(typed)
    if mistake and changes:
        raise click.UsageError("A mistake is taken back whole: leave the other options out.")
    with recording(ledger, "amend", by=analyst, reason=because) as entry:
        done = (
            _take_back(entry, handle, because)
            if mistake
            else _correct(entry, handle, changes, analyst, because)
        )
    click.echo(done)
    echo_head(ledger)


@click.command()
@click.argument("handle", type=HANDLE)
@click.option("--on", type=DATE, required=True, metavar="DATE", help="The day the forecaster took it back.")
@click.option("--because", required=True, metavar="TEXT", help="Why, in the forecaster's words or yours.")
@records
def withdraw(ledger: Ledger, analyst: str, handle: Handle, on: date, because: str) -> None:
    r"""Note that the forecaster took a forecast back, and when.

    \b
    Example:
      tracker withdraw 17.3 --on 2021-07-10 --because "retracted on air"
    """
    from forecasts.recording import corrections

    with recording(ledger, "withdraw", by=analyst, reason=because) as entry:
        made = corrections.withdraw(entry, handle, on=on, because=because)
    click.echo(f"{handle} was withdrawn on {on} ({made}).")
    echo_head(ledger)


def _take_back(entry: Entry, handle: Handle, because: str) -> str:
    from forecasts.recording.corrections import take_back

    made = take_back(entry, handle, because=because)
    return f"{handle} is taken back as a mistake ({made})."


def _correct(entry: Entry, handle: Handle, changes: dict[str, Any], analyst: str, because: str) -> str:
    from desk.terminal.describing import facts
    from desk.terminal.tables import as_facts
    from forecasts.recording.corrections import correct

    noun, made = correct(entry, handle, changes, analyst=analyst, because=because)
    return f"{handle} is corrected by {made}:\n{as_facts(facts(noun))}"
