"""How it looks: reports as data, and the renderers and charts that show them.

`scorecard`, `calibration`, `comparison` and `period_report` are loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.calibrations import calibration
    from reports.comparisons import comparison
    from reports.period_reports import period_report
    from reports.scorecards import scorecard

__all__ = ["calibration", "comparison", "period_report", "scorecard"]


def __getattr__(name: str) -> object:
    if name == "scorecard":
        from reports.scorecards import scorecard

        return scorecard
    if name == "calibration":
        from reports.calibrations import calibration

        return calibration
    if name == "comparison":
        from reports.comparisons import comparison

        return comparison
    if name == "period_report":
        from reports.period_reports import period_report

        return period_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
