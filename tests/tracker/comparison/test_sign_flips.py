"""Every pattern of signs."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import golden
from tracker.comparison.sign_flips import drawn_sign_flips, sign_flips, smallest_p_value

tenths = st.integers(-10, 10).map(lambda tenth: tenth / 10)
few = st.lists(tenths, min_size=1, max_size=8)


def test_the_smallest_p_value_of_the_golden_file_is_met() -> None:
    """Five events can never reach 0.05."""
    for row in golden("sign_flip_min_p"):
        found = smallest_p_value(row["inputs"]["clusters"])
        assert found == pytest.approx(row["expected"], abs=row["tolerance"])
    assert sign_flips([-0.1, -0.3, -0.2, -0.1, -0.4]).p_value == 0.0625


@given(differences=few)
def test_the_p_value_is_the_share_of_patterns_as_far_from_0(differences: list[float]) -> None:
    """Counted one by one in whole tenths, where ties are exact."""
    tens = [round(10 * difference) for difference in differences]
    sums = [
        sum(s * t for s, t in zip(signs, tens, strict=True)) for signs in product((1, -1), repeat=len(tens))
    ]
    share = sum(abs(flipped) >= abs(sum(tens)) for flipped in sums) / len(sums)
    assert sign_flips(differences).p_value == share


@given(differences=few)
def test_turning_all_signs_mirrors_the_answer(differences: list[float]) -> None:
    """And neither the order nor the scale matters."""
    there, back = sign_flips(differences), sign_flips([-2 * d for d in reversed(differences)])
    assert there.p_value == back.p_value
    assert there.mean == pytest.approx(-back.mean / 2)
    if there.low is not None and back.high is not None:
        assert there.low == pytest.approx(-back.high / 2)


@given(differences=st.lists(tenths, min_size=6, max_size=10))
def test_the_interval_holds_the_mean_and_all_that_the_test_does_not_reject(differences: list[float]) -> None:
    """A value just outside is rejected, one just inside is not."""
    found = sign_flips(differences)
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-12 <= found.mean <= found.high + 1e-12
    moved = np.array(differences)
    assert sign_flips(moved - (found.low - 1e-4)).p_value <= 0.05
    assert sign_flips(moved - (found.high + 1e-4)).p_value <= 0.05
    if found.high - found.low > 1e-3:
        assert sign_flips(moved - (found.low + 1e-4)).p_value > 0.05


def test_six_events_have_the_range_of_all_subsets_for_an_interval() -> None:
    """With so few, only the two most extreme of 64 patterns can be spared."""
    values = [0.1, -0.2, 0.3, 0.4, 0.0, -0.1]
    subsets = [np.mean(part) for size in range(1, 7) for part in combinations(values, size)]
    found = sign_flips(values)
    assert (found.low, found.high) == pytest.approx((min(subsets), max(subsets)))


def test_below_six_events_there_is_no_interval() -> None:
    """None, not something narrow."""
    found = sign_flips([-0.1] * 5)
    assert (found.low, found.high) == (None, None)
    assert found.table["low"].isna().all()


def test_events_without_a_difference_carry_no_information() -> None:
    """They stay in the mean, but lower no p-value."""
    found = sign_flips([-0.4, 0.0, 0.0, 0.0])
    assert (found.mean, found.p_value, found.informative, found.smallest_p) == (-0.1, 1.0, 1, 1.0)


def test_too_many_and_none_are_refused() -> None:
    """Above 15 the bootstrap takes over."""
    with pytest.raises(ValueError, match="16 differences"):
        sign_flips([0.1] * 16)
    with pytest.raises(ValueError, match="0 differences"):
        sign_flips([])
    with pytest.raises(ValueError, match="-1 events"):
        smallest_p_value(-1)
    with pytest.raises(ValueError, match="level"):
        sign_flips([0.1], level=95)
    assert sign_flips([0.1] * 15).p_value == 2 / 2**15


@given(differences=few)
def test_drawn_patterns_come_close_to_all_of_them(differences: list[float]) -> None:
    """Within the noise of 2,000 draws; the order, the scale and the sign of all change nothing."""
    drawn = drawn_sign_flips(differences, seed=4, replicates=2000)
    assert drawn == pytest.approx(sign_flips(differences).p_value, abs=0.06)
    turned = [-2 * difference for difference in reversed(differences)]
    assert drawn_sign_flips(turned, seed=4, replicates=2000) == drawn


def test_drawn_patterns_never_give_nothing() -> None:
    """The one at hand is counted among them; and without differences or draws there is no p-value."""
    assert drawn_sign_flips([0.1] * 40, seed=1, replicates=99) == 0.01
    assert drawn_sign_flips([0.0] * 20, seed=1, replicates=99) == 1.0
    for differences, replicates in (([], 9), ([0.1], 0)):
        with pytest.raises(ValueError, match="at least one of each"):
            drawn_sign_flips(differences, seed=1, replicates=replicates)
