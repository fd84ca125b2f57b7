"""A scorecard and a period report quote one statement in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecasts.ledger import Ledger
from reports import period_report, render, scorecard
from reports.canonical import digest
from reports.demonstration import filled_ledger
from reports.period import Period
from reports.period_reports import PeriodReport
from reports.provenance import without_versions
from reports.render.layout import Entries, Page, Table
from reports.review.freezing import freeze
from reports.review.shown import reviewed
from reports.review.states import review_states

NOW, ON = datetime(2026, 1, 5, 12, tzinfo=UTC), date(2021, 12, 31)
YEAR = Period.read("2021", today=ON)


@pytest.fixture
def founding(tmp_path: Path) -> Iterator[Ledger]:
    """The founding case, whose statements were quoted."""
    with filled_ledger(tmp_path / "ledger.db", by="ann", now=NOW) as ledger:
        yield ledger


def _report(ledger: Ledger) -> PeriodReport:
    return period_report(ledger, period=YEAR, on=ON)


def _entries(page: Page) -> dict[str, str]:
    """What each entry quotes, by the handle of its place."""
    found = (block for block in page.blocks if isinstance(block, Entries))
    return {one.place.partition("-")[2]: one.quote for block in found for one in block.entries}


def _said(report: PeriodReport) -> dict[str, str]:
    """What stands under the chance of each line of what matured, by its record."""
    (table,) = (
        one for one in render.laid_out(report).blocks if isinstance(one, Table) and one.name == "matured"
    )
    return {line.cells[-1].text: line.cells[2].under for line in table.lines}


def test_what_surprised_most_is_quoted_as_on_the_scorecard(founding: Ledger) -> None:
    """The same handle, the same words."""
    card = render.laid_out(scorecard(founding, forecaster="alexander-mikhailovsky", on=ON))
    on_card, surprising = _entries(card), _entries(render.laid_out(_report(founding)))
    assert surprising
    assert {handle: on_card[handle] for handle in surprising} == surprising


def test_every_line_of_what_matured_has_the_quote_of_its_statement(founding: Ledger) -> None:
    """Where it has one; words that were read stand in for none."""
    report = _report(founding)
    quotes = {row.handle: row.quote for row in scorecard(founding, on=ON).rows if row.quote}
    assert report.quotes == {row.handle: quotes[row.handle] for row in report.matured.rows}
    assert _said(report) == {handle: f"“{quote}”" for handle, quote in report.quotes.items()}
    read = {row.handle: f"“{row.words}”" if row.words else "" for row in report.matured.rows}
    assert _said(replace(report, quotes={})) == read


def test_quotes_are_in_no_json_and_move_no_digest(founding: Ledger) -> None:
    """Reports that were signed before they were shown say the same."""
    report = _report(founding)
    assert "quotes" not in report.as_json()
    assert report.digest == replace(report, quotes={}).digest == digest(without_versions(report.as_json()))


def test_a_frozen_report_is_shown_with_its_quotes(founding: Ledger) -> None:
    """They come from the records, as of the entry that it was made from."""
    report = _report(founding)
    freeze(founding, report, by="ann", now=NOW)
    (state,) = review_states(founding.view())
    shown = reviewed(founding.view(), state).report
    assert isinstance(shown, PeriodReport)
    assert shown.quotes == report.quotes != {}
