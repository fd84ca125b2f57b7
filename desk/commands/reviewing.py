"""`tracker review`: a frozen report is gone through, questioned, signed or sent back, and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.commands.scorecards import out_option, show
from desk.commands.signing import sign, verify
from desk.terminal.opening_ledger import echo_head, reads, recording, records
from desk.terminal.options import analyst_option, json_option
from desk.terminal.review_options import report_argument
from desk.terminal.review_rows import as_rows, echo_report_rows

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View


@click.group()
def review() -> None:
    r"""Go through frozen reports, question and sign them.

    A report is frozen by --freeze on the command that makes it.

    \b
    Example:
      tracker review list
    """


review.add_command(sign)
review.add_command(verify)


@review.command("list")
@reads
def list_(view: View, as_json: bool) -> None:
    r"""List the frozen reports with their states.

    \b
    Example:
      tracker review list
    """
    from desk.terminal.tables import echo_json, echo_rows
    from reports.canonical import plain
    from reports.review.states import review_states
    from reports.review.wording import state_in_words

    found = review_states(view)
    if as_json:
        echo_json([plain(state) for state in found])
        return
    rows = [
        (
            state.slug,
            state_in_words(state),
            ", ".join(
                f"{signature.by} (own work)" if signature.own else signature.by
                for signature in state.signatures
            ),
            state.frozen_at.date(),
            state.freeze.digest[:12],
            state.freeze.title,
        )
        for state in found
    ]
    columns = ("report", "state", "signed by", "frozen", "digest", "title")
    echo_rows(columns, rows, none="No report is frozen: give --freeze to the command that makes one.")


@review.command("open")
@report_argument
@json_option
@records
def open_(ledger: Ledger, analyst: str, report: str, as_json: bool) -> None:
    r"""Show every row of a report, and note that you looked.

    \b
    Example:
      tracker review open 2026-q3 --as "Ben Okri"
    """
    from desk.terminal.tables import echo_facts, echo_json
    from reports.canonical import plain
    from reports.review.effects import effect_on
    from reports.review.people import spelt
    from reports.review.scope import forecasts_of, own_among
    from reports.review.signing import hand_in_words, open_report
    from reports.review.wording import facts_of
    from tracker.judged import Records

    with recording(ledger, "review", by=analyst) as entry:
        state = open_report(entry, report)
    records = Records(ledger.view())
    then = records.view.earlier(state.freeze.as_of)
    judged = forecasts_of(state.freeze, records)
    rows = judged.rows
    own = own_among(rows, then, by=analyst)
    if as_json:
        echo_json({"review": plain(state), "own": plain(own), "count": len(rows), "rows": as_rows(rows)})
        return
    click.echo(state.slug)
    echo_facts(facts_of(state))
    click.echo()
    echo_report_rows(judged, state, then)
    if (moved := effect_on(records, state)) is not None:
        click.echo(
            f"{moved.rows} moved since it was made: {moved.moves_in_words}. "
            f"Freeze it anew with `{moved.again}`."
        )
    if hand := hand_in_words(state, own, by=analyst):
        click.echo(f"It {hand}: somebody other than {spelt(analyst)} should sign.")
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
    from reports.review.states import review_state_of

    with recording(ledger, "review", by=analyst) as entry:
        made = ask(entry, report, row, text)
    asked = next(act for act in review_state_of(ledger.view(), report).questions if act.handle == made)
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
    from reports.review.wording import state_in_words

    with recording(ledger, "review", by=analyst) as entry:
        made, state = answered(entry, question, text)
    click.echo(f"Answered ({made}); {state.slug} is {state_in_words(state)}.")
    echo_head(ledger)


@review.command("show")
@report_argument
@out_option
@reads
def show_(view: View, as_json: bool, report: str, out: str | None) -> None:
    r"""Show the report as it was frozen, with its signatures.

    \b
    Example:
      tracker review show 2026-q3 --out signed.html
    """
    from reports.review.shown import covering, reviewed
    from reports.review.states import review_state_of
    from reports.writing import is_folder

    state = review_state_of(view, report)
    show(reviewed(view, state), as_json=as_json, out=out)
    if out is not None and (note := covering(view, state)) is not None and is_folder(out):
        from pathlib import Path

        from desk.terminal.proof_options import tree_cache
        from forecasts.proofs.checkpoints import Checkpoint
        from reports.review.proofs import records_behind, write_proofs

        proofs = Path(out) / "proofs"
        handles = records_behind(view, state.slug, upto=Checkpoint.of(note).size)
        write_proofs(view, handles, note, proofs, cache=tree_cache())
        click.echo(f"The proofs of its rows, and the page that checks them: {proofs}.")


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
    from reports.review.people import spelt
    from reports.review.signing import reject as rejected

    with recording(ledger, "review", by=analyst) as entry:
        state = rejected(entry, report, because=because)
    click.echo(f"{state.slug} is a draft again, rejected by {spelt(analyst)}: {because}")
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
    from desk.terminal.tables import echo_json
    from reports.canonical import plain
    from reports.figures import counted
    from reports.review.changes import changes as changed
    from reports.review.changes_wording import changes_in_words
    from reports.review.people import spelt

    found = changed(view, report, by=analyst)
    if as_json:
        echo_json(plain(found))
        return
    lines = list(changes_in_words(found))
    who = spelt(analyst)
    last = f"{who} last looked at" if found.looked else f"{who} has not looked yet, so since"
    since = f"entry {found.since}" if found.looked else f"it was made from entry {found.since}"
    moved = "nothing moved" if not lines else f"{counted(len(lines), 'thing')} moved"
    click.echo(f"{found.slug}: {last} {since}; {moved}.")
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
    from desk.terminal.tables import echo_json
    from reports.canonical import plain
    from reports.review.changes_wording import reproduction_in_words
    from reports.review.reproducing import reproduce as made_again
    from reports.review.states import review_state_of

    state = review_state_of(view, report)
    found = made_again(view, state.freeze)
    if as_json:
        made = plain(found)
        assert isinstance(made, dict)
        signatures = [plain(signature) for signature in state.signatures]
        echo_json(made | {"identical": found.identical, "signatures": signatures})
    else:
        for line in reproduction_in_words(found, state):
            click.echo(line)
    ctx.exit(0 if found.identical else 1)
