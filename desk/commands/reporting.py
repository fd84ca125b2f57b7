"""`tracker report`: the report on a week, month, quarter or year, on a terminal or in files to hand out."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from desk.commands.scorecards import missing, out_option, show
from desk.terminal.freezing import freezes
from desk.terminal.opening_ledger import reads_or_snapshot
from desk.terminal.options import DATE, Kind
from desk.terminal.progress import shares
from desk.terminal.selection_options import selecting
from forecasts import clock
from reports.period import Period
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from reports.period_reports import PeriodReport

_MOST_PROCESSES = 4


class _Period(Kind):
    name = "period"

    def read(self, text: str) -> Period:
        return Period.read(text, today=clock.today())


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@click.option(
    "--period",
    type=_Period(),
    required=True,
    metavar="PERIOD",
    help="2026-Q3, 2026-09, 2026-W40, 2026, last-month (-week, -quarter, -year) or FROM..TO.",
)
@selecting
@click.option(
    "--scorecards",
    type=click.IntRange(min=0),
    metavar="N",
    default=12,
    help="How many forecasters' scorecards go into the folder [12].",
)
@out_option
@click.option(
    "--on",
    type=DATE,
    metavar="DATE",
    help="Evaluate on this day [the period's last; today if that is to come].",
)
@reads_or_snapshot
@freezes
def report(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    period: Period,
    selection: Selection,
    scorecards: int,
    out: str | None,
    on: date | None,
) -> PeriodReport:
    r"""Report on a week, month, quarter or year.

    What was logged, what matured and how it went, the scores of all, calibration now and before, what
    changed since the last report, what is overdue. A folder gets every look, tables and charts, scorecards,
    and the deadlines to come as a calendar.

    \b
    Example:
      tracker report --period 2021-Q3 --out q3
      tracker report --period last-month --topic "Central Asia"
    """
    from reports.period_files import write_period
    from reports.period_reports import report_with_scorecards
    from reports.writing import is_folder

    day = min(period.last, clock.today()) if on is None else on
    with shares(f"Reporting on {period.label}") as bar:
        progress = bar or (lambda _: None)
        found, cards = report_with_scorecards(
            view,
            period=period,
            selection=selection.naming(forecasters=forecasters),
            on=day,
            scorecards=scorecards,
            progress=lambda share: progress(share / 2 if out else share),
        )
        if out is not None and is_folder(out):
            files = write_period(
                found,
                cards,
                out,
                processes=min((os.cpu_count() or 1) - 1, _MOST_PROCESSES),
                progress=lambda share: progress((1 + share) / 2),
                tell=missing,
            )
    if out is not None and is_folder(out):
        click.echo(f"Written to {out} ({len(files)} files); digest {found.digest[:12]}.")
        return found
    return show(found, as_json=as_json, out=out)
