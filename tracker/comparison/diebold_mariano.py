"""Whether the scores of two series of forecasts differ by more than their own ups and downs.

For forecasts made regularly, such as every day, neighbouring differences are alike, and a mean of them
varies more than that of independent ones. The Diebold-Mariano statistic is the mean difference divided by a
standard error that allows for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame

Method = Literal["HG", "HLN"]
Law = Literal["normal", "t"]

_GRID = np.concatenate([np.linspace(0, 0.95, 96), 1 - np.geomspace(0.045, 1e-6, 60)])


@dataclass(frozen=True, kw_only=True, slots=True)
class DieboldMariano:
    """The statistic, its interval and its p-value.

    Attributes
    ----------
    count, horizon
        The length of the series, and how many steps ahead the forecasts looked.
    mean
        The mean difference; None for an empty series.
    statistic, low, high, p_value
        None where `reason` says why. The p-value is two-sided.
    method, law, level
        How the standard error was estimated, the law of the statistic, and the interval's coverage.
    """

    count: int
    horizon: int
    mean: float | None
    statistic: float | None
    low: float | None
    high: float | None
    p_value: float | None
    level: float
    method: Method
    law: Law
    reason: str | None

    @property
    def table(self) -> DataFrame:
        """One row: `count`, `horizon`, `mean`, `statistic`, `low`, `high`, `p_value`, `method`, `reason`."""
        import pandas as pd

        numbers = ("mean", "statistic", "low", "high", "p_value")
        return pd.DataFrame(
            {
                "count": [self.count],
                "horizon": [self.horizon],
                **{name: pd.array([getattr(self, name)], dtype="Float64") for name in numbers},
                "method": [self.method],
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


def autocovariances(values: ArrayLike) -> Floats:
    """The autocovariance at each lag from 0 to n - 1, each sum divided by n.

    Examples
    --------
    >>> autocovariances([1.0, -1.0]).tolist()
    [1.0, -0.5]
    """
    given = finite(values, "values")
    spread, count = given - given.mean(), len(given)
    length = 1 << (2 * count - 1).bit_length()
    power = np.abs(np.fft.rfft(spread, length)) ** 2
    found: Floats = np.fft.irfft(power, length)[:count] / count
    return found


def _truncated(covariances: Floats, horizon: int) -> tuple[float, float]:
    count = len(covariances)
    correction = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count
    return float(covariances[0] + 2 * covariances[1:horizon].sum()), correction


def _exponential(covariances: Floats, horizon: int) -> float:
    from scipy.optimize import minimize_scalar

    count = len(covariances)
    lags = np.arange(max((count - 1) // 2, horizon))
    seen = covariances[: len(lags)] / covariances[0]

    def height(decay: float) -> float:
        shape = decay**lags
        return max(0.0, float(shape @ seen / (shape @ shape)))

    def misfit(decay: float) -> float:
        return float(((height(decay) * decay**lags - seen) ** 2).sum())

    nearest = int(np.argmin([misfit(decay) for decay in _GRID]))
    ends = (_GRID[max(nearest - 1, 0)], _GRID[min(nearest + 1, len(_GRID) - 1)])
    best = minimize_scalar(misfit, bounds=ends, method="bounded", options={"xatol": 1e-12}).x
    if misfit(_GRID[nearest]) < misfit(best):
        best = _GRID[nearest]
    total = 1 + 2 * float((best ** np.arange(1, count)).sum())
    return height(best) * total * float(covariances[0])


def diebold_mariano(
    differences: ArrayLike,
    *,
    horizon: int,
    method: Method = "HG",
    law: Law = "normal",
    level: float = 0.95,
) -> DieboldMariano:
    """The Diebold-Mariano test that the mean difference of two series of scores is 0.

    Formula: ``mean / sqrt(f / n)``, where f is the sum of the autocovariances over all lags:

    - "HLN" (Harvey, Leybourne and Newbold 1997): the lags below `horizon` only, and the statistic
      multiplied by ``sqrt((n + 1 - 2h + h (h - 1) / n) / n)``; undefined where the sum is not positive;
    - "HG" (Hering and Genton 2011): all lags of a model ``s^2 exp(-3 lag / range)``, fitted by least squares
      to the lags below half the length, which is always positive.

    It assumes a long series with steady ups and downs; for one-off events use `tracker.comparison.comparing`.

    Parameters
    ----------
    differences
        One difference of scores per time step, in order and without gaps, shape (n,).
    horizon
        How many steps ahead the forecasts looked, at least 1 and below n.
    law
        Compare with the normal law or with Student's t of n - 1 degrees of freedom.

    Raises
    ------
    ValueError
        If a difference is not finite, or the horizon does not fit the series.

    Examples
    --------
    >>> found = diebold_mariano([0.1, -0.2, 0.3, 0.1, 0.0, 0.2], horizon=1, method="HLN", law="t")
    >>> round(found.mean, 4), round(found.statistic, 3), round(found.p_value, 3)
    (0.0833, 1.185, 0.289)
    """
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    values = finite(differences, "differences")
    count = len(values)
    if horizon < 1 or (count and horizon >= count):
        raise ValueError(f"horizon {horizon}: give at least 1 and less than the {count} differences")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    mean = float(values.mean()) if count else None
    reason = statistic = low = high = p_value = None
    if mean is None:
        reason = "no differences"
    elif np.ptp(values) <= 1e-12 * float(np.abs(values).max()):
        reason = "all differences are equal, and their spread is 0"
    else:
        covariances = autocovariances(values)
        if method == "HLN":
            density, correction = _truncated(covariances, horizon)
        else:
            density, correction = _exponential(covariances, horizon), 1.0
        if density <= 1e-12 * covariances[0] or correction <= 0:
            reason = "the estimated variance of the mean is not positive: use method HG"
        else:
            error = float(np.sqrt(density / count / correction))
            statistic = mean / error
            quantile = ndtri((1 + level) / 2) if law == "normal" else stdtrit(count - 1, (1 + level) / 2)
            tail = ndtr(-abs(statistic)) if law == "normal" else stdtr(count - 1, -abs(statistic))
            low, high = float(mean - quantile * error), float(mean + quantile * error)
            p_value = float(2 * tail)
    return DieboldMariano(
        count=count,
        horizon=horizon,
        mean=mean,
        statistic=statistic,
        low=low,
        high=high,
        p_value=p_value,
        level=level,
        method=method,
        law=law,
        reason=reason,
    )
