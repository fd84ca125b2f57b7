"""`tracker log`: one forecast into the ledger, with the question, source and forecaster it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.commands import parts
from desk.commands.opened import echo_head, previewing, recording, records
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.recording.entering import Entered, Telling


_OF_A_QUESTION = {
    *("criteria", "kind", "options", "unit", "topic", "tags", "zone", "cluster", "recurs", "horizon")
}


@click.command()
@click.argument("about", required=False, metavar="[STATEMENT|SLUG]")
@click.option("--slug", metavar="SLUG", help="The slug of a new question [from its statement].")
@parts.saying_options
@parts.claim_options
@parts.option_option
@parts.source_options
@parts.question_options
@click.option("--dry-run", is_flag=True, help="Show how it would be read, and record nothing.")
@records
def log(
    ledger: Ledger, analyst: str, about: str | None, slug: str | None, dry_run: bool, **typed: Any
) -> None:
    r"""Log what a forecaster said.

    An argument without spaces is the slug of a known question; anything else
    is the statement of a new one. A statement alone makes just the question,
    such as one that a condition names. With nothing at all, it asks step by step.

    \b
    Example:
      tracker log "Taliban capture Kabul" --slug kabul \
        --by "Alexander Mikhailovsky" --said 2021-06-25 \
        --when "a month or two, maybe three"
      tracker log offensive-north --by alexander-mikhailovsky \
        --said 2021-06-25 -p unlikely --scale icd203 --deadline 2021-09-25
      tracker log "Kunduz falls" --slug kunduz --criteria "two agencies report it"
    """
    asked = about is None and slug is None and not any(typed.values())
    if about is not None and _only_asks(about, slug, typed):
        _make_question(ledger, about, slug, typed, analyst=analyst, dry_run=dry_run)
        return
    if asked:
        from desk.commands.asking import ask

        told = ask(ledger.view(), today=clock.today())
    else:
        told = _telling(about, slug, typed)
    if asked or dry_run:
        _tell_dry(ledger, told, analyst=analyst)
    if dry_run:
        click.echo("Nothing was recorded: this was a dry run.")
    elif asked and not click.confirm("Record this?", default=False):
        click.echo("Nothing was recorded.")
    else:
        _record(ledger, told, analyst=analyst, briefly=asked)


def _only_asks(about: str, slug: str | None, typed: dict[str, Any]) -> bool:
    """Whether a new question is told, and nothing of a forecast on it."""
    from forecasts.recording.questions import is_statement

    told = {name for name, value in typed.items() if value is not None and value != ()}
    return (slug is not None or is_statement(about)) and told <= _OF_A_QUESTION


def _make_question(
    ledger: Ledger, about: str, slug: str | None, typed: dict[str, Any], *, analyst: str, dry_run: bool
) -> None:
    from forecasts.recording.questions import meant_question

    asking = parts.asking(typed, slug=slug)
    notes: list[str] = []
    with (previewing if dry_run else recording)(ledger, "log", by=analyst) as entry:
        meant_question(about, asking, horizon=typed["horizon"], entry=entry, notes=notes)
    for note in notes:
        click.echo(f"{note[:-1]}, no forecast.")
    if dry_run:
        click.echo("Nothing was recorded: this was a dry run.")
    else:
        echo_head(ledger)


def _record(ledger: Ledger, told: Telling, *, analyst: str, briefly: bool) -> None:
    from forecasts.recording.entering import enter

    with recording(ledger, "log", by=analyst) as entry:
        entered = enter(told, entry, now=clock.now(), analyst=analyst)
    if briefly:
        click.echo(f"Logged {entered.handle}.")
    else:
        _tell(entered, "Logged")
    echo_head(ledger)


def _tell_dry(ledger: Ledger, told: Telling, *, analyst: str) -> None:
    """Show how a forecast would be recorded, with everything that the ledger checks, and record nothing."""
    from forecasts.recording.entering import enter

    with previewing(ledger, "log", by=analyst) as entry:
        entered = enter(told, entry, now=clock.now(), analyst=analyst)
    _tell(entered, "To be logged")


def _telling(about: str | None, slug: str | None, typed: dict[str, Any]) -> Telling:
    from forecasts.model import PRIMARY, ForecasterKind
    from forecasts.recording.entering import Telling

    if about is None:
        raise click.UsageError("What is forecast? Give a statement, or the slug of a known question.")
    if typed["by"] is None:
        raise click.UsageError("Who forecast it? Give --by NAME.")
    return Telling(
        about=about,
        by=typed["by"],
        said=parts.said(typed),
        made_on=typed["said"],
        made_at=typed["made_at"],
        attested_on=typed["attested_on"],
        deadline=typed["deadline"],
        given=parts.given(typed),
        reading=typed["reading"] or PRIMARY,
        restates=typed["restates"],
        horizon=typed["horizon"],
        asking=parts.asking(typed, slug=slug),
        sourcing=parts.sourcing(typed),
        forecaster_kind=ForecasterKind(typed["forecaster_kind"] or ForecasterKind.PERSON),
    )


def _tell(entered: Entered, done: str) -> None:
    from desk.commands.describing import facts
    from desk.commands.listing import echo_facts

    for note in entered.notes:
        click.echo(note)
    click.echo(f"{done} {entered.handle}:")
    echo_facts(facts(entered.forecast))
