"""Published figures and the data they belong to: the golden rows, and rain forecasts for Niamey."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

_GOLDEN = Path(__file__).parents[1] / "golden" / "golden_scores.json"
_RAIN = Path(__file__).parents[2] / "../shared/data/niamey-rain/precip_niamey_2016.csv"

needs_data = pytest.mark.skipif(not _RAIN.exists(), reason="the shared data folder is absent")


def golden(measure: str) -> list[dict[str, Any]]:
    """The golden rows of one measure, of which there must be one."""
    rows: list[dict[str, Any]] = json.loads(_GOLDEN.read_text("utf-8"))
    found = [row for row in rows if row["measure"] == measure]
    assert found, f"no golden row is called {measure}"
    return found


def rain_scores(method: str) -> NDArray[np.float64]:
    """The Brier score of each of the 92 days' forecasts by one method, in the days' order."""
    with _RAIN.open(encoding="utf-8") as file:
        days = list(csv.DictReader(file))
    return np.array([(float(day[method]) - float(day["obs"])) ** 2 for day in days])
