"""Expected against observed."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import GradedOutcomes
from tests.tracker.drawn import Rows, rows
from tracker.calibration import expectation
from tracker.calibration.counts import poisson_binomial
from tracker.calibration.expectation import Expectation, expected_against_observed
from tracker.calibration.luck import brier_by_luck
from tracker.tally import Tally


def expectation_of(tally: Tally) -> Expectation:
    """The test of at least one forecast."""
    found = expected_against_observed(tally)
    assert found is not None
    return found


def by_enumeration(p: list[float]) -> list[float]:
    """The chance of each number of happenings, over every combination."""
    chances = [0.0] * (len(p) + 1)
    for outcome in product([0, 1], repeat=len(p)):
        chances[sum(outcome)] += prod(q if y else 1 - q for q, y in zip(p, outcome, strict=True))
    return chances


def test_chances_are_those_of_every_combination() -> None:
    """Nine forecasts, some alike, some certain."""
    p = [0.0, 0.1, 0.1, 0.35, 0.5, 0.5, 0.9, 0.97, 1.0]
    tally = Tally.of(p, [0] * 9)
    lowest, chances = poisson_binomial(tally.said, tally.count)
    whole = np.zeros(10)
    whole[lowest : lowest + len(chances)] = chances
    assert whole == pytest.approx(by_enumeration(p), abs=1e-15)


def test_equal_chances_are_scipys_binomial() -> None:
    """Ten thousand forecasts of 0.3 in one cell, and the same split in two and convolved by Fourier."""
    from scipy.stats import binom

    for counts in ([10_000.0], [4_000.0, 6_000.0]):
        lowest, chances = poisson_binomial(np.full(len(counts), 0.3), np.array(counts))
        k = np.arange(lowest, lowest + len(chances))
        assert chances == pytest.approx(binom(10_000, 0.3).pmf(k), abs=1e-12)


@given(rows)
@settings(max_examples=60, deadline=None)
def test_the_p_value_is_the_doubled_smaller_tail(drawn: Rows) -> None:
    """And the range holds at least 95% of what calibrated forecasters see."""
    p, y = zip(*drawn[:10], strict=True)
    found = expectation_of(Tally.of(p, y))
    chances = np.array(by_enumeration(list(p)))
    observed = sum(y)
    tail = min(chances[: observed + 1].sum(), chances[observed:].sum())
    assert found.p_value == pytest.approx(min(1.0, 2 * tail), abs=1e-12)
    assert chances[found.low : found.high + 1].sum() >= 0.95 - 1e-12
    assert found.expected == pytest.approx(sum(p))


def test_rare_tails_keep_their_digits() -> None:
    """75 of 100 where 30 were expected, and 25 where 70 were: one in 10^20 is not 0, on either side."""
    from scipy.stats import binom

    above = expectation_of(Tally.from_counts([0.3], [100], [75])).p_value
    below = expectation_of(Tally.from_counts([0.7], [100], [25])).p_value
    assert above == pytest.approx(2 * binom(100, 0.3).sf(74), rel=1e-9, abs=0)
    assert below == pytest.approx(2 * binom(100, 0.7).cdf(25), rel=1e-9, abs=0)
    two = expectation_of(Tally.from_counts([0.3, 0.31], [50, 50], [40, 35])).p_value
    assert 1e-20 < two < 1e-18


def test_many_different_probabilities_come_close_to_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corrected normal agrees with the exact count to four decimals at 2,000 forecasts."""
    p = np.random.default_rng(1).beta(1, 3, 2000)
    tally = Tally.of(p, np.random.default_rng(2).random(2000) < p)
    exact = expectation_of(tally)
    monkeypatch.setattr(expectation, "_MOST_CELLS", 100)
    near = expectation_of(tally)
    assert exact.method == "exact"
    assert near.method.startswith("normal")
    assert near.p_value == pytest.approx(exact.p_value, abs=2e-4)
    assert (near.low, near.high) == (exact.low, exact.high)


def test_certain_forecasts_alone_leave_no_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """All 0 or 1: either as expected, or impossible, by either method."""
    for most in (20_000, 0):
        monkeypatch.setattr(expectation, "_MOST_CELLS", most)
        assert expectation_of(Tally.of([0, 1, 1], [0, 1, 1])).p_value == 1
        assert expectation_of(Tally.of([0, 1, 1], [1, 1, 1])).p_value == 0


def test_nothing_is_expected_of_nothing() -> None:
    """Without forecasts there is no figure."""
    assert expected_against_observed(Tally.of([], [])) is None
    assert brier_by_luck(Tally.of([], []), seed=1) is None


def test_a_tie_is_refused() -> None:
    """Half a happening has no place among whole numbers."""
    with pytest.raises(GradedOutcomes, match="Expected against observed"):
        expected_against_observed(Tally.of([0.5], [0.5]))


def test_scores_by_luck_are_those_of_drawn_rows() -> None:
    """The range agrees with drawing the rows themselves."""
    rng = np.random.default_rng(4)
    p = np.array([0.1, 0.3, 0.3, 0.6, 0.8, 0.95, 0.5, 0.2])
    means = ((p - (rng.random((20_000, 8)) < p)) ** 2).mean(axis=1)
    assert brier_by_luck(Tally.of(p, np.zeros(8)), seed=1, replicates=20_000) == pytest.approx(
        np.quantile(means, [0.025, 0.975]), abs=0.01
    )


def test_forecasts_on_one_event_share_their_luck() -> None:
    """Eight forecasts on one event are as uncertain as one."""
    alone = brier_by_luck(Tally.of([0.7], [0]), seed=1)
    together = brier_by_luck(Tally.of([0.7] * 8, [0] * 8, cluster=["flood"] * 8), seed=1)
    assert together == pytest.approx(alone)
    assert alone == pytest.approx((0.09, 0.49))
