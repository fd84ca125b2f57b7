"""Intervals for a share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.examples import golden
from tracker.certainty.intervals import Interval, clopper_pearson, exact_ends, jeffreys, wilson
from tracker.vectors import Floats

ALL: list[Callable[..., Interval | None]] = [wilson, jeffreys, clopper_pearson]


@pytest.mark.parametrize(
    ("interval", "measure"),
    [
        (wilson, "wilson_interval_95"),
        (jeffreys, "jeffreys_interval_95"),
        (clopper_pearson, "clopper_pearson_95"),
    ],
)
def test_golden_intervals(interval: Callable[..., Interval], measure: str) -> None:
    """The golden rows come out."""
    for param in golden(measure):
        row: dict[str, Any] = param.values[0]
        found = interval(row["inputs"]["k"], row["inputs"]["n"])
        assert found == pytest.approx(row["expected"], abs=row["tolerance"])


def test_published_intervals() -> None:
    """Thirteen of fifteen."""
    assert wilson(13, 15) == pytest.approx((0.621180171677, 0.962638740897), abs=1e-12)
    assert clopper_pearson(13, 15) == pytest.approx((0.595397303397, 0.983424086560), abs=1e-12)
    assert jeffreys(13, 15) == pytest.approx((0.636582093849, 0.971221672680), abs=1e-12)


def test_agrees_with_scipy() -> None:
    """At another level, for every number of successes of twelve."""
    from scipy.stats import binomtest

    for successes in range(13):
        test = binomtest(successes, 12)
        for interval, method in ((wilson, "wilson"), (clopper_pearson, "exact")):
            theirs = test.proportion_ci(0.8, method=method)
            assert interval(successes, 12, level=0.8) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_the_interval_that_pages_show_holds_every_share_of_every_number_of_trials() -> None:
    """Summed exactly, of 1 to 200 trials: never below 95 of 100 sets, where Jeffreys falls to 89."""
    from scipy.special import betaincinv
    from scipy.stats import binom

    shares = np.linspace(0.005, 0.995, 199)
    worst, of_jeffreys = 1.0, 1.0
    for count in range(1, 201):
        k = np.arange(count + 1)
        chance = binom.pmf(k, count, shares[:, None])
        low, high = exact_ends(k, count - k, level=0.95)
        worst = min(worst, _held(chance, shares, low, high))
        if count == 50:
            low, high = (betaincinv(k + 0.5, count - k + 0.5, tail) for tail in (0.025, 0.975))
            of_jeffreys = _held(chance, shares, low, high)
    assert worst >= 0.95
    assert 0.87 < of_jeffreys < 0.9


def _held(chance: Floats, shares: Floats, low: Floats, high: Floats) -> float:
    """The least chance that the interval holds the share."""
    within = (low <= shares[:, None]) & (shares[:, None] <= high)
    return float((chance * within).sum(axis=1).min())


@pytest.mark.parametrize("interval", ALL)
@given(count=st.integers(1, 10_000), share=st.floats(0, 1), level=st.floats(0.5, 0.999))
@settings(max_examples=60, deadline=None)
def test_an_interval_contains_its_estimate(
    interval: Callable[..., Interval], count: int, share: float, level: float
) -> None:
    """And lies within 0 to 1."""
    successes = round(share * count)
    low, high = interval(successes, count, level=level)
    assert 0 <= low <= successes / count <= high <= 1


@pytest.mark.parametrize("interval", ALL)
def test_the_undefined_and_the_refused(interval: Callable[..., Interval | None]) -> None:
    """No trials have no interval; impossible counts and levels are refused."""
    assert interval(0, 0) is None
    for successes, count, level in ((3, 2, 0.95), (-1, 2, 0.95), (1, 2, 95), (float("nan"), 2, 0.95)):
        with pytest.raises(ValueError, match=r"successes of|level"):
            interval(successes, count, level=level)
