from .calibrations import calibration as calibration
from .comparisons import comparison as comparison
from .period_reports import period_report as period_report
from .scorecards import scorecard as scorecard
