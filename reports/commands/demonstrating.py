"""`tracker demo`: the founding case end to end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from forecasts import clock
from forecasts.commands.options import analyst_option


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder for the ledger and the pages.",
)
@analyst_option
def demo(out: Path, analyst: str) -> None:
    r"""Make, check, score and draw a ledger of the founding case.

    The case is a newspaper article of June 2021, judged on 2021-12-31. The
    ledger stays in the folder, to be looked into with --ledger.

    \b
    Example:
      tracker demo --out demo
    """
    from reports import render
    from reports.commands.checking import check
    from reports.demonstration import EVALUATED_ON, case_reports, filled_ledger
    from tracker.commands import scores

    where, page = out / "ledger.db", out / "report.html"
    with filled_ledger(where, by=analyst, now=clock.now()) as ledger:
        head = ledger.view().head
        click.echo(f"A new ledger, {where}: {head.sequence} entries, head {head.digest[:12]}.")
        asked = ["--ledger", str(where), "--on", EVALUATED_ON.isoformat()]
        for command in (check, scores):
            click.echo(f"\n$ tracker {command.name} {' '.join(asked)}")
            with suppress(click.exceptions.Exit):
                command.main(asked, prog_name=f"tracker {command.name}", standalone_mode=False)
        reports = case_reports(ledger.view())
        for report in reports:
            click.echo(f"\n{'=' * 80}\n{render.terminal(report)}", nl=False)
        page.write_text(render.html(*reports), encoding="utf-8")
    click.echo(f"\n{'=' * 80}\nAll of this as one page: {page.resolve().as_uri()}")
