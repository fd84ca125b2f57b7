"""The interval of skill against a constant reference."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from tracker.certainty.weighted_misses import misses, parted
from tracker.comparison.skill import brier_skill
from tracker.comparison.skill_interval import brier_skill_interval, brier_skill_interval_of_sums
from tracker.tally import Tally


def test_against_a_coin_it_is_the_interval_of_the_mean_turned_round() -> None:
    """A coin always loses 0.25."""
    tally = Tally.from_counts([0.1, 0.7, 0.9], [20, 10, 20], [3, 6, 17])
    low, high = misses(tally, "brier").interval()
    assert brier_skill_interval(tally, 0.5) == pytest.approx((1 - high / 0.25, 1 - low / 0.25))


@pytest.mark.parametrize("reference", [0.2, 0.5])
def test_it_holds_the_skill_seen(reference: float) -> None:
    """With and without clusters and grades."""
    rng = np.random.default_rng(1)
    p, y, event = rng.uniform(0, 1, 30), rng.integers(0, 2, 30).astype(float), rng.integers(0, 9, 30)
    for tally in (Tally.of(p, y), Tally.of(p, y, cluster=event), Tally.of(p, np.append(y[1:], 0.5))):
        low, high = brier_skill_interval(tally, reference)
        skill = brier_skill(tally, reference=reference).skill
        assert low is not None
        assert high is not None
        assert skill is not None
        assert low < skill < high


def test_of_nothing_there_is_none_and_an_impossible_reference_is_refused() -> None:
    """A reference is a probability."""
    assert brier_skill_interval(Tally.of([], []), 0.5) == (None, None)
    with pytest.raises(ValueError, match=r"not 1\.2"):
        brier_skill_interval(Tally.of([0.5], [1]), 1.2)


def test_it_holds_the_expected_skill_in_at_least_93_of_100_sets() -> None:
    """Rare events at 5 to 25%, said 10% too often, against an old rate of 8%: 300 sets of 30."""
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        truth = rng.uniform(0.05, 0.25, 30)
        said = truth + 0.1
        y = (rng.random(30) < truth).astype(float)
        lost, other = ((x - truth) ** 2 + truth * (1 - truth) for x in (said, 0.08))
        low, high = brier_skill_interval(Tally.of(said, y), 0.08)
        skill = 1 - lost.sum() / other.sum()
        held += (low is None or low <= skill) and (high is None or skill <= high)
    assert held >= 279


def asked_one_by_one(tally: Tally, reference: float) -> tuple[float, float]:
    """The skill's ends where each factor takes every forecast apart anew."""

    def end(factor: float, side: int) -> float:
        own = tally.said * (tally.said * tally.count - 2 * tally.happened) + tally.squares
        other = reference * (reference * tally.count - 2 * tally.happened) + tally.squares
        return parted(
            tally,
            tally.said**2 - factor * reference**2,
            (1 - tally.said) ** 2 - factor * (1 - reference) ** 2,
            own - factor * other,
            floor=-factor * max(reference, 1 - reference) ** 2,
        ).interval()[side]

    return tuple(1 - brentq(end, 0.0, 64.0, args=(side,), xtol=1e-12) for side in (1, 0))


@pytest.mark.parametrize("reference", [0.08, 0.37, 0.5, 0.9])
@pytest.mark.parametrize("grades", [False, True])
def test_sums_made_once_give_what_every_forecast_looked_at_anew_gives(reference: float, grades: bool) -> None:
    """Events that saw one outcome, both, and graded ones."""
    rng = np.random.default_rng(3)
    p, event = rng.uniform(0, 1, 200), rng.integers(0, 60, 200)
    y = (rng.random(200) < p).astype(float)
    y[:3] = 0.5 if grades else y[:3]
    alike = event < 20
    y[alike] = event[alike] % 2
    tally = Tally.of(p, y, cluster=event)
    assert brier_skill_interval(tally, reference) == pytest.approx(
        asked_one_by_one(tally, reference), abs=1e-7
    )


def test_of_sums_alone_it_is_the_same_where_events_saw_one_outcome_and_wider_where_both() -> None:
    """What single forecasts could have scored is not known then."""
    rng = np.random.default_rng(4)
    p, event = rng.uniform(0.1, 0.9, 400), rng.integers(0, 150, 400)
    by_event = event % 2
    for y, same in ((by_event, True), ((rng.random(400) < p).astype(int), False)):
        tally = Tally.of(p, y, cluster=event)
        own, other, count, came = (
            np.bincount(event, weights=w, minlength=150)
            for w in ((p - y) ** 2, (p - 1 + y) ** 2, p * 0 + 1, y)
        )
        some = count > 0
        sums = brier_skill_interval_of_sums(count[some], came[some], own[some], other[some], 0.3)
        cells = brier_skill_interval(tally, 0.3)
        if same:
            assert sums == pytest.approx(cells, abs=1e-7)
        else:
            assert sums[0] is not None
            assert sums[1] is not None
            assert cells[0] is not None
            assert cells[1] is not None
            assert sums[0] < cells[0] < cells[1] < sums[1]
