"""`tracker import` and `tracker export`: files in, files out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forecasts.commands.opened import echo_head, previewing, recording, records
from forecasts.commands.options import as_of_option, ledger_option
from forecasts.errors import StorageFailed

if TYPE_CHECKING:
    from forecasts.exchange.importing import Imported
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

_FILE = click.Path(exists=True, path_type=Path)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE|FOLDER...")
@click.option(
    "--dry-run", is_flag=True, help="Tell what would be recorded and what is wrong; record nothing."
)
@click.option("--scale", metavar="NAME", help="The scale that words are read by [the ledger's].")
@records
def import_(ledger: Ledger, analyst: str, files: tuple[Path, ...], dry_run: bool, scale: str | None) -> None:
    r"""Import files: our own CSV and JSONL.

    A file is one entry, all of it or nothing; of a folder, its data files in
    the order of their names. What a file holds is told by its header.
    An export of entries (JSONL) goes into an empty ledger and ends on the
    same digest.

    \b
    Example:
      tracker import seeds/founding-case
    """
    from forecasts.exchange.importing import data_files

    found = data_files(files)
    if dry_run:
        _rehearse(ledger, found, analyst=analyst, scale=scale)
        click.echo("Nothing was recorded: this was a dry run.")
        return
    for path in found:
        _tell(_import_one(ledger, path, analyst=analyst, scale=scale))
    echo_head(ledger)


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="The form.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="FILE|FOLDER|-",
    help="A new file (jsonl), a folder (csv), or - for standard output (jsonl).",
)
@as_of_option
@ledger_option
def export(ledger: str, form: str, out: Path, as_of: datetime | None) -> None:
    r"""Export the whole ledger, so that nobody is locked in.

    jsonl carries the entries: everything, with the digests that prove it.
    csv carries what stands, for people: forecasters, sources, questions,
    forecasts and outcomes, a file each.

    \b
    Example:
      tracker export --format jsonl --out ledger.jsonl
      tracker export --format csv --out tables
    """
    from forecasts.exchange.jsonl import written
    from forecasts.ledger import Ledger

    to_terminal = str(out) == "-"
    if form == "csv" and to_terminal:
        raise click.UsageError("CSV is five files: give a folder with --out.")
    if form == "jsonl" and as_of is not None:
        raise click.UsageError("JSONL carries the whole chain: use --as-of with --format csv.")
    with Ledger.open(ledger) as book:
        if form == "csv":
            _export_csv(book.view(as_of=as_of), out)
        elif to_terminal:
            for line in written(book.export_entries()):
                click.echo(line)
        else:
            _write(out, (f"{line}\n" for line in written(book.export_entries())))
            click.echo(f"{out}: the whole chain, head {book.view().head.digest[:12]}.", err=True)


def _import_one(ledger: Ledger, path: Path, *, analyst: str, scale: str | None) -> Imported:
    from forecasts.exchange.importing import record_file, replay_file
    from forecasts.exchange.jsonl import is_ours

    if is_ours(path):
        return replay_file(path, ledger)
    with recording(ledger, "import", by=analyst, reason=path.name) as entry:
        return record_file(path, entry, by=analyst, scale=scale)


def _rehearse(ledger: Ledger, paths: Iterable[Path], *, analyst: str, scale: str | None) -> None:
    """Import into an entry that is left out of the ledger, and chains into one in memory."""
    from forecasts import clock
    from forecasts.exchange.importing import record_file, replay_file
    from forecasts.exchange.jsonl import is_ours
    from forecasts.ledger import Ledger

    with previewing(ledger, "import", by=analyst) as entry:
        for path in paths:
            if is_ours(path):
                with Ledger.create(":memory:", now=clock.now(), by=analyst) as scratch:
                    _tell(replay_file(path, scratch), dry=True)
            else:
                _tell(record_file(path, entry, by=analyst, scale=scale), dry=True)


def _tell(done: Imported, *, dry: bool = False) -> None:
    place = "to be recorded" if dry else f"entry {done.entry}"
    click.echo(f"{done.file}: {place}, {_counted(done.counts)}.")
    for remark in done.remarks:
        click.echo(f"  {remark}", err=True)


def _counted(counts: Mapping[str, int]) -> str:
    one = {"settings": "settings"}
    return ", ".join(
        f"{count:,} {noun if count == 1 else one.get(noun, f'{noun}s')}"
        for noun, count in sorted(counts.items())
    )


def _export_csv(view: View, folder: Path) -> None:
    from forecasts.exchange.writing import FILES, Sheets

    taken = next((folder / name for name in FILES if (folder / name).exists()), None)
    if taken is not None:
        raise StorageFailed(str(taken), "exists already", "name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    sheets = Sheets(view=view)
    for name, layout in FILES.items():
        lines = sheets.lines(layout)
        if (first := next(lines, None)) is not None:
            count = _write(folder / name, chain([first], lines))
            click.echo(f"{folder / name}: {_counted({layout.name.removesuffix('s'): count})}.", err=True)
    if unused := sheets.unused():
        click.echo(f"Left out, for want of a forecast: {_counted({'statement': unused})}.", err=True)


def _write(path: Path, lines: Iterable[str]) -> int:
    """Write a new file, whole or not at all, and return how many pieces it was given."""
    if path.exists():
        raise StorageFailed(str(path), "exists already", "name a new file")
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line)
                count += 1
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return count
