"""A frozen report made again and shown with its review: state, signatures, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from forecasts.errors import NotReviewable
from reports.canonical import Plain, plain
from reports.render.layout import Facts, Page, Section, Words
from reports.render.pages import laid_out, page
from reports.report import LedgerReport, Report
from reports.review.scope import recipe_of
from reports.review.states import ReviewState
from reports.review.telling import facts_of, state_of, told_signature

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True)
class ReviewedReport(Report):
    """A report with what was done with it since. Its digest is that of the report alone."""

    name: ClassVar[str] = "reviewed"

    report: LedgerReport
    standing: ReviewState

    def as_json(self) -> dict[str, Plain]:
        """The report under its own keys, and its review under "review", which the digest does not cover."""
        return self.report.as_json() | {"review": plain(self.standing)}

    @cached_property
    def digest(self) -> str:
        """The digest of the report as it was frozen and signed."""
        return self.report.digest


def reviewed(view: View, standing: ReviewState) -> ReviewedReport:
    """A frozen report made again from its entry, with its review as it stands in a view.

    Raises
    ------
    NotReviewable
        If what is made again is not what was frozen, to the byte.
    """
    made = recipe_of(standing.freeze).make(view.earlier(standing.freeze.as_of))
    if made.digest != standing.freeze.digest:
        raise NotReviewable(
            standing.slug,
            "comes out otherwise than it was frozen",
            f"see where with `tracker review reproduce {standing.slug}`",
        )
    return ReviewedReport(report=made, standing=standing)


@page.register
def reviewed_page(report: ReviewedReport) -> Page:
    """The page of the report itself: how it stands comes first, the review in full comes last."""
    laid, standing = laid_out(report.report), report.standing
    signed = [f"Signed {told_signature(signature)}." for signature in standing.signatures]
    opening = Words(text=" ".join((f"Frozen as {standing.slug}: {state_of(standing)}.", *signed)))
    facts = Facts(pairs=tuple((label.capitalize(), str(said)) for label, said in facts_of(standing)))
    review = Section(title="Review and signatures", blocks=(facts,))
    return replace(laid, short=(opening, *laid.short), sections=(*laid.sections, review))
