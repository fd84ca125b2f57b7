"""How many of many uncertain things happen, where some share an event."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import FractionalWeights
from tracker.calibration import counts as counting
from tracker.calibration import expectation
from tracker.calibration.counts import chances_of_counts, poisson_binomial
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.isotonic import curve
from tracker.calibration.reliability import reliability_curve
from tracker.tally import Tally

_CHANCES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), min_size=1, max_size=12)


@given(_CHANCES)
@settings(deadline=None)
def test_the_count_has_the_mean_and_the_variance_of_draws_that_events_share(
    rows: list[tuple[int, int]],
) -> None:
    """The variance added up pair by pair: of two on one event the likelier comes too."""
    p, events = np.array([row[0] for row in rows]) / 100, np.array([row[1] for row in rows])
    lowest, chances = chances_of_counts(Tally.of(p, np.zeros(len(p)), cluster=events))
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
    lowest, chances = chances_of_counts(Tally.of(p, np.zeros(size), cluster=np.arange(size)))
    first, expected = poisson_binomial(*(part.astype(float) for part in np.unique(p, return_counts=True)))
    assert lowest == first
    assert chances == pytest.approx(expected, abs=1e-14)
    alone = expected_against_observed(Tally.of(p, np.arange(size) % 2))
    named = expected_against_observed(Tally.of(p, np.arange(size) % 2, cluster=np.arange(size)))
    assert alone == named


def test_what_cannot_be_has_no_chance_and_the_expected_all_of_it() -> None:
    """Certain forecasts have one count only."""
    for happened, p_value in ((2, 1.0), (1, 0.0), (3, 0.0)):
        came = [place < happened for place in range(3)]
        found = expected_against_observed(Tally.of([1.0, 1.0, 0.0], came, cluster=["a", "a", "b"]))
        assert found is not None
        assert (found.low, found.high, found.p_value) == (2, 2, p_value)


@pytest.mark.parametrize("claims", ["the same", "excluding each other", "independent"])
def test_the_band_and_the_range_hold_whatever_claims_share_an_event(claims: str) -> None:
    """Calibrated forecasters stay within 90 of 100 times, and 95 of 100, at the least."""
    rng = np.random.default_rng(8)
    said = rng.integers(1, 20, 60) / 20
    others = {"the same": said, "excluding each other": 1 - said}.get(claims, rng.integers(1, 20, 60) / 20)
    p = np.column_stack([said, others, said]).round(2)
    tally = Tally.of(p.ravel(), np.zeros(180), cluster=np.repeat(np.arange(60), 3))
    shown, band = tally.unclustered(), reliability_curve(tally, seed=1, replicates=499)
    low, high, range_ = band.low, band.high, expected_against_observed(tally)
    assert range_ is not None
    place = np.searchsorted(shown.said, p.ravel() - 1e-9)
    outside, beyond = [], []
    for _ in range(200):
        first = rng.random(60) < said
        second = {"the same": first, "excluding each other": ~first}.get(claims, rng.random(60) < others)
        came = np.column_stack([first, second, first]).ravel().astype(float)
        heights = curve(shown.count, np.bincount(place, weights=came).astype(float))
        outside.append(((heights < low - 1e-9) | (heights > high + 1e-9)).mean())
        beyond.append(not range_.low <= came.sum() <= range_.high)
    assert np.mean(outside) < 0.12
    assert np.mean(beyond) < 0.08


def test_copies_of_a_forecast_prove_no_more_than_one() -> None:
    """Twelve hits in a row at 0.5 are rare; one hit copied twelve times is not."""
    copied = expected_against_observed(Tally.of([0.5] * 12, [1] * 12, cluster=["a"] * 12))
    apart = expected_against_observed(Tally.of([0.5] * 12, [1] * 12, cluster=range(12)))
    assert copied is not None
    assert apart is not None
    assert copied.p_value == 1.0
    assert apart.p_value == pytest.approx(2 / 2**12)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), min_size=2, max_size=200))
@settings(deadline=None)
def test_many_events_added_up_at_once_are_as_one_after_the_other(rows: list[tuple[int, int]]) -> None:
    """Pairs of equal length together give what a plain sum gives."""
    p, events = np.array([row[0] for row in rows]) / 20, np.array([row[1] for row in rows])
    lowest, chances = chances_of_counts(Tally.of(p, np.zeros(len(p)), cluster=events))
    expected = np.ones(1)
    for event in np.unique(events):
        heights = np.sort(p[events == event])[::-1]
        expected = np.convolve(expected, -np.diff(heights, prepend=1.0, append=0.0))
    whole = np.zeros(len(expected))
    whole[lowest : lowest + len(chances)] = chances
    assert whole == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("large", [1, 400])
def test_the_normal_of_very_many_that_share_events_comes_close(
    monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """To three decimals of the exact count, also where one event holds too many for a normal."""
    rng = np.random.default_rng(4)
    events = np.concatenate([np.repeat(np.arange(400), 3), np.full(large, 999)])
    p = rng.integers(1, 100, len(events)) / 100
    tally = Tally.of(p, rng.random(len(events)) < p, cluster=events)
    exact = expected_against_observed(tally)
    monkeypatch.setattr(expectation, "_MOST_SHARED", 10)
    near = expected_against_observed(tally)
    assert exact is not None
    assert near is not None
    assert (exact.method, near.method.partition(",")[0]) == ("exact, by shared luck", "normal")
    assert near.p_value == pytest.approx(exact.p_value, abs=2e-3)
    assert near.low == pytest.approx(exact.low, abs=1)
    assert near.high == pytest.approx(exact.high, abs=1)


def test_certain_forecasts_that_share_events_leave_no_luck() -> None:
    """The normal of what does not vary is a point."""
    certain = Tally.of([0.0, 1.0, 1.0], [0, 1, 1], cluster=["a", "b", "b"])
    found = counting.tails_by_the_normal(certain)
    assert (found.lowest, found.at_most.tolist(), found.at_least.tolist()) == (2, [1.0], [1.0])


@pytest.mark.parametrize("clusters", [30, 6])
@pytest.mark.parametrize("weight", [1e4, 1e7, 1e12, 1e13])
def test_weights_may_be_heavy_and_change_nothing(weight: float, clusters: int) -> None:
    """In steps of many, what a calibrated forecaster sees, and the p-value, are as with weight 1."""
    rng = np.random.default_rng(1)
    p = rng.integers(1, 10, 60) / 10
    y = rng.random(60) < p
    event = np.arange(60) % clusters
    one, heavy = (
        expected_against_observed(Tally.of(p, y, weight=np.full(60, each), cluster=event))
        for each in (1.0, weight)
    )
    assert one is not None
    assert heavy is not None
    assert heavy.observed == one.observed * weight
    assert heavy.p_value == pytest.approx(one.p_value, abs=0.1)
    for end, other in ((heavy.low, one.low), (heavy.high, one.high)):
        assert end / weight == pytest.approx(other, abs=1)


def test_steps_are_as_good_as_single_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """To four decimals, with an event so large that it is counted apart."""
    rng = np.random.default_rng(4)
    event = np.concatenate([np.repeat(np.arange(400), 3), np.full(900, 999)])
    p = rng.integers(1, 100, len(event)) / 100
    tally = Tally.of(p, rng.random(len(event)) < p, weight=np.full(len(event), 30.0), cluster=event)
    fine = counting.tails_by_the_normal(tally)
    monkeypatch.setattr(counting, "_FINE", 500.0)
    coarse = counting.tails_by_the_normal(tally)
    assert (fine.step, coarse.step > 5) == (1, True)
    for share in (0.01, 0.3, 0.9):
        ends = [
            (found.lowest + np.searchsorted(found.at_most, share)) * found.step for found in (fine, coarse)
        ]
        assert ends[0] == pytest.approx(ends[1], rel=1e-3)


@pytest.mark.parametrize("weight", [1.0, 1e15])
def test_so_many_that_none_can_be_told_from_the_next_are_no_counts(weight: float) -> None:
    """Sixty rows of 1e15 are more than 2^52: refused by name, not answered with NaN."""
    tally = Tally.of([0.4] * 60, [1, 0] * 30, weight=[weight] * 60)
    if weight == 1.0:
        assert expected_against_observed(tally) is not None
        return
    with pytest.raises(FractionalWeights, match=r"more than 2\^52"):
        expected_against_observed(tally)
