"""Platforms' figures in a period report."""

from __future__ import annotations

import pandas as pd
import pytest

from reports.facets.period.platforms import on_platforms
from reports.render.layout import Table
from reports.render.platform_section import platforms
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked


def rows(count: int, *chances: tuple[str, float]) -> pd.DataFrame:
    """The same questions answered by several, all of which come true on the last day."""
    slugs = [f"q{place}" for place in range(count)]
    found: pd.DataFrame = marked(
        cases.judged_rows(
            [
                frames.forecast(forecaster=who, question=slug, p=p, entry=place, position=number)
                for place, slug in enumerate(slugs, start=1)
                for number, (who, p) in enumerate(chances, start=1)
            ],
            [frames.question(slug=slug) for slug in slugs],
            [
                frames.happened(cases.NEAR, question=slug, handle=f"90.{place}")
                for place, slug in enumerate(slugs, start=1)
            ],
        ),
        on=cases.YEAR_END,
    )
    return found


def test_figures_stand_side_by_side_where_several_answered_the_same() -> None:
    """The peer score, the accuracy and the index of each."""
    ann, bob = on_platforms(rows(6, ("ann", 0.8), ("bob", 0.4)), cases.NAMES, crowds=frozenset())
    assert (ann.name, bob.name) == ("Ann", "Bob")
    assert ann.peer is not None
    assert ann.accuracy is not None
    assert ann.brier_index is not None
    assert ann.peer.mean == pytest.approx(69.3147, abs=1e-4)
    assert ann.accuracy.mean == pytest.approx(0.08 - 0.4)
    assert ann.brier_index.mean == pytest.approx(80)


def test_one_forecaster_or_few_events_have_none() -> None:
    """There is nobody to be compared with, or too little to compare."""
    assert on_platforms(rows(6, ("ann", 0.8)), cases.NAMES, crowds=frozenset()) == ()
    assert on_platforms(rows(4, ("ann", 0.8), ("bob", 0.4)), cases.NAMES, crowds=frozenset()) == ()


def test_the_table_says_which_way_is_up() -> None:
    """In the title of each column."""
    section = platforms(on_platforms(rows(6, ("ann", 0.8), ("bob", 0.4)), cases.NAMES, crowds=frozenset()))
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns] == [
        "Forecaster",
        "peer score, higher is better",
        "accuracy score, lower is better",
        "Brier index, higher is better",
        "questions",
    ]
    assert platforms(()).blocks == ()
