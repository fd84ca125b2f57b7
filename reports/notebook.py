"""What `from reports import scorecard` gives: functions whose reports draw themselves in a notebook."""

from reports import render
from reports.calibrations import calibration
from reports.comparisons import comparison
from reports.period_reports import period_report
from reports.report import Report
from reports.scorecards import scorecard

__all__ = ["calibration", "comparison", "period_report", "scorecard"]

Report.draws = render.fragment
