"""Every row of the golden file is recomputed here, or named as the business of a statistics module."""

from __future__ import annotations

import json
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.special import ndtr

from tracker import scoring

if TYPE_CHECKING:
    from collections.abc import Callable

Given = dict[str, Any]

ROWS: list[Given] = json.loads(
    (Path(__file__).parents[1] / "golden" / "golden_scores.json").read_text("utf-8")
)


def mean_brier(given: Given) -> float:
    """The mean over forecasts is the caller's: here it is."""
    return float(np.mean(scoring.brier(given["p"], given["y"])))


def crps_of_curve(days: np.ndarray[Any, Any], cdf: np.ndarray[Any, Any], y: float) -> float:
    """The CRPS of a smooth distribution, by a timeline with very many knots."""
    return float(scoring.timeline_crps(days, cdf, y, horizon=days[-1]))


def crps_normal(given: Given) -> float:
    """A normal distribution moved 10 units to the right, so that no day is negative."""
    days = np.linspace(0, 20, 400_001)
    return crps_of_curve(days, ndtr((days - 10 - given["mu"]) / given["sigma"]), 10 + given["y"])


def crps_lognormal(given: Given) -> float:
    """A log-normal distribution on a grid that is fine where it is steep."""
    days = np.linspace(1e-3, 40, 400_001) ** 2
    return crps_of_curve(days, ndtr((np.log(days) - given["mulog"]) / given["sigmalog"]), given["y"])


def penalty_beyond(censor: float) -> float:
    """What going on to day 100 costs the honest uniform forecaster, for the events before `censor`."""
    uniform = ([0, 100], [0, 1])
    beyond = scoring.timeline_crps(*uniform, 1, horizon=100) - scoring.timeline_crps(
        *uniform, 1, horizon=censor
    )
    return float(beyond) * censor / 100


def open_days_optimum(given: Given) -> float:
    """The first day's report with the best expected mean over open days, all later days being perfect."""
    days = int(given["deadline_days"])
    hazard = 1 - (1 - given["true_p"]) ** (1 / days)

    def expected(report: float) -> float:
        ended = [scoring.open_days_brier([(1, report), (day, 1.0)], 1) for day in range(days)]
        chances = hazard * (1 - hazard) ** np.arange(days)
        never = scoring.open_days_brier([(1, report), (days - 1, 0.0)], 0)
        return float(np.dot(chances, ended) + (1 - given["true_p"]) * never)

    return vertex_of_parabola(expected)


def vertex_of_parabola(cost: Callable[[float], float]) -> float:
    """Where a quadratic is smallest, from its values at 0, 1/2 and 1."""
    at_zero, at_half, at_one = cost(0.0), cost(0.5), cost(1.0)
    curvature = 2 * (at_one + at_zero - 2 * at_half)
    return (curvature - (at_one - at_zero)) / (2 * curvature)


def early_resolution_rate(given: Given) -> float:
    """The share of "yes" among all that is resolved so far: years of age 0 to 1 count only if it happened."""
    hazard = -log(1 - given["p"]) / given["deadline_years"]
    young = given["deadline_years"] - (1 - np.exp(-hazard * given["deadline_years"])) / hazard
    old = given["logged_uniformly_over_years"] - given["deadline_years"]
    return float((young + old * given["p"]) / (young + old))


def mixture(given: Given) -> dict[str, float]:
    """The score of the mean reading, and the mean of the readings' scores."""
    weights, readings = np.array(given["w"]), np.array(given["p"])
    return {
        "at_mean": scoring.brier(float(weights @ readings), given["y"]),
        "mean_of_scores": float(weights @ scoring.brier(readings, given["y"])),
    }


