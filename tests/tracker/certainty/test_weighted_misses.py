"""The interval of a mean score from its misses: against published figures, another way, and by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta as beta_distribution
from scipy.stats import gamma as gamma_distribution

from tracker.certainty.intervals import clopper_pearson
from tracker.certainty.weighted_misses import bounded_sum_interval, misses, weighted_sum_interval
from tracker.means import mean_brier, mean_log_score
from tracker.tally import Tally

CHANCES = st.floats(0.01, 0.99)


def test_fay_and_feuers_rate_of_downs_syndrome() -> None:
    """Mothers of five or more, Michigan 1950 to 1964: 75.52901 per 100,000, 67.70212 to 188.30017.

    The data are in Fay and Feuer (1997), table II; the figures in the vignette of R's dsrTest.
    """
    cases = np.array([0, 8, 63, 112, 262, 295.0])
    births = np.array([327, 30666, 123419, 149919, 104088, 34392.0])
    standard = np.array([319933, 931318, 786511, 488235, 237863, 61313.0])
    weight = 1e5 * standard / standard.sum() / births
    ends = weighted_sum_interval((weight * cases).sum(), (weight**2 * cases).sum(), weight.max(), np.inf)
    assert (weight * cases).sum() == pytest.approx(75.52901, abs=5e-6)
    assert [float(end) for end in ends] == pytest.approx([67.70212, 188.30017], abs=5e-6)


def test_without_a_miss_the_interval_still_says_how_far_one_would_throw_the_mean() -> None:
    """Six forecasts of .95 and .94, all right: 0.003 to 0.415, not 0.0022 to 0.0032."""
    found = misses(Tally.of([0.95] * 3 + [0.94] * 3, [1] * 6), "brier")
    low, high = found.interval()
    assert found.mean == pytest.approx((3 * 0.0025 + 3 * 0.0036) / 6)
    assert low == found.mean
    assert high == pytest.approx(0.415, abs=5e-4)


@pytest.mark.parametrize("missed", range(8))
def test_equal_weights_give_clopper_and_pearsons_interval(missed: int) -> None:
    """Seven forecasts of 10%: the mean is 0.01 + 0.8 times the share missed."""
    found = misses(Tally.of([0.1] * 7, [1] * missed + [0] * (7 - missed)), "brier").interval()
    exact = clopper_pearson(missed, 7)
    assert exact is not None
    assert found == pytest.approx([0.01 + 0.8 * end for end in exact])


def test_the_ends_are_quantiles_of_the_betas_that_the_docstring_names() -> None:
    """Computed again from scipy.stats."""
    s, v, w, whole = 2.0, 1.5, 0.9, 8.0
    low, high = weighted_sum_interval(s, v, w, whole)
    assert float(low) == pytest.approx(
        whole * beta_distribution.ppf(0.025, s * s / v, whole * s / v - s * s / v + 1)
    )
    a, b = (s + w) ** 2 / (v + w * w), (whole + w) * (s + w) / (v + w * w)
    assert float(high) == pytest.approx(whole * beta_distribution.ppf(0.975, a, b - a))


def test_a_large_total_approaches_the_gamma_interval() -> None:
    """The binomial form tends to Fay and Feuer's as the chance of each miss tends to 0."""
    s, v, w = 2.0, 1.5, 0.9
    near = [float(end) for end in weighted_sum_interval(s, v, w, 1e7)]
    y, z = s + w, v + w * w
    gamma = [
        v / s * gamma_distribution.ppf(0.025, s * s / v),
        z / y * gamma_distribution.ppf(0.975, y * y / z),
    ]
    assert near == pytest.approx(gamma, rel=1e-5)
    assert [float(end) for end in weighted_sum_interval(s, v, w, np.inf)] == pytest.approx(gamma)


@given(st.lists(st.tuples(CHANCES, st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=12))
def test_parts_add_up_to_the_mean_and_the_interval_holds_it(rows: list[tuple[float, int, int]]) -> None:
    """For both losses, with and without clusters."""
    p, y, event = (list(column) for column in zip(*rows, strict=True))
    for tally in (Tally.of(p, y), Tally.of(p, y, cluster=event)):
        for loss, mean in (("brier", mean_brier(tally)), ("log", mean_log_score(tally))):
            found = misses(tally, "brier" if loss == "brier" else "log")
            low, high = found.interval()
            assert found.mean == pytest.approx(mean, abs=1e-9)
            assert low - 1e-9 <= found.mean <= high + 1e-9
            assert found.added <= found.total + 1e-9


def test_a_forecast_of_half_cannot_score_anything_else() -> None:
    """Whatever happens, it is 0.25."""
    assert misses(Tally.of([0.5] * 4, [1, 0, 1, 1]), "brier").interval() == (0.25, 0.25)


def test_a_certain_forecast_leaves_the_log_score_without_an_upper_end() -> None:
    """One miss of a certain forecast costs infinitely much."""
    low, high = misses(Tally.of([1.0, 0.3, 0.2], [1, 0, 0]), "log").interval()
    assert 0 < low < 0.2
    assert high == np.inf


def test_forecasts_on_one_event_widen_the_interval_to_that_of_the_event() -> None:
    """A hundred forecasts on three events say no more than three."""
    p, event = np.full(102, 0.7), np.repeat([0, 1, 2], 34)
    shared = misses(Tally.of(p, np.ones(102), cluster=event), "brier").interval()
    three = misses(Tally.of([0.7] * 3, [1] * 3), "brier").interval()
    assert shared == pytest.approx(three)


def test_forecasts_that_saw_different_outcomes_are_each_a_miss_of_their_own() -> None:
    """By July no, by December yes: the least is that of both right."""
    found = misses(Tally.of([0.1, 0.8], [0, 1], cluster=["x", "x"]), "brier")
    assert found.least == pytest.approx(0.01 + 0.04)
    assert found.added == 0
    assert found.largest == pytest.approx(0.8 + 0.6)


def test_a_grade_is_bounded_and_the_rest_keep_their_misses() -> None:
    """Of a tie at 20%, the score may lie between 0 and 0.64."""
    found = misses(Tally.of([0.2, 0.9], [0.5, 1]), "brier")
    assert found.mean == pytest.approx((0.09 + 0.01) / 2)
    assert found.least == pytest.approx(0.01)
    assert found.total == pytest.approx(0.64 + 0.8)


def test_bounded_scores_need_bounds_that_hold_them() -> None:
    """A score outside its bounds is the caller's mistake."""
    with pytest.raises(ValueError, match="between its bounds"):
        bounded_sum_interval([0.5], [0.0], [0.4])
    with pytest.raises(ValueError, match="at least one event"):
        bounded_sum_interval([], [], [])
    assert bounded_sum_interval([0.3, 0.3], [0.3, 0.3], [0.3, 0.3]) == (0.3, 0.3)


@pytest.mark.parametrize("events", [5, 20])
def test_bounded_scores_are_held_in_nearly_all_sets(events: int) -> None:
    """Skewed scores between 0 and 1, beta(0.3, 2): at least 95 of 100, though all-alike sets are common."""
    rng = np.random.default_rng(4)
    held = 0
    for _ in range(400):
        low, high = bounded_sum_interval(rng.beta(0.3, 2.0, events), np.zeros(events), np.ones(events))
        held += low <= 0.3 / 2.3 <= high
    assert held >= 380
