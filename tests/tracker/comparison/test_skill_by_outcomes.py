"""The interval of a skill whose reference hangs on what comes about."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulations.references import held_of_chances, held_of_windows
from tracker.certainty.event_means import mean_over_events
from tracker.comparison.skill_by_outcomes import skill_over_events
from tracker.comparison.skill_interval import brier_skill_interval
from tracker.tally import Tally
from tracker.vectors import Floats


def of_chances(
    said: Floats, rates: Floats, yes: Floats, events: list[int]
) -> tuple[float | None, float | None]:
    """Yes-or-no forecasts against rates."""
    own, theirs = (np.column_stack([p**2, (1 - p) ** 2]) for p in (said, rates))
    return skill_over_events(
        (said - yes) ** 2, (rates - yes) ** 2, events, possible=own, possible_reference=theirs
    )


def test_against_a_coin_it_is_the_interval_of_the_mean_turned_round() -> None:
    """The coin scores 0.25 come what may: forecasts on one event are averaged in both."""
    rng = np.random.default_rng(1)
    said, events = rng.integers(1, 10, 40) / 10, np.repeat(np.arange(20), 2).tolist()
    yes = np.repeat(rng.random(20) < 0.4, 2).astype(float)
    mean = mean_over_events(
        (said - yes) ** 2, events, least=np.minimum(said, 1 - said) ** 2, most=np.maximum(said, 1 - said) ** 2
    )
    assert mean.low is not None
    assert mean.high is not None
    low, high = of_chances(said, np.full(40, 0.5), yes, events)
    assert (low, high) == pytest.approx((1 - mean.high / 0.25, 1 - mean.low / 0.25), abs=1e-8)


def test_against_one_rate_it_is_the_interval_of_a_table() -> None:
    """One forecast an event, as `tracker verify --reference 0.2` has it."""
    rng = np.random.default_rng(2)
    said = rng.integers(1, 10, 30) / 10
    yes = (rng.random(30) < said).astype(float)
    assert of_chances(said, np.full(30, 0.2), yes, list(range(30))) == pytest.approx(
        brier_skill_interval(Tally.of(said, yes), 0.2), abs=1e-7
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.integers(1, 9), st.booleans(), st.integers(0, 5)),
        min_size=2,
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_it_holds_the_skill_that_was_seen(rows: list[tuple[int, int, bool, int]]) -> None:
    """Whatever the rates and however many forecasts an event has."""
    said, rates, yes = (np.array(x, dtype=float) for x in list(zip(*rows, strict=True))[:3])
    said, rates, events = said / 10, rates / 10, [row[3] for row in rows]
    low, high = of_chances(said, rates, yes, events)
    if len(set(events)) < 2:
        assert (low, high) == (None, None)
        return
    weight = 1 / np.bincount(events)[events]
    skill = 1 - (weight * (said - yes) ** 2).sum() / (weight * (rates - yes) ** 2).sum()
    assert low is None or low <= skill + 1e-7
    assert high is None or skill <= high + 1e-7


@pytest.mark.parametrize("events", [6, 30])
def test_it_holds_the_expected_skill_against_reference_classes_and_a_constant_hazard(events: int) -> None:
    """In at least 93 of 100 sets, less what three binomial errors allow."""
    rng = np.random.default_rng(3)
    assert held_of_chances(rng, 60, events, slope=0.6) >= 0.93 - 3 * (0.93 * 0.07 / 60) ** 0.5
    assert held_of_windows(rng, 60, events, late=30.0) >= 0.93 - 3 * (0.93 * 0.07 / 60) ** 0.5
