"""The sentence that a period report opens with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports import period_report, render
from reports.demonstration import PANEL, filled_ledger
from reports.facets.period.verdict import verdict_of_period
from reports.period import Period
from reports.period_reports import PeriodReport

YEAR = Period.read("2024", today=date(2026, 1, 5))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> PeriodReport:
    """The panel's report on 2024."""
    book = tmp_path_factory.mktemp("panel") / "ledger.db"
    with filled_ledger(book, PANEL, by="ann", now=datetime(2026, 1, 5, 12, tzinfo=UTC)) as ledger:
        return period_report(ledger, period=YEAR)


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
    told = verdict_of_period(YEAR, report.matured, (changed,))
    assert told.startswith(f"{seen:,} of {own.forecasts:,} chances came true in 2024, where ")
    assert f": {ending}" in told


def test_too_few_and_none_are_said_to_be(report: PeriodReport) -> None:
    """No share is made of them."""
    none = replace(report.matured, forecasts=0)
    few = replace(report.matured, forecasts=3)
    assert verdict_of_period(YEAR, none, ()) == "Nothing came due in 2024."
    assert verdict_of_period(YEAR, few, ()) == (
        "Three forecasts came due in 2024: too few to tell skill from luck."
    )


def test_a_period_of_days_is_named_as_a_reader_names_it(report: PeriodReport) -> None:
    """By its two ends, and not by what is typed for it."""
    days = Period.read("2024-07-21..2025-09-30", today=date(2026, 1, 5))
    none = replace(report.matured, forecasts=0)
    assert verdict_of_period(days, none, ()) == "Nothing came due from 21 July 2024 to 30 September 2025."


def test_each_mark_of_a_forecaster_leads_to_the_line_of_the_table(report: PeriodReport) -> None:
    """Dots, intervals and panels; the first line of each forecaster has the place, and no other."""
    page = render.html(render.laid_out(report))
    led = set(re.findall(r'<a class="mark" href="#(forecaster-[^"]+)">', page))
    assert led == {f"forecaster-{one.forecaster}" for one in report.scorings if one.to_date.mean is not None}
    for place in led:
        assert page.count(f'id="{place}"') == 1


def test_the_curves_are_of_those_with_twenty_events(report: PeriodReport) -> None:
    """Each by its own forecasts, those on most events first."""
    events = [one.reliability.events for one in report.curves]
    assert len(events) > 2
    assert events == sorted(events, reverse=True)
    assert min(events) >= 20
    assert "multiples-prospective" in dict(render.charts(render.laid_out(report)))
