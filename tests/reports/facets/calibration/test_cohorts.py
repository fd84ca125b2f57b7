"""Cohorts by deadline."""

from __future__ import annotations

import pandas as pd
import pytest

from reports.facets.calibration.cohorts import spans_of


def _days(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"matures_on": pd.to_datetime(list(texts))})


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (("2024-01-05", "2024-03-31"), ["2024-01", "2024-03"]),
        (("2023-12-31", "2025-01-01"), ["2023-Q4", "2025-Q1"]),
        (("2015-06-01", "2025-01-01"), ["2015", "2025"]),
    ],
)
def test_short_times_go_by_months_and_long_ones_by_years(days: tuple[str, ...], labels: list[str]) -> None:
    """Those without a deadline are left out."""
    assert [span.label for span in spans_of(_days(*days))] == labels


def test_a_span_runs_from_its_first_to_its_last_day() -> None:
    """The fourth quarter ends with the year."""
    span = spans_of(_days("2023-12-31", "2025-01-01"))[0]
    assert (span.first.isoformat(), span.last.isoformat()) == ("2023-10-01", "2023-12-31")


def test_without_a_deadline_there_is_no_span() -> None:
    """Nothing to order by."""
    assert spans_of(_days("2024-01-05").iloc[:0]) == ()
