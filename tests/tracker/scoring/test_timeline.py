"""The headline score of timelines."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scores.probability import crps_cdf
from xarray import DataArray

from tracker.scoring import by_date_brier, chance_by, timeline_brier, timeline_crps

Curve = tuple[list[float], list[float]]
KABUL = ([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95])


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Knots in order, with jumps (repeated days), flat pieces and a first knot anywhere."""
    count = draw(st.integers(1, 6))
    days = st.lists(st.integers(0, 60).map(float), min_size=count, max_size=count)
    chances = st.lists(st.floats(0, 1), min_size=count, max_size=count)
    return sorted(draw(days)), sorted(draw(chances))


outcomes = st.one_of(st.none(), st.floats(0, 100), st.integers(0, 60).map(float))
horizons = st.floats(0.5, 100)


def by_quadrature(curve: Curve, y: float | None, horizon: float) -> float:
    """The same integral, numerically, cut where the integrand bends or jumps."""
    cuts = {0.0, horizon, *(day for day in curve[0] if day < horizon)}
    if y is not None and y < horizon:
        cuts.add(y)

    def loss(t: float) -> float:
        return float((chance_by(*curve, t) - (y is not None and y <= t)) ** 2)

    pieces = [quad(loss, start, end)[0] for start, end in pairwise(sorted(cuts)) if end - start > 1e-9]
    return float(sum(pieces))


@settings(max_examples=60)
@given(curve=curves(), y=outcomes, horizon=horizons)
def test_it_is_the_integral_that_quadrature_finds(curve: Curve, y: float | None, horizon: float) -> None:
    """The exact sum over pieces is the numerical integral, whatever jumps and ends there are."""
    assert timeline_crps(*curve, y, horizon) == pytest.approx(by_quadrature(curve, y, horizon), abs=1e-6)


@given(curve=curves(), y=outcomes, horizon=horizons)
def test_it_lies_between_0_and_1_and_is_the_integral_per_day(
    curve: Curve, y: float | None, horizon: float
) -> None:
    """The Brier score is the CRPS divided by the horizon."""
    score = timeline_brier(*curve, y, horizon)
    assert -1e-12 <= score <= 1 + 1e-12
    assert score * horizon == pytest.approx(timeline_crps(*curve, y, horizon), abs=1e-9)


@given(truth=curves(), report=curves(), horizon=st.floats(1, 60))
def test_no_other_timeline_has_a_better_expected_score(truth: Curve, report: Curve, horizon: float) -> None:
    """If the event falls on a day drawn from a timeline of steps, that timeline is never beaten."""
    days, heights = truth
    chances = np.diff([0.0, *heights, 1.0])
    steps = (np.repeat(days, 2), np.concatenate([[0.0], np.repeat(heights, 2)[:-1]]))
    happened = [*days, np.inf]
    honest = chances @ timeline_brier(*steps, happened, horizon)
    assert honest <= chances @ timeline_brier(*report, happened, horizon) + 1e-12


@given(curve=curves(), y=outcomes, horizon=horizons)
def test_asking_by_every_date_averages_to_it(curve: Curve, y: float | None, horizon: float) -> None:
    """The mean Brier score of many evenly spaced "by day t?" questions comes ever closer to it."""
    count = 20_000
    dates = (np.arange(count) + 0.5) * horizon / count
    mean = by_date_brier(*curve, y, dates).mean()
    assert mean == pytest.approx(timeline_brier(*curve, y, horizon), abs=10 / count)


@given(curve=curves(), y=st.floats(0, 50), horizon=st.floats(1, 50))
def test_after_the_horizon_is_the_same_as_never(curve: Curve, y: float, horizon: float) -> None:
    """An event on the horizon or later, and none at all, score alike, the curve past the horizon too."""
    never = timeline_brier(*curve, None, horizon)
    assert timeline_brier(*curve, horizon + y, horizon) == never
    assert timeline_brier(*curve, np.inf, horizon) == never


def test_a_certain_date_costs_the_days_it_is_off() -> None:
    """However the jump is written, "on day 61" is 10 days off an event on day 51."""
    for curve in (([61], [1]), ([61, 61], [0, 1]), ([0, 61, 61], [0, 0, 1])):
        assert timeline_crps(*curve, 51, 183) == 10
        assert timeline_brier(*curve, 51, 183) == pytest.approx(10 / 183)
        assert timeline_brier(*curve, 61, 183) == 0


@pytest.mark.parametrize(
    ("y", "horizon", "score"),
    [(150, 183, 0.3699), (None, 183, 0.5289), (None, 20, 0.0015), (51, 61, 0.0753), (51, 92, 0.0847)],
)
def test_the_worked_example_comes_out_for_other_days(y: float | None, horizon: float, score: float) -> None:
    """The month-or-two-maybe-three forecast, had it gone otherwise, and on the way."""
    assert timeline_brier(*KABUL, y, horizon) == pytest.approx(score, abs=5e-5)


@pytest.mark.parametrize(
    ("earliest_to_latest", "score"),
    [([0.1, 0.7, 0.9], 0.0317), ([0.25, 0.5, 0.75], 0.0754), ([0.05, 0.5, 0.95], 0.0401)],
)
def test_the_worked_example_comes_out_for_other_readings(
    earliest_to_latest: list[float], score: float
) -> None:
    """The sensitivity band: other chances at the same three days, half of the rest by the horizon."""
    cdf = [0, *earliest_to_latest, (1 + earliest_to_latest[-1]) / 2]
    assert timeline_brier(KABUL[0], cdf, 51, 183) == pytest.approx(score, abs=5e-5)


