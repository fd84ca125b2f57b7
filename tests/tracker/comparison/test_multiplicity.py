"""Many claims at once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from tests.tracker.published import golden
from tracker.comparison.multiplicity import benjamini_hochberg, holm, many_claims

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def test_the_golden_row_is_met() -> None:
    """Benjamini and Hochberg's adjustment of four p-values."""
    for row in golden("bh_adjust"):
        assert benjamini_hochberg(row["inputs"]["p"]) == pytest.approx(row["expected"], abs=row["tolerance"])


@given(p=p_values)
def test_holm_is_the_closed_test_of_bonferroni(p: list[float]) -> None:
    """A claim stands if every set of nulls that holds its own is rejected."""
    places = range(len(p))
    sets = [subset for size in range(1, len(p) + 1) for subset in combinations(places, size)]
    closed = [
        max(min(1.0, len(subset) * min(p[i] for i in subset)) for subset in sets if claim in subset)
        for claim in places
    ]
    assert holm(p) == pytest.approx(closed)


@given(p=p_values)
def test_benjamini_hochberg_is_that_of_scipy(p: list[float]) -> None:
    """Computed independently."""
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))


@given(p=p_values, seed=st.integers(0, 99))
def test_adjusting_never_helps_a_claim_nor_depends_on_the_order(p: list[float], seed: int) -> None:
    """The raw value is the smallest, then Benjamini-Hochberg, then Holm, and none exceeds 1."""
    order = np.random.default_rng(seed).permutation(len(p))
    raw = np.array(p)
    assert np.all(raw <= benjamini_hochberg(p) + 1e-15)
    assert np.all(benjamini_hochberg(p) <= holm(p) + 1e-15)
    assert holm(p).max() <= 1
    assert np.array_equal(holm(raw[order]), holm(p)[order])
    assert np.array_equal(benjamini_hochberg(raw[order]), benjamini_hochberg(p)[order])


def test_claims_are_listed_strongest_first() -> None:
    """With both p-values beside each."""
    found = many_claims({"A beats B": 0.04, "A beats C": 0.01}, method="Benjamini-Hochberg")
    assert found.table.to_dict("list") == {
        "claim": ["A beats C", "A beats B"],
        "p_value": [0.01, 0.04],
        "adjusted": [0.02, 0.04],
    }


def test_no_claims_need_no_adjusting_and_what_is_no_p_value_is_refused() -> None:
    """An empty column stays empty."""
    assert holm([]).tolist() == benjamini_hochberg([]).tolist() == []
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([1.1])
