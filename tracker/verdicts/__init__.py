"""Whether it came as they said: forecasts and standing outcomes, one verdict each."""

from tracker.verdicts.judging import VERDICTS, verdicts

__all__ = ["VERDICTS", "verdicts"]
