"""`tracker scorecard` and `calibration`: reports on a terminal, or in a file to hand on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forecasts.commands.opened import reads
from forecasts.commands.options import on_option

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from reports.report import Report

SUFFIXES = (".html", ".md", ".json", ".txt")

out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the report to a file: .html, .md, .json or .txt.",
)


@click.command()
@click.argument("forecaster", required=False, metavar="[NAME]")
@click.option("--source", metavar="SLUG", help="Only statements from this source.")
@click.option("--topic", metavar="TOPIC", help="Only questions on this topic.")
@out_option
@on_option
@reads
def scorecard(
    view: View,
    as_json: bool,
    forecaster: str | None,
    source: str | None,
    topic: str | None,
    out: Path | None,
    on: date,
) -> None:
    r"""Show how good a forecaster is, each forecast and the whole.

    \b
    Example:
      tracker scorecard alexander-mikhailovsky --on 2021-12-31
      tracker scorecard mikhailovsky --on 2021-12-31 --out card.html
    """
    from reports.scorecards import scorecard as made

    if forecaster is None and source is None and topic is None:
        raise click.UsageError("Whose scorecard? Give a forecaster's name, --source or --topic.")
    show(made(view, forecaster=forecaster, source=source, topic=topic, on=on), as_json=as_json, out=out)


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@click.option("--source", metavar="SLUG", help="Only statements from this source.")
@click.option("--topic", metavar="TOPIC", help="Only questions on this topic.")
@out_option
@on_option
@reads
def calibration(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    source: str | None,
    topic: str | None,
    out: Path | None,
    on: date,
) -> None:
    r"""Show if what was called 70% likely happened 70% of the time.

    \b
    Example:
      tracker calibration --on 2021-12-31
      tracker calibration alexander-mikhailovsky --out calibration.html
    """
    from reports.calibrations import calibration as made

    show(made(view, forecasters=forecasters, source=source, topic=topic, on=on), as_json=as_json, out=out)


def show(report: Report, *, as_json: bool, out: Path | None) -> None:
    """Print a report, or write it to a file and print its digest."""
    from reports import render

    if out is not None:
        write(report, out)
        click.echo(f"Written to {out}; digest {report.digest[:12]}.")
    elif as_json:
        click.echo(render.as_json(report), nl=False)
    else:
        click.echo(render.terminal(report), nl=False)


def write(report: Report, out: Path) -> None:
    """Write a report to a file, in the look that its suffix names."""
    from reports import render

    match out.suffix.casefold():
        case ".html" | ".htm":
            text = render.html(report)
        case ".md":
            text = render.markdown(report)
        case ".json":
            text = render.as_json(report)
        case ".txt":
            text = render.terminal(report, width=80, colour=False)
        case _:
            raise click.UsageError(f"{out.name!r} names no look: end it in {', '.join(SUFFIXES)}.")
    out.write_text(text, encoding="utf-8")
