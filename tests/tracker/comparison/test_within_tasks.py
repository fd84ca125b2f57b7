"""Two forecasters within each task, whatever its unit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.comparison.within_tasks import within_tasks

_SCORE = st.just(0.0) | st.floats(1e-9, 1e6)
"""A score that another unit does not turn into nothing."""
SCORES = st.lists(
    st.tuples(_SCORE, _SCORE, st.floats(0.001, 1000), st.integers(0, 8)),
    min_size=1,
    max_size=25,
)


@given(SCORES)
def test_units_change_nothing_and_swapping_mirrors(rows: list[tuple[float, float, float, int]]) -> None:
    """Each task may have a unit of its own."""
    first, second, unit, cluster = (np.array(column) for column in zip(*rows, strict=True))
    found = within_tasks(first, second, cluster)
    again, mirrored = within_tasks(first * unit, second * unit, cluster), within_tasks(second, first, cluster)
    assert again.difference == pytest.approx(found.difference, abs=1e-9)
    assert found.difference is not None
    assert mirrored.difference == pytest.approx(-found.difference)
    assert (mirrored.first_nearer, mirrored.second_nearer) == (found.second_nearer, found.first_nearer)
    assert mirrored.p_value == pytest.approx(found.p_value)
    assert -1 <= found.difference <= 1


def test_one_day_counts_once() -> None:
    """Fifty tasks of one day are one cluster, and tell nothing of luck."""
    found = within_tasks([1.0] * 50, [2.0] * 50, [0] * 50)
    assert (found.tasks, found.clusters, found.first_nearer) == (50, 1, 50)
    assert (found.p_value, found.low) == (None, None)
    assert "too few" in str(found.reason)


def test_equal_forecasters_are_rarely_told_apart() -> None:
    """At most 6 of 100 sets, over eight days of three tasks with unlike units."""
    rng, refused, sets = np.random.default_rng(3), 0, 600
    for _ in range(sets):
        unit, shared = np.exp(rng.normal(0, 3, (8, 3, 1))), np.exp(rng.normal(0, 0.6, (8, 1, 2)))
        scores = (unit * shared * np.exp(rng.normal(0, 0.6, (8, 3, 2)))).reshape(-1, 2)
        found = within_tasks(scores[:, 0], scores[:, 1], np.repeat(np.arange(8), 3))
        assert found.p_value is not None
        refused += found.p_value <= 0.05
    assert refused <= 0.06 * sets + 3 * (sets * 0.06 * 0.94) ** 0.5


def test_negative_scores_are_refused() -> None:
    """A score below 0 has no ratio."""
    with pytest.raises(ValueError, match="0 or more"):
        within_tasks([-1.0], [1.0], [0])
    with pytest.raises(ValueError, match="as many"):
        within_tasks([1.0], [1.0, 2.0], [0])
