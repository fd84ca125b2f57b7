"""`tracker scorecard` and `calibration`: reports on a terminal, or in files to hand on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from desk.terminal.freezing import freezes
from desk.terminal.opening_ledger import reads_or_snapshot
from desk.terminal.options import on_option
from desk.terminal.selection_options import selecting
from reports.writing import checked, written
from tracker.selections import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from forecasts.ledger.view import View
    from reports.calibrations import Calibration
    from reports.report import Report
    from reports.scorecards import Scorecard

Shown = TypeVar("Shown", bound="Report")


def _known(ctx: click.Context, option: click.Parameter, out: str | None) -> str | None:
    """Refuse a look that there is not before the report is made, which may take long."""
    return None if out is None else checked(out)


out_option = click.option(
    "--out",
    type=click.Path(writable=True),
    callback=_known,
    metavar="FILE|FOLDER",
    help="Write the report: .html, .pdf, .md, .json or .txt; or all that, tables and charts to a folder.",
)


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@selecting
@out_option
@on_option
@reads_or_snapshot
@freezes
def scorecard(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    selection: Selection,
    out: str | None,
    on: date,
) -> Scorecard:
    r"""Show how good a forecaster is, each forecast and the whole.

    Of everybody in the ledger, unless names or options choose.

    \b
    Example:
      tracker scorecard alexander-mikhailovsky --on 2021-12-31
      tracker scorecard mikhailovsky --on 2021-12-31 --out card.html
      tracker scorecard --publisher MK --due 2021-07-01..2021-09-30
    """
    from reports.scorecards import scorecard as made

    chosen = selection.naming(forecasters=forecasters)
    return show(made(view, selection=chosen, on=on), as_json=as_json, out=out)


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@selecting
@out_option
@on_option
@reads_or_snapshot
@freezes
def calibration(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    selection: Selection,
    out: str | None,
    on: date,
) -> Calibration:
    r"""Show if what was called 70% likely happened 70% of the time.

    \b
    Example:
      tracker calibration --on 2021-12-31
      tracker calibration alexander-mikhailovsky --out calibration.html
      tracker calibration --kind chance --horizon 30..90
    """
    from reports.calibrations import calibration as made

    chosen = selection.naming(forecasters=forecasters)
    return show(made(view, selection=chosen, on=on), as_json=as_json, out=out)


def missing(sentence: str) -> None:
    """Warn of what a report is without; the rest is written."""
    click.echo(f"Warning: {sentence}", err=True)


def show(report: Shown, *, as_json: bool, out: str | Path | None) -> Shown:
    """Print a report, or write it to files and print its digest; it is returned."""
    from reports import render

    if out is not None:
        files = written(report, out, tell=missing)
        count = f" ({len(files)} files)" if len(files) > 1 else ""
        click.echo(f"Written to {out}{count}; digest {report.digest[:12]}.")
    elif as_json:
        click.echo(render.as_json(report), nl=False)
    else:
        click.echo(render.terminal(report), nl=False)
    return report
