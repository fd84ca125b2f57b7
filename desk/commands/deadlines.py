"""`tracker due`: what waits for an outcome, in a list, one by one, or as a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import analyst_option, on_option
from forecasts.writing import write

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View

EVER = 4_000_000  # days: more than the calendar has


@click.command()
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS", help="Also what falls due so soon.")
@click.option("--horizons", is_flag=True, help="Only what nothing but the horizon of a window waits for.")
@click.option("--who", is_flag=True, help="Show who forecast; whoever resolves is better off without.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every deadline to come, and every one overdue, to a calendar file.",
)
@click.option("--resolve", is_flag=True, help="Walk through them and enter what came, one screen each.")
@analyst_option
@on_option
@reads
def due(
    view: View,
    as_json: bool,
    within: int | None,
    horizons: bool,
    who: bool,
    ics: Path | None,
    resolve: bool,
    analyst: str,
    on: date,
) -> None:
    r"""List questions that wait for an outcome.

    The longest overdue come first, and last what waits without a day. What is
    answered up to the forecasters' own dates is not asked again, although the
    score of a window may run on: --horizons lists that. Who forecast what is
    not shown unless asked: who resolves should not be swayed.

    \b
    Example:
      tracker due --within 30
      tracker due --resolve
      tracker due --ics deadlines.ics
    """
    from desk.terminal.tables import echo_json, echo_rows
    from tracker.deadlines import at_horizons, open_deadlines, plain_rows, waiting
    from tracker.judged import Records

    records = Records(view)
    judged, questions = records.verdicts(on), records.questions
    if ics is not None:
        if horizons:
            raise click.UsageError("A calendar has the horizons among its days: leave out --horizons.")
        span = EVER if within is None else within
        _write_calendar(open_deadlines(judged, questions, today=on, within=span), ics, view)
        return
    found = (
        plain_rows(at_horizons(judged, questions, today=on, within=within))
        if horizons
        else waiting(judged, questions, today=on, within=within)
    )
    rows = [row | ({"forecasters": _forecasters(view, row["slug"])} if who else {}) for row in found]
    if as_json:
        echo_json(rows)
        return
    if resolve:
        from desk.terminal.resolve_dialogue import walk_through

        walk_through(rows, analyst=analyst, today=on, who=lambda slug: _forecasters(view, slug))
        return
    columns = ("slug", "deadline", "due", "forecasts", "statement", *(("forecasters",) if who else ()))
    cells = [tuple((row | {"days_overdue": _due(row["days_overdue"])}).values()) for row in rows]
    echo_rows(columns, cells, none=f"Nothing waits for an outcome{' up to a horizon' * horizons}.")


def _due(days: int | None) -> str:
    if days is None:
        return "no day"
    if days == 0:
        return "today"
    count = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{count} ago" if days > 0 else f"in {count}"


def _write_calendar(table: DataFrame, ics: Path, view: View) -> None:
    from tracker.calendars import calendar

    assert view.head.recorded_at is not None or table.empty, "a ledger with deadlines has an entry"
    if view.head.recorded_at is None:
        click.echo("There are no deadlines: no calendar was written.")
        return
    write(ics, calendar(table, stamp=view.head.recorded_at))
    deadlines = "1 deadline" if len(table) == 1 else f"{len(table):,} deadlines"
    click.echo(f"{deadlines} written to {ics}.")


def _forecasters(view: View, slug: str) -> tuple[str, ...]:
    nouns: list[Any] = [stored.noun for stored in view.standing("forecast", question=slug)]
    return tuple(sorted({noun.forecaster for noun in nouns}))
