"""The sentence that a period report opens with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports import period_report
from reports.demonstration import PANEL, filled_ledger
from reports.facets.period.verdict import verdict_of_period
from reports.period import Period
from reports.period_reports import PeriodReport


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> PeriodReport:
    """The panel's report on 2024."""
    book = tmp_path_factory.mktemp("panel") / "ledger.db"
    with filled_ledger(book, PANEL, by="ann", now=datetime(2026, 1, 5, 12, tzinfo=UTC)) as ledger:
        return period_report(ledger, period=Period.read("2024", today=date(2026, 1, 5)))


@pytest.mark.parametrize(("observed", "ending"), [(0, "fewer"), (None, "no more apart"), (10_000, "more")])
def test_it_says_how_many_came_true_of_how_many_expected(
    report: PeriodReport, observed: int | None, ending: str
) -> None:
    """And whether that is more than luck."""
    record = next(one for one in report.records if one.cohorts)
    own = next(one for one in record.cohorts if one.label == "2024")
    assert own.low is not None
    seen = own.low if observed is None else observed
    changed = replace(
        record, cohorts=tuple(replace(one, observed=seen) if one is own else one for one in record.cohorts)
    )
    told = verdict_of_period("2024", report.matured, (changed,))
    assert told.startswith(f"{seen:,} of {own.forecasts:,} chances came true in 2024, where ")
    assert f": {ending}" in told


def test_too_few_and_none_are_said_to_be(report: PeriodReport) -> None:
    """No share is made of them."""
    none = replace(report.matured, forecasts=0)
    few = replace(report.matured, forecasts=3)
    assert verdict_of_period("2024", none, ()) == "Nothing came due in 2024."
    assert verdict_of_period("2024", few, ()) == (
        "Three forecasts came due in 2024: too few to tell skill from luck."
    )
