"""How many shared events it takes until two are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from forecasts.errors import BeyondPlanning, ImpossiblePlan
from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.paired_test import midpoint_luck, paired_p_value
from tracker.comparison.sample_size import required_events
from tracker.planning.searching import DRAWN, EXACT, NORMAL
from tracker.planning.telling_apart import apart_by, evenly_apart, events_to_tell_apart


def _pool() -> LuckSum:
    """What two said of forty events, with gaps of 0 to 30 points."""
    rng = np.random.default_rng(4)
    first = rng.integers(1, 20, 40) / 20
    second = np.clip(first + rng.integers(-6, 7, 40) / 20, 0.05, 0.95)
    return midpoint_luck(first**2 - second**2, (1 - first) ** 2 - (1 - second) ** 2)


@pytest.mark.parametrize("difference", [0.02, 0.05, 0.1])
def test_the_answer_is_near_the_formula_for_means(difference: float) -> None:
    """7.85 (sd / d)^2, and some more for whole numbers."""
    found = events_to_tell_apart(difference, seed=1)
    assert found.how == EXACT
    by_mean = required_events(0.25, difference)
    assert 0.98 * by_mean < found.events < by_mean + 4 + 4 * np.sqrt(by_mean) / 3


@pytest.mark.parametrize(("difference", "power"), [(0.05, 0.8), (0.1, 0.9), (0.12, 0.6)])
def test_the_house_s_test_has_the_power_that_is_stated(difference: float, power: float) -> None:
    """Each number of events that favour the first is tried with the paired test itself, and no fewer do."""

    def power_at(events: int) -> float:
        found = 0.0
        for favour in range(events // 2, events + 1):
            seen = np.repeat([-0.25, 0.25], [favour, events - favour])
            p_value = paired_p_value(seen, midpoint_luck(seen, -seen))
            if p_value is not None and p_value <= 0.05:
                found += binom.pmf(favour, events, 0.5 + 2 * difference)
        return found

    enough = events_to_tell_apart(difference, power=power, seed=1)
    assert power_at(enough.events) == pytest.approx(enough.power, abs=1e-9)
    assert power <= enough.power < power + 0.06
    assert power_at(enough.events - 1) < power


@pytest.mark.parametrize("difference", [0.02, 0.04])
def test_made_up_sets_are_told_apart_as_often_as_was_asked(difference: float) -> None:
    """With what two have said, drawn anew from another seed: no less, and not far above."""
    luck = _pool()
    enough = events_to_tell_apart(difference, luck, seed=1)
    assert enough.how == DRAWN
    worlds = [apart_by(one, difference) for one in (luck, LuckSum(-luck.values, luck.chances))]
    found = min(world.found_in(enough.events, 600, 99, alpha=0.05) / 600 for world in worlds)
    assert 0.8 - 0.05 < found < 0.8 + 0.06
    assert enough.by_formula == pytest.approx(enough.events, rel=0.25)


def test_the_chances_are_tilted_to_the_stated_difference() -> None:
    """On average over events; nobody better leaves them as they were."""
    world = apart_by(_pool(), 0.03)
    assert (world.chances * world.values).sum(axis=1).mean() == pytest.approx(-0.03)
    assert (world.level * world.values).sum(axis=1).mean() == pytest.approx(0, abs=1e-12)


def test_more_is_needed_for_less_for_surer_and_among_more() -> None:
    """A smaller difference, a higher power, a smaller chance of a false alarm."""
    plain = events_to_tell_apart(0.05, seed=1).events
    assert events_to_tell_apart(0.04, seed=1).events > plain
    assert events_to_tell_apart(0.05, power=0.9, seed=1).events > plain
    assert events_to_tell_apart(0.05, alpha=0.005, seed=1).events > plain
    assert events_to_tell_apart(-0.05, seed=1).events == plain


def test_vast_numbers_go_by_the_formula_or_are_refused() -> None:
    """A thousand made-up sets of thousands of events would say no more."""
    assert events_to_tell_apart(0.003, _pool(), seed=1).how == NORMAL
    with pytest.raises(BeyondPlanning, match="state a larger size"):
        events_to_tell_apart(0.0001, seed=1)


def test_what_cannot_be_is_refused() -> None:
    """A difference as large as the spread, none at all, and a spread beyond what scores can have."""
    for difference in (0.25, 0.0, float("nan")):
        with pytest.raises(ImpossiblePlan):
            events_to_tell_apart(difference, seed=1)
    for spread in (0.0, 1.5, float("nan")):
        with pytest.raises(ImpossiblePlan):
            evenly_apart(spread)
