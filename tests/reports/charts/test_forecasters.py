"""The sorted dots of forecasters: what their title says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.charts import forecasters
from tests.reports.charts.samples import scorings


@pytest.mark.parametrize(
    ("references", "title"),
    [
        ((None, None), "No reference to hold 2 forecasters against"),
        ((None,), "No reference to hold 1 forecaster against"),
        ((0.25, 0.25), "Both forecasters did better than the reference"),
        ((0.05, 0.05, 0.05), "All 3 forecasters did worse than the reference"),
        ((0.25, 0.05), "Of 2 forecasters, 1 did better and 1 did worse than the reference"),
        ((0.2, 0.2), "None of 2 forecasters can be told from the reference"),
        ((0.2, None), "None of 2 forecasters can be told from the reference"),
        ((0.25,), "Better than the reference"),
        ((0.2,), "Open against the reference"),
    ],
)
def test_the_title_says_who_is_better_than_a_reference_only_where_there_is_one(
    references: tuple[float | None, ...], title: str
) -> None:
    """Means of 0.2 with intervals from 0.1 to 0.24."""
    found = scorings([f"name-{place}" for place in range(len(references))], "")
    shown = [replace(one, reference=reference) for one, reference in zip(found, references, strict=True)]
    assert forecasters.finding(shown) == title
