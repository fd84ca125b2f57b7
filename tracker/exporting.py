"""`tracker export`, with the forms that need verdicts: open deadlines as a calendar."""

from __future__ import annotations

from forecasts.commands.exporting import exporting

export = exporting({"ics": "tracker.leaving"})
