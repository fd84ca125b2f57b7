"""`tracker import`: files of ours, of other tools and any spreadsheet, into the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.mapping_dialogue import understood
from desk.terminal.opening_ledger import echo_head, echo_warnings, previewing, recording, records
from desk.terminal.options import NAMES, json_option
from desk.terminal.remembered_mappings import print_mappings
from forecasts import clock
from forecasts.errors import TrackerError

if TYPE_CHECKING:
    from forecasts.exchange.options import ImportOptions
    from forecasts.exchange.summary import Imported
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

_FILE = click.Path(exists=True, path_type=Path)


@click.command("import")
@click.argument("files", nargs=-1, type=_FILE, metavar="FILE|FOLDER...")
@click.option(
    "--dry-run", is_flag=True, help="Tell what would be recorded and what is wrong; record nothing."
)
@click.option("--skip-bad", is_flag=True, help="Record the good rows; write the bad ones to FILE.bad.csv.")
@click.option(
    "--follow-source",
    "follow",
    is_flag=True,
    help="Take back what the file says no more; correct what it says otherwise.",
)
@click.option(
    "--wide", metavar="NAME,...", type=NAMES, default=(), help="Columns that are each a forecaster."
)
@click.option("--set", "constants", multiple=True, metavar="PART=TEXT", help="What holds for every row.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook [the first with a table].")
@click.option("--header-row", type=click.IntRange(1), metavar="N", help="The line of the header [found].")
@click.option("--excel-dates", is_flag=True, help="Numbers such as 45657 are days, as spreadsheets count.")
@click.option("--keep-apart", is_flag=True, help="Rows of one title, person and day are not one series.")
@click.option("--as-written", is_flag=True, help="Names that differ in capitals are different people.")
@click.option(
    "--undated",
    type=click.Choice(("deadline", "open", "refuse")),
    default="deadline",
    help="A yes without a day: on its deadline, left open, or refused [deadline].",
)
@click.option("--need-chance", is_flag=True, help="Refuse rows without a chance; else they are questions.")
@click.option("--resolved-is-end", is_flag=True, help="What resolved ahead of its deadline ended that day.")
@click.option("--same-places", is_flag=True, help="Of a hub: the locations 1 and 01 are one.")
@click.option("--file-by-file", is_flag=True, help="Record each file though a later one is refused.")
@click.option("--format", "form", metavar="NAME", help="The tool that wrote it [told by the header].")
@click.option("--scale", metavar="NAME", help="The scale that words are read by [the ledger's].")
@click.option("--percent/--fraction", default=None, help="Probabilities run to 100, or to 1.")
@click.option("--day-first/--month-first", default=None, help="How 03/04/2021 is read.")
@click.option("--time-zone", "zone", metavar="ZONE", help="Whose clock moments without a zone follow [UTC].")
@click.option("--who", multiple=True, metavar="USER=SLUG", help="The forecaster behind a user name.")
@click.option("--me", metavar="NAME", help="Whose forecasts they are, where the file does not say.")
@click.option("--column", "columns", multiple=True, metavar="PART=NAME", help="What a column means.")
@click.option(
    "--answer", "answers", multiple=True, metavar="ANSWER=TEXT", help="What a text of the outcome means."
)
@click.option("--mapping", metavar="NAME", help="What the columns of a spreadsheet mean, as told before.")
@click.option(
    "--mappings",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_mappings,
    help="List the mappings that were told, and exit.",
)
@json_option
@records
def import_(
    ledger: Ledger,
    analyst: str,
    files: tuple[Path, ...],
    dry_run: bool,
    file_by_file: bool,
    as_json: bool,
    **options: object,
) -> None:
    r"""Import files: ours, other tools', or any spreadsheet.

    A file is one entry, all of it or nothing; of a folder, its data files in
    the order of their names, all of them or none. What a file holds is told by its header or its
    keys; files of one tool that belong together are given together. What is
    recorded already is passed over, so a file that has grown can be imported
    again.
    Of any other table, say what its columns mean with --column or, on a
    terminal, answer the questions; the answers are remembered by a name.
    An export of entries (JSONL) goes into an empty ledger and ends on the
    same digest.

    \b
    Example:
      tracker import seeds/founding-case
      tracker import fatebook-forecasts.csv --dry-run
      tracker import bets.csv --column question=Title --column p=Chance \
        --column made=Date --column deadline=Due --percent --me ann-lee
    """
    from desk.terminal.import_summary import echo_import, imported_json
    from desk.terminal.tables import echo_json
    from forecasts.exchange.folders import data_files

    if not files:
        raise click.UsageError("Missing argument 'FILE|FOLDER...'.")
    said = _import_options(**options)  # type: ignore[arg-type]  # click types them
    found = data_files(files)
    plans = [(path, understood(path, said)) for path in found]
    if dry_run:
        runs = _rehearsed(ledger, plans, by=analyst)
    elif file_by_file or len(plans) == 1:
        runs = _recorded(ledger, plans, by=analyst)
    else:
        runs = _recorded_together(ledger, plans, by=analyst)
    done: list[Imported] = []
    try:
        for imported in runs:
            done.append(imported)
            if not as_json:
                echo_import(imported, dry=dry_run)
    finally:
        if as_json:
            echo_json([imported_json(imported, dry=dry_run) for imported in done])
    if dry_run:
        click.echo("Nothing was recorded: this was a dry run.", err=as_json)
        click.get_current_context().exit(
            1 if not said.skip_bad and any(imported.refused for imported in done) else 0
        )
    if not as_json:
        echo_head(ledger)


def _import_options(
    who: tuple[str, ...],
    columns: tuple[str, ...],
    answers: tuple[str, ...],
    wide: tuple[str, ...],
    constants: tuple[str, ...],
    mapping: str | None,
    **options: object,
) -> ImportOptions:
    """The options as what somebody says of the files."""
    from dataclasses import fields

    from forecasts.exchange.choices import Choices
    from forecasts.exchange.conventions import users
    from forecasts.exchange.mapping import mappings, saved
    from forecasts.exchange.options import ImportOptions

    stated = mappings.mapping_from_options(columns, answers, wide=wide, constants=constants)
    held = mappings.constants_in(constants)
    if mapping is not None:
        if stated is not None:
            raise click.UsageError("--mapping says what the columns mean: leave --column and --answer out.")
        stated = saved.mapping_named(mapping, saved.folder())
    chosen = {part.name: options.pop(part.name) for part in fields(Choices)}
    choices = Choices(**chosen)  # type: ignore[arg-type]  # click types them
    return ImportOptions(who=users(who), mapping=stated, constants=held, choices=choices, **options)  # type: ignore[arg-type]  # click types them


def _recorded(ledger: Ledger, plans: Sequence[tuple[Path, ImportOptions]], *, by: str) -> Iterator[Imported]:
    """Import file by file, an entry each; a file in which nothing is new leaves none."""
    from forecasts.exchange.importing import replay_file
    from forecasts.exchange.jsonl import is_ours

    together = [path for path, _ in plans]
    for path, options in plans:
        if is_ours(path):
            yield replay_file(path, ledger)
            continue
        with suppress(_NothingNew), recording(ledger, "import", by=by, reason=path.name) as entry:
            done = _brought(path, entry, options, by=by, together=together)
            _write_bad(path, done)
            if not done.is_news:
                raise _NothingNew
        yield done


def _recorded_together(
    ledger: Ledger, plans: Sequence[tuple[Path, ImportOptions]], *, by: str
) -> Iterator[Imported]:
    """Import several files, an entry each, in one transaction: one that is refused leaves none of them."""
    from forecasts.exchange.jsonl import is_ours

    if any(is_ours(path) for path, _ in plans):
        yield from _recorded(ledger, plans, by=by)
        return
    together = [path for path, _ in plans]
    done: list[Imported] = []
    entries: list[Entry] = []
    with _none_if_one_fails(len(plans)), ledger.entries() as entered:
        for path, options in plans:
            with suppress(_NothingNew), entered("import", by=by, now=clock.now(), reason=path.name) as entry:
                done.append(_brought(path, entry, options, by=by, together=together))
                entries.append(entry)
                if not done[-1].is_news:
                    raise _NothingNew
    for path, imported, entry in zip(together, done, entries, strict=True):
        _write_bad(path, imported)
        echo_warnings(entry)
        yield imported


@contextmanager
def _none_if_one_fails(count: int) -> Iterator[None]:
    """Say that a refused file has left out all of them."""
    try:
        yield
    except TrackerError:
        click.echo(
            f"None of the {count:,} files was recorded; --file-by-file records those before.", err=True
        )
        raise


def _brought(
    path: Path, entry: Entry, options: ImportOptions, *, by: str, together: Sequence[Path]
) -> Imported:
    from desk.terminal.import_summary import progress
    from forecasts.exchange.importing import record_file

    with progress(path) as step:
        shown = options if step is None else replace(options, step=step)
        return record_file(path, entry, by=by, options=shown, today=clock.today(), together=together)


class _NothingNew(Exception):
    """Leave the entry out: everything in the file is recorded already."""


def _rehearsed(ledger: Ledger, plans: Sequence[tuple[Path, ImportOptions]], *, by: str) -> Iterator[Imported]:
    """Import into an entry that is left out of the ledger, and chains into one in memory."""
    from forecasts.exchange.importing import record_file, replay_file
    from forecasts.exchange.jsonl import is_ours
    from forecasts.ledger import Ledger

    together = [path for path, _ in plans]
    with previewing(ledger, "import", by=by) as entry:
        for path, options in plans:
            if is_ours(path):
                with Ledger.create(":memory:", now=clock.now(), by=by) as scratch:
                    yield replay_file(path, scratch)
            else:
                lenient = replace(options, skip_bad=True)
                yield record_file(path, entry, by=by, options=lenient, today=clock.today(), together=together)


def _write_bad(path: Path, done: Imported) -> None:
    """Write the rows that were skipped to a file beside where the command runs, each with its reason."""
    if done.refused:
        from forecasts.exchange.folders import REFUSED
        from forecasts.exchange.summary import write_refused

        written = write_refused(Path(f"{path.stem}{REFUSED}"), done.refused)
        click.echo(f"  The bad rows of {path.name} are in {written}.", err=True)
