from .notebook import calibration as calibration
from .notebook import comparison as comparison
from .notebook import judged as judged
from .notebook import period_report as period_report
from .notebook import scorecard as scorecard
