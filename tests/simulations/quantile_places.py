"""Where values fall among quantiles of a calibrated forecaster."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtri

from tests.simulations.cells import Cell, Rng
from tracker.calibration.quantile_pit import quantile_pit

LEVELS = {
    "23 levels": np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99]),
    "5 levels": np.array([0.025, 0.25, 0.5, 0.75, 0.975]),
}
DRAWN = ("one a day", "three a day, together", "three a day, each by itself", "unequal days, together")


def bands_of_quantiles() -> Iterator[Cell]:
    """How often all bars of a calibrated set lie within the simultaneous 95% band."""
    for name in LEVELS:
        for drawn in DRAWN:
            for days in (5, 10, 20, 50):

                def share(
                    rng: Rng, sets: int, name: str = name, drawn: str = drawn, days: int = days
                ) -> float:
                    return sum(_within(rng, name, drawn, days) for _ in range(sets)) / sets

                yield Cell(row=f"{name}; {drawn}", column=f"{days} days", share=share)


def _within(rng: Rng, name: str, drawn: str, days: int) -> bool:
    levels, many = LEVELS[name], np.full(days, 1 if drawn == "one a day" else 3)
    if drawn.startswith("unequal"):
        many = np.ceil(rng.lognormal(0, 1.2, days)).astype(int)
    day = np.repeat(np.arange(days), many)
    place = rng.random(len(day)) if drawn.endswith("itself") else rng.random(days)[day]
    middle = 10 * rng.standard_normal(len(day))
    quantiles = middle[:, None] + ndtri(levels)
    found = quantile_pit(quantiles, levels, middle + ndtri(place), day, seed=int(rng.integers(1_000_000)))
    shares, low, high = (np.array(part) for part in (found.shares, found.low, found.high))
    return bool(((low - 1e-9 <= shares) & (shares <= high + 1e-9)).all())
