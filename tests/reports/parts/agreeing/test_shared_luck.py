"""Luck that forecasts on one event share."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parts.agreeing.shared_luck import chances_of_counts, interval_and_p, shared_band
from tracker.calibration.expectation import expected_against_observed, poisson_binomial
from tracker.calibration.isotonic import curve
from tracker.tally import Tally

_CHANCES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), min_size=1, max_size=12)


@given(_CHANCES)
def test_the_count_has_the_mean_and_the_variance_of_draws_that_events_share(
    rows: list[tuple[int, int]],
) -> None:
    """The variance added up pair by pair: of two on one event the likelier comes too."""
    p, events = np.array([row[0] for row in rows]) / 100, np.array([row[1] for row in rows])
    lowest, chances = chances_of_counts(p, events)
    counts = lowest + np.arange(len(chances))
    mean = float((counts * chances).sum())
    together = sum(
        min(p[i], p[j]) - p[i] * p[j] for i, j in product(range(len(p)), repeat=2) if events[i] == events[j]
    )
    assert chances.sum() == pytest.approx(1)
    assert mean == pytest.approx(p.sum())
    assert float(((counts - mean) ** 2 * chances).sum()) == pytest.approx(together, abs=1e-9)


@pytest.mark.parametrize("size", [40, 400])
def test_events_of_their_own_give_the_exact_test(size: int) -> None:
    """To the last digits, few or many."""
    p = np.random.default_rng(3).integers(1, 100, size) / 100
    lowest, chances = chances_of_counts(p, np.arange(size))
    first, expected = poisson_binomial(*(part.astype(float) for part in np.unique(p, return_counts=True)))
    assert lowest == first
    assert chances == pytest.approx(expected, abs=1e-14)
    found = expected_against_observed(Tally.of(p, np.arange(size) % 2))
    low, high, p_value = interval_and_p(lowest, chances, size // 2)
    assert (low, high) == (found.low, found.high)
    assert p_value == pytest.approx(found.p_value)


def test_what_cannot_be_has_no_chance_and_the_expected_all_of_it() -> None:
    """Certain forecasts have one count only."""
    lowest, chances = chances_of_counts(np.array([1.0, 1.0, 0.0]), np.array(["a", "a", "b"]))
    assert interval_and_p(lowest, chances, 2) == (2, 2, 1.0)
    assert interval_and_p(lowest, chances, 1)[2] == 0.0
    assert interval_and_p(lowest, chances, 3)[2] == 0.0


@pytest.mark.parametrize("claims", ["the same", "excluding each other", "independent"])
def test_the_band_and_the_range_hold_whatever_claims_share_an_event(claims: str) -> None:
    """Calibrated forecasters stay within 90 of 100 times, and 95 of 100, at the least."""
    rng = np.random.default_rng(8)
    said = rng.integers(1, 20, 60) / 20
    others = {"the same": said, "excluding each other": 1 - said}.get(claims, rng.integers(1, 20, 60) / 20)
    p = np.column_stack([said, others, said]).round(2)
    tally = Tally.of(p.ravel(), np.zeros(180), cluster=np.repeat(np.arange(60), 3))
    shown = tally.unclustered()
    low, high = shared_band(tally, shown, seed=1, replicates=499)
    ends = interval_and_p(*chances_of_counts(p.ravel(), np.repeat(np.arange(60), 3)), 0)[:2]
    place = np.searchsorted(shown.said, p.ravel() - 1e-9)
    outside, beyond = [], []
    for _ in range(200):
        first = rng.random(60) < said
        second = {"the same": first, "excluding each other": ~first}.get(claims, rng.random(60) < others)
        came = np.column_stack([first, second, first]).ravel().astype(float)
        heights = curve(shown.count, np.bincount(place, weights=came).astype(float))
        outside.append(((heights < low - 1e-9) | (heights > high + 1e-9)).mean())
        beyond.append(not ends[0] <= came.sum() <= ends[1])
    assert np.mean(outside) < 0.12
    assert np.mean(beyond) < 0.08
