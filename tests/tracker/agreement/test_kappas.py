"""Cohen's and Fleiss' kappa."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from tests.tracker.published import golden
from tracker.agreement.kappas import cohen_kappa, cohen_kappa_table, fleiss_kappa, fleiss_kappa_table
from tracker.agreement.krippendorff import krippendorff_alpha

codes = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=20)


def test_the_golden_rows_are_met() -> None:
    """A table of two coders, and two coders who used one category only."""
    for row in golden("cohen_kappa_table"):
        assert cohen_kappa_table(row["inputs"]["table"], seed=1, replicates=9).value == pytest.approx(
            row["expected"], abs=row["tolerance"]
        )
    for row in golden("cohen_kappa"):
        found = cohen_kappa(row["inputs"]["coder1"], row["inputs"]["coder2"], seed=1)
        assert found.value is row["expected"] is None
        assert found.raw == 1.0
        assert "one category" in (found.reason or "")


@given(pairs=codes)
@settings(max_examples=50)
def test_cohens_kappa_is_that_of_an_independent_program(pairs: list[tuple[str, str]]) -> None:
    """Wherever it is defined; and who is called first does not matter."""
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = cohen_kappa(first, second, seed=1, replicates=49)
    if found.value is None:
        assert len(set(first + second)) == 1
        return
    assert found.value == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
    assert cohen_kappa(second, first, seed=1, replicates=9).value == pytest.approx(found.value)
    if found.low is None or found.high is None:
        assert found.thin
        return
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_cohens_interval_is_near_the_large_sample_one() -> None:
    """For 4,000 units, whose standard error is known (Fleiss, Cohen and Everitt 1969)."""
    table = np.array([[1800, 300], [200, 1700]])
    share = table / 4000
    found = cohen_kappa_table(table, seed=2, replicates=4000)
    kappa, rows, columns = found.value or 0, share.sum(axis=1), share.sum(axis=0)
    chance = float(rows @ columns)
    on = sum(share[k, k] * (1 - (rows[k] + columns[k]) * (1 - kappa)) ** 2 for k in range(2))
    off = (1 - kappa) ** 2 * sum(
        share[a, b] * (columns[a] + rows[b]) ** 2 for a in range(2) for b in range(2) if a != b
    )
    error = np.sqrt((on + off - (kappa - chance * (1 - kappa)) ** 2) / 4000) / (1 - chance)
    assert (found.low, found.high) == pytest.approx((kappa - 1.96 * error, kappa + 1.96 * error), abs=0.002)


def test_fleiss_own_kind_of_example_comes_out() -> None:
    """Ten units by fourteen coders in five categories: 0.210, the textbook's figure."""
    counts = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    found = fleiss_kappa_table(counts, seed=1, replicates=99)
    assert (found.value, found.raw) == pytest.approx((0.210, 0.378), abs=5e-4)
    assert (found.units, found.codes, found.standing) == (10, 140, "too low for a comparison")


@given(units=st.lists(st.lists(st.sampled_from("abc"), min_size=3, max_size=3), min_size=1, max_size=12))
@settings(max_examples=50)
def test_fleiss_kappa_and_alpha_differ_by_a_known_factor(units: list[list[str]]) -> None:
    """With N codes, ``1 - alpha = (1 - kappa)(N - 1) / N``: two independent computations."""
    kappa = fleiss_kappa(units, seed=1, replicates=9)
    alpha = krippendorff_alpha(units, scale="nominal", seed=1, replicates=9)
    if kappa.value is None or alpha.value is None:
        assert kappa.value is alpha.value
        return
    assert 1 - alpha.value == pytest.approx((1 - kappa.value) * (kappa.codes - 1) / kappa.codes)
    assert kappa.raw == pytest.approx(alpha.raw)


def test_nothing_coded_and_nothing_to_disagree_about_are_undefined() -> None:
    """None with the reason, and no interval."""
    none = cohen_kappa([], [], seed=1)
    assert (none.value, none.raw, none.reason) == (None, None, "no unit was coded twice")
    one = fleiss_kappa_table([[3, 0], [3, 0]], seed=1)
    assert (one.value, one.raw, one.low) == (None, 1.0, None)
    assert fleiss_kappa([], seed=1).reason == "no unit was coded twice"


def test_what_is_no_table_is_refused() -> None:
    """Shapes, fractions, and coders who come and go."""
    with pytest.raises(ValueError, match="square"):
        cohen_kappa_table([[1, 2]], seed=1)
    with pytest.raises(ValueError, match="whole numbers"):
        cohen_kappa_table([[0.5, 1.0], [1.0, 1.0]], seed=1)
    with pytest.raises(ValueError, match="2 codes of the first, 1 of the second"):
        cohen_kappa(["a", "b"], ["a"], seed=1)
    with pytest.raises(ValueError, match="same number of coders"):
        fleiss_kappa(["ab", "abc"], seed=1)
    with pytest.raises(ValueError, match="missing"):
        cohen_kappa(["a", None], ["a", "b"], seed=1)
