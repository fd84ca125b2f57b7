"""Stated quantiles beside the values that came."""

from __future__ import annotations

import pandas as pd

from reports.facets.calibration.quantile_coverage import QuantileCoverage, quantile_coverage_of
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked


def _coverage(values: list[float], *, levels: tuple[float, ...] = (0.1, 0.5, 0.9)) -> QuantileCoverage | None:
    slugs = [f"q{place}" for place in range(len(values))]
    frame: pd.DataFrame = cases.judged_rows(
        [
            frames.quantiles([10.0, 20.0, 40.0], levels, entry=place, question=slug, deadline=cases.NEAR)
            for place, slug in enumerate(slugs, start=1)
        ],
        [frames.question(slug=slug, kind="quantity", unit="points") for slug in slugs],
        [
            frames.outcome("value", value=value, question=slug, known_on=cases.NEAR, handle=f"20.{place}")
            for place, (slug, value) in enumerate(zip(slugs, values, strict=True), start=1)
        ],
    )
    frame = marked(frame, on=cases.YEAR_END)
    return quantile_coverage_of(frame[frame["counts"]])


def test_levels_and_intervals_are_counted() -> None:
    """Six values: one below all, one above all."""
    found = _coverage([5, 15, 18, 25, 30, 50])
    assert found is not None
    assert [(one.what, one.held, one.count) for one in found.levels] == [
        ("up to 10%", 1, 6),
        ("up to 50%", 3, 6),
        ("up to 90%", 5, 6),
    ]
    assert [(one.what, one.promised, one.held) for one in found.intervals] == [("middle 80%", 0.8, 4)]


def test_below_five_events_there_is_no_share() -> None:
    """Only counts, and words that say so."""
    found = _coverage([5, 15, 18, 25])
    assert found is not None
    assert found.levels[0].share is None
    assert found.words.startswith("4 events: too few")


def test_without_quantiles_there_is_nothing() -> None:
    """None, never 0."""
    frame = marked(cases.panel(5), on=cases.YEAR_END)
    assert quantile_coverage_of(frame[frame["counts"]]) is None
