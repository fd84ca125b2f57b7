"""How good are the forecasts in a table of what was said and what happened? No ledger is needed."""

from tracker.verification.column_names import Columns
from tracker.verification.result import Verification
from tracker.verification.whole_table import verify

__all__ = ["Columns", "Verification", "verify"]
