"""A period report as a folder: every look, tables and charts, scorecards, and the deadlines as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.period_reports import Card, PeriodReport
    from reports.scorecards import Scorecard

CALENDAR = "deadlines.ics"


def write_period(
    report: PeriodReport,
    cards: Iterator[tuple[Card, Scorecard]],
    out: str,
    *,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[Path, ...]:
    """Writes what `writing.write_all` writes, `deadlines.ics`, and a page for each scorecard.

    The events of the calendar bear the moment of the entry that the report was made from: the same ledger
    gives the same file. Without an entry there are no deadlines, and no calendar.
    """
    from reports import render
    from reports.writing import write_all

    folder = Path(out)
    files = list(write_all(report, folder))
    progress(0.4)
    if report.heading.recorded_at is not None:
        calendar = folder / CALENDAR
        calendar.write_bytes(report.deadlines.as_calendar(stamp=report.heading.recorded_at))
        files.append(calendar)
    for place, (card, scorecard) in enumerate(cards, start=1):
        page = folder / card.file
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render.html(scorecard), encoding="utf-8")
        files.append(page)
        progress(0.4 + 0.6 * place / len(report.scorecards))
    return tuple(files)
