"""How large a fault would be seen, and how many events a stated one takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calibration.tilt import tilt_test
from tracker.findings.faults import LEVEL
from tracker.findings.sample import Sample
from tracker.findings.sight import STATED, Sight, sights_of
from tracker.tally import Tally

NOTHING = pd.DataFrame({"forecaster": [], "prospective": [], "p": [], "cluster": []}).astype(
    {"forecaster": object, "prospective": bool, "p": float, "cluster": object}
)


def sample(chances: list[float], *, windows: int = 0, first: int = 0) -> Sample:
    """Ann's chances, each on an event of its own, and her windows on events from the number `first` on."""
    said = _rows(len(chances), 0).assign(p=chances)
    return Sample(chances=said, windows=_rows(windows, first), quantiles=NOTHING)


def _rows(count: int, first: int) -> pd.DataFrame:
    events = [f"event-{number}" for number in range(first, first + count)]
    rows = pd.DataFrame({"forecaster": "ann", "prospective": True, "p": np.nan, "cluster": events})
    return rows if count else NOTHING


def sight(found: Sample, tests: int = 6) -> Sight:
    """Ann's."""
    (one,) = sights_of(found, tests=tests)
    return one


@pytest.mark.parametrize(("events", "said"), [(30, 0.5), (60, 0.5), (60, 0.25), (120, 0.7)])
def test_what_is_visible_is_found_four_times_in_five(events: int, said: float) -> None:
    """The test of tilt on events that happen so much more often than said; exact tests find a little less."""
    visible = sight(sample([said] * events)).visible
    side = 1 if said <= 0.5 else -1
    rng, found = np.random.default_rng(1), []
    for _ in range(400):
        happened = (rng.random(events) < said + side * visible).astype(float)
        p_value = tilt_test(Tally.of(np.full(events, said), happened), []).p_value
        assert p_value is not None
        found.append(p_value <= LEVEL / 6)
    assert 0.68 < np.mean(found) < 0.92


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=60), st.integers(1, 200))
def test_too_few_is_where_the_stated_fault_would_hide(chances: list[float], tests: int) -> None:
    """One number decides both: the events that are needed, and the distance that is visible."""
    found = sight(sample(chances), tests)
    assert found.too_few is (found.events < found.needed)
    if found.visible < STATED * 0.99:
        assert not found.too_few
    if found.visible > STATED * 1.05:
        assert found.too_few


@given(st.integers(6, 500))
def test_more_tests_need_more_events(tests: int) -> None:
    """Each must be surer of itself."""
    assert sight(sample([0.4] * 20), tests).needed <= sight(sample([0.4] * 20), tests + 10).needed


def test_an_event_is_counted_once_however_it_was_spoken_of() -> None:
    """A window on the event of a chance adds none; one on another event does."""
    assert sight(sample([0.5] * 10, windows=10)).events == 10
    assert sight(sample([0.5] * 10, windows=10, first=10)).events == 20


def test_nobody_is_seen_of_whom_nothing_is_heard() -> None:
    """No line for them."""
    assert not list(sights_of(replace(sample([]), windows=NOTHING), tests=0))
