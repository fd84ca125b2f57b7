"""What a figure of agreement allows."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.agreement.agreed import Agreement, agreement_over_units
from tracker.agreement.kappas import cohen_kappa
from tracker.vectors import Floats


def measured(value: float, **changes: float) -> Agreement:
    """A measure that is the same in every set of units."""
    settings = {"replicates": 9, "level": 0.95} | changes

    def same(sets: Floats) -> Floats:
        return np.full(len(sets), value)

    return agreement_over_units(
        np.eye(1),
        np.array([4.0]),
        same,
        measure="the same",
        raw=0.5,
        codes=8,
        units_left_out=0,
        seed=1,
        replicates=int(settings["replicates"]),
        level=settings["level"],
    )


@pytest.mark.parametrize(
    ("value", "standing"), [(0.8, "firm"), (0.67, "tentative"), (0.66, "too low for a comparison")]
)
def test_the_gates_are_krippendorffs(value: float, standing: str) -> None:
    """From 0.80 firm, from 0.67 tentative."""
    assert measured(value).standing == standing
    assert measured(value).table["standing"].tolist() == [standing]


def test_the_result_says_its_replicates_and_its_seed() -> None:
    """And its level."""
    found = measured(0.5, replicates=7)
    assert (found.replicates, found.seed, found.level, found.undefined_replicates) == (7, 1, 0.95, 0)


def test_an_impossible_level_is_refused() -> None:
    """95 is no share."""
    with pytest.raises(ValueError, match="level 95"):
        measured(0.5, level=95)
    with pytest.raises(ValueError, match="replicates 0"):
        measured(0.5, replicates=0)


@pytest.mark.parametrize("categories", [2, 4])
@pytest.mark.parametrize("kappa", [0.5, 0.9])
def test_from_a_hundred_units_on_the_interval_holds_the_agreement(kappa: float, categories: int) -> None:
    """Two coders agree on this share beyond chance; in 90 of 100 sets of 100 units the interval holds it."""
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(200):
        first = rng.integers(0, categories, 100)
        second = np.where(rng.random(100) < kappa, first, rng.integers(0, categories, 100))
        found = cohen_kappa(first.tolist(), second.tolist(), seed=1, replicates=499)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= kappa <= found.high
    assert held / 200 >= 0.88
