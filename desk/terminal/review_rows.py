"""A frozen report's rows for a reviewer: every one of them, in pages where they are more than a screen."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from desk.terminal import what_came

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from reports.review.states import ReviewState
    from tracker.judged import Judged

_INDENTED: dict[str, Any] = {"initial_indent": "  ", "subsequent_indent": "  "}


def echo_report_rows(judged: Judged, state: ReviewState, then: View) -> None:
    """Show every row of a report with the questions that were asked about it, as `then` has the rows.

    On a terminal each row has its quote, its outcome and the evidence, and more than a screen of them are
    shown in the user's pager; in a pipe or a file each row is a line with what came of it.
    """
    from desk.terminal.tables import echo_rows

    asked, rows = _asked(state, then), judged.rows
    if sys.stdout.isatty() and len(rows):
        _echo_rows_in_words(rows_in_words(judged, asked))
        return
    columns = ("handle", "forecaster", "question", *what_came.COLUMNS, "score", "asked")
    echo_rows(columns, _cells(judged, asked), none="The report has no forecasts.")


def _cells(judged: Judged, asked: Mapping[str, list[str]]) -> Iterator[tuple[object, ...]]:
    """A line of a table for each row."""
    from desk.terminal.tables import shown

    rows = judged.rows
    came = what_came.what_came(rows, judged.names)
    beside = zip(rows["handle"], rows["measure"], rows["reason"], as_rows(rows), strict=True)
    for handle, measure, reason, row in beside:
        score = shown(row["score"])
        told = what_came.score_in_words(measure, score) if score else shown(reason)
        marks = ", ".join([*asked.get(row["handle"], ()), *asked.get(row["forecaster"], ())])
        yield row["handle"], row["forecaster"], row["question"], *came[str(handle)], told, marks


def _echo_rows_in_words(found: Iterable[str]) -> None:
    """The rows on the screen, or in the pager where they are more than it has lines."""
    texts = list(found)
    whole = "\n\n".join(texts)
    if whole.count("\n") < shutil.get_terminal_size().lines:
        click.echo(whole)
    else:
        click.echo_via_pager(f"{whole}\n")
        click.echo("1 row was shown." if len(texts) == 1 else f"{len(texts):,} rows were shown.")


def rows_in_words(judged: Judged, asked: Mapping[str, list[str]]) -> Iterator[str]:
    """Each row as a reviewer checks it: the words, the claim, what came of it, and the evidence for that."""
    from reports.facets.rows import rows_of
    from reports.render.statements import about, fared, quoted, result, scored
    from tracker.judged import row_names

    rows, width = judged.rows, shutil.get_terminal_size().columns
    keys = dict(zip(rows["handle"].astype(str), row_names(rows), strict=True))
    for row in rows_of(rows, judged.names):
        key = keys.get(str(row.handle), str(row.handle))
        marks = ", ".join([*asked.get(key, ()), *asked.get(row.forecaster, ())])
        told = [part for part in (result(row), fared(row), scored(row)) if part]
        evidence = ": ".join(part for part in (row.outcome, row.evidence) if part)
        lines = (
            quoted(row),
            f"{row.question} · {about(row, several=False)}",
            " · ".join(told),
            f"outcome {evidence}" if evidence else "no outcome yet",
        )
        opening = f"{key}  {row.name}{f'  {marks}' if marks else ''}"
        yield "\n".join((opening, *(fill(line, width, **_INDENTED) for line in lines)))


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

    asked: dict[str, list[str]] = {}
    for act in state.questions:
        row = str(act.row)
        if row.replace(".", "").isdigit():
            row = str(then.latest(Handle.read(row)))
        asked.setdefault(row, []).append(f"Q{act.number}{'?' if act.is_open else ''}")
    return asked
