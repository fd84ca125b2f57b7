"""Forecasts for Fatebook's own import: a chance in percent a row, and of each forecaster files of their own.

Fatebook's import has been seen to take an empty resolution for one, so questions that are open have a file
of their own, to be imported without that column.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.belief import Chance
from forecasts.exchange.formats.fatebook import SPREADSHEET
from forecasts.exchange.out.answers import Answer, Answered, answered
from forecasts.exchange.out.files import GrowingFiles, csv_line
from forecasts.exchange.out.forecasts import Exported, exported, fitting
from forecasts.exchange.out.summary import ExportSummary
from forecasts.model import QuestionKind
from forecasts.writing import new_folder

if TYPE_CHECKING:
    from forecasts.ledger.view import View

_RESOLUTIONS = {
    Answer.YES: "YES",
    Answer.NO: "NO",
    Answer.AMBIGUOUS: "AMBIGUOUS",
    Answer.VOID: "AMBIGUOUS",
    Answer.PARTLY: "AMBIGUOUS",
}


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write a folder with the resolved and the open forecasts of each forecaster."""
    with new_folder(place) as folder, GrowingFiles(folder) as files:
        for one in fitting(exported(view), (Chance,), summary):
            if one.question.kind is not QuestionKind.EVENT or one.forecast.claim.deadline is None:
                summary.omit("forecast", "without a deadline, or of no event")
                continue
            found = answered(one)
            if found is not None and found.answer is Answer.TOO_LATE:
                summary.omit("forecast", "made after its event had happened")
                continue
            if found is not None and found.answer in (Answer.VOID, Answer.PARTLY):
                summary.note("outcome", f"of {found.answer}, which leaves as AMBIGUOUS")
            name = f"{one.forecast.forecaster}-{'open' if found is None else 'resolved'}.csv"
            files.write(name, csv_line(_row(one, found)), opening=csv_line(SPREADSHEET), between="")
            summary.wrote(name, "forecast")


def title(one: Exported) -> str:
    """The question with its deadline, since Fatebook's has one and ours may have many."""
    return f"{one.question.statement} (by {one.forecast.claim.deadline})"


def percent(p: float) -> str:
    """A probability in percent, exactly, with its sign so that 0.5% is not taken for a half.

    >>> percent(0.07), percent(0.005), percent(1.0)
    ('7%', '0.5%', '100%')
    """
    exact = (Decimal(repr(p)) * 100).normalize()
    return f"{exact:f}%"


def _row(one: Exported, found: Answered | None) -> tuple[str | None, ...]:
    forecast, question = one.forecast, one.question
    assert isinstance(forecast.belief, Chance)
    deadline = forecast.claim.deadline
    return (
        title(one),
        percent(forecast.belief.p),
        _moment(one.since),
        _moment(forecast.made_at or forecast.made_on),
        None if deadline is None else deadline.isoformat(),
        None if found is None else _RESOLUTIONS[found.answer],
        None if found is None else found.known_on.isoformat(),
        ",".join(tag.replace(",", " ") for tag in question.tags),
        question.criteria,
    )


def _moment(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), tzinfo=UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}"
