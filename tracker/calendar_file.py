"""Deadlines that no outcome covers, as a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.exchange.out.summary import ExportSummary
from forecasts.writing import new_file

if TYPE_CHECKING:
    from forecasts.ledger.view import View

EVER = 4_000_000  # days: more than the calendar has


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write every deadline to come and every one overdue, as of the day of the last entry.

    The same ledger gives the same file, byte for byte.
    """
    from tracker.calendars import calendar
    from tracker.deadlines import open_deadlines
    from tracker.judged import Records

    stamp = view.head.recorded_at
    if stamp is None:
        summary.says.append("There are no deadlines: no calendar was written.")
        return
    records, day = Records(view), stamp.date()
    table = open_deadlines(records.verdicts(day), records.questions, today=day, within=EVER)
    with new_file(place) as part:
        part.write_bytes(calendar(table, stamp=stamp))
    summary.wrote(place.name, "deadline", len(table))
    summary.says.append("A calendar holds open deadlines alone: no forecast can be made from it again.")
