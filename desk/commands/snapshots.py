"""`tracker snapshot`: the judged ledger in columns, for reports and statistics away from its database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import on_option
from desk.terminal.progress import shares
from tracker.amounts import counted

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--prune", is_flag=True, help="Remove the parts of earlier snapshots that this one lacks.")
@on_option
@reads
def snapshot(view: View, as_json: bool, folder: Path, prune: bool, on: date) -> None:
    r"""Write the judged ledger as Parquet, to read in its place.

    The folder gets immutable parts, each named by the SHA-256 of its bytes, and a manifest with the head of
    the ledger. A later snapshot into the same folder adds what is new, and rewrites judged parts in which an
    outcome has changed something since; the old ones stay until --prune.

    \b
    Example:
      tracker snapshot archive --on 2021-12-31
      tracker scorecard alexander-mikhailovsky --from archive --on 2021-12-31
    """
    from desk.terminal.tables import echo_json
    from tracker.snapshots.taking import prune as pruned
    from tracker.snapshots.taking import take

    with shares("Taking a snapshot") as bar:
        taken = take(view, folder, on=on, progress=bar or (lambda _: None))
    if prune:
        pruned(folder, taken)
    left = 0 if prune else len(taken.unused)
    if as_json:
        head = taken.manifest.head
        echo_json(
            {
                "folder": str(folder),
                "entry": head.sequence,
                "head": head.digest,
                "on": on.isoformat(),
                "forecasts": taken.rows,
                "parts": len(taken.manifest.parts),
                "added": len(taken.added),
                "unused": left,
            }
        )
        return
    click.echo(
        f"{folder}: {counted(taken.rows, 'forecast')} judged on {on}, as of entry "
        f"{taken.manifest.head.sequence}, head {taken.manifest.head.letters}."
    )
    new, parts = len(taken.added), len(taken.manifest.parts)
    kept = f"; {counted(left, 'part')} of earlier snapshots left (--prune removes such)" if left else ""
    click.echo(f"{new:,} of {counted(parts, 'part')} are new{kept}.")
