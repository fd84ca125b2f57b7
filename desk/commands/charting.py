"""`tracker chart`: one chart of the gallery in a file of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.numbers import Number
from desk.terminal.opening_ledger import reads_or_snapshot
from desk.terminal.options import on_option
from desk.terminal.selection_options import selecting
from forecasts.writing import write
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View

FORMS = (".svg", ".png", ".pdf")
NARROWEST, WIDEST = 3.0, 12.0


def _listed(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from reports.charts.gallery import listing

        click.echo(listing())
        ctx.exit()


def _drawable(ctx: click.Context, _: click.Parameter, out: Path) -> Path:
    if out.suffix.casefold() not in FORMS:
        raise click.BadParameter(f"{out.name!r} names no form of picture: end it in {', '.join(FORMS)}.")
    if not out.parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(out.parent)!r}: make it first.")
    return out


@click.command()
@click.argument("name", metavar="CHART")
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_listed,
    help="List the charts, and what each shows.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    required=True,
    callback=_drawable,
    help="Where to: a file that ends in .svg, .png or .pdf.",
)
@click.option("--question", metavar="SLUG", help="The question of a history.")
@click.option("--retrospective", is_flag=True, help="Retrospective forecasts, not prospective ones.")
@click.option("--title", metavar="TEXT", help="What to write over it; '' for nothing [what it shows].")
@click.option(
    "--width",
    type=Number(NARROWEST, WIDEST),
    metavar="INCHES",
    default=4.8,
    help="How wide it is, from 3 to 12 [4.8].",
)
@selecting
@on_option
@reads_or_snapshot
def chart(
    view: View,
    *,
    as_json: bool,
    name: str,
    forecasters: tuple[str, ...],
    out: Path,
    question: str | None,
    retrospective: bool,
    title: str | None,
    width: float,
    selection: Selection,
    on: date,
) -> None:
    r"""Draw one chart of a report into a file.

    It is the chart that a report on the same forecasts shows.

    \b
    Example:
      tracker chart reliability --out reliability.svg
      tracker chart swimlane mikhailovsky --on 2021-12-31 --out lanes.png
      tracker chart history --question kabul --retrospective --out kabul.svg
      tracker chart --list
    """
    from reports.charts.drawing import image
    from reports.exhibits import exhibit

    shown = exhibit(
        name,
        view,
        selection=selection.naming(forecasters=forecasters),
        on=on,
        retrospective=retrospective,
        question=question,
    )
    form = out.suffix.casefold().removeprefix(".")
    write(out, image(shown.picture, form, title=title, source=shown.source, width=width))
    if as_json:
        told = {"picture": shown.picture.name, "kind": shown.kind or None, "others": list(shown.others)}
        click.echo(json.dumps({**told, "source": shown.source, "file": str(out)}, ensure_ascii=False))
        return
    kind = f", {shown.kind} forecasts" if shown.kind else ""
    click.echo(f"Written to {out}: {shown.picture.name}{kind}.")
    if shown.note:
        click.echo(shown.note)
    if shown.others:
        click.echo(f"Others like it: {', '.join(shown.others)}.")
