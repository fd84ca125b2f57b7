"""`tracker export`: what the ledger holds as files, for another ledger, a spreadsheet or another tool."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.counts import counted
from desk.terminal.options import as_of_option, ledger_option

if TYPE_CHECKING:
    from forecasts.exchange.out.summary import ExportSummary
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

FORMS = {
    "csv": "forecasts.exchange.out.tables",
    "parquet": "forecasts.exchange.out.parquet",
    "excel": "forecasts.exchange.out.excel",
    "fatebook": "forecasts.exchange.out.fatebook",
    "hubverse": "forecasts.exchange.out.hubverse",
    "forecastbench": "forecasts.exchange.out.forecastbench",
    "ics": "tracker.calendar_file",
}
"""Modules with `write(view, place, summary)` by the name of the form."""
CHAIN = "jsonl"
_SUFFIXES = {".xlsx": "excel", ".ics": "ics", ".jsonl": CHAIN}
_LISTED = 12


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([CHAIN, *FORMS]),
    help="The form [told by the ending of --out; else jsonl].",
)
@click.option(
    "--out",
    "--to",
    "place",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="FILE|FOLDER|-",
    help="A new file (jsonl, excel, ics), a folder (the others), or - for standard output (jsonl).",
)
@click.option("--template", is_flag=True, help="An empty workbook to fill in and import.")
@as_of_option
@ledger_option
def export(ledger: str, form: str | None, place: Path, template: bool, as_of: datetime | None) -> None:
    r"""Take everything with you, in a form of your choice.

    jsonl carries the entries: everything, with the digests that prove it.
    csv, parquet and excel carry what stands: a table a noun, which another
    ledger can import. fatebook, hubverse and forecastbench carry what those
    tools can hold; what they cannot is counted. ics carries open deadlines.

    \b
    Example:
      tracker export --format jsonl --out ledger.jsonl
      tracker export --format csv --out tables
      tracker export --template --out forecasts.xlsx
    """
    if template:
        _write_template(form, place, as_of)
        return
    chosen = form or _SUFFIXES.get(place.suffix.casefold(), CHAIN)
    _refuse_misused(chosen, place, as_of)
    from forecasts.ledger import Ledger

    with Ledger.open(ledger) as book:
        if chosen == CHAIN:
            _export_chain(book, place)
        else:
            _write_out(import_module(FORMS[chosen]).write, book.view(as_of=as_of), place)


def _write_template(form: str | None, place: Path, as_of: datetime | None) -> None:
    from forecasts.exchange.out.template import write

    if form not in (None, "excel") or as_of is not None or str(place) == "-":
        raise click.UsageError(
            "The template is an empty workbook: give only --template and a file with --out."
        )
    write(place)
    click.echo(f"{place}: fill it in, then `tracker import {place}`.", err=True)


def _refuse_misused(form: str, place: Path, as_of: datetime | None) -> None:
    if form == CHAIN and as_of is not None:
        raise click.UsageError("JSONL carries the whole chain: use --as-of with another --format.")
    if form != CHAIN and str(place) == "-":
        raise click.UsageError(f"Only jsonl goes to standard output: give {form} a place with --out.")


def _export_chain(book: Ledger, place: Path) -> None:
    from forecasts.exchange.jsonl import written
    from forecasts.writing import new_file

    if str(place) == "-":
        for line in written(book.export_entries()):
            click.echo(line)
        return
    with new_file(place) as part, part.open("w", encoding="utf-8", newline="") as file:
        for line in written(book.export_entries()):
            file.write(f"{line}\n")
    click.echo(f"{place}: the whole chain, head {book.view().head.letters}.", err=True)


def _write_out(write: Callable[[View, Path, ExportSummary], None], view: View, place: Path) -> None:
    from forecasts.exchange.out.records import count
    from forecasts.exchange.out.summary import ExportSummary

    total = sum(count(view, noun) for noun in ("forecaster", "source", "question", "forecast", "outcome"))
    with _bar(total) as tick:
        summary = ExportSummary(tick=tick)
        write(view, place, summary)
    for file, rows in list(summary.files.items())[:_LISTED]:
        click.echo(f"{place / file if place.is_dir() else place}: {counted(rows)}.", err=True)
    if len(summary.files) > _LISTED:
        click.echo(f"… and {len(summary.files) - _LISTED:,} more files in {place}.", err=True)
    for (noun, reason), number in summary.omitted.items():
        click.echo(f"Left behind: {counted({noun: number})} {reason}.", err=True)
    for sentence in summary.says:
        click.echo(sentence, err=True)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, told of every row; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=total, label="Exporting", file=sys.stderr, width=30) as bar:
        yield bar.update
