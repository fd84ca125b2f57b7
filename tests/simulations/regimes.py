"""Made-up forecasters: what they say, how likely it truly is, and how many forecasts share an event."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Floats = NDArray[np.float64]
Shape = tuple[int, int]

EVENTS = (5, 10, 20, 30, 50, 100, 200)

REGIMES: dict[str, Callable[[np.random.Generator, Shape], Floats]] = {
    "tenths": lambda rng, shape: rng.integers(1, 10, shape) / 10,
    "bold, .7 to .95": lambda rng, shape: rng.uniform(0.7, 0.95, shape),
    ".94 or .95": lambda rng, shape: rng.choice([0.94, 0.95], shape),
    "rare, beta(1, 9)": lambda rng, shape: rng.beta(1, 9, shape),
    "rare, beta(1, 30)": lambda rng, shape: rng.beta(1, 30, shape),
    "U, beta(.3, .3)": lambda rng, shape: rng.beta(0.3, 0.3, shape),
}
CLUSTERS = ("independent", "equal", "lognormal")
CALIBRATION = {"calibrated": 1.0, "overconfident": 0.6}
"""The slope of the true log-odds on those said."""


def truth(said: Floats, slope: float) -> Floats:
    """How likely things truly are of which this was said."""
    found: Floats = expit(slope * logit(np.clip(said, 1e-12, 1 - 1e-12)))
    return found


def sizes(clusters: str, rng: np.random.Generator, shape: Shape) -> Floats:
    """How many forecasts each event has: one, four, or so many that a few events have most."""
    if clusters == "independent":
        return np.ones(shape)
    return np.full(shape, 4.0) if clusters == "equal" else np.ceil(rng.lognormal(0, 1.2, shape) * 2)
