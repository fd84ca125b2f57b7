"""`tracker init`, `audit`, `upgrade` and `backup`: a ledger made, proven, brought up to date, copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from desk.terminal.opening_ledger import echo_head, recording, records
from desk.terminal.options import analyst_option, json_option, ledger_option
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.kept import Kept


_MOST_AHEAD = 20

_scale_option = click.option(
    "--scale", metavar="NAME", help="The scale that words are read by unless --scale says another."
)
_frame_option = click.option(
    "--frame", metavar="TEXT", help="How statements are chosen: the sampling frame, for reports."
)
_country_option = click.option("--country", metavar="CODE", help="Whose holidays are meant, such as DE.")


@click.command()
@_scale_option
@_frame_option
@_country_option
@ledger_option
@analyst_option
def init(ledger: str, analyst: str, scale: str | None, frame: str | None, country: str | None) -> None:
    r"""Make a new ledger.

    \b
    Example:
      tracker init --scale icd203 \
        --frame "every dated claim on the foreign pages, June 2021"
    """
    from forecasts.ledger import Ledger
    from forecasts.model import Settings

    settings = Settings(**_chosen(scale=scale, frame=frame, country=country))
    with Ledger.create(ledger, now=clock.now(), by=analyst, settings=settings) as made:
        click.echo(f"A new ledger: {made.where}")
        if settings != Settings():
            echo_head(made)


@click.command()
@_scale_option
@_frame_option
@_country_option
@json_option
@records
def settings(ledger: Ledger, analyst: str, as_json: bool, **typed: str | None) -> None:
    r"""Set, or show, what the ledger assumes.

    Without options it shows it. What was read before stays as it was read.

    \b
    Example:
      tracker settings --country DE
    """
    from dataclasses import replace

    from desk.terminal.describing import facts, settings_json
    from desk.terminal.tables import echo_facts, echo_json

    chosen = _chosen(**typed)
    if not chosen and as_json:
        echo_json(settings_json(ledger.view().settings))
        return
    if not chosen:
        echo_facts(list(facts(ledger.view().settings)) or [("settings", "none")])
        return
    with recording(ledger, "settings", by=analyst) as entry:
        found = replace(entry.view.settings, **chosen)
        entry.add(found)
    if as_json:
        echo_json(settings_json(found))
        return
    echo_facts(list(facts(found)))
    echo_head(ledger)


def _chosen(*, scale: str | None, frame: str | None, country: str | None) -> dict[str, str]:
    """The settings that were given, by the names of what they name."""
    from forecasts.words.chances import find_scale
    from forecasts.words.windows.feasts import known_country

    given = {
        "scale": None if scale is None else find_scale(scale).name,
        "frame": frame,
        "country": None if country is None else known_country(country),
    }
    return {name: value for name, value in given.items() if value is not None}


@click.command()
@click.option("--head", metavar="DIGEST", help="A digest noted earlier: also prove that nothing is cut off.")
@click.option(
    "--checkpoint",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="FILE",
    help="A checkpoint that was signed earlier: also prove that the ledger begins with it.",
)
@ledger_option
@json_option
@click.pass_context
def audit(
    ctx: click.Context, ledger: str, head: str | None, checkpoint: TextIO | None, as_json: bool
) -> None:
    r"""Prove that the ledger is what was recorded.

    It walks the chain of entries, compares the tables with the records, and
    holds the chain against the checkpoints that were signed.
    Exit 1 if anything does not fit, and say where it is first.
    Entries that a wrong clock stamped are named; the chain holds with them.

    \b
    Example:
      tracker audit --head 3f2a91c0d2e49b7710aa52c1e6d3f8b4
    """
    from desk.terminal.tables import echo_json
    from forecasts.ledger import Ledger

    given = () if checkpoint is None else (_given(checkpoint.read()),)
    with Ledger.open(ledger) as book:
        found = book.audit(head=head, checkpoints=given)
        ahead = book.view().stamped_ahead(clock.now()) if found.whole else []
    if as_json:
        echo_json(
            {
                "entries": found.entries,
                "records": found.records,
                "head": found.head.digest,
                "problems": [{"where": p.where, "message": p.message} for p in found.problems],
                **({"stamped_ahead": [p.where for p in ahead]} if ahead else {}),
            }
        )
    else:
        for problem in found.problems:
            click.echo(f"{problem.where}: {problem.message}")
        for problem in ahead[:_MOST_AHEAD]:
            click.echo(f"{problem.where}: {problem.message}")
        if more := len(ahead[_MOST_AHEAD:]):
            click.echo(f"and {more:,} more that were stamped so")
        verdict = "does not hold" if found.problems else "holds"
        click.echo(f"The chain {verdict}: {found.entries:,} entries, {found.records:,} records.")
        click.echo(f"Head {found.head.digest}")
    ctx.exit(1 if found.problems else 0)


def _given(text: str) -> Kept:
    from forecasts.ledger.kept import Kept
    from forecasts.proofs.checkpoints import Checkpoint
    from forecasts.proofs.notes import Note

    return Kept(size=Checkpoint.of(Note.read(text)).size, note=text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--without-accounts", is_flag=True, help="Leave out who may sign in: a copy for others.")
@ledger_option
def backup(ledger: str, file: Path, without_accounts: bool) -> None:
    r"""Write a consistent copy of the ledger to a new SQLite file.

    Others may go on writing meanwhile; copying the file by hand would not
    be safe.

    \b
    Example:
      tracker backup ledger-2021-12-31.db
    """
    from forecasts.ledger import Ledger

    with Ledger.open(ledger) as book:
        head = book.backup(file, accounts=not without_accounts)
        click.echo(f"A copy of {book.where}: {file}")
        click.echo(f"Entry {head.sequence}, head {head.letters}.")


@click.command()
@records
def upgrade(ledger: Ledger, analyst: str) -> None:
    r"""Bring the tables of an older ledger up to date.

    No record changes.

    \b
    Example:
      tracker upgrade --ledger ledger.db
    """
    del analyst
    for restored in ledger.upgrade():
        click.echo(restored)
    click.echo(f"{ledger.where} is up to date.")


@click.command("clock")
@click.option("--because", metavar="TEXT", required=True, help="What was wrong with the clock.")
@records
def clock_(ledger: Ledger, analyst: str, because: str) -> None:
    r"""Set the time right after a wrong clock.

    The chain shows it: this entry alone is stamped before the one it
    follows, with the reason. What the wrong entry holds stays as it is.

    \b
    Example:
      tracker clock --because "the server's clock ran 73 years ahead"
    """
    from forecasts.ledger.clocks import CLOCK

    settings = ledger.view().settings
    with recording(ledger, CLOCK, by=analyst, reason=because) as entry:
        entry.add(settings)
    echo_head(ledger)
