"""Scores of stated quantiles and intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from scores.continuous import quantile_interval_score
from sklearn.metrics import mean_pinball_loss
from xarray import DataArray

from tracker.scoring import interval_score, pinball, weighted_interval_score

values = st.integers(-50, 50).map(float)
LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9]
QUANTILES = np.array([[-1, 0, 1, 2, 3], [-2, 1, 2, 2, 4], [-2, 0, 3, 3, 4]], dtype=float)
CAME = np.array([1.0, -15.0, 22.0])


def test_published_weighted_interval_scores_come_out() -> None:
    """Three forecasts with the figures printed for them."""
    assert weighted_interval_score(QUANTILES, LEVELS, CAME) == pytest.approx([0.36, 15.34, 19.14])
    assert interval_score([0, 1, 0], [2, 2, 3], CAME, 0.5) == pytest.approx([2, 65, 79])


def test_quantile_scores_agree_with_other_libraries() -> None:
    """The same figures come from scoringrules and scikit-learn."""
    theirs = [scoringrules.quantile_score(CAME, QUANTILES[:, k], level) for k, level in enumerate(LEVELS)]
    assert pinball(QUANTILES, LEVELS, CAME) == pytest.approx(np.mean(theirs, axis=0))
    for column, level in enumerate(LEVELS):
        assert pinball(QUANTILES[:, column], level, CAME).mean() == pytest.approx(
            mean_pinball_loss(CAME, QUANTILES[:, column], alpha=level)
        )


def test_the_weighted_interval_score_is_that_of_a_median_and_its_intervals() -> None:
    """Half the error of the median and alpha / 2 times each interval score, averaged over K + 1/2."""
    low, high, alphas = QUANTILES[:, [0, 1]], QUANTILES[:, [4, 3]], np.array([0.2, 0.5])
    intervals = scoringrules.interval_score(CAME, low, high, alphas) @ alphas / 2
    theirs = (abs(CAME - QUANTILES[:, 2]) / 2 + intervals) / 2.5
    assert weighted_interval_score(QUANTILES, LEVELS, CAME) == pytest.approx(theirs)


def test_the_interval_score_agrees_with_other_libraries() -> None:
    """The same figures come from scoringrules and scores."""
    low, high = QUANTILES[:, 0], QUANTILES[:, 4]
    ours = interval_score(low, high, CAME, 0.2)
    assert ours == pytest.approx(scoringrules.interval_score(CAME, low, high, 0.2))
    theirs = quantile_interval_score(
        DataArray(low), DataArray(high), DataArray(CAME), 0.1, 0.9, preserve_dims="all"
    )
    assert ours == pytest.approx(theirs["total"].to_numpy())


@given(
    outcomes=st.lists(values, min_size=1, max_size=9),
    report=values,
    level=st.sampled_from([0.1, 0.3, 0.5, 0.9]),
)
def test_no_other_value_beats_the_true_quantile(outcomes: list[float], report: float, level: float) -> None:
    """The pinball loss is proper for the quantile at its level."""
    true = float(np.quantile(outcomes, level, method="inverted_cdf"))
    honest = np.mean([pinball(true, level, y) for y in outcomes])
    assert honest <= np.mean([pinball(report, level, y) for y in outcomes]) + 1e-9


@given(
    outcomes=st.lists(values, min_size=1, max_size=9),
    ends=st.tuples(values, values),
    alpha=st.floats(0.05, 0.9),
)
def test_no_other_interval_beats_the_true_one(
    outcomes: list[float], ends: tuple[float, float], alpha: float
) -> None:
    """The interval score is proper for the two quantiles that a central interval claims to be."""
    low, high = np.quantile(outcomes, [alpha / 2, 1 - alpha / 2], method="inverted_cdf")
    honest = np.mean([interval_score(low, high, y, alpha) for y in outcomes])
    other = np.mean([interval_score(min(ends), max(ends), y, alpha) for y in outcomes])
    assert honest <= other + 1e-9


@given(low=values, width=st.floats(0, 50), y=values, alpha=st.floats(0.01, 0.99))
def test_an_interval_is_two_quantiles(low: float, width: float, y: float, alpha: float) -> None:
    """The interval score times alpha / 2 is the sum of the pinball losses of its ends."""
    ends, levels = [low, low + width], [alpha / 2, 1 - alpha / 2]
    score = interval_score(low, low + width, y, alpha)
    assert alpha / 2 * score == pytest.approx(2 * pinball(ends, levels, y), abs=1e-9)


@given(y=values, order=st.permutations(range(5)))
def test_the_order_of_levels_does_not_matter(y: float, order: list[int]) -> None:
    """Quantiles and their levels may be listed in any order."""
    listed = pinball(QUANTILES[0][order], np.array(LEVELS)[order], y)
    assert listed == pytest.approx(pinball(QUANTILES[0], LEVELS, y))


@given(quantile=values, y=values)
def test_twice_the_loss_of_a_median_is_the_absolute_error(quantile: float, y: float) -> None:
    """So a median alone is scored in the unit of the value."""
    assert weighted_interval_score([quantile], [0.5], y) == abs(quantile - y)


@pytest.mark.parametrize(
    ("quantiles", "levels", "y", "message"),
    [
        ([1, 2], [0.0, 0.5], 1, r"levels\[0\] is 0.0"),
        ([1, 2], [0.5, float("nan")], 1, r"levels\[1\] is nan"),
        ([1, float("nan")], [0.4, 0.5], 1, r"quantiles\[1\] is nan"),
        ([1, 2], [0.4, 0.5], float("inf"), "y is inf"),
        ([1, 2], [0.4, 0.5, 0.6], 1, "need 2 levels"),
        ([1, 2], [0.4, 0.5], [1, 2], "one row a value"),
    ],
)
def test_what_cannot_be_scored_is_refused(quantiles: Any, levels: Any, y: Any, message: str) -> None:
    """The first bad value, or the shapes that do not fit, are named."""
    with pytest.raises(ValueError, match=message):
        pinball(quantiles, levels, y)


@pytest.mark.parametrize(
    ("lower", "upper", "y", "alpha", "message"),
    [
        (2, 1, 1, 0.2, "lower is 2.0"),
        (float("nan"), 1, 1, 0.2, "lower is nan"),
        (0, 1, float("nan"), 0.2, "y is nan"),
        (0, 1, 1, 1.0, "alpha is 1.0"),
        ([0, 0], [1, 1], [1, 1, 1], 0.2, "one score needs one value of each"),
    ],
)
def test_what_is_no_interval_is_refused(lower: Any, upper: Any, y: Any, alpha: Any, message: str) -> None:
    """Ends in order, finite values and a coverage between 0 and 1 are needed."""
    with pytest.raises(ValueError, match=message):
        interval_score(lower, upper, y, alpha)
