"""Coverage of intervals and quantiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from tests.tracker.examples import SHARED
from tracker.calibration.coverage import interval_coverage, quantile_coverage
from tracker.certainty.clustered_share import clustered_share

COVERED = {
    ("EuroCOVIDhub-ensemble", "Cases"): (0.391, 0.805),
    ("EuroCOVIDhub-baseline", "Cases"): (0.328, 0.820),
    ("epiforecasts-EpiNow2", "Cases"): (0.469, 0.789),
    ("EuroCOVIDhub-ensemble", "Deaths"): (0.875, 1.0),
    ("EuroCOVIDhub-baseline", "Deaths"): (0.664, 1.0),
    ("UMass-MechBayes", "Deaths"): (0.461, 0.875),
    ("epiforecasts-EpiNow2", "Deaths"): (0.420, 0.908),
}


@pytest.mark.parametrize(("model", "target"), COVERED)
def test_published_coverage(model: str, target: str) -> None:
    """European COVID-19 forecasts: shares within the 50% and 90% intervals, to three digits."""
    path = SHARED / "covid-quantiles/example_quantile.csv"
    if not path.exists():
        pytest.skip("the shared data folder has no COVID-19 quantiles here")
    data = pd.read_csv(path)
    data = data[(data["model"] == model) & (data["target_type"] == target)].dropna(subset=["observed"])
    keys = ["location", "target_end_date", "forecast_date", "horizon", "observed"]
    wide = data.pivot_table(index=keys, columns="quantile_level", values="predicted")
    found = interval_coverage(
        wide.to_numpy(), wide.columns.to_numpy(), wide.index.get_level_values("observed").to_numpy()
    )
    table = found.table.set_index("claimed")["share"]
    assert (table[0.5], table[0.9]) == pytest.approx(COVERED[model, target], abs=6e-4)


def test_ends_belong_to_the_interval() -> None:
    """On an end is inside."""
    found = interval_coverage([[30, 92]] * 4, [0.1, 0.9], [30, 92, 29.9, 92.1])
    assert (found.claimed.tolist(), found.covered.tolist(), found.count.tolist()) == ([0.8], [2], [4])


def test_the_interval_is_clopper_and_pearsons() -> None:
    """Seven of ten: at each end such a count or one farther out is as likely as 2.5%."""
    found = interval_coverage([[0, 1]] * 10, [0.25, 0.75], [0.5] * 7 + [2] * 3)
    assert (found.low[0], found.high[0]) == pytest.approx((0.3475471499, 0.9332604888), abs=1e-9)
    assert binom.sf(6, 10, found.low[0]) == pytest.approx(0.025)
    assert binom.cdf(7, 10, found.high[0]) == pytest.approx(0.025)


def test_forecasts_on_one_event_stand_or_fall_together() -> None:
    """Thirty forecasts on three events are worth three, and without a word of events thirty."""
    values, seen = [[0, 1]] * 30, [0.5] * 20 + [2] * 10
    by_event = interval_coverage(values, [0.25, 0.75], seen, event=["a", "b", "c"] * 10)
    in_threes = interval_coverage(values, [0.25, 0.75], seen, event=np.repeat(["a", "b", "c"], 10))
    apart = interval_coverage(values, [0.25, 0.75], seen)
    assert (by_event.share[0], in_threes.share[0]) == pytest.approx((2 / 3, 2 / 3))
    assert (in_threes.low[0], in_threes.high[0]) == pytest.approx(clustered_ends([10, 10, 0], [10] * 3))
    assert by_event.high[0] - by_event.low[0] > 2 * (apart.high[0] - apart.low[0])
    with pytest.raises(ValueError, match="2 events do not fit 30 y"):
        interval_coverage(values, [0.25, 0.75], seen, event=["a", "b"])


def clustered_ends(happened: list[int], count: list[int]) -> tuple[float | None, float | None]:
    """The ends that a share of such events has anywhere else in the house."""
    found = clustered_share(happened, count)
    return found.low, found.high


def test_only_paired_levels_claim_an_interval() -> None:
    """The median and a level without its partner claim nothing; pairs come narrowest first."""
    found = interval_coverage([[1, 2, 3, 4, 5, 6]], [0.05, 0.1, 0.25, 0.5, 0.75, 0.9], [3])
    assert found.claimed.tolist() == [0.5, 0.8]


def test_missing_quantiles_count_where_they_are_stated() -> None:
    """A forecast without one end is not in that claim's count."""
    found = quantile_coverage([[1.0, np.nan, 3.0], [1.0, 2.0, 3.0]], [0.1, 0.5, 0.9], [2, 2])
    assert found.count.tolist() == [2, 1, 2]
    assert found.covered.tolist() == [0, 1, 2]
    assert np.isnan(quantile_coverage([[np.nan]], [0.5], [2.0]).share[0])


@given(
    st.lists(st.lists(st.floats(-9, 9), min_size=3, max_size=3).map(sorted), min_size=1, max_size=20),
    st.data(),
)
@settings(max_examples=50, deadline=None)
def test_intervals_contain_their_share(quantiles: list[list[float]], data: Any) -> None:
    """And wider claims cover no less."""
    y = data.draw(st.lists(st.floats(-9, 9), min_size=len(quantiles), max_size=len(quantiles)))
    found = quantile_coverage(quantiles, [0.1, 0.5, 0.9], y)
    assert np.all((found.low <= found.share) & (found.share <= found.high))
    assert np.all(np.diff(found.covered) >= 0)


@pytest.mark.parametrize(
    ("quantiles", "levels", "y", "told"),
    [
        ([[2, 1]], [0.1, 0.9], [1], r"quantiles\[0\] fall"),
        ([[1, np.nan, 0.5]], [0.1, 0.5, 0.9], [1], r"quantiles\[0\] fall"),
        ([[1, 2]], [0.9, 0.1], [1], "levels ascend"),
        ([[1, 2]], [10, 90], [1], "levels ascend"),
        ([[1, 2]], [0.1, 0.9], [np.nan], r"y\[0\] is not finite"),
        ([[1, 2]], [0.1, 0.9], [1, 2], "do not fit 2 y"),
    ],
)
def test_impossible_quantiles_are_refused(quantiles: Any, levels: Any, y: Any, told: str) -> None:
    """What falls, what is out of order, what is missing and what does not fit."""
    with pytest.raises(ValueError, match=told):
        interval_coverage(quantiles, levels, y)
