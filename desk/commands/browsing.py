"""`tracker list`, `show` and `history`: what the ledger holds, and how it came there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import on_option
from tracker.selections import STATUSES

if TYPE_CHECKING:
    from forecasts.ledger.history import EntryInfo
    from forecasts.ledger.view import View
    from forecasts.model import Import

KINDS = ("questions", "forecasters", "sources", "forecasts", "statements", "outcomes", "seals")


@click.command("list")
@click.argument("kind", type=click.Choice(KINDS), default="questions", metavar="[KIND]")
@click.option(
    "--question", "questions", multiple=True, metavar="SLUG", help="Only what is about this question."
)
@click.option(
    "--forecaster",
    "forecasters",
    multiple=True,
    metavar="NAME",
    help="Only what this forecaster has to do with.",
)
@click.option(
    "--source", "sources", multiple=True, metavar="SOURCE", help="Only what comes from this source."
)
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="Only questions on this topic.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only questions with this tag.")
@click.option("--status", type=click.Choice(STATUSES), help="Only questions in this state.")
@click.option(
    "--text", "texts", multiple=True, metavar="WORDS", help="Only what says these words, or whose quotes do."
)
@on_option
@reads
def list_(view: View, as_json: bool, on: date, kind: str, **typed: Any) -> None:
    r"""List the questions, or another kind of record.

    KIND is questions, forecasters, sources, forecasts, statements, outcomes or
    seals, which are sealed forecasts.

    Only what stands is listed, in the order in which it was recorded. Words are
    sought in statements, criteria and quotes; each must begin a word there. Of a
    filter given several times any will do.

    \b
    Example:
      tracker list
      tracker list forecasts --forecaster alexander-mikhailovsky
      tracker list --text "kabul falls" --status open
    """
    from desk.terminal.record_context import known
    from desk.terminal.record_rows import ROWS, record_json
    from desk.terminal.tables import echo_json, echo_rows
    from forecasts.ledger.finding import slug_of
    from forecasts.ledger.searching import Wanted, search

    for name in ("question", "forecaster", "source"):
        typed[f"{name}s"] = tuple(slug_of(view.find(name, one)) for one in typed[f"{name}s"])
    found = known(search(view, kind.removesuffix("s"), Wanted(on=on, **typed)), on)
    if as_json:
        echo_json([record_json(stored) for stored in found])
        return
    columns, row = ROWS[kind]
    echo_rows(
        ("handle", *columns),
        ((s.handle, *row(s.noun)) for s in found),
        none=f"There are no {kind}." if not any(typed.values()) else f"There are no such {kind}.",
    )


@click.command()
@click.argument("what", metavar="SLUG|HANDLE")
@on_option
@reads
def show(view: View, as_json: bool, on: date, what: str) -> None:
    r"""Show one record and what came of it.

    It is found by its slug or its handle. Of a question it shows how many forecasts there are, not whose.

    \b
    Example:
      tracker show kabul
      tracker show 17.3
    """
    from desk.terminal.describing import facts
    from desk.terminal.record_context import beside, named_record
    from desk.terminal.record_rows import record_json
    from desk.terminal.tables import echo_facts, echo_json
    from forecasts.ledger.following import as_it_stands
    from forecasts.ledger.records import noun_name

    found = as_it_stands(named_record(view, what), view)
    more = dict(beside(view, found, on))
    if as_json:
        echo_json({**record_json(found), **more})
        return
    state = "" if found.stands else "  (no longer stands)"
    click.echo(f"{noun_name(found.noun).capitalize()} {found.handle}{state}")
    recorded = f"{found.recorded_at:%Y-%m-%d %H:%M} UTC by {found.recorded_by}"
    echo_facts([*facts(found.noun), *more.items(), ("recorded", recorded)])


@click.command()
@click.option("--question", metavar="SLUG", help="Only what touches this question.")
@click.option("--forecaster", metavar="NAME", help="Only what touches this forecaster.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The newest.")
@reads
def history(view: View, as_json: bool, question: str | None, forecaster: str | None, limit: int) -> None:
    r"""Show the entries of the ledger, newest last.

    \b
    Example:
      tracker history --question kabul
    """
    from desk.terminal.record_rows import entry_json
    from desk.terminal.tables import echo_json
    from forecasts.ledger.finding import slug_of
    from forecasts.ledger.origins import imports

    entries = view.history(
        question=None if question is None else slug_of(view.find("question", question)),
        forecaster=None if forecaster is None else slug_of(view.find("forecaster", forecaster)),
        limit=limit,
    )
    files = imports(view, [entry.sequence for entry in entries if entry.action == "import"])
    if as_json:
        echo_json([entry_json(entry, files.get(entry.sequence)) for entry in entries])
        return
    if not entries:
        click.echo("There are no entries.")
    for entry in entries:
        _echo_entry(entry, files.get(entry.sequence))


def _echo_entry(entry: EntryInfo, file: Import | None) -> None:
    from desk.terminal.record_rows import record_line
    from desk.terminal.tables import echo_facts

    moment = f"{entry.recorded_at:%Y-%m-%d %H:%M} UTC"
    by = entry.recorded_by if entry.signed_in is None else f"{entry.recorded_by} (by {entry.signed_in})"
    why = "" if entry.action == "import" else "because "
    told = f"{file.file} ({file.form})" if file else f"{why}{entry.reason}" if entry.reason else ""
    deed = ", ".join(filter(None, (f"{entry.action} by {by}", told)))
    click.echo(f"{entry.sequence}  {moment}  {deed}  {entry.digest[:12]}")
    echo_facts([(str(stored.handle), record_line(stored)) for stored in entry.stored[:10]])
    if len(entry.stored) > 10:
        click.echo(f"  … and {len(entry.stored) - 10:,} more records")