def test_it_agrees_with_the_ensemble_score_up_to_a_threshold() -> None:
    """Equally likely dates as steps give the threshold-weighted CRPS of scoringrules."""
    rng = np.random.default_rng(4)
    dates, happened = np.sort(rng.uniform(0, 100, (50, 8)), axis=1), rng.uniform(0, 100, 50)
    days = np.repeat(dates, 2, axis=1)
    cdf = np.tile(np.repeat(np.arange(9) / 8, 2)[1:-1], (50, 1))
    theirs = scoringrules.twcrps_ensemble(happened, dates, b=60.0, estimator="nrg")
    assert timeline_crps(days, cdf, happened, 60) == pytest.approx(theirs, abs=1e-9)


def test_a_published_threshold_weighted_score_comes_out() -> None:
    """The members 1, 2, 3 with the value 1.5 have 1/9 above the threshold 2."""
    steps = ([1, 1, 2, 2, 3, 3], [0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1])
    assert timeline_crps(*steps, 1.5, 9) - timeline_crps(*steps, 1.5, 2) == pytest.approx(1 / 9)
    assert timeline_crps(*steps, 1.5, 9) == pytest.approx(7 / 18)


@pytest.mark.filterwarnings("ignore:numba is not available")
def test_it_agrees_with_another_library_on_straight_pieces() -> None:
    """The exact CRPS of a piecewise linear curve comes from scores."""
    days, cdf = [0.0, 30.0, 61.0, 92.0, 183.0], [0.0, 0.1, 0.5, 0.9, 1.0]
    curve = DataArray(cdf, dims=["day"], coords={"day": days})
    for y in (0.0, 12.0, 61.0, 90.5, 183.0):
        theirs = crps_cdf(curve, DataArray(y), threshold_dim="day", integration_method="exact")["total"]
        assert timeline_crps(days, cdf, y, 183) == pytest.approx(float(theirs))


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(curves(), outcomes, horizons), min_size=1, max_size=5))
def test_many_timelines_at_once_are_each_alone(rows: list[tuple[Curve, float | None, float]]) -> None:
    """A shorter timeline repeats its last knot, and then a table gives what its rows give."""
    days = [(curve[0] + [curve[0][-1]] * 6)[:6] for curve, _, _ in rows]
    cdf = [(curve[1] + [curve[1][-1]] * 6)[:6] for curve, _, _ in rows]
    together = timeline_brier(days, cdf, [y for _, y, _ in rows], [horizon for *_, horizon in rows])
    alone = [timeline_brier(*curve, y, horizon) for curve, y, horizon in rows]
    assert together == pytest.approx(alone, abs=1e-12)


def test_one_timeline_serves_many_outcomes_and_horizons() -> None:
    """Scalars are stretched on either side."""
    assert timeline_brier(*KABUL, [51, None], 183).tolist() == [
        timeline_brier(*KABUL, 51, 183),
        timeline_brier(*KABUL, None, 183),
    ]
    assert timeline_crps(*KABUL, 51, [92, 183]).round(4).tolist() == [7.797, 8.3278]
    assert timeline_crps([[61], [71]], [[1], [1]], 51, 183).tolist() == [10, 20]


def test_a_series_comes_back_with_its_index() -> None:
    """Whether the outcomes or the horizons are a Series."""
    days = pd.Series([51, np.inf], index=["kabul", "herat"])
    assert timeline_brier(*KABUL, days, 183).index.tolist() == ["kabul", "herat"]
    assert timeline_crps(*KABUL, 51, days.replace(np.inf, 92.0)).index.tolist() == ["kabul", "herat"]


def test_what_had_already_happened_or_has_no_time_is_undefined() -> None:
    """NaN for an event before the forecast, and for the mean over 0 days."""
    assert np.isnan(timeline_brier(*KABUL, [-1, 51], [183, 0])).all()
    assert np.isnan(timeline_crps(*KABUL, -1, 183))
    assert timeline_crps(*KABUL, 51, 0) == 0
    assert np.isnan(by_date_brier(*KABUL, -1, [30, 61])).all()


def test_questions_by_date_have_a_row_for_each_timeline() -> None:
    """The dates are columns; one date is no column of its own."""
    assert by_date_brier(*KABUL, [51, None], [30, 61]).round(4).tolist() == [[0.01, 0.25], [0.01, 0.25]]
    assert by_date_brier(*KABUL, [51, None], 92).round(4).tolist() == [0.01, 0.81]
    assert by_date_brier(*KABUL, 51, 51) == pytest.approx((1 - 0.370968) ** 2, abs=1e-6)


@pytest.mark.parametrize(
    ("y", "horizon", "message"),
    [
        (float("nan"), 183, "write inf"),
        ([51, float("nan")], 183, "write inf"),
        (51, float("nan"), "horizon is nan"),
        (51, [183, -1], r"horizon\[1\] is -1.0"),
        (51, float("inf"), "horizon is inf"),
        ([51, 52], [183, 183, 183], "one score needs one value of each"),
        ([[51], [52]], 183, "do not fit timelines"),
    ],
)
def test_what_cannot_be_scored_is_refused(y: Any, horizon: Any, message: str) -> None:
    """NaN says neither "unknown" nor "did not happen"; a horizon is a number of days."""
    with pytest.raises(ValueError, match=message):
        timeline_brier(*KABUL, y, horizon)


def test_a_column_for_the_wrong_number_of_timelines_is_refused() -> None:
    """Two timelines do not have three outcomes, and all have the same dates."""
    with pytest.raises(
        ValueError, match=r"y and horizon of shape \(3,\) do not fit timelines of shape \(2, 2\)"
    ):
        timeline_brier([[0, 1], [0, 1]], [0, 1], [1, 2, 3], 183)
    with pytest.raises(ValueError, match="the same for all"):
        by_date_brier(*KABUL, 51, [[30, 61]])
