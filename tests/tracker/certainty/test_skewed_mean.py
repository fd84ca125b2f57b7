"""The interval of a mean of scores without an upper bound."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from tracker.certainty.skewed_mean import skewed_mean_interval


def test_symmetric_scores_have_students_interval() -> None:
    """Without skewness Hall's correction is none."""
    scores = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    reach = t.ppf(0.975, 4) * scores.std(ddof=1) / np.sqrt(5)
    ends = [float(end) for end in skewed_mean_interval(scores)]
    assert ends == pytest.approx([3 - reach, 3 + reach])


def test_halls_ends_solve_his_cubic() -> None:
    """T = z as Hall (1992) writes it: T + a T^2/3 + a^2 T^3/27 + a/6, at the upper end."""
    scores = np.array([0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 2.0, 0.3, 0.1, 0.2])
    _, high = skewed_mean_interval(scores)
    n, away = len(scores), scores - scores.mean()
    a = (away**3).mean() / (away**2).mean() ** 1.5 / np.sqrt(n)
    root = (scores.mean() - float(high)) / (scores.std(ddof=1) / np.sqrt(n))
    assert root + a * root**2 / 3 + a**2 * root**3 / 27 + a / 6 == pytest.approx(t.ppf(0.025, n - 1))


def test_many_sets_at_once_and_never_below_what_can_be() -> None:
    """Over the last axis, with the ends of each set as if alone."""
    table = np.random.default_rng(1).lognormal(0, 1.5, (3, 20))
    low, high = skewed_mean_interval(table, least=0.0)
    for place in range(3):
        alone = skewed_mean_interval(table[place], least=0.0)
        assert (low[place], high[place]) == pytest.approx([float(end) for end in alone])
    assert (low >= 0).all()
    with pytest.raises(ValueError, match="cannot vary"):
        skewed_mean_interval([1.0])
