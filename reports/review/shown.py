"""A frozen report as it was signed, shown with its review: state, signatures, questions and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from forecasts.errors import NotReviewable
from reports.canonical import Plain, plain
from reports.kinds import KINDS, REVIEWED, UNREAD, Kind
from reports.render import laid_out
from reports.render.layout import Cell, Column, Facts, Line, Page, Section, Table, Words
from reports.report import LedgerReport, Report
from reports.restoring import ForeignForm, restored
from reports.review.frozen import frozen_json, says_the_same
from reports.review.scope import recipe_of
from reports.review.states import ReviewState
from reports.review.telling import facts_of, state_of, told_signature

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.model import Freeze


@dataclass(frozen=True, kw_only=True)
class UnreadReport(Report):
    """A report in a form that this version does not lay out: what it said, place by place."""

    kind: ClassVar[Kind] = UNREAD

    title: str
    said: dict[str, Plain]

    def as_json(self) -> dict[str, Plain]:
        """What was frozen, as it was."""
        return self.said


@dataclass(frozen=True, kw_only=True)
class ReviewedReport(Report):
    """A report with what was done with it since. Its digest is the one that was frozen and signed."""

    kind: ClassVar[Kind] = REVIEWED

    report: LedgerReport | UnreadReport
    standing: ReviewState

    def as_json(self) -> dict[str, Plain]:
        """The report under its own keys, and its review under "review", which the digest does not cover."""
        return self.report.as_json() | {"review": plain(self.standing)}

    @cached_property
    def digest(self) -> str:
        """The digest of the report as it was frozen and signed."""
        return self.standing.freeze.digest


def reviewed(view: View, standing: ReviewState) -> ReviewedReport:
    """A frozen report with its review as it stands in a view: the text on record, or else made again.

    Its heading names the versions by which it was frozen. A text in a form that this version does not know
    is shown by the report made again, where that says the same, and else place by place.

    Raises
    ------
    NotReviewable
        If there is no text on record, and what is made again is not what was frozen; or if the text on
        record is not the one that was frozen.
    """
    return ReviewedReport(report=_shown(view, standing.freeze), standing=standing)


def _shown(view: View, freeze: Freeze) -> LedgerReport | UnreadReport:
    data = frozen_json(view, freeze)
    if data is not None:
        try:
            return _restored(freeze, data)
        except ForeignForm:
            pass
    made = recipe_of(freeze).make(view.earlier(freeze.as_of))
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


def _restored(freeze: Freeze, data: dict[str, Plain]) -> LedgerReport:
    report = restored(KINDS[freeze.report].report_class(), data)
    assert isinstance(report, LedgerReport), "only reports on a ledger are frozen"
    return report


def reviewed_page(report: ReviewedReport) -> Page:
    """The page of the report itself: how it stands comes first, the review in full comes last."""
    laid, standing = laid_out(report.report), report.standing
    signed = [f"Signed {told_signature(signature)}." for signature in standing.signatures]
    opening = Words(text=" ".join((f"Frozen as {standing.slug}: {state_of(standing)}.", *signed)))
    facts = Facts(pairs=tuple((label.capitalize(), str(said)) for label, said in facts_of(standing)))
    review = Section(title="Review and signatures", blocks=(facts,))
    return replace(
        laid, short=(opening, *laid.short), sections=(*laid.sections, review), digest=report.digest
    )


def unread_page(report: UnreadReport) -> Page:
    """All that was frozen, as places in the report's JSON and what stood there."""
    lines = tuple(Line(cells=(Cell(place), Cell(said))) for place, said in _places(report.said))
    table = Table(
        caption="What was frozen",
        columns=(Column(title="place"), Column(title="said", wide=True)),
        lines=lines,
    )
    words = Words(
        text="This version of the program lays out such reports otherwise: this is what was frozen."
    )
    return Page(
        kind=UNREAD.title,
        title=report.title,
        short=(words,),
        facts=Facts(pairs=()),
        sections=(Section(title="What was frozen", blocks=(table,)),),
        digest=report.digest,
    )


def _places(said: Plain, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its place, such as "rows[3].score".

    >>> list(_places({"rows": [{"score": 0.25}], "name": "Ann"}))
    [('rows[0].score', '0.25'), ('name', 'Ann')]
    """
    if isinstance(said, dict):
        for key, part in said.items():
            yield from _places(part, f"{path}.{key}" if path else key)
    elif isinstance(said, list):
        for number, part in enumerate(said):
            yield from _places(part, f"{path}[{number}]")
    else:
        yield path, said if isinstance(said, str) else json.dumps(said)
