"""Where a timeline ends depends on its question and its own words, never on who was logged first."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import in_every_order, judged, scored

SAID = date(2021, 6, 25)
LONG = frames.window(
    forecaster="bob", earliest=date(2021, 12, 25), central=date(2022, 3, 25), latest=date(2022, 6, 25)
)
windows = st.builds(
    lambda made, latest: frames.window(
        made_on=SAID + timedelta(days=made),
        earliest=None,
        central=None,
        latest=SAID + timedelta(days=made + latest),
    ),
    st.integers(0, 30),
    st.integers(1, 900),
)


def test_without_a_horizon_each_runs_to_its_own_rung() -> None:
    """Three months run to six, a year runs to two."""
    row = judged(LONG)
    assert (row["horizon"].date(), row["own_horizon"]) == (date(2023, 6, 25), True)
    assert (row["days"][-1], row["heights"][-1]) == (730.0, 0.95)


def test_the_questions_horizon_holds_for_what_was_logged_before_it_was_set() -> None:
    """The record keeps its own end; the tail of the window is drawn to the question's."""
    row = judged(frames.window(), question=frames.question(horizon=date(2022, 6, 25)))
    assert (row["horizon"].date(), row["own_horizon"]) == (date(2022, 6, 25), False)
    assert row["days"] == (0.0, 30.0, 61.0, 92.0, 365.0)
    assert row["heights"] == (0.0, 0.1, 0.5, 0.9, 0.95)


def test_a_horizon_inside_the_window_cuts_its_score_off() -> None:
    """The window keeps its dates, and is scored over what lies before the horizon."""
    row = judged(frames.window(), question=frames.question(horizon=date(2021, 8, 25)))
    assert row["scored_on"].date() == date(2021, 8, 25)
    assert row["matures_on"].date() == date(2021, 9, 25)


@pytest.mark.parametrize("latest", [None, date(2021, 8, 25)])
def test_what_was_stated_outright_keeps_the_end_it_was_recorded_with(latest: date | None) -> None:
    """A distribution that no rule made has no rung, also where it names its last day."""
    stated = frames.window(rule="stated", earliest=None, central=None, latest=latest)
    row = judged(stated)
    assert (row["horizon"].date(), row["own_horizon"]) == (date(2021, 12, 25), False)
    asked = judged(stated, question=frames.question(horizon=date(2022, 6, 25)))
    assert asked["horizon"].date() == date(2022, 6, 25)
    assert asked["days"] == row["days"]


def test_a_window_at_the_end_of_the_calendar_keeps_the_end_it_was_recorded_with() -> None:
    """One such record stops no report."""
    row = judged(frames.window(latest=date(9999, 12, 30), horizon=date(9999, 12, 31)))
    assert row["horizon"].date() == date(9999, 12, 31)


@settings(deadline=None, max_examples=40)
@given(st.lists(windows, min_size=2, max_size=3), st.dates(SAID, date(2024, 1, 1)))
def test_scores_do_not_depend_on_the_order_of_entry(logged: list[Row], happened_on: date) -> None:
    """Whoever is logged first, everybody has the same score, over the same days."""
    rows, slugs = in_every_order(logged, happened_on, on=date(2030, 1, 1))
    columns = ["forecaster", "horizon", "value", "low", "high"]
    first, *others = (rows.loc[rows["question"] == slug, columns].sort_values("forecaster") for slug in slugs)
    assert len(first) == len(logged)
    for other in others:
        for column in columns:
            np.testing.assert_array_equal(other[column].to_numpy(), first[column].to_numpy())


@pytest.mark.parametrize("padding", [1, 30, 400])
def test_padding_a_window_moves_only_its_own_end(padding: int) -> None:
    """A forecaster who names a later date buys a later rung for himself, and nothing from the others."""
    padded = frames.window(forecaster="bob", entry=11, latest=date(2021, 9, 25) + timedelta(days=padding))
    happened = (frames.happened(date(2021, 8, 15)),)
    alone = scored(frames.window(), outcomes=happened)
    beside = scored(padded, frames.window(), outcomes=happened)
    assert beside["value"].iloc[-1] == alone["value"].iloc[0]
