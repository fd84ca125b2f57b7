"""Mean scores that others published for real forecasts come out again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tracker.scoring import brier, weighted_interval_score

DATA = Path(__file__).parents[3] / "../shared/data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared folder of published forecasts is not here"
)


def test_the_mean_brier_scores_of_rain_forecasts_come_out() -> None:
    """Rain in Niamey in 2016: four methods, to all the digits that were recomputed elsewhere."""
    days = pd.read_csv(DATA / "niamey-rain" / "precip_niamey_2016.csv")
    means = {method: brier(days[method], days["obs"]).mean() for method in ("Logistic", "EMOS", "ENS", "EPC")}
    assert means == pytest.approx(
        {
            "Logistic": 0.205746171886388,
            "EMOS": 0.232025179368199,
            "ENS": 0.266167674298945,
            "EPC": 0.234281755412804,
        },
        abs=1e-14,
    )


def test_the_weighted_interval_scores_of_epidemic_forecasts_come_out() -> None:
    """Quantile forecasts of cases and deaths: each mean, to the three digits published."""
    keys = ["model", "target_type", "location", "target_end_date", "horizon", "observed"]
    hub = pd.read_csv(DATA / "covid-quantiles" / "example_quantile.csv")
    forecasts = hub.pivot_table(index=keys, columns="quantile_level", values="predicted").reset_index(
        keys[2:]
    )
    levels = sorted(hub["quantile_level"].unique().tolist())
    scores = weighted_interval_score(forecasts[levels].to_numpy(), levels, forecasts["observed"].to_numpy())
    assert len(scores) == 887
    means = pd.Series(scores, index=forecasts.index).groupby(level=[0, 1]).mean()
    published = {
        ("EuroCOVIDhub-ensemble", "Cases"): 17900,
        ("EuroCOVIDhub-baseline", "Cases"): 28500,
        ("epiforecasts-EpiNow2", "Cases"): 20800,
        ("EuroCOVIDhub-ensemble", "Deaths"): 41.4,
        ("EuroCOVIDhub-baseline", "Deaths"): 159,
        ("UMass-MechBayes", "Deaths"): 52.7,
        ("epiforecasts-EpiNow2", "Deaths"): 66.6,
    }
    assert {key: float(f"{mean:.3g}") for key, mean in means.items()} == published
