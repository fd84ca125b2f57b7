"""Who may be the best, against the package `arch`, by another count, and where luck is lopsided."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from arch.bootstrap import MCS
from numpy.typing import NDArray

from tracker.comparison.confidence_set import confidence_set
from tracker.comparison.paired_test import midpoint_luck, paired_p_value

Floats = NDArray[np.float64]


def scores(seed: int, means: tuple[float, ...], events: int = 60) -> Floats:
    """Losses that share the difficulty of their event."""
    rng = np.random.default_rng(seed)
    found: Floats = rng.gamma(1.0, 0.1, (events, 1)) + rng.gamma(2.0, 0.5, (events, len(means))) * means
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_by_bootstrap_it_is_the_set_of_arch(seed: int) -> None:
    """The same p-values of T_R but for what is drawn, with blocks of a single event."""
    table = scores(seed, (0.2, 0.21, 0.25, 0.3, 0.2))
    theirs = MCS(table, size=0.1, reps=4000, block_size=1, method="R", bootstrap="circular", seed=seed)
    theirs.compute()
    found = confidence_set(table, seed=seed, replicates=4000)
    assert found is not None
    expected = theirs.pvalues.sort_index()["Pvalue"].to_numpy(float)
    assert found.by_bootstrap == pytest.approx(expected, abs=0.03)
    assert set(theirs.included) == set(np.flatnonzero(found.by_bootstrap > 0.1).tolist())


def test_the_weaker_answer_counts_and_pairs_pay_for_their_number() -> None:
    """Counted again, step by step, in the order in which the forecasters leave."""
    table = scores(4, (0.2, 0.24, 0.35, 0.5))
    found = confidence_set(table, seed=1, replicates=999)
    assert found is not None
    order = np.argsort(found.p_values, kind="stable")
    assert (found.p_values >= found.by_bootstrap).all()
    left, largest = list(range(4)), 0.0
    for leaves in sorted(order[:-1], key=lambda place: (found.p_values[place], -table[:, place].mean())):
        tests = [paired_p_value(table[:, one] - table[:, other]) for one, other in combinations(left, 2)]
        smallest = min(1.0 if p is None else p for p in tests) * len(tests)
        largest = max(largest, min(1.0, smallest), found.by_bootstrap[leaves])
        assert found.p_values[leaves] == pytest.approx(largest)
        left.remove(int(leaves))


def test_a_lucky_bold_forecaster_rules_nobody_out() -> None:
    """Twenty-four events that all happened: the bootstrap is certain of it, the pairs are not."""
    said = np.array([0.95, 0.85, 0.9])[None] - np.linspace(0, 0.02, 24)[:, None] * [1.0, 0.5, 2.0]
    found = confidence_set((said - 1) ** 2, otherwise=said**2, seed=1, replicates=999)
    assert found is not None
    assert found.by_bootstrap.min() < 0.01
    assert found.kept.all()
    luck = midpoint_luck((said[:, 0] - 1) ** 2 - (said[:, 1] - 1) ** 2, said[:, 0] ** 2 - said[:, 1] ** 2)
    p = paired_p_value((said[:, 0] - 1) ** 2 - (said[:, 1] - 1) ** 2, luck)
    assert p is not None
    assert p > 0.03


def test_who_is_plainly_worse_leaves_and_the_order_of_events_changes_nothing() -> None:
    """Whatever the order of the columns is."""
    table = scores(5, (0.9, 0.2, 0.22))
    found, turned = confidence_set(table, seed=1), confidence_set(table[::-1], seed=1)
    moved = confidence_set(table[:, [1, 2, 0]], seed=1)
    assert found is not None
    assert turned is not None
    assert moved is not None
    assert found.kept.tolist() == [False, True, True]
    assert found.p_values == pytest.approx(turned.p_values, rel=1e-9)
    assert moved.kept.tolist() == [True, True, False]
    assert found.table["kept"].tolist() == found.kept.tolist()


def test_equal_forecasters_all_stay() -> None:
    """The same scores cannot be told apart."""
    found = confidence_set(np.repeat(scores(1, (0.2,)), 3, axis=1), seed=1)
    assert found is not None
    assert found.p_values.tolist() == [1.0, 1.0, 1.0]


def test_few_events_have_no_set_and_wrong_tables_are_refused() -> None:
    """Nineteen events; a missing score; a level of 1."""
    assert confidence_set(scores(1, (0.2, 0.3, 0.4), events=19), seed=1) is None
    with pytest.raises(ValueError, match="finite"):
        confidence_set(np.full((30, 3), np.nan), seed=1)
    with pytest.raises(ValueError, match="level"):
        confidence_set(scores(1, (0.2, 0.3)), seed=1, level=1.0)
