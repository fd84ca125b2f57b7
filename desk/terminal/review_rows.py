"""A frozen report's rows for a reviewer: every one of them, in pages where they are more than a screen."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from reports.review.states import ReviewState

COLUMNS = ("handle", "forecaster", "question", "verdict", "score", "asked")


def echo_report_rows(rows: DataFrame, state: ReviewState, then: View) -> None:
    """Show every row of a report with the questions that were asked about it, as `then` has the rows.

    On a terminal, more rows than it has lines are shown in the user's pager.
    """
    from desk.terminal.tables import aligned, echo_rows, shown

    asked = _asked(state, then)
    cells = [
        (*row.values(), ", ".join([*asked.get(row["handle"], ()), *asked.get(row["forecaster"], ())]))
        for row in as_rows(rows)
    ]
    if sys.stdout.isatty() and len(cells) > shutil.get_terminal_size().lines:
        click.echo_via_pager(aligned(COLUMNS, [[shown(cell) for cell in line] for line in cells]) + "\n")
        click.echo(f"{len(cells):,} rows were shown.")
    else:
        echo_rows(COLUMNS, cells, none="The report has no forecasts.")


def as_rows(rows: DataFrame) -> list[dict[str, Any]]:
    """Judged forecasts as a reviewer sees them: handle, forecaster, question, verdict and score.

    A derived forecast has its key instead of a handle.
    """
    from tracker.judged import row_names

    columns = ["handle", "forecaster", "question", "verdict", "value"]
    return [
        {("score" if name == "value" else str(name)): part for name, part in row.items()}
        for row in rows.assign(handle=row_names(rows))[columns].to_dict("records")
    ]


def _asked(state: ReviewState, then: View) -> dict[str, list[str]]:
    """The marks of the questions about each row; one of an earlier edition is about the version now."""
    from forecasts.handles import Handle
    from forecasts.ledger.amended import latest

    asked: dict[str, list[str]] = {}
    for act in state.questions:
        row = str(act.row)
        if row.replace(".", "").isdigit():
            row = str(latest(Handle.read(row), then.amendments))
        asked.setdefault(row, []).append(f"Q{act.number}{'?' if act.is_open else ''}")
    return asked
