"""What `from reports import scorecard` gives: functions whose reports draw themselves in a notebook.

Here, where somebody types, the evaluation date may be text. It is today unless told; of a period report, the
last day of the period.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from forecasts import clock
from forecasts.errors import UnfitText
from reports import calibrations, comparisons, period_reports, render, scorecards
from reports.calibrations import Calibration
from reports.comparisons import ComparisonReport
from reports.period_reports import PeriodReport
from reports.report import Report
from reports.scorecards import Scorecard
from tracker.judged import Judged, Records
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

__all__ = ["calibration", "comparison", "judged", "period_report", "scorecard"]

Report.draws = render.fragment

Made = TypeVar("Made")


def day(on: date | str | None) -> date:
    """The evaluation date: a date, one as text, or today.

    Raises
    ------
    UnfitText
        If the text is no date.

    Examples
    --------
    >>> day("2021-12-31")
    datetime.date(2021, 12, 31)
    """
    if on is None:
        return clock.today()
    if isinstance(on, date):
        return on
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise UnfitText("the evaluation date", f"is {on[:40]!r}", "write it as 2021-12-31") from None


def _dated(make: Callable[..., Made], *, unless_told: Callable[[], date | None]) -> Callable[..., Made]:
    """The function, with an evaluation date that may be text, and another one unless told."""

    @wraps(make)
    def made(*ledger: Any, on: date | str | None = None, **chosen: Any) -> Made:
        return make(*ledger, on=unless_told() if on is None else day(on), **chosen)

    return made


def _its_own() -> None:
    """No evaluation date: the function has one of its own."""


scorecard: Callable[..., Scorecard] = _dated(scorecards.scorecard, unless_told=clock.today)
calibration: Callable[..., Calibration] = _dated(calibrations.calibration, unless_told=clock.today)
comparison: Callable[..., ComparisonReport] = _dated(comparisons.comparison, unless_told=clock.today)
period_report: Callable[..., PeriodReport] = _dated(period_reports.period_report, unless_told=_its_own)


def judged(
    ledger: Ledger | View, *, on: date | str | None = None, selection: Selection | None = None
) -> DataFrame:
    """Every forecast with its verdict, its score and whether it counts, a row each.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    on
        The evaluation date: outcomes known later and forecasts made later are left out. Today unless told.
    selection
        Which forecasts; all of them unless told. Names may be beginnings.

    Returns
    -------
    DataFrame
        With the columns of `tracker.judged_columns`.
    """
    records = Records.of(ledger)
    chosen = (selection or Selection()).with_slugs(records.view)
    return Judged.of(records, chosen, day(on)).rows
