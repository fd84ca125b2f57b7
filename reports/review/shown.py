"""A frozen report as it was signed, shown with its review: state, signatures, questions and answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasts.errors import NotReviewable
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.notes import Note
from reports.canonical import Plain
from reports.facets.period.quotes import quotes_of
from reports.period_reports import PeriodReport
from reports.registry import make, report_class
from reports.report import LedgerReport
from reports.restoring import ForeignForm, restored
from reports.review.frozen import frozen_json, says_the_same
from reports.review.reviewed import ReviewedReport, UnreadReport
from reports.review.scope import recipe_of
from reports.review.states import ReviewState
from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.model import Freeze


def reviewed(view: View, state: ReviewState) -> ReviewedReport:
    """A frozen report with its review as it stands in a view: the text on record, or else made again.

    Its heading names the versions by which it was frozen. A text in a form that this version does not know
    is shown by the report made again, where that says the same, and else place by place.

    Raises
    ------
    NotReviewable
        If there is no text on record, and what is made again is not what was frozen; or if the text on
        record is not the one that was frozen.
    """
    note = covering(view, state)
    return ReviewedReport(
        report=_shown(view, state.freeze),
        state=state,
        checkpoint=None if note is None else _in_words(note),
    )


def covering(view: View, state: ReviewState) -> Note | None:
    """The last checkpoint of a view, if it covers the freeze of a report."""
    for kept in reversed(view.checkpoints()):
        return Note.read(kept.note) if kept.size >= state.handle.entry else None
    return None


def _in_words(note: Note) -> str:
    head = Checkpoint.of(note)
    names = ", ".join(f"{signature.name} ({signature.id.hex()})" for signature in note.signatures)
    return f"every row by the checkpoint over {head.size:,} entries of {head.origin}, signed by {names}"


def _shown(view: View, freeze: Freeze) -> LedgerReport | UnreadReport:
    data = frozen_json(view, freeze)
    if data is not None:
        try:
            return _restored(freeze, data, view)
        except ForeignForm:
            pass
    made = make(recipe_of(freeze), view.earlier(freeze.as_of))
    if says_the_same(made, freeze):
        return replace(
            made, heading=replace(made.heading, version=freeze.program, libraries=freeze.libraries)
        )
    if data is not None:
        return UnreadReport(title=freeze.title, said=data)
    raise NotReviewable(
        freeze.slug,
        "comes out otherwise than it was frozen",
        f"see where with `tracker review reproduce {freeze.slug}`",
    )


def _restored(freeze: Freeze, data: dict[str, Plain], view: View) -> LedgerReport:
    report = restored(report_class(freeze.report), data)
    assert isinstance(report, LedgerReport), "only reports on a ledger are frozen"
    if isinstance(report, PeriodReport):
        then = Records(view.earlier(freeze.as_of))
        quotes = quotes_of(then.quotes, [row.handle for row in report.matured.rows])
        return replace(report, quotes=quotes)
    return report
