"""How each kind of report is made and laid out: the one place above all reports and pages.

A command loads only what it shows, so the modules of a kind are imported when the kind is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reports import kinds
from reports.render.layout import Page
from reports.report import LedgerReport, Recipe, Report

if TYPE_CHECKING:
    from datetime import date

    from forecasts.ledger.view import View
    from tracker.judged import Records
    from tracker.selections import Selection

LAST_QUARTER = "last-quarter"
"""The period of a report where none is named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """The dataclass of a kind's reports, of which its JSON Schema is made; its page; and what makes it.

    `maker` takes a view of a ledger or its records, a selection, an evaluation date and the options of a
    recipe; None where a kind is not made from a ledger, and has no recipe.
    """

    report: type[Report]
    page: Callable[[Any], Page]
    maker: Callable[..., LedgerReport] | None = None


def _scorecard() -> Making:
    from reports.render.scorecard_page import scorecard_page
    from reports.scorecards import Scorecard, scorecard

    return Making(report=Scorecard, page=scorecard_page, maker=scorecard)


def _calibration() -> Making:
    from reports.calibrations import Calibration, calibration
    from reports.render.calibration_page import calibration_page

    return Making(report=Calibration, page=calibration_page, maker=calibration)


def _comparison() -> Making:
    from reports.comparisons import ComparisonReport, comparison
    from reports.render.comparison_page import comparison_page

    return Making(report=ComparisonReport, page=comparison_page, maker=comparison)


def _period() -> Making:
    from reports.period_reports import PeriodReport, period_report
    from reports.render.period_page import period_page

    return Making(report=PeriodReport, page=period_page, maker=period_report)


def _verification() -> Making:
    from reports.render.verification_page import verification_page
    from reports.verifications import VerificationReport

    return Making(report=VerificationReport, page=verification_page)


def _reviewed() -> Making:
    from reports.review.pages import reviewed_page
    from reports.review.reviewed import ReviewedReport

    def page(report: ReviewedReport) -> Page:
        return reviewed_page(report, laid_out(report.report))

    return Making(report=ReviewedReport, page=page)


def _unread() -> Making:
    from reports.review.pages import unread_page
    from reports.review.reviewed import UnreadReport

    return Making(report=UnreadReport, page=unread_page)


_MAKINGS: Mapping[str, Callable[[], Making]] = MappingProxyType(
    {
        kinds.SCORECARD.name: _scorecard,
        kinds.CALIBRATION.name: _calibration,
        kinds.COMPARISON.name: _comparison,
        kinds.PERIOD.name: _period,
        kinds.VERIFICATION.name: _verification,
        kinds.REVIEWED.name: _reviewed,
        kinds.UNREAD.name: _unread,
    }
)


def report_class(name: str) -> type[Report]:
    """The dataclass of the reports of a kind; KeyError for one that there is not."""
    return _MAKINGS[name]().report


def laid_out(report: Report | Page) -> Page:
    """The layout of a report, or the layout itself; ValueError for a kind that has none."""
    if isinstance(report, Page):
        return report
    if report.name not in _MAKINGS:
        raise ValueError(f"nothing lays out a {type(report).__name__}")
    return _MAKINGS[report.name]().page(report)


def recipe_for(
    kind: str, selection: Selection, *, on: date | None, period: str | None, today: date
) -> Recipe:
    """The recipe of a kind of report, as somebody asks for it who may leave the days out.

    It is evaluated today, and a report on a period on the period's last day, unless that is to come.
    """
    if kind != kinds.PERIOD.name:
        return Recipe(report=kind, selection=selection, on=on or today)
    from reports.period import Period

    found = Period.read(LAST_QUARTER if period is None else period, today=today)
    return Recipe(report=kind, selection=selection, on=on or min(found.last, today), period=found.label)


def make(recipe: Recipe, ledger: View | Records) -> LedgerReport:
    """The report that a recipe asks for, from a view of a ledger or its records."""
    asked: dict[str, Any] = {name.replace("-", "_"): value for name, value in recipe.options}
    if recipe.period is not None:
        from reports.period import Period

        asked["period"] = Period.read(recipe.period, today=recipe.on)
    maker = _MAKINGS[recipe.report]().maker
    assert maker is not None, "a recipe is of a kind that is made from a ledger"
    return maker(ledger, selection=recipe.selection, on=recipe.on, **asked)
