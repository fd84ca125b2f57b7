"""What may be frozen and reviewed: a report of an entry that is there, an act on a report that is frozen."""

from __future__ import annotations

from sqlalchemy import select

from forecasts.errors import UnfitNoun, Unknown
from forecasts.ledger.tables import ENTRIES
from forecasts.ledger.view import View
from forecasts.model import Freeze, Review, ReviewAct
from forecasts.proofs.report_signatures import check_signature


def check_freeze(view: View, freeze: Freeze) -> None:
    """Refuses a name that is taken, an entry that is not there, and an earlier freeze that is not known."""
    for taken in view.standing("freeze", slug=freeze.slug):
        raise UnfitNoun(
            f"The ledger has a frozen report {freeze.slug!r} already ({taken.handle})", "choose another name"
        )
    if freeze.as_of > view.head.sequence:
        raise UnfitNoun(
            f"The report {freeze.slug!r} is as of entry {freeze.as_of}, and the ledger ends at "
            f"{view.head.sequence}",
            "freeze it in the ledger that it was made from",
        )
    for row in view.rows(select(ENTRIES.c.digest).where(ENTRIES.c.sequence == freeze.as_of)):
        if row.digest != freeze.head:
            raise UnfitNoun(
                f"The report {freeze.slug!r} is of head {freeze.head[:12]}, and entry {freeze.as_of} has "
                f"{row.digest[:12]}",
                "freeze it in the ledger that it was made from",
            )
    if freeze.supersedes is not None:
        frozen(view, freeze.supersedes)


def check_review(view: View, review: Review) -> None:
    """Refuses an act on what is not frozen, not its question or digest, or signed by no key that stands."""
    report = frozen(view, review.report)
    if review.digest is not None and review.digest != report.digest:
        raise UnfitNoun(
            f"The digest {review.digest[:12]} is not that of {report.slug!r}, {report.digest[:12]}",
            "sign the report as it was frozen",
        )
    check_signature(view, review, entry=view.head.sequence)
    if review.answers is not None:
        question = view.get(review.answers).noun
        if (
            not isinstance(question, Review)
            or question.act is not ReviewAct.QUESTIONED
            or question.report != review.report
        ):
            raise UnfitNoun(
                f"The record {review.answers} is no question about {review.report!r}",
                f"see its questions with `tracker review open {review.report}`",
            )


def frozen(view: View, slug: str) -> Freeze:
    """The frozen report of a slug, or Unknown with all there are."""
    for stored in view.standing("freeze", slug=slug):
        assert isinstance(stored.noun, Freeze)
        return stored.noun
    raise Unknown("frozen report", slug, remedy="see what there is with `tracker review list`.")
