"""`--freeze` on the commands that make reports: the report is put on record as it was shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.opening_ledger import opening
from desk.terminal.options import analyst_option
from forecasts import clock

if TYPE_CHECKING:
    from reports.report import LedgerReport


def freezes(command: Callable[..., LedgerReport]) -> Callable[..., None]:
    """Give a command, which returns the report that it showed, --freeze and --as.

    It stands nearest to the function, below `reads`. The report is recorded in the command's ledger,
    which is opened again for writing; it may have moved on meanwhile.
    """

    @analyst_option
    @click.option("--freeze", is_flag=True, help="Put the report on record, for review and signature.")
    @wraps(command)
    def shown(*, freeze: bool, analyst: str, **options: Any) -> None:
        if freeze and click.get_current_context().params.get("snapshot") is not None:
            raise click.UsageError("A report is frozen in its ledger: give --freeze without --from.")
        report = command(**options)
        if freeze:
            _freeze(report, by=analyst)

    return shown


def _freeze(report: LedgerReport, *, by: str) -> None:
    from reports.review.freezing import freeze, on_record
    from reports.review.states import review_state_of

    where = click.get_current_context().params["ledger"]
    with opening(where, writing=True) as ledger:
        same = on_record(ledger.view(), report)
        slug = same or freeze(ledger, report, by=by, now=clock.now())
        state = review_state_of(ledger.view(), slug)
    done = f"On record already as {slug}" if same else f"Frozen as {slug}"
    later = f" (superseded by {state.superseded_by})" if state.superseded_by else ""
    click.echo(f"{done}{later}: `tracker review open {slug}` goes through it.", err=True)
    waiting = sum(question.report != slug for question in state.open_questions)
    if waiting:
        asked = "1 open question" if waiting == 1 else f"{waiting} open questions"
        click.echo(f"It takes over {asked} from an earlier freeze.", err=True)
