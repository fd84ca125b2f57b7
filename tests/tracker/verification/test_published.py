"""Published figures of real forecasts, reproduced from their tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tracker.verification import Columns, verify
from tracker.verification.figures import ChanceFigures
from tracker.verification.quantiles import QuantileFigures

DATA = Path(__file__).parents[3] / "../shared/data"
COVID = {
    "Cases, EuroCOVIDhub-ensemble": (17900, 0.391, 0.805, 24100),
    "Cases, EuroCOVIDhub-baseline": (28500, 0.328, 0.820, 38500),
    "Cases, epiforecasts-EpiNow2": (20800, 0.469, 0.789, 27900),
    "Deaths, EuroCOVIDhub-ensemble": (41.4, 0.875, 1.0, 53.1),
    "Deaths, EuroCOVIDhub-baseline": (159, 0.664, 1.0, 233),
    "Deaths, UMass-MechBayes": (52.7, 0.461, 0.875, 78.5),
    "Deaths, epiforecasts-EpiNow2": (66.6, 0.420, 0.908, 105),
}
COVID_PARTS = {
    "Cases, EuroCOVIDhub-ensemble": (3700, 10000, 4200),
    "Cases, EuroCOVIDhub-baseline": (4100, 14000, 10000),
    "Cases, epiforecasts-EpiNow2": (5700, 12000, 3300),
    "Deaths, EuroCOVIDhub-ensemble": (30, 7.1, 4.1),
    "Deaths, EuroCOVIDhub-baseline": (91, 66, 2.1),
    "Deaths, UMass-MechBayes": (27, 9.0, 17),
    "Deaths, epiforecasts-EpiNow2": (32, 19, 16),
}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared folder of published forecasts is not here"
)


def test_european_covid_quantiles() -> None:
    """Twenty-eight figures of the European COVID-19 Forecast Hub, to three digits."""
    found = verify(
        DATA / "covid-quantiles" / "example_quantile.csv",
        seed=1,
        columns=Columns(level="quantile_level", value="predicted"),
        by=("target_type", "model"),
    )
    assert found.groups.keys() == COVID.keys()
    for name, published in COVID.items():
        part = found.groups[name]
        assert isinstance(part, QuantileFigures)
        ours = (part.wis, part.coverage_50, part.coverage_90, part.ae_median)
        assert [float(f"{value:.3g}") for value in ours if value is not None] == list(published)


def test_the_parts_of_european_covid_quantiles() -> None:
    """Dispersion, over- and underprediction as the README of R's scoringutils has them, to two digits."""
    found = verify(
        DATA / "covid-quantiles" / "example_quantile.csv",
        seed=1,
        columns=Columns(level="quantile_level", value="predicted"),
        by=("target_type", "model"),
    )
    for name, published in COVID_PARTS.items():
        part = found.groups[name]
        assert isinstance(part, QuantileFigures)
        ours = (part.dispersion, part.overprediction, part.underprediction)
        assert [float(f"{value:.2g}") for value in ours if value is not None] == list(published), name
        assert part.wis == pytest.approx(sum(value for value in ours if value is not None))


def test_forecastbench_crowd_medians() -> None:
    """The superforecasters' median: 0.122 on data sets, 0.082 on markets, 0.102 between the two."""
    rows = pd.read_csv(DATA / "forecastbench-superforecasters" / "unified.csv").dropna(subset="outcome")
    crowd = rows.groupby(["kind", "question"], as_index=False)[["probability", "outcome"]].median()
    found = verify(crowd, seed=1, columns=Columns(event=("question",)), by=("kind",))
    scores = {}
    for kind, part in found.groups.items():
        assert isinstance(part, ChanceFigures)
        assert part.brier is not None
        scores[kind] = part.brier
    assert {kind: part.n for kind, part in found.groups.items()} == {"dataset": 521, "market": 54}
    assert {kind: round(score, 3) for kind, score in scores.items()} == {"dataset": 0.122, "market": 0.082}
    assert round((scores["dataset"] + scores["market"]) / 2, 3) == 0.102


def test_forecastbench_individuals() -> None:
    """Every superforecaster's row: Brier 0.1104, base rate 0.2851; open questions are listed by line."""
    found = verify(
        DATA / "forecastbench-superforecasters" / "unified.csv",
        seed=1,
        columns=Columns(event=("question",)),
    )
    figures = found.figures
    assert isinstance(figures, ChanceFigures)
    assert (found.rows, found.bad_rows, figures.n, figures.events) == (7693, 2944, 4749, 575)
    assert figures.brier == pytest.approx(0.1104, abs=5e-5)
    assert figures.base_rate == pytest.approx(0.2851, abs=5e-5)
    assert str(found.problems[0]) == "line 542: the outcome is missing"


def test_nfl_2020() -> None:
    """Said 55%, won 63.5%; said 60%, won 45.0%: both sides of every game, rounded to 5%."""
    games = pd.read_csv(DATA / "fivethirtyeight" / "nfl_games.csv").query("season == 2020")
    sides = pd.DataFrame(
        {
            "probability": np.concatenate([games["prob1"], games["prob2"]]),
            "outcome": np.concatenate([games["prob1_outcome"], games["prob2_outcome"]]),
            "event": np.tile(games.index, 2),
        }
    )
    sides["probability"] = (sides["probability"] * 20).round() / 20
    found = verify(sides, seed=1).figures
    assert isinstance(found, ChanceFigures)
    won = {round(one.said, 2): (one.count, round(one.happened, 3)) for one in found.reliability}
    assert won[0.55] == (52, 0.635)
    assert won[0.6] == (40, 0.45)
    assert found.events == len(games)


def test_all_fivethirtyeight_forecasts() -> None:
    """1,188,098 forecasts on 69,119 named events; what names no event in full is said."""
    found = verify(
        DATA / "fivethirtyeight" / "all-forecasts.csv.gz",
        seed=1,
        columns=Columns(event=("project", "entity", "field")),
    )
    figures = found.figures
    assert isinstance(figures, ChanceFigures)
    assert (figures.n, figures.events) == (1_188_098, 69_119)
    assert figures.brier == pytest.approx(0.10697046654988529)
    assert "12,210 forecasts" in found.warnings[0]
