"""How many forecasts matured when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reports.facets.period.heat import Heat, heat_of
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked

ON = date(2024, 1, 1)


def due(*days: date, **changes: Any) -> pd.DataFrame:
    """Chances with these deadlines."""
    rows = [
        frames.forecast(
            made_on=date(2019, 1, 1),
            deadline=day,
            forecaster=f"f{place}",
            position=place + 1,
            handle=f"10.{place + 1}",
            **changes,
        )
        for place, day in enumerate(days)
    ]
    return marked(cases.judged_rows(rows, [frames.question()], [], on=ON), on=ON)


def calendar(*days: date, **bounds: date) -> Heat:
    """The calendar of these deadlines."""
    found = heat_of(due(*days), on=ON, **bounds)
    assert found is not None
    return found


def test_days_in_whole_months_where_they_fit() -> None:
    """Empty days are cells too; a forecast matures on the day after its deadline."""
    found = calendar(date(2021, 9, 25), date(2021, 9, 25), date(2021, 10, 2))
    assert (found.unit, found.total, len(found.cells)) == ("day", 3, 61)
    assert [(cell.first, cell.count) for cell in found.cells if cell.count] == [
        (date(2021, 9, 26), 2),
        (date(2021, 10, 3), 1),
    ]


def test_weeks_from_monday_over_longer_spans() -> None:
    """A week belongs to the Monday it begins on."""
    found = calendar(date(2021, 1, 2), date(2021, 9, 25))
    assert found.unit == "week"
    assert found.cells[0].first == date(2020, 12, 28)
    assert all(cell.first.weekday() == 0 and (cell.last - cell.first).days == 6 for cell in found.cells)


def test_months_over_many_years() -> None:
    """More than three calendar years."""
    found = calendar(date(2020, 2, 28), date(2023, 9, 25))
    assert (found.unit, len(found.cells)) == ("month", 44)
    assert found.cells[0].last == date(2020, 2, 29)


def test_a_span_given_is_kept_to_the_day() -> None:
    """A quarter's report shows its quarter."""
    days = (date(2021, 9, 25), date(2021, 10, 2))
    found = calendar(*days, first=date(2021, 9, 10), last=date(2021, 9, 30))
    assert (found.total, found.cells[0].first, found.cells[-1].last) == (
        1,
        date(2021, 9, 10),
        date(2021, 9, 30),
    )


def test_a_span_holds_what_matures_in_it() -> None:
    """A deadline on the day before it, and none on its last day."""
    days = (date(2020, 12, 31), date(2021, 3, 30), date(2021, 3, 31))
    found = calendar(*days, first=date(2021, 1, 1), last=date(2021, 3, 31))
    assert [cell.first for cell in found.cells if cell.count] == [date(2021, 1, 1), date(2021, 3, 31)]
    assert (found.cells[0].first, found.cells[-1].last) == (date(2021, 1, 1), date(2021, 3, 31))


def test_what_is_not_over_or_not_primary_is_left_out() -> None:
    """A deadline is over on the next day."""
    assert heat_of(due(ON), on=ON) is None
    assert heat_of(due(date(2021, 9, 25), reading="B"), on=ON) is None


@given(st.lists(st.integers(0, 1500), min_size=1, max_size=30))
def test_every_forecast_is_in_one_cell_and_one_shade(ahead: list[int]) -> None:
    """The cells follow each other without a gap, and the shades cover all counts."""
    days = [date(2019, 6, 1) + timedelta(days=number) for number in ahead]
    frame = pd.DataFrame({"stage": 4, "reading": "primary", "matures_on": pd.to_datetime(pd.Series(days))})
    found = heat_of(frame, on=ON)
    assert found is not None
    assert sum(cell.count for cell in found.cells) == found.total == len(days)
    for before, after in zip(found.cells, found.cells[1:], strict=False):
        assert after.first - before.last == timedelta(days=1)
    for cell in found.cells:
        assert (cell.shade is None) == (cell.count == 0)
        if cell.shade is not None:
            low, high = found.shades[cell.shade]
            assert low <= cell.count <= high
