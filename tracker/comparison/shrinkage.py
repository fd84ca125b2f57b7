"""How much of a forecaster's lead or lag is likely to last.

The best of several is partly the luckiest. Each difference is drawn towards the common mean, the more so
the less certain it is. Show the raw value beside the shrunken one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame

FEWEST_FORECASTERS = 5
"""Below this many forecasters their spread cannot be estimated, and has to be stated."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Shrunken:
    """Differences drawn towards a common mean.

    Attributes
    ----------
    raw, variances
        The differences as they were, and the squared standard error of each, shape (n,).
    values
        The shrunken differences, each between its raw value and `mean`.
    weights
        The share of the raw value in the shrunken one, 0 to 1.
    spread
        The variance between forecasters that was used (tau squared).
    spread_is
        "stated" or "estimated (DerSimonian-Laird)".
    mean
        The mean towards which they were drawn.
    """

    raw: Floats
    variances: Floats
    values: Floats
    weights: Floats
    spread: float
    spread_is: str
    mean: float

    @property
    def table(self) -> DataFrame:
        """One row per difference, in the order given: `raw`, `variance`, `weight`, `shrunken`."""
        import pandas as pd

        return pd.DataFrame(
            {"raw": self.raw, "variance": self.variances, "weight": self.weights, "shrunken": self.values}
        )


def _checked(differences: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    raw, squared_errors = finite(differences, "differences"), finite(variances, "variances")
    if len(raw) != len(squared_errors) or not np.all(squared_errors > 0):
        raise ValueError("give one variance above 0 for each difference; floor_variances makes them so")
    return raw, squared_errors


def floored_variances(sds: ArrayLike, counts: ArrayLike) -> Floats:
    """The squared standard errors of means over few events, none below the pooled one.

    Formula: ``max(sd_i^2, pooled^2) / n_i`` with ``pooled^2 = sum (n_i - 1) sd_i^2 / sum (n_i - 1)``: two or
    three events that happen to agree would otherwise look certain.

    Parameters
    ----------
    sds
        The standard deviation over events of each forecaster, shape (n,); any number where the count is 1.
    counts
        The number of events of each, at least 1, and above 1 for some.

    Examples
    --------
    >>> floored_variances([0.0, 0.3], [2, 10]).round(4).tolist()
    [0.0405, 0.009]
    """
    spreads, events = finite(sds, "sds"), finite(counts, "counts")
    if len(spreads) != len(events) or not np.all(spreads >= 0) or not np.all(events >= 1):
        raise ValueError("give one sd of 0 or more and one count of 1 or more for each forecaster")
    freedom = events - 1
    if not freedom.sum() > 0:
        raise ValueError("no forecaster has two events, so nothing is known of how much events differ")
    pooled = float((freedom * spreads**2).sum() / freedom.sum())
    own = np.where(events > 1, spreads**2, pooled)
    variances: Floats = np.maximum(own, pooled) / events
    return variances


def spread_between(differences: ArrayLike, variances: ArrayLike) -> float | None:
    """The variance between forecasters by DerSimonian and Laird (1986), or None for fewer than five.

    Formula: ``max(0, (Q - (k - 1)) / (sum w - sum w^2 / sum w))`` with ``w = 1 / variance``,
    ``Q = sum w (d - weighted mean)^2``.

    Examples
    --------
    >>> round(spread_between([-0.2, -0.1, 0.0, 0.1, 0.2], [0.005] * 5), 6)
    0.02
    >>> spread_between([-0.1, 0.1], [0.01, 0.01]) is None
    True
    """
    raw, squared_errors = _checked(differences, variances)
    if len(raw) < FEWEST_FORECASTERS:
        return None
    precision = 1 / squared_errors
    centre = (precision * raw).sum() / precision.sum()
    excess = (precision * (raw - centre) ** 2).sum() - (len(raw) - 1)
    return float(max(0.0, excess / (precision.sum() - (precision**2).sum() / precision.sum())))


def shrunken(
    differences: ArrayLike, variances: ArrayLike, *, spread: float | None, mean: float | None
) -> Shrunken:
    """Each difference drawn towards the mean: ``(spread d + variance mean) / (spread + variance)``.

    It assumes that the forecasters' true differences spread normally around the mean.

    Parameters
    ----------
    differences, variances
        Each forecaster's mean difference and its squared standard error, shape (n,).
    spread
        The variance between forecasters (tau squared), such as 0.05^2; None estimates it from five
        forecasters or more.
    mean
        The mean to draw towards, such as 0; None takes the mean weighted by ``1 / (spread + variance)``.

    Raises
    ------
    ValueError
        If the spread is to be estimated from fewer than five, or a variance is not above 0.

    Examples
    --------
    >>> shrunken([-0.05, 0.02, 0.1], [0.0025, 0.01, 0.0004], spread=0.0025, mean=0.0).values.round(4).tolist()
    [-0.025, 0.004, 0.0862]
    """
    raw, squared_errors = _checked(differences, variances)
    between = spread_between(raw, squared_errors) if spread is None else spread
    if between is None:
        raise ValueError(f"{len(raw)} forecasters are too few to estimate their spread: state it")
    if not 0 <= between < np.inf:
        raise ValueError(f"a spread is 0 or more and finite, not {between}")
    precision = 1 / (between + squared_errors)
    if mean is None and not len(raw):
        raise ValueError("there is no mean of no differences: state it")
    centre = float((precision * raw).sum() / precision.sum()) if mean is None else mean
    weights = between * precision
    return Shrunken(
        raw=raw,
        variances=squared_errors,
        values=weights * raw + (1 - weights) * centre,
        weights=weights,
        spread=between,
        spread_is="estimated (DerSimonian-Laird)" if spread is None else "stated",
        mean=centre,
    )


def shrunken_share(hits: float, count: float, *, a: float, b: float) -> float:
    """A share of hits drawn towards ``a / (a + b)``, as if a + b further forecasts had come out so.

    Formula: ``(hits + a) / (count + a + b)``, the mean of the posterior under a Beta(a, b) prior.

    Examples
    --------
    >>> round(shrunken_share(3, 3, a=5, b=5), 4)
    0.6154
    """
    if not 0 <= hits <= count or not (a > 0 and b > 0):
        raise ValueError(f"{hits} hits of {count} with a {a}, b {b}: hits are 0 to count, a and b above 0")
    return (hits + a) / (count + a + b)
