"""`tracker review`: a frozen report is gone through, questioned, signed or sent back, and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from forecasts.commands.opened import echo_head, reads, recording, records
from forecasts.commands.options import analyst_option, json_option

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from reports.review.scope import OwnWork
    from reports.review.states import ReviewState

SHOWN = 100

report_argument = click.argument("report", metavar="ID")


@click.group()
def review() -> None:
    r"""Go through frozen reports, question and sign them.

    A report is frozen by --freeze on the command that makes it.

    \b
    Example:
      tracker review list
    """


@review.command("list")
@reads
def list_(view: View, as_json: bool) -> None:
    r"""List the frozen reports with their states.

    \b
    Example:
      tracker review list
    """
    from forecasts.commands.listing import echo_json, echo_rows
    from reports.canonical import plain
    from reports.review.states import standings
    from reports.review.telling import state_of

    found = standings(view)
    if as_json:
        echo_json([plain(standing) for standing in found])
        return
    rows = [
        (
            standing.slug,
            state_of(standing),
            ", ".join(
                f"{signature.by} (own work)" if signature.own else signature.by
                for signature in standing.signatures
            ),
            standing.frozen_at.date(),
            standing.freeze.digest[:12],
            standing.freeze.title,
        )
        for standing in found
    ]
    columns = ("report", "state", "signed by", "frozen", "digest", "title")
    echo_rows(columns, rows, none="No report is frozen: give --freeze to the command that makes one.")


@review.command("open")
@report_argument
@click.option("--all", "every", is_flag=True, help="Show every row, not only the first 100.")
@json_option
@records
def open_(ledger: Ledger, analyst: str, report: str, every: bool, as_json: bool) -> None:
    r"""Show a report's rows, and note that you looked.

    \b
    Example:
      tracker review open 2026-q3 --as "Ben Okri"
    """
    from forecasts.commands.listing import echo_facts, echo_json
    from reports.canonical import plain
    from reports.review.scope import own_among, recipe_of, rows_in
    from reports.review.signing import open_report
    from reports.review.telling import facts_of

    with recording(ledger, "review", by=analyst) as entry:
        standing = open_report(entry, report)
    then = ledger.view().earlier(standing.freeze.as_of)
    rows = rows_in(then, recipe_of(standing.freeze))
    own = own_among(rows, then, by=analyst)
    if as_json:
        shown = _as_rows(rows if every else rows.head(SHOWN))
        echo_json({"review": plain(standing), "own": plain(own), "count": len(rows), "rows": shown})
        return
    click.echo(standing.slug)
    echo_facts(facts_of(standing))
    click.echo()
    _echo_report_rows(rows, standing, every=every)
    _echo_own(own, analyst)
    echo_head(ledger)


@review.command()
@report_argument
@click.argument("row", metavar="ROW")
@click.argument("text", metavar="TEXT")
@records
def question(ledger: Ledger, analyst: str, report: str, row: str, text: str) -> None:
    r"""Question a row: a forecast's handle, or a forecaster.

    \b
    Example:
      tracker review question 2026-q3 17.3 "Which source says that?"
    """
    from reports.review.signing import ask
    from reports.review.states import standing_of

    with recording(ledger, "review", by=analyst) as entry:
        made = ask(entry, report, row, text)
    asked = next(act for act in standing_of(ledger.view(), report).questions if act.handle == made)
    click.echo(f"Question Q{asked.number} ({made}) on {asked.row}; it blocks signing until it is answered.")
    echo_head(ledger)


@review.command()
@click.argument("question", metavar="QUESTION")
@click.argument("text", metavar="TEXT")
@records
def answer(ledger: Ledger, analyst: str, question: str, text: str) -> None:
    r"""Answer a question, by its handle or its number.

    \b
    Example:
      tracker review answer Q1 "The second page of the interview."
    """
    from reports.review.signing import answer as answered
    from reports.review.telling import state_of

    with recording(ledger, "review", by=analyst) as entry:
        made, standing = answered(entry, question, text)
    click.echo(f"Answered ({made}); {standing.slug} is {state_of(standing)}.")
    echo_head(ledger)


@review.command()
@report_argument
@click.option("--allow-own", is_flag=True, help="Sign your own work too; the report will say so.")
@records
def sign(ledger: Ledger, analyst: str, report: str, allow_own: bool) -> None:
    r"""Vouch for a report, whose digest stands beside your name.

    It must have no open question, and you must have opened it. Forecasts that
    you logged, or outcomes that you entered, need the eyes of somebody else.

    \b
    Example:
      tracker review sign 2026-q3 --as "Ben Okri"
    """
    from reports.review.scope import own_work
    from reports.review.signing import sign as signed
    from reports.review.states import standing_of
    from reports.review.telling import told_signature

    view = ledger.view()
    own = own_work(view, standing_of(view, report).freeze, by=analyst)
    with recording(ledger, "review", by=analyst) as entry:
        standing = signed(entry, report, by=analyst, own=own, allow_own=allow_own)
    click.echo(f"{standing.slug} is signed: {told_signature(standing.signatures[-1])}.")
    echo_head(ledger)


@review.command()
@report_argument
@click.option("--because", required=True, metavar="TEXT", help="Why it is sent back.")
@records
def reject(ledger: Ledger, analyst: str, report: str, because: str) -> None:
    r"""Send a report back, with the reason.

    \b
    Example:
      tracker review reject 2026-q3 --because "two outcomes lack evidence"
    """
    from reports.review.signing import reject as rejected

    with recording(ledger, "review", by=analyst) as entry:
        standing = rejected(entry, report, because=because)
    click.echo(f"{standing.slug} is a draft again, rejected by {analyst}: {because}")
    echo_head(ledger)


@review.command()
@report_argument
@analyst_option
@reads
def changes(view: View, as_json: bool, report: str, analyst: str) -> None:
    r"""Show what moved since you last looked at a report.

    \b
    Example:
      tracker review changes 2026-q3 --as "Ben Okri"
    """
    from forecasts.commands.listing import echo_json
    from reports.canonical import plain
    from reports.review.changes import changes as changed
    from reports.review.telling import told_changes

    found = changed(view, report, by=analyst)
    if as_json:
        echo_json(plain(found))
        return
    lines = list(told_changes(found))
    last = f"{analyst} last looked at" if found.looked else f"{analyst} has not looked yet, so since"
    since = f"entry {found.since}" if found.looked else f"it was made from entry {found.since}"
    told = "nothing moved" if not lines else f"{len(lines)} thing{'' if len(lines) == 1 else 's'} moved"
    click.echo(f"{found.slug}: {last} {since}; {told}.")
    for line in lines:
        click.echo(line)


@review.command()
@report_argument
@reads
@click.pass_context
def reproduce(ctx: click.Context, view: View, as_json: bool, report: str) -> None:
    r"""Make a report again and compare; exit 1 if it differs.

    \b
    Example:
      tracker review reproduce 2026-q3
    """
    from forecasts.commands.listing import echo_json
    from reports.canonical import plain
    from reports.review.reproducing import reproduce as made_again
    from reports.review.states import standing_of
    from reports.review.telling import told_reproduction

    found = made_again(view, standing_of(view, report).freeze)
    if as_json:
        made = plain(found)
        assert isinstance(made, dict)
        echo_json(made | {"identical": found.identical})
    else:
        for line in told_reproduction(found):
            click.echo(line)
    ctx.exit(0 if found.identical else 1)


def _echo_report_rows(rows: DataFrame, standing: ReviewState, *, every: bool) -> None:
    from forecasts.commands.listing import echo_rows

    asked: dict[str, list[str]] = {}
    for act in standing.questions:
        asked.setdefault(str(act.row), []).append(f"Q{act.number}{'?' if act.is_open else ''}")
    shown = _as_rows(rows if every else rows.head(SHOWN))
    cells = [
        (*row.values(), ", ".join([*asked.get(row["handle"], ()), *asked.get(row["forecaster"], ())]))
        for row in shown
    ]
    columns = ("handle", "forecaster", "question", "verdict", "score", "asked")
    echo_rows(columns, cells, none="The report has no forecasts.")
    if len(shown) < len(rows):
        click.echo(f"The first {len(shown):,} of {len(rows):,} rows; --all shows every one.")


def _as_rows(rows: DataFrame) -> list[dict[str, Any]]:
    columns = ["handle", "forecaster", "question", "verdict", "value"]
    return [
        {("score" if name == "value" else str(name)): part for name, part in row.items()}
        for row in rows[columns].to_dict("records")
    ]


def _echo_own(own: OwnWork, analyst: str) -> None:
    from reports.review.signing import told_own

    if own:
        click.echo(f"{analyst} recorded {told_own(own)} alone: somebody else should sign.")
