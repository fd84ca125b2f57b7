"""A hub's forecasts as tables and as files: the published ones, where they are, and small ones of our own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

PUBLISHED = Path(__file__).parents[1] / "../shared/data/covid-quantiles/example_quantile.csv"
needs_published = pytest.mark.skipif(
    not PUBLISHED.is_file(), reason="the shared folder of published forecasts is not here"
)
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
_TASK = ("forecast_date", "location", "target_end_date", "target")
_FIRST = date(2021, 5, 1)


def published() -> pd.DataFrame:
    """The example of scoringutils: 887 forecasts of 23 quantiles by four models, a row a quantile."""
    return pd.read_csv(PUBLISHED).rename(columns={"target_type": "target"})


def published_scores(hub: pd.DataFrame) -> pd.DataFrame:
    """The weighted interval score of each published forecast by its definition, models beside."""
    low = hub["observed"] - hub["predicted"]
    loss = 2 * np.maximum(hub["quantile_level"] * low, (hub["quantile_level"] - 1) * low)
    keys = ["target", "location", "target_end_date", "horizon"]
    return hub.assign(loss=loss).pivot_table(index=keys, columns="model", values="loss")


def hub_files(folder: Path, hub: pd.DataFrame) -> list[str]:
    """The files of a hub, one a round and model, and its target data; their paths."""
    paths = []
    for (day, model), rows in hub.groupby(["forecast_date", "model"]):
        path = folder / f"{day}-{model}.csv"
        cells = rows[[*_TASK, "quantile_level", "predicted"]].to_numpy().tolist()
        _written(
            path,
            (*_TASK, "output_type", "output_type_id", "value"),
            ([*row[:4], "quantile", *row[4:]] for row in cells),
        )
        paths.append(str(path))
    seen = hub[["target_end_date", "location", "target", "observed"]].drop_duplicates()
    series = folder / "time-series.csv"
    _written(series, ("target_end_date", "location", "target", "observation"), seen.to_numpy().tolist())
    return [*paths, str(series)]


def made_up(
    models: dict[str, float] | None = None,
    *,
    weeks: int = 8,
    horizons: Sequence[int] = (7, 14),
    locations: Sequence[str] = ("AA", "BB"),
    levels: dict[str, Sequence[float]] | None = None,
    target: str = "admissions",
    seed: int = 1,
) -> pd.DataFrame:
    """A hub of our own: normal forecasts, those of each model wider than the truth by its factor."""
    rng, rows = np.random.default_rng(seed), []
    for week in range(weeks):
        end = _FIRST + timedelta(days=7 * week)
        for place, location in enumerate(locations):
            centre = 100 * (1 + place)
            seen = round(float(rng.normal(centre, 10)), 3)
            for days in horizons:
                for model, factor in (models or {"good-model": 1.0, "wide-model": 4.0}).items():
                    for level in (levels or {}).get(model, LEVELS):
                        value = round(centre + 10 * factor * float(ndtri(level)), 4)
                        rows.append(
                            (end - timedelta(days=days), location, end, target, model, level, value, seen)
                        )
    names = (*_TASK, "model", "quantile_level", "predicted", "observed")
    return pd.DataFrame(rows, columns=names)


def _written(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([tuple(header), *rows])
