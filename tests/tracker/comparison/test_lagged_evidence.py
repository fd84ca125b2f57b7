"""E-values where deadlines overlap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.comparison.evidence import evidence
from tracker.comparison.lagged_evidence import chains_of, lagged_evidence
from tracker.vectors import Floats

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=40)


@given(spans=spans)
def test_in_a_chain_each_is_forecast_after_the_one_before_is_resolved(spans: list[tuple[int, int]]) -> None:
    """And there are as many chains as events were ever open at once."""
    made = np.array([first for first, _ in spans])
    resolved = made + np.array([length for _, length in spans])
    chains = chains_of(made, resolved)
    for chain in range(int(chains.max()) + 1):
        places = np.flatnonzero(chains == chain)
        order = places[np.argsort(made[places], kind="stable")]
        assert (made[order][1:] > resolved[order][:-1]).all()
    most = max(int(((made <= day) & (resolved >= day)).sum()) for day in range(100))
    assert chains.max() + 1 == most


@given(values=st.lists(st.floats(-1, 1), min_size=1, max_size=40))
def test_without_overlap_it_is_the_e_value_itself(values: list[float]) -> None:
    """One chain."""
    days = np.arange(len(values))
    found = lagged_evidence(values, 2 * days, 2 * days + 1, bound=1.0)
    assert np.array_equal(found.first_better, evidence(values, bound=1.0).first_better)


def test_of_a_constant_lag_it_is_the_mean_over_every_third_event() -> None:
    """Henzi and Ziegel's lag of 3: three products, taken one by one."""
    values = np.random.default_rng(3).uniform(-1, 1, 30)
    days = np.arange(30)
    found = lagged_evidence(values, days, days + 2, bound=1.0)
    apart = [evidence(values[start::3], bound=1.0).e_first for start in range(3)]
    assert found.e_first == pytest.approx(np.mean(apart))


@given(spans=spans, seed=st.integers(0, 99))
def test_events_may_be_given_in_any_order(spans: list[tuple[int, int]], seed: int) -> None:
    """Only days of making and of resolution count, where no two are the same."""
    made = np.array([first for first, _ in spans]) + np.arange(len(spans)) / 100
    resolved = made + np.array([length for _, length in spans]) + 0.001
    values = np.random.default_rng(seed).uniform(-1, 1, len(spans))
    order = np.random.default_rng(seed).permutation(len(spans))
    found = lagged_evidence(values, made, resolved, bound=1.0)
    other = lagged_evidence(values[order], made[order], resolved[order], bound=1.0)
    assert found.e_first == pytest.approx(other.e_first)


def _common_luck(rng: np.random.Generator, *, events: int, batch: int) -> Floats:
    """Differences of -0.5 or 0.5, alike for all events of a batch."""
    found: Floats = np.repeat(rng.choice([-0.5, 0.5], size=events // batch), batch)
    return found


@pytest.mark.parametrize("batch", [5, 10])
def test_luck_that_open_events_share_seldom_reaches_20(batch: int) -> None:
    """At most once in 20 however often one looks, up to three binomial errors; one by one far more often."""
    rng, runs = np.random.default_rng(29), 300
    day = np.repeat(np.arange(200 // batch), batch)
    lagged = plain = 0
    for _ in range(runs):
        values = _common_luck(rng, events=200, batch=batch)
        lagged += lagged_evidence(values, 2 * day, 2 * day + 1, bound=1.0).first_better.max() >= 20
        plain += evidence(values, bound=1.0).first_better.max() >= 20
    assert lagged / runs <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / runs)
    assert plain / runs > 0.09


def test_moving_sums_of_luck_seldom_reach_20() -> None:
    """Each event's difference is the mean of the luck of its five days, of which neighbours share four."""
    rng, runs = np.random.default_rng(31), 300
    days, reached = np.arange(300), 0
    for _ in range(runs):
        luck = rng.choice([-1.0, 1.0], size=304)
        values = np.convolve(luck, np.full(5, 0.2), mode="valid")
        reached += lagged_evidence(values, days, days + 4, bound=1.0).first_better.max() >= 20
    assert reached / runs <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / runs)


def test_a_lasting_lead_is_found_although_deadlines_overlap() -> None:
    """Two open at a time."""
    days = np.arange(300)
    values = np.clip(np.random.default_rng(2).normal(-0.15, 0.25, 300), -1, 1)
    assert lagged_evidence(values, days, days + 1, bound=1.0).e_first > 40


def test_what_does_not_fit_is_refused() -> None:
    """Days for other events."""
    with pytest.raises(ValueError, match="give both"):
        lagged_evidence([0.1, 0.2], [0, 1], [1], bound=1.0)
    with pytest.raises(ValueError, match="give both"):
        lagged_evidence([0.1], [0, 1], [1, 2], bound=1.0)
    with pytest.raises(ValueError, match="alpha"):
        lagged_evidence([0.1, 0.2], [0, 0], [1, 2], bound=1.0, alpha=0)


def test_nothing_seen_is_no_evidence() -> None:
    """Both e-values start at 1."""
    assert lagged_evidence([], [], [], bound=1.0).e_first == 1.0
