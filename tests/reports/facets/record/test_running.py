"""The mean score as events were decided."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facets.record.running import running_of
from tests.reports import cases
from tests.reports.standing_cases import FIRST, chances


def test_there_is_no_running_mean_below_five_events() -> None:
    """And none of scores without a common scale."""
    assert running_of(chances([0.5] * 4, [1] * 4)) == ()
    assert running_of(chances([0.5] * 9, [1] * 9).assign(measure="pinball")) == ()


def test_it_starts_with_five_events_and_ends_with_all() -> None:
    """The last mean is the headline's."""
    (found,) = running_of(chances([0.2] * 5 + [0.8] * 2, [0] * 7))
    assert [step.events for step in found.steps] == [5, 6, 7]
    assert [step.on for step in found.steps] == [FIRST + timedelta(days=day) for day in (4, 5, 6)]
    assert found.steps[0].mean == pytest.approx(0.04)
    assert found.steps[-1].mean == pytest.approx((5 * 0.04 + 2 * 0.64) / 7)
    assert (found.events, found.level) == (7, 0.95)


def test_events_of_one_day_make_one_step() -> None:
    """Within a day there is no order."""
    (found,) = running_of(chances([0.5] * 8, [1] * 8, days=[0, 0, 0, 0, 0, 0, 3, 3]))
    assert [step.events for step in found.steps] == [6, 8]


def test_an_event_enters_with_its_last_forecast() -> None:
    """Its mean is not known before."""
    events = ["a", "a", *"bcdef"]
    (found,) = running_of(chances([0.5] * 7, [1] * 7, events=events, days=[0, 9, 1, 2, 3, 4, 5]))
    assert [(step.on - FIRST).days for step in found.steps] == [5, 9]


def test_an_outcome_known_late_enters_when_it_was_known() -> None:
    """Not when the deadline was over."""
    frame = chances([0.5] * 5, [1] * 5)
    late = pd.Series(pd.to_datetime([FIRST + timedelta(days=90)] * 5)).astype("datetime64[s]")
    (found,) = running_of(frame.assign(known_on=late))
    assert found.steps[-1].on == FIRST + timedelta(days=90)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=5, max_size=40))
def test_the_mean_lies_in_its_interval_and_the_interval_in_the_range(said: list[tuple[float, int]]) -> None:
    """At every look."""
    (found,) = running_of(chances([p for p, _ in said], [y for _, y in said]))
    for step in found.steps:
        assert -1e-9 <= step.low <= step.mean + 1e-9
        assert step.mean <= step.high + 1e-9 <= 1 + 2e-9


def test_the_sequence_misses_rarely_over_all_looks() -> None:
    """Of 100 calibrated forecasters over 60 events, far fewer than five stray out at any look."""
    rng, missed = np.random.default_rng(3), 0
    for _ in range(100):
        said = rng.random(60)
        (found,) = running_of(chances(said.tolist(), (rng.random(60) < said).astype(float).tolist()))
        expected = np.cumsum(said * (1 - said)) / np.arange(1, 61)
        truth = [float(expected[step.events - 1]) for step in found.steps]
        missed += any(not step.low <= one <= step.high for step, one in zip(found.steps, truth, strict=True))
    assert missed <= 5


def test_the_scorecard_ends_on_its_headline() -> None:
    """The same events, the same mean."""
    standing = cases.panel_card(30).standings[0]
    assert standing.running[0].steps[-1].mean == pytest.approx(standing.means[0].mean)
