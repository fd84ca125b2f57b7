"""`tracker export`: the whole ledger as files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forecasts.commands.counts import counted
from forecasts.commands.options import as_of_option, ledger_option
from forecasts.errors import StorageFailed

if TYPE_CHECKING:
    from forecasts.ledger.view import View


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
            click.echo(f"{folder / name}: {counted({layout.name.removesuffix('s'): count})}.", err=True)
    if unused := sheets.unused():
        click.echo(f"Left out, for want of a forecast: {counted({'statement': unused})}.", err=True)


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
