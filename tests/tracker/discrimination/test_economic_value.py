"""The economic value of acting on chances, against the package `scores`, by hand, and its interval."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scores.categorical import relative_economic_value

from forecasts.errors import GradedOutcomes
from tracker.discrimination.economic_value import economic_value
from tracker.discrimination.warning_table import warning_table
from tracker.tally import Tally

RATIOS = [step / 20 for step in range(1, 20)]
ROWS = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=2, max_size=40).filter(
    lambda rows: len({happened for _, happened in rows}) == 2
)


def tally(rows: list[tuple[int, bool]]) -> Tally:
    """Chances in tenths."""
    return Tally.of([tenths / 10 for tenths, _ in rows], [happened for _, happened in rows])


@pytest.mark.parametrize("counts", [(28, 23, 72, 2680), (82, 23, 38, 222), (3, 1, 1, 2), (0, 4, 5, 9)])
def test_the_value_is_that_of_scores(counts: tuple[int, int, int, int]) -> None:
    """The Australian Bureau of Meteorology's package, of the same forecasts, Finley's tornadoes first."""
    hits, misses, alarms, quiet = counts
    said = np.repeat([1.0, 0.0, 1.0, 0.0], counts)
    happened = np.repeat([1.0, 1.0, 0.0, 0.0], counts)
    theirs = relative_economic_value(
        xr.DataArray(said, dims="day"), xr.DataArray(happened, dims="day"), cost_loss_ratios=RATIOS
    )
    assert hits + misses + alarms + quiet == len(said)
    found = economic_value(Tally.of(said, happened), 0.5)
    assert found is not None
    assert [user.ratio for user in found.users] == pytest.approx(RATIOS)
    assert [user.value for user in found.users] == pytest.approx(theirs.to_numpy().tolist())


def test_the_best_of_any_threshold_and_acting_at_the_own_ratio_are_those_of_scores() -> None:
    """Of probabilities: their maximum over thresholds, and their threshold at the ratio."""
    rng = np.random.default_rng(2)
    said = rng.integers(1, 20, 120) / 20
    happened = (rng.random(120) < said).astype(float)
    theirs = relative_economic_value(
        xr.DataArray(said, dims="day"),
        xr.DataArray(happened, dims="day"),
        cost_loss_ratios=RATIOS,
        probability_thresholds=[*RATIOS, 1.0],
        generate_maximum_rev=True,
        probability_threshold_outputs=[0.3],
    )
    found, at = economic_value(Tally.of(said, happened)), economic_value(Tally.of(said, happened), 0.3)
    assert found is not None
    assert at is not None
    every = relative_economic_value(
        xr.DataArray(said, dims="day"),
        xr.DataArray(happened, dims="day"),
        cost_loss_ratios=RATIOS,
        probability_thresholds=RATIOS,
    ).to_numpy()
    assert [user.best for user in found.users] == pytest.approx(theirs["maximum"].to_numpy().tolist())
    assert [user.value for user in found.users] == pytest.approx(np.diagonal(every).tolist())
    assert [user.value for user in at.users] == pytest.approx(
        theirs["threshold_0_3"].to_numpy().ravel().tolist()
    )


@given(rows=ROWS)
def test_the_best_is_the_highest_of_all_thresholds_and_of_never(rows: list[tuple[int, bool]]) -> None:
    """And no value is above it, whichever threshold a user acts at, his own among them."""
    chances = tally(rows)
    own = economic_value(chances)
    assert own is not None
    every = {step / 10: economic_value(chances, step / 10) for step in range(1, 11)}
    for place, user in enumerate(own.users):
        assert user.value <= user.best + 1e-12
        assert user.best >= -1e-12
        reached = {at: found.users[place].value for at, found in every.items() if found is not None}
        assert max(reached.values()) <= user.best + 1e-12
        if user.best_threshold:
            assert reached[round(user.best_threshold, 1)] == pytest.approx(user.best)


@given(rows=ROWS, shift=st.integers(1, 10))
def test_the_interval_is_about_the_value_and_a_user_acts_at_his_own_ratio(
    rows: list[tuple[int, bool]], shift: int
) -> None:
    """Without a threshold each ratio is as if that were the threshold."""
    chances = tally(rows)
    own, place = economic_value(chances), 2 * shift - 1
    assert own is not None
    for user in own.users:
        assert user.low <= user.value <= user.high <= 1 + 1e-12
    if place < len(own.users):
        at = economic_value(chances, own.users[place].ratio)
        assert at is not None
        assert at.users[place] == own.users[place]


def test_the_interval_joins_those_of_the_hit_rate_and_the_false_alarm_rate() -> None:
    """By hand at the base rate, where the value is hit rate less false alarm rate."""
    chances = Tally.from_counts([0.8, 0.3], [60, 40], [32, 8])
    table, found = warning_table(chances, 0.5), economic_value(chances, 0.5)
    assert found is not None
    assert found == table.worth
    at_rate = found.users[7]
    hits, alarms = table.hit_rate, table.false_alarm_rate
    assert hits is not None
    assert alarms is not None
    assert at_rate.ratio == pytest.approx(found.rate)
    assert at_rate.value == pytest.approx(hits.share - alarms.share)
    down = np.hypot(hits.share - hits.low, alarms.high - alarms.share)
    assert at_rate.low == pytest.approx(at_rate.value - down)


def test_forecasts_on_one_event_widen_the_interval() -> None:
    """Ten forecasts on each of ten events tell no more than ten."""
    said, happened = np.tile([0.8, 0.3, 0.6, 0.2, 0.9], 20), np.tile([1, 0, 0, 0, 1], 20)
    apart = economic_value(Tally.of(said, happened), 0.5)
    shared = economic_value(Tally.of(said, happened, cluster=np.tile(np.arange(10), 10)), 0.5)
    assert apart is not None
    assert shared is not None
    for one, other in zip(apart.users, shared.users, strict=True):
        assert one.value == pytest.approx(other.value)
        assert other.low < one.low


def test_nothing_to_avert_or_nothing_else_has_no_value() -> None:
    """None, and grades are refused."""
    assert economic_value(Tally.of([0.3, 0.4], [1, 1])) is None
    assert economic_value(Tally.of([0.3, 0.4], [0, 0]), 0.5) is None
    assert economic_value(Tally.of([], [])) is None
    assert warning_table(Tally.of([0.3], [1]), 0.5).worth is None
    with pytest.raises(GradedOutcomes):
        economic_value(Tally.of([0.5, 0.6], [0.5, 1]))
