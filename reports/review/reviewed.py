"""A frozen report beside its review, as data: the report that was signed, and what was done with it since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from reports.canonical import Plain, plain
from reports.kinds import REVIEWED, UNREAD, Kind
from reports.report import LedgerReport, Report
from reports.review.states import ReviewState


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
    state: ReviewState
    checkpoint: str | None = None
    """The name and size of the checkpoint by which every row can be proven, in words."""

    def as_json(self) -> dict[str, Plain]:
        """The report under its own keys, and its review under "review", which the digest does not cover."""
        return self.report.as_json() | {"review": plain(self.state)}

    @cached_property
    def digest(self) -> str:
        """The digest of the report as it was frozen and signed."""
        return self.state.freeze.digest
