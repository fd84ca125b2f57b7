"""What a figure of agreement allows."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.agreement.agreed import Agreement, agreement_over_units
from tracker.agreement.kappas import cohen_kappa
from tracker.agreement.krippendorff import krippendorff_alpha
from tracker.vectors import Floats


def measured(value: float, **changes: float) -> Agreement:
    """A measure that is the same in every set of units."""
    settings = {"replicates": 9, "level": 0.95} | changes

    def same(sets: Floats) -> Floats:
        return np.full(len(sets), value)

    return agreement_over_units(
        np.eye(1),
        np.array([20.0]),
        same,
        by_chance=np.ones(1),
        others=8,
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


@pytest.mark.parametrize("measure", ["kappa", "alpha"])
@pytest.mark.parametrize("units", [20, 100])
@pytest.mark.parametrize("kappa", [0.5, 0.9])
def test_from_twenty_units_on_the_interval_holds_the_agreement(
    kappa: float, units: int, measure: str
) -> None:
    """Two coders agree on this share beyond chance; in 90 of 100 sets the interval holds it."""
    rng = np.random.default_rng(6)
    held = told = 0
    for _ in range(200):
        first = rng.integers(0, 2, units)
        second = np.where(rng.random(units) < kappa, first, rng.integers(0, 2, units))
        found = (
            cohen_kappa(first.tolist(), second.tolist(), seed=1, replicates=299)
            if measure == "kappa"
            else krippendorff_alpha(
                np.column_stack([first, second]).tolist(), scale="nominal", seed=1, replicates=299
            )
        )
        assert (found.low is None) == (found.thin is not None)
        if found.low is not None and found.high is not None:
            told += 1
            held += found.low <= kappa <= found.high
    assert told >= 190
    assert held / told >= 0.9


def test_too_few_units_or_codes_have_no_interval_and_say_so() -> None:
    """The value stands alone; so it does where hardly a code is another than the commonest."""
    few = cohen_kappa("ynynynynyn", "ynynynynyy", seed=1)
    assert (few.low, few.thin) == (None, "10 units are too few for an interval, which needs 20")
    one_sided = cohen_kappa("y" * 57 + "nnn", "y" * 57 + "nny", seed=1)
    assert one_sided.value is not None
    assert (one_sided.low, one_sided.high) == (None, None)
    assert one_sided.thin == "5 codes beside the commonest are too few for an interval, which needs 8"
    assert one_sided.table["thin"].tolist() == [one_sided.thin]


def test_agreement_without_exception_is_no_certainty() -> None:
    """Of twenty units all alike the value is 1, and what lies below it is not ruled out."""
    found = cohen_kappa("yn" * 10, "yn" * 10, seed=1)
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low is not None
    assert 0.5 < found.low < 0.9