RUNS: dict[str, Callable[[Given], Any]] = {
    "brier_binary_mean": mean_brier,
    "brier_binary": mean_brier,
    "brier_two_category_0_2": lambda given: scoring.category_brier([1 - given["p"], given["p"]], given["y"]),
    "log_score_nats": lambda given: scoring.log_score(given["p"], given["y"]),
    "log_score_nats_clipped": lambda given: scoring.clipped_log_score(given["p"], given["y"], given["eps"]),
    "metaculus_baseline_binary": lambda given: scoring.baseline_score(given["p"], given["y"]),
    "metaculus_baseline_mc": lambda given: scoring.baseline_score(given["p"], given["outcome"]),
    "brier_multicategory_0_2": lambda given: scoring.category_brier(given["p"], given["outcome"]),
    "rps_unnormalised": lambda given: scoring.ranked_probability_score(given["p"], given["outcome_index0"]),
    "interval_score": lambda given: scoring.interval_score(
        given["l"], given["u"], given["y"], given["alpha"]
    ),
    "pinball_mean": lambda given: scoring.pinball(given["quantiles"], given["levels"], given["y"]),
    "crps_normal": crps_normal,
    "crps_lognormal": crps_lognormal,
    "crps_point_forecast": lambda given: scoring.crps_ensemble([given["x"]], given["y"]),
    "timeline_twcrps_days": lambda given: scoring.timeline_crps(**given),
    "timeline_brier": lambda given: scoring.timeline_brier(**given),
    "timeline_by_date_brier": lambda given: scoring.by_date_brier(**given),
    "timeline_pit": lambda given: scoring.timeline_pit(**given),
    "timeline_rcll_day": lambda given: scoring.timeline_log_score(**given, bin_days=1),
    "timeline_rcll_censored": lambda given: scoring.timeline_log_score(
        given["days"], given["cdf"], given["y"], given["evaluated_on_day"]
    ),
    "timeline_timing_error_days": lambda given: scoring.timing_error(given["median"], given["y"]),
    "window_hit": lambda given: scoring.window_hit(
        given["l"], given["u"], given["y"], given.get("evaluated_on_day")
    ),
    "interval_score_provisional": lambda given: scoring.window_interval_score(
        given["l"], given["u"], given["y"], given["alpha"], given["evaluated_on_day"]
    ),
    "scrps_improper_tail": lambda given: penalty_beyond(given["censor"]),
    "mixed_horizon_improper_tail": lambda given: penalty_beyond(given["evaluated_at"]),
    "daily_brier_fixed_denominator": lambda given: scoring.daily_brier(
        given["segments"], given["y"], given["scheduled_days"]
    ),
    "open_days_weight_optimal_report": open_days_optimum,
    "early_resolution_bias_observed_rate": early_resolution_rate,
    "brier_bounds_imprecise": lambda given: scoring.brier_band(given["lo"], given["hi"], given["y"]),
    "brier_of_mixture": mixture,
}

OTHER_MODULES = frozenset(
    {
        "auc",
        "beta_binomial_posterior_mean",
        "bh_adjust",
        "brier_skill_score",
        "clopper_pearson_95",
        "cohen_kappa",
        "cohen_kappa_table",
        "corp_brier_decomposition",
        "cox_calibration_firth",
        "cox_calibration_ml",
        "eb_shrinkage_fixed_tau",
        "jeffreys_interval_95",
        "krippendorff_alpha_interval",
        "krippendorff_alpha_nominal",
        "met_contingency_statistics",
        "required_n_paired",
        "sign_flip_min_p",
        "spiegelhalter_p_exact_enumeration",
        "spiegelhalter_z",
        "two_way_fixed_effects_forecaster",
        "wilson_interval_95",
    }
)
"""Measures that are no scores: the tests of the module that computes them read their rows themselves."""


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["measure"] in RUNS],
    ids=lambda row: f"{row['measure']}: {row['note']}",
)
def test_a_golden_row_is_met(row: Given) -> None:
    """The value of a golden row comes out, within its tolerance."""
    found, expected = RUNS[row["measure"]](row["inputs"]), row["expected"]
    if isinstance(expected, bool):
        assert found is expected
    else:
        assert found == pytest.approx(expected, abs=row["tolerance"], rel=0)


def test_no_golden_row_is_overlooked() -> None:
    """Each measure of the golden file is either run here or named as another module's, and none is both."""
    measures = {row["measure"] for row in ROWS}
    assert measures == RUNS.keys() | OTHER_MODULES
    assert not RUNS.keys() & OTHER_MODULES


def test_the_proper_history_score_rewards_the_true_chance() -> None:
    """Over scheduled days, the first day's best report is the true 0.5, where open days asked for 0.86."""
    days, hazard = 100, 1 - 0.5 ** (1 / 100)

    def expected(report: float) -> float:
        ended = [scoring.daily_brier([(1, report), (day, 1.0)], 1, days) for day in range(days)]
        never = scoring.daily_brier([(1, report), (days - 1, 0.0)], 0, days)
        return float(np.dot(hazard * (1 - hazard) ** np.arange(days), ended)) + 0.5 * never

    assert vertex_of_parabola(expected) == pytest.approx(0.5, abs=1e-9)
