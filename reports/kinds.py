"""Every kind of report, once: its name, its command, what makes it, and what lays it out.

A command loads only what it shows, so each place is written MODULE:NAME and imported when it is needed. A new
kind of report is one more of these, with a module of its own for its data and one for its page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from reports.canonical import Plain
    from reports.render.layout import Page


class Reported(Protocol):
    """What all that shows a report asks of it."""

    @property
    def name(self) -> str:
        """The name of its kind."""

    @property
    def digest(self) -> str:
        """SHA-256 over what it says."""

    def as_json(self) -> dict[str, Plain]:
        """The report under its stable keys, without its digest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of report.

    `name` is what it is called in JSON, in recipes and in the ledger; `title` what a reader calls it.
    `report` is its dataclass, of which its JSON Schema is made, and `page` what lays it out. `command` is
    what is typed after `tracker`. `maker` makes it from a view of a ledger, a selection, an evaluation date
    and its options; a kind without one is not made from a ledger, and has no recipe.
    """

    name: str
    title: str
    report: str
    page: str
    command: str = ""
    maker: str = ""

    def report_class(self) -> Any:
        """The dataclass of its reports."""
        return _found(self.report)

    def make(self, *asked: Any, **options: Any) -> Any:
        """A report of this kind."""
        return _found(self.maker)(*asked, **options)

    def laid_out(self, report: Reported) -> Page:
        """The page of a report of this kind."""
        page: Page = _found(self.page)(report)
        return page


SCORECARD = Kind(
    name="scorecard",
    title="Scorecard",
    command="scorecard",
    report="reports.scorecards:Scorecard",
    maker="reports.scorecards:scorecard",
    page="reports.render.scorecard_page:scorecard_page",
)
CALIBRATION = Kind(
    name="calibration",
    title="Calibration",
    command="calibration",
    report="reports.calibrations:Calibration",
    maker="reports.calibrations:calibration",
    page="reports.render.calibration_page:calibration_page",
)
COMPARISON = Kind(
    name="comparison",
    title="Comparison",
    command="compare",
    report="reports.comparisons:ComparisonReport",
    maker="reports.comparisons:comparison",
    page="reports.render.comparison_page:comparison_page",
)
PERIOD = Kind(
    name="period",
    title="Period report",
    command="report",
    report="reports.period_reports:PeriodReport",
    maker="reports.period_reports:period_report",
    page="reports.render.period_page:period_page",
)
VERIFICATION = Kind(
    name="verification",
    title="Verification",
    command="verify",
    report="reports.verifications:VerificationReport",
    page="reports.render.verification_page:verification_page",
)
REVIEWED = Kind(
    name="reviewed",
    title="Reviewed report",
    report="reports.review.shown:ReviewedReport",
    page="reports.review.shown:reviewed_page",
)
UNREAD = Kind(
    name="unread",
    title="Frozen report",
    report="reports.review.shown:UnreadReport",
    page="reports.review.shown:unread_page",
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.name: kind for kind in (SCORECARD, CALIBRATION, COMPARISON, PERIOD, VERIFICATION, REVIEWED, UNREAD)}
)


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
