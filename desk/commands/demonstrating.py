"""`tracker demo`: the founding case end to end, and a period report of it and of the panel."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.options import analyst_option
from forecasts import clock
from forecasts.writing import write

if TYPE_CHECKING:
    from reports.demonstration import Case


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder for the ledgers and the reports.",
)
@analyst_option
def demo(out: Path, analyst: str) -> None:
    r"""Make, check, score and draw a ledger of the founding case.

    The case is a newspaper article of June 2021, judged on 2021-12-31. Its
    period report follows, and that of a panel of eight invented forecasters
    with known faults. The ledgers stay in the folder, to be looked into with
    --ledger.

    \b
    Example:
      tracker demo --out demo
    """
    from reports import render
    from reports.demonstration import EVALUATED_ON, FOUNDING_CASE, PANEL, case_reports, filled_ledger

    now = clock.now()
    where, page = out / "ledger.db", out / "report.html"
    with filled_ledger(where, by=analyst, now=now) as ledger:
        head = ledger.view().head
        click.echo(f"A new ledger, {where}: {head.sequence} entries, head {head.letters}.")
        for command in ("check", "scores"):
            _run(command, "--ledger", str(where), "--on", EVALUATED_ON.isoformat())
        reports = case_reports(ledger.view())
        for report in reports:
            click.echo(f"\n{'=' * 80}\n{render.terminal(report)}", nl=False)
        write(page, render.html(*reports))
    click.echo(f"\n{'=' * 80}\nAll of this as one page: {page.resolve().as_uri()}")
    panel = out / "panel.db"
    filled_ledger(panel, PANEL, by=analyst, now=now).close()
    for case, book in ((FOUNDING_CASE, where), (PANEL, panel)):
        _report(case, book, out / case.name)


def _report(case: Case, ledger: Path, folder: Path) -> None:
    """Write a case's period report in every look, and say where its pages are."""
    _run("report", "--period", case.period, "--ledger", str(ledger), "--out", str(folder))
    for look in ("html", "pdf"):
        if (page := folder / f"report.{look}").exists():
            click.echo(page.resolve().as_uri())


def _run(name: str, *asked: str) -> None:
    """Type a command, and go on whatever its exit code."""
    tracker = click.get_current_context().find_root().command
    click.echo(f"\n$ tracker {name} {' '.join(asked)}")
    with suppress(click.exceptions.Exit):
        tracker.main([name, *asked], prog_name="tracker", standalone_mode=False)
