"""`tracker compare`: who is better on what both forecast."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from desk.commands.scorecards import out_option, show
from desk.terminal.freezing import freezes
from desk.terminal.opening_ledger import reads_or_snapshot
from desk.terminal.options import SURE, on_option, transform_option
from desk.terminal.selection_options import selecting
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from reports.comparisons import ComparisonReport


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@click.option("--against", metavar="NAME", help="Compare each of the others with this one only.")
@transform_option
@click.option(
    "--best",
    type=SURE,
    metavar="P",
    help="How sure it is that the set of who may be the best holds him [90%].",
)
@selecting
@out_option
@on_option
@reads_or_snapshot
@freezes
def compare(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    against: str | None,
    transform: str | None,
    best: float | None,
    selection: Selection,
    out: str | None,
    on: date,
) -> ComparisonReport:
    r"""Show who is better on what both forecast, and if it is luck.

    \b
    Example:
      tracker compare ann bob --on 2021-12-31
      tracker compare --against crowd --topic rain --out compared.html
      tracker compare --against hub-baseline --transform log
    """
    from reports.comparisons import comparison

    report = comparison(
        view,
        forecasters=forecasters,
        selection=selection,
        against=against,
        transform=transform,
        best=best,
        on=on,
    )
    return show(report, as_json=as_json, out=out)
