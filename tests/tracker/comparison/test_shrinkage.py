"""Differences drawn towards the mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import golden
from tracker.comparison.shrinkage import floored_variances, shrunken, shrunken_share, spread_between

forecasters = st.lists(st.tuples(st.floats(-1, 1), st.floats(0.001, 1)), min_size=5, max_size=12)


def test_the_golden_rows_are_met() -> None:
    """A stated spread, and a share of hits under a prior."""
    for row in golden("eb_shrinkage_fixed_tau"):
        given_row = row["inputs"]
        found = shrunken(
            given_row["mean_diff"], given_row["var"], spread=given_row["tau2"], mean=given_row["mu"]
        )
        assert found.values == pytest.approx(row["expected"], abs=row["tolerance"])
        assert found.spread_is == "stated"
    for row in golden("beta_binomial_posterior_mean"):
        given_row = row["inputs"]
        share = shrunken_share(given_row["hits"], given_row["n"], a=given_row["a"], b=given_row["b"])
        assert share == pytest.approx(row["expected"], abs=row["tolerance"])


@given(rows=forecasters)
def test_each_lies_between_its_raw_value_and_the_mean(rows: list[tuple[float, float]]) -> None:
    """And the surer it is, the nearer it stays to the raw value."""
    raw, variances = (np.array(column) for column in zip(*rows, strict=True))
    found = shrunken(raw, variances, spread=None, mean=None)
    assert np.all(found.values >= np.minimum(raw, found.mean) - 1e-12)
    assert np.all(found.values <= np.maximum(raw, found.mean) + 1e-12)
    order = np.argsort(variances)
    assert np.all(np.diff(found.weights[order]) <= 1e-12)


@given(rows=forecasters, moved=st.floats(-3, 3))
def test_the_estimated_spread_ignores_where_zero_is(rows: list[tuple[float, float]], moved: float) -> None:
    """Turning or moving all differences leaves it as it is."""
    raw, variances = (np.array(column) for column in zip(*rows, strict=True))
    spread = spread_between(raw, variances)
    assert spread_between(moved - raw, variances) == pytest.approx(spread, abs=1e-9)


def test_with_equal_variances_the_spread_is_the_sample_variance_less_theirs() -> None:
    """DerSimonian and Laird's estimate has this form then, and never falls below 0."""
    raw = np.array([-0.3, 0.1, 0.0, 0.2, 0.35, -0.1])
    assert spread_between(raw, np.full(6, 0.01)) == pytest.approx(raw.var(ddof=1) - 0.01)
    assert spread_between(raw, np.full(6, 1.0)) == 0.0


def test_the_estimated_spread_is_near_the_true_one() -> None:
    """2,000 forecasters of true spread 0.04 and unequal errors."""
    rng = np.random.default_rng(6)
    variances = rng.uniform(0.01, 0.1, 2000)
    raw = rng.normal(0.1, np.sqrt(0.04 + variances))
    assert spread_between(raw, variances) == pytest.approx(0.04, rel=0.1)


def test_fewer_than_five_need_a_stated_spread() -> None:
    """Their spread is not estimated."""
    with pytest.raises(ValueError, match="4 forecasters are too few"):
        shrunken([0.1] * 4, [0.01] * 4, spread=None, mean=0.0)
    found = shrunken([0.1, -0.1], [0.01, 0.03], spread=0.01, mean=None)
    assert found.mean == pytest.approx((0.1 / 0.02 - 0.1 / 0.04) / (1 / 0.02 + 1 / 0.04))
    assert found.table.columns.tolist() == ["raw", "variance", "weight", "shrunken"]


def test_agreement_of_a_few_events_does_not_look_certain() -> None:
    """No variance falls below the pooled one over its count, and one event takes the pooled one."""
    pooled = (1 * 0.0 + 9 * 0.09) / 10
    assert floored_variances([0.0, 0.3, 0.0], [2, 10, 1]) == pytest.approx([pooled / 2, 0.09 / 10, pooled])


def test_what_does_not_fit_is_refused() -> None:
    """A variance of 0, a prior of nothing, more hits than trials, nobody with two events."""
    with pytest.raises(ValueError, match="variance above 0"):
        shrunken([0.1], [0.0], spread=0.1, mean=0.0)
    with pytest.raises(ValueError, match="spread is 0 or more"):
        shrunken([0.1], [0.1], spread=-1.0, mean=0.0)
    with pytest.raises(ValueError, match="no mean of no differences"):
        shrunken([], [], spread=0.1, mean=None)
    with pytest.raises(ValueError, match="4 hits of 3"):
        shrunken_share(4, 3, a=1, b=1)
    with pytest.raises(ValueError, match="two events"):
        floored_variances([0.0], [1])
    with pytest.raises(ValueError, match="one sd"):
        floored_variances([-0.1], [2])
