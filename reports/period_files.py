"""A period report as a folder: every look, tables and charts, scorecards, and the deadlines as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.writing import write

if TYPE_CHECKING:
    from reports.period_reports import Card, PeriodReport
    from reports.render.typesetter import Run
    from reports.scorecards import Scorecard
    from reports.writing import Tell

CALENDAR = "deadlines.ics"
_WORTH_A_PROCESS = 6

Draw = Callable[["Scorecard"], Callable[[], str]]


def write_period(
    report: PeriodReport,
    cards: Iterable[tuple[Card, Scorecard]],
    out: str,
    *,
    processes: int = 0,
    progress: Callable[[float], None] = lambda _: None,
    tell: Tell | None = None,
) -> tuple[Path, ...]:
    """Writes what `writing.write_all` writes, `deadlines.ics`, and a page for each scorecard.

    The calendar holds every deadline that waits, overdue or to come within as many days as the period has.
    The events of the calendar bear the moment of the entry that the report was made from: the same ledger
    gives the same file. Without an entry there are no deadlines, and no calendar. Many scorecards are drawn
    by so many `processes` beside this one, and the PDFs set in one more, which changes no byte. Each imports
    the script that calls this, which then needs `if __name__ == "__main__":`. `tell` hears what is missing.
    """
    from reports.writing import write_all

    folder = Path(out)
    beside = processes if len(report.scorecards) >= _WORTH_A_PROCESS else 0
    with _drawing(beside) as draw, _typesetting(beside) as run:
        pages = [(folder / card.file, draw(scorecard)) for card, scorecard in cards]
        progress(0.2)
        files = list(write_all(report, folder, tell=tell, run=run))
        progress(0.7)
        if report.heading.recorded_at is not None:
            calendar = folder / CALENDAR
            write(calendar, report.deadlines.as_calendar(stamp=report.heading.recorded_at))
            files.append(calendar)
        for place, (page, text) in enumerate(pages, start=1):
            page.parent.mkdir(parents=True, exist_ok=True)
            write(page, text())
            files.append(page)
            progress(0.7 + 0.3 * place / len(pages))
    return tuple(files)


def page_of(scorecard: Scorecard) -> str:
    """A scorecard as a web page in brief: the folder is for readers, and a page of it is light."""
    from reports import render

    return render.html(render.laid_out(scorecard).in_brief)


@contextmanager
def _drawing(processes: int) -> Iterator[Draw]:
    """What begins to draw a scorecard, and gives what waits for its page; one not begun is drawn here."""
    if processes < 1:
        yield lambda scorecard: lambda: page_of(scorecard)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:

        def begun(scorecard: Scorecard) -> Callable[[], str]:
            page = pool.submit(page_of, scorecard)
            return lambda: page_of(scorecard) if page.cancel() else page.result()

        yield begun


@contextmanager
def _typesetting(processes: int) -> Iterator[Run | None]:
    """What begins to set a PDF in a process of its own; None where there is none to spare."""
    if processes < 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *given: pool.submit(function, *given).result
