"""`tracker import`: files of ours, and of other tools, into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forecasts import clock
from forecasts.commands.counts import counted
from forecasts.commands.opened import echo_head, previewing, recording, records

if TYPE_CHECKING:
    from forecasts.exchange.bringing import Asked
    from forecasts.exchange.importing import Imported
    from forecasts.ledger import Ledger

_FILE = click.Path(exists=True, path_type=Path)
_SHOWN = 10


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE|FOLDER...")
@click.option(
    "--dry-run", is_flag=True, help="Tell what would be recorded and what is wrong; record nothing."
)
@click.option("--format", "form", metavar="NAME", help="The tool that wrote it [told by the header].")
@click.option("--scale", metavar="NAME", help="The scale that words are read by [the ledger's].")
@click.option("--percent/--fraction", default=None, help="Probabilities run to 100, or to 1.")
@click.option("--day-first/--month-first", default=None, help="How 03/04/2021 is read.")
@click.option("--time-zone", "zone", metavar="ZONE", help="Whose clock moments without a zone follow [UTC].")
@click.option("--who", multiple=True, metavar="USER=SLUG", help="The forecaster behind a user name.")
@click.option("--me", metavar="NAME", help="Whose forecasts they are, where the file does not say.")
@click.option("--mapping", metavar="NAME", help="What the columns of a spreadsheet mean, as told before.")
@click.option("--skip-bad", is_flag=True, help="Record the good rows; write the bad ones to FILE.bad.csv.")
@records
def import_(
    ledger: Ledger,
    analyst: str,
    files: tuple[Path, ...],
    dry_run: bool,
    skip_bad: bool,
    who: tuple[str, ...],
    **asked: object,
) -> None:
    r"""Import files: our own, or those of other tools.

    A file is one entry, all of it or nothing; of a folder, its data files in
    the order of their names. What a file holds is told by its header or its
    keys; files of one tool that belong together are given together. What is
    recorded already is passed over, so a file that has grown can be imported
    again.
    An export of entries (JSONL) goes into an empty ledger and ends on the
    same digest.

    \b
    Example:
      tracker import seeds/founding-case
      tracker import fatebook-forecasts.csv --dry-run
      tracker import metaculus-data.zip --me ann-lee
    """
    from forecasts.exchange.bringing import Asked
    from forecasts.exchange.importing import data_files
    from forecasts.exchange.settled import users

    asking = Asked(skip_bad=skip_bad, who=users(who), **asked)  # type: ignore[arg-type]  # click types them
    found = data_files(files)
    if dry_run:
        _rehearse(ledger, found, analyst=analyst, asked=asking)
        click.echo("Nothing was recorded: this was a dry run.")
        return
    for path in found:
        _import_one(ledger, path, found, analyst=analyst, asked=asking)
    echo_head(ledger)


def _import_one(ledger: Ledger, path: Path, together: Sequence[Path], *, analyst: str, asked: Asked) -> None:
    from forecasts.exchange.importing import record_file, replay_file
    from forecasts.exchange.jsonl import is_ours

    if is_ours(path):
        _tell(replay_file(path, ledger))
        return
    with suppress(_NothingNew), recording(ledger, "import", by=analyst, reason=path.name) as entry:
        done = record_file(path, entry, by=analyst, asked=asked, today=clock.today(), together=together)
        _tell(done)
        _write_bad(path, done)
        if not done.is_news:
            raise _NothingNew


class _NothingNew(Exception):
    """Leave the entry out: everything in the file is recorded already."""


def _rehearse(ledger: Ledger, paths: Sequence[Path], *, analyst: str, asked: Asked) -> None:
    """Import into an entry that is left out of the ledger, and chains into one in memory."""
    from forecasts.exchange.importing import record_file, replay_file
    from forecasts.exchange.jsonl import is_ours
    from forecasts.ledger import Ledger

    rehearsed = replace(asked, skip_bad=True)
    with previewing(ledger, "import", by=analyst) as entry:
        for path in paths:
            if is_ours(path):
                with Ledger.create(":memory:", now=clock.now(), by=analyst) as scratch:
                    _tell(replay_file(path, scratch), dry=True)
            else:
                _tell(
                    record_file(
                        path, entry, by=analyst, asked=rehearsed, today=clock.today(), together=paths
                    ),
                    dry=True,
                )


def _tell(done: Imported, *, dry: bool = False) -> None:
    """What a file gave, what was assumed of it, and which of its rows are bad."""
    place = "to be recorded" if dry else f"entry {done.entry}"
    if done.is_news:
        click.echo(f"{done.file} ({done.title}): {place}, {counted(done.new | done.changed)}.")
    else:
        click.echo(f"{done.file} ({done.title}): nothing new.")
    if done.known:
        click.echo(f"  Recorded already: {counted(done.known)}.")
    if done.changed:
        click.echo(f"  Resolved anew, and corrected: {counted(done.changed)}.")
    for sentence in (*done.assumptions, *done.remarks):
        click.echo(f"  {sentence}", err=True)
    if done.bad:
        rows = "1 row" if len(done.bad) == 1 else f"{len(done.bad):,} rows"
        click.echo(f"  {rows} {'would be' if dry else 'were'} refused:", err=True)
        for bad in done.bad[:_SHOWN]:
            click.echo(f"    line {bad.line}: {bad.sentence}", err=True)
        if len(done.bad) > _SHOWN:
            click.echo(f"    … and {len(done.bad) - _SHOWN:,} more.", err=True)


def _write_bad(path: Path, done: Imported) -> None:
    """Write the rows that were skipped to a file beside where the command runs, each with its reason."""
    if done.bad:
        from forecasts.exchange.refused import write_refused

        click.echo(f"  They are in {write_refused(Path(f'{path.stem}.bad.csv'), done.bad)}.", err=True)
