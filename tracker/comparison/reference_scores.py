"""What somebody with nothing but a base rate, or a constant hazard, would have scored on each forecast."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite


def base_rate(happened: ArrayLike) -> float | None:
    """How often things of a reference class happened: the class's own outcomes, not those to be scored.

    None for an empty class.

    Examples
    --------
    >>> base_rate([1, 0, 0, 0])
    0.25
    """
    outcomes = finite(happened, "outcomes")
    if not np.all((outcomes >= 0) & (outcomes <= 1)):
        raise ValueError("outcomes lie between 0 and 1")
    return float(outcomes.mean()) if len(outcomes) else None


def steady_rate_scores(happened: ArrayLike, rate: ArrayLike) -> Floats:
    """The Brier score, on each outcome, of always saying `rate`: a base rate, or 0.5 for a coin.

    Formula: ``(rate - y)^2``. Lower is better.

    Parameters
    ----------
    happened
        The outcomes, 0 to 1, shape (n,).
    rate
        One probability, or one for each outcome's own reference class.

    Examples
    --------
    >>> steady_rate_scores([1, 0], 0.5).tolist()
    [0.25, 0.25]
    """
    outcomes = finite(happened, "outcomes")
    rates = np.broadcast_to(np.asarray(rate, dtype=float), outcomes.shape)
    if not np.all((outcomes >= 0) & (outcomes <= 1)) or not np.all((rates >= 0) & (rates <= 1)):
        raise ValueError("outcomes and rates lie between 0 and 1")
    scores: Floats = (rates - outcomes) ** 2
    return scores


def constant_hazard_scores(days: ArrayLike, horizon: ArrayLike, rate: ArrayLike = 0.5) -> Floats:
    """The Timeline Brier of "`rate` by the horizon, equally likely on each day that is left".

    Formula: the mean over t in 0..H of ``(F(t) - 1{t >= day})^2`` with
    ``F(t) = 1 - (1 - rate)^(t / H)``, in closed form. A rate of 50% is arbitrary where no reference class
    gives it: a page that shows a skill against it says so. Lower is better.

    Parameters
    ----------
    days
        Days from the forecast to the event, 0 or more, `inf` where it did not happen, shape (n,).
    horizon
        Days to the horizon, above 0, one or one for each.
    rate
        The chance that it has happened by the horizon, 0 to 1, one or one for each.

    Examples
    --------
    >>> constant_hazard_scores([51, np.inf], 183).round(4).tolist()
    [0.3129, 0.0983]
    """
    waited = np.asarray(days, dtype=float)
    spans = np.broadcast_to(np.asarray(horizon, dtype=float), waited.shape)
    by_horizon = np.broadcast_to(np.asarray(rate, dtype=float), waited.shape)
    if not np.all((by_horizon >= 0) & (by_horizon <= 1)):
        raise ValueError("rates lie between 0 and 1")
    if waited.ndim != 1 or not np.all(waited >= 0) or not np.all((spans > 0) & np.isfinite(spans)):
        raise ValueError("days are 0 or more, horizons above 0 and finite")
    end = np.minimum(waited / spans, 1.0)
    between = (by_horizon > 0) & (by_horizon < 1)
    hazard = -np.log1p(-np.where(between, by_horizon, 0.5))
    before = end + 2 / hazard * np.expm1(-hazard * end) - np.expm1(-2 * hazard * end) / (2 * hazard)
    scores = before + (np.exp(-2 * hazard * end) - np.exp(-2 * hazard)) / (2 * hazard)
    found: Floats = np.where(between, scores, np.where(by_horizon == 0, 1 - end, end))
    return found
