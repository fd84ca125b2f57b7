"""How chances were spread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facets.record.sharpness import sharpness_of
from tests.reports.standing_cases import chances


def test_there_is_none_below_twenty_events() -> None:
    """A list says it better."""
    assert sharpness_of(chances([0.5] * 19, [1] * 19)) is None


def test_chances_are_heaped_to_the_nearest_five_percent() -> None:
    """Tenths stand on themselves, and halves of a step go up."""
    found = sharpness_of(chances([0.1, 0.125, 0.3, 0.999] * 5, [0, 1, 0, 1] * 5))
    assert found is not None
    assert [(heap.said, heap.happened, heap.failed) for heap in found.heaps] == [
        (0.1, 0, 5),
        (0.15, 5, 0),
        (0.3, 0, 5),
        (1.0, 5, 0),
    ]
    assert found.said_if_failed == pytest.approx(0.2)
    assert found.said_if_happened == pytest.approx((0.125 + 0.999) / 2)


def test_a_half_that_is_empty_has_no_mean() -> None:
    """Nothing failed."""
    found = sharpness_of(chances([0.5] * 20, [1] * 20))
    assert found is not None
    assert (found.happened, found.said_if_failed) == (20, None)


@given(st.lists(st.floats(0, 1), min_size=20, max_size=60))
def test_every_forecast_is_on_one_heap(said: list[float]) -> None:
    """None is lost, and no heap lies outside."""
    found = sharpness_of(chances(said, [place % 2 for place in range(len(said))]))
    assert found is not None
    assert sum(heap.happened + heap.failed for heap in found.heaps) == len(said)
    assert all(0 <= heap.said <= 1 for heap in found.heaps)
