"""`tracker check`: what is wrong in the records, and which signed reports they no longer bear out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import on_option
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@click.command()
@click.option("--notes/--no-notes", default=True, help="Also what is worth a look and may be meant [yes].")
@on_option
@reads
@click.pass_context
def check(ctx: click.Context, view: View, as_json: bool, notes: bool, on: date) -> None:
    r"""Look for problems in the records; exit 1 if there are any.

    A signed report is a problem too if a later correction moved its scores, or
    if this version of the program finds other figures.

    \b
    Example:
      tracker check --on 2021-12-31
    """
    from desk.terminal.folding import folded, room
    from desk.terminal.grouping import grouped
    from desk.terminal.tables import echo_json
    from forecasts.ledger.unsound import sound
    from forecasts.problems import Problem
    from reports.canonical import plain
    from reports.review.changes_wording import otherwise_in_words
    from reports.review.effects import affected
    from reports.review.reproducing import made_otherwise
    from tracker.checks import RecordsToday, problems
    from tracker.checks import notes as worth_a_look
    from tracker.judged import Records

    clean = sound(view)
    records = Records(clean)
    today, effects, otherwise = RecordsToday.of(records, today=on), affected(records), made_otherwise(records)
    unsound = [Problem(str(at), f"It is left out: {why}.") for at, why in clean.unsound.items()]
    found = (
        *unsound,
        *clean.stamped_ahead(clock.now()),
        *problems(today),
        *(Problem(effect.slug, effect.sentence) for effect in effects),
        *(Problem(report.slug, otherwise_in_words(report)) for report in otherwise),
    )
    noted = worth_a_look(today) if notes else ()
    if as_json:
        echo_json(
            {
                "problems": [{"where": p.where, "message": p.message} for p in found],
                "notes": [{"where": n.where, "message": n.message} for n in noted],
                "affected": plain(effects),
                "made_otherwise": plain(otherwise),
            }
        )
    else:
        for line in (*map(str, found), *(f"Note: {line}" for line in grouped(noted))):
            click.echo(folded(line, within=room(), later="  "))
        count = "1 problem" if len(found) == 1 else f"{len(found) or 'No'} problems"
        click.echo(f"{count} in the ledger as of entry {view.head.sequence}.")
    ctx.exit(1 if found else 0)
