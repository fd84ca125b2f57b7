"""Series of score differences."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scores.stats.statistical_tests import diebold_mariano as peer

from tests.tracker.published import needs_data, rain_scores
from tracker.comparison.diebold_mariano import Law, Method, autocovariances, diebold_mariano
from tracker.vectors import Floats


def peer_answer(values: Floats, horizon: int, method: str, law: str) -> tuple[float, float, float]:
    """The statistic and the interval of an independent program."""
    series = xr.DataArray(
        values[None, :],
        dims=["series", "day"],
        coords={"series": [1], "day": range(len(values)), "h": ("series", [horizon])},
    )
    found = peer(series, "series", "h", method=method, statistic_distribution=law)
    return (
        float(found["dm_test_stat"].values[0]),
        float(found["ci_lower"].values[0]),
        float(found["ci_upper"].values[0]),
    )


@needs_data
def test_the_published_figures_of_rain_forecasts_come_out() -> None:
    """EMOS against EPC: the truncated sums to all digits, the fitted model as far as fits agree."""
    differences = rain_scores("EMOS") - rain_scores("EPC")
    one = diebold_mariano(differences, horizon=1, method="HLN")
    assert one.mean == pytest.approx(-0.00225657604460, abs=1e-13)
    assert one.statistic == pytest.approx(-0.198248682789, abs=1e-11)
    assert (one.low, one.high) == pytest.approx((-0.0245659690, 0.0200528170), abs=1e-9)
    two = diebold_mariano(differences, horizon=2, method="HLN")
    assert two.statistic == pytest.approx(-0.179287064086, abs=1e-11)
    fitted = diebold_mariano(differences, horizon=1, method="HG")
    assert fitted.statistic == pytest.approx(-0.180818671926, abs=2e-6)
    assert (fitted.low, fitted.high) == pytest.approx((-0.0267164823622, 0.0222033302730), abs=3e-7)


@pytest.mark.parametrize("law", ["normal", "t"])
@pytest.mark.parametrize("horizon", [1, 2, 5])
def test_the_truncated_statistic_is_that_of_an_independent_program(
    horizon: int, law: Literal["normal", "t"]
) -> None:
    """For differences that depend on their neighbours."""
    noise = np.random.default_rng(horizon).normal(size=80)
    values = noise[1:] + 0.6 * noise[:-1] + 0.1
    found = diebold_mariano(values, horizon=horizon, method="HLN", law=law)
    theirs = peer_answer(values, horizon, "HLN", law)
    assert (found.statistic, found.low, found.high) == pytest.approx(theirs, rel=1e-9)


def test_the_fitted_statistic_is_that_of_an_independent_program() -> None:
    """For a series with a memory of several steps."""
    rng = np.random.default_rng(4)
    values = np.zeros(200)
    for step in range(1, 200):
        values[step] = 0.7 * values[step - 1] + rng.normal()
    found = diebold_mariano(values + 0.3, horizon=2)
    assert (found.statistic, found.low, found.high) == pytest.approx(
        peer_answer(values + 0.3, 2, "HG", "normal"), rel=1e-4
    )


@given(
    values=st.lists(st.floats(-1, 1).map(lambda value: round(value, 3)), min_size=4, max_size=40),
    method=st.sampled_from(["HG", "HLN"]),
)
def test_turning_all_signs_mirrors_the_answer_and_the_interval_holds_the_mean(
    values: list[float], method: Literal["HG", "HLN"]
) -> None:
    """And the unit of the scores does not matter."""
    there = diebold_mariano(values, horizon=2, method=method)
    back = diebold_mariano([-value for value in values], horizon=2, method=method)
    assert there.reason == back.reason
    assert there.p_value == pytest.approx(back.p_value)
    if there.low is not None and there.high is not None:
        assert there.statistic == pytest.approx(-(back.statistic or 0))
        assert there.low <= (there.mean or 0) <= there.high
        days = diebold_mariano([1000 * value for value in values], horizon=2, method=method)
        assert days.statistic == pytest.approx(there.statistic, rel=1e-6, abs=1e-9)


def test_autocovariances_are_the_sums_they_stand_for() -> None:
    """Each divided by the full length."""
    values = np.random.default_rng(1).normal(size=13)
    spread = values - values.mean()
    assert autocovariances(values) == pytest.approx(
        [spread[: 13 - lag] @ spread[lag:] / 13 for lag in range(13)]
    )


def test_where_there_is_no_statistic_there_is_a_reason() -> None:
    """Equal differences, a sum of covariances that is not positive, no differences."""
    assert "all differences are equal" in (diebold_mariano([0.1] * 5, horizon=1).reason or "")
    swinging = diebold_mariano([1.0, -1.0] * 5, horizon=2, method="HLN")
    assert "not positive" in str(swinging.table["reason"][0])
    none = diebold_mariano([], horizon=1)
    assert (none.mean, none.reason) == (None, "no differences")


def test_a_horizon_must_fit_the_series() -> None:
    """At least 1 and below the length."""
    for horizon in (0, 3):
        with pytest.raises(ValueError, match=f"horizon {horizon}"):
            diebold_mariano([0.1, 0.2, 0.3], horizon=horizon)
    with pytest.raises(ValueError, match="level"):
        diebold_mariano([0.1, 0.2, 0.3], horizon=1, level=95)


@pytest.mark.parametrize("horizon", [1, 3, 7])
@pytest.mark.parametrize(("method", "law"), [("HG", "normal"), ("HLN", "t")])
def test_the_interval_holds_the_mean_of_days_that_depend(method: Method, law: Law, horizon: int) -> None:
    """Sums of so many neighbouring draws around 0, on a hundred days: in some 90 of 100 series."""
    rng = np.random.default_rng(5)
    held = shown = 0
    for _ in range(300):
        drawn = rng.standard_normal(99 + horizon)
        days = np.convolve(drawn, np.ones(horizon) / np.sqrt(horizon), mode="valid")
        found = diebold_mariano(days, horizon=horizon, method=method, law=law)
        if found.low is not None and found.high is not None:
            shown += 1
            held += found.low <= 0 <= found.high
    assert shown >= 290
    assert held / shown >= 0.88
