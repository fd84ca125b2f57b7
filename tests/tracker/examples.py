"""Data with published answers: the optional shared folder's files, and tables small enough to print."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.tracker import published
from tracker.tally import Tally

GOLDEN = Path(__file__).parents[1] / "golden"
SHARED = Path(__file__).parents[2] / "../shared/data"

RAINED = [0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1]
WITH_TIES = [0.8, 0.8, 0, 1, 1, 0.6, 0.4, 0.8, 0, 0, 0.2, 0, 0, 1, 1]
WITHOUT_TIES = [
    *(0.928, 0.576, 0.008, 0.944, 0.832, 0.816, 0.136, 0.584),
    *(0.032, 0.016, 0.28, 0.024, 0, 0.984, 0.952),
]
TEN_P = [0.1, 0.1, 0.3, 0.3, 0.3, 0.6, 0.6, 0.8, 0.8, 0.9]
TEN_Y = [0, 0, 0, 1, 0, 1, 0, 1, 1, 1]


def golden(measure: str) -> list[Any]:
    """The golden rows of one measure, as parameters with their notes for names."""
    return [pytest.param(row, id=f"{measure}-{place}") for place, row in enumerate(published.golden(measure))]


def icing() -> Tally:
    """The icing forecasts, as their published table of counts."""
    with (GOLDEN / "icing_counts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Tally.from_counts(*([float(row[name]) for row in rows] for name in ("p", "n", "k")))


def shared(file: str) -> list[dict[str, str]]:
    """The rows of a file in the shared data folder; the test skips where the folder is absent."""
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"the shared data folder has no {file} here")
    with path.open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def numbers(rows: list[dict[str, str]], name: str) -> NDArray[np.float64]:
    """One column of such rows."""
    return np.array([float(row[name]) for row in rows])


def niamey(method: str) -> Tally:
    """The rain forecasts for Niamey by one of four methods."""
    rows = shared("niamey-rain/precip_niamey_2016.csv")
    return Tally.of(numbers(rows, method), numbers(rows, "obs"))
