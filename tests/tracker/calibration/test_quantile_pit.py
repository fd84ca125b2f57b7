"""Where values fell among their quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from tests.hubs import needs_published, published
from tracker.calibration.quantile_pit import quantile_pit
from tracker.vectors import Floats

EVERY = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])


def normal(truths: Floats, width: float = 1.0) -> Floats:
    """Quantiles of a normal distribution for each truth."""
    found: Floats = np.tile(width * ndtri(EVERY), (len(truths), 1))
    return found


def test_bars_end_at_stated_levels_and_sum_to_one() -> None:
    """Of 23 levels the deciles; of four levels, the five between them."""
    truths = np.random.default_rng(1).standard_normal(200)
    found = quantile_pit(normal(truths), EVERY, truths, range(200), seed=1)
    assert found.edges == pytest.approx(np.arange(11) / 10)
    from scipy.stats import norm

    counted, _ = np.histogram(norm.cdf(truths), bins=np.arange(11) / 10)
    assert found.shares == pytest.approx(counted / 200)
    four = quantile_pit([[1, 2, 3, 4]], [0.1, 0.3, 0.6, 0.9], [2.5], [0], seed=1)
    assert four.edges == (0, 0.1, 0.3, 0.6, 0.9, 1)
    assert four.shares == (0, 0, 1, 0, 0)
    assert (four.low, four.p_value) == ((), None)


def test_a_count_of_nothing_is_spread_over_all_levels_at_nothing() -> None:
    """A third of its weight lies in each third of the levels; one alone is halved between its neighbours."""
    spread = quantile_pit([[0, 0, 0, 0, 5]], [0.2, 0.4, 0.6, 0.8, 0.9], [0], [0], seed=1)
    assert spread.shares == pytest.approx((0, 1 / 3, 1 / 3, 1 / 3, 0, 0))
    alone = quantile_pit([[1, 2, 3]], [0.25, 0.5, 0.75], [2], [0], seed=1)
    assert alone.shares == pytest.approx((0, 0.5, 0.5, 0))


@pytest.mark.parametrize(("events", "each"), [(8, 1), (40, 1), (12, 4)])
def test_the_band_holds_all_bars_of_calibrated_forecasts_at_once(events: int, each: int) -> None:
    """In 95 of 100 sets; also where forecasts of one day fall together. Band and p-value agree."""
    rng, left, sets = np.random.default_rng(7), 0, 120
    for _ in range(sets):
        truths = np.repeat(rng.standard_normal(events), each)
        cluster = np.repeat(np.arange(events), each)
        found = quantile_pit(normal(truths), EVERY, truths, cluster, seed=1)
        inside = all(
            low - 1e-9 <= share <= high + 1e-9
            for low, share, high in zip(found.low, found.shares, found.high, strict=True)
        )
        assert found.p_value is not None
        assert inside == (found.p_value > 0.05) or abs(found.p_value - 0.05) < 0.01
        left += not inside
    assert left <= 0.05 * sets + 3 * (sets * 0.05 * 0.95) ** 0.5


def test_too_narrow_and_shifted_forecasts_leave_the_band() -> None:
    """Sixty truths, from quantiles half as wide, or a standard deviation too low."""
    truths = np.random.default_rng(2).standard_normal(60)
    narrow = quantile_pit(normal(truths, 0.4), EVERY, truths, range(60), seed=1)
    low = quantile_pit(normal(truths), EVERY, truths + 1, range(60), seed=1)
    for found in (narrow, low):
        assert found.p_value is not None
        assert found.p_value < 0.01
    assert narrow.shares[0] > narrow.high[0]
    assert low.shares[-1] > low.high[-1]


def test_neither_order_nor_names_of_clusters_change_it() -> None:
    """The same luck is drawn for the same sizes."""
    truths = np.random.default_rng(3).standard_normal(20)
    cluster = np.repeat(np.arange(10), 2)
    found = quantile_pit(normal(truths), EVERY, truths, cluster, seed=1)
    again = quantile_pit(normal(truths), EVERY, truths[::-1], 100 - cluster[::-1], seed=1)
    assert found.shares == pytest.approx(again.shares)
    assert (found.low, found.high) == (again.low, again.high)


@needs_published
def test_published_forecasts_are_counted_as_by_hand() -> None:
    """The ensemble's deaths: how many values lie below the first decile and above the last."""
    hub = published().query("model == 'EuroCOVIDhub-ensemble' and target == 'Deaths'")
    keys = ["location", "target_end_date", "horizon"]
    wide = hub.pivot_table(index=keys, columns="quantile_level", values="predicted")
    seen = hub.groupby(keys)["observed"].first()
    days = wide.index.get_level_values("target_end_date")
    found = quantile_pit(wide.to_numpy(), wide.columns.to_numpy(float), seen.to_numpy(), days, seed=1)
    below, above = (seen < wide[0.1]).mean(), (seen > wide[0.9]).mean()
    assert found.count == 128
    assert found.clusters == 12
    assert (found.shares[0], found.shares[-1]) == pytest.approx((below, above), abs=0.02)
    assert found.shares[0] == below
