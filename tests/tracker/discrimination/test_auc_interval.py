"""The interval of an area under the ROC curve with few of one outcome."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.special import ndtri

from tracker.discrimination.auc_interval import auc_interval, newcombe


@pytest.mark.parametrize(("area", "happened", "failed"), [(0.8, 5, 30), (0.5, 3, 3), (0.97, 40, 12)])
def test_newcombes_ends_have_the_error_that_reaches_the_area_seen(
    area: float, happened: int, failed: int
) -> None:
    """Put back into the formula of method 5."""
    for end in newcombe(area, happened, failed, z=1.96):
        n = (happened + failed) / 2 - 1
        variance = end * (1 - end) * (1 + n * (1 - end) / (2 - end) + n * end / (1 + end))
        assert abs(area - end) == pytest.approx(1.96 * sqrt(variance / happened / failed), abs=1e-9)


def test_an_area_of_one_reaches_down_and_its_mirror_up() -> None:
    """Two of each, all told apart: 0.158 or lower."""
    low, high = auc_interval(1.0, 0.0, 2, 2)
    assert high == 1.0
    assert low <= sqrt(0.025) + 1e-12
    assert auc_interval(0.0, 0.0, 2, 2) == pytest.approx((0.0, 1 - low))


def test_it_is_no_narrower_than_delongs() -> None:
    """Where DeLong's error is large it is his on the logit scale."""
    area, error = 0.7, 0.15
    low, high = auc_interval(area, error, 40, 40)
    reach = 1.959964 * error / (area * (1 - area))
    ends = [1 / (1 + np.exp(-(np.log(area / (1 - area)) + side * reach))) for side in (-1, 1)]
    assert (low, high) == pytest.approx(ends, abs=1e-6)


@pytest.mark.parametrize(("happened", "failed"), [(2, 20), (5, 95)])
def test_it_holds_the_area_in_at_least_93_of_100_sets(happened: int, failed: int) -> None:
    """Two normals with a true area of 0.74, where DeLong's alone holds 84 or 89."""
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(400):
        above = rng.standard_normal((happened, 1)) + sqrt(2) * ndtri(0.74)
        won = above > rng.standard_normal(failed)
        error = sqrt(won.mean(1).var(ddof=1) / happened + won.mean(0).var(ddof=1) / failed)
        low, high = auc_interval(float(won.mean()), error, happened, failed)
        held += low <= 0.74 <= high
    assert held >= 372
