"""Where the mean difference lies, at every look at once.

A confidence interval is good for one look. The intervals of a confidence sequence hold the mean all
together, with the stated chance, however often one looks. They pay for it by being wider.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ConfidenceSequence:
    """An interval for the mean after each event; all of them hold it together with chance 1 - alpha.

    Attributes
    ----------
    centre
        The estimate after each event: the mean so far, or the weighted mean that `how` works with.
    low, high
        The interval after each event, shape (n,). It may be wider than the values can be.
    smallest, largest
        The values' possible range.
    alpha
        The chance that any of the intervals misses the mean.
    how
        The construction, in words.
    constant_mean
        Whether it holds only if the expected value is the same for every event.
    """

    centre: Floats
    low: Floats
    high: Floats
    smallest: float
    largest: float
    alpha: float
    how: str
    constant_mean: bool

    @property
    def count(self) -> int:
        """The number of events so far."""
        return len(self.centre)

    @property
    def shown_low(self) -> Floats:
        """The low ends to show: never below the possible range, and never sinking if the mean is constant."""
        low = np.maximum(self.low, self.smallest)
        return np.maximum.accumulate(low) if self.constant_mean else low

    @property
    def shown_high(self) -> Floats:
        """The high ends to show: never above the possible range, and never rising if the mean is constant.

        Should one lie below its low end, then either the mean was not constant or this is the one case in
        1 / alpha in which the sequence fails.
        """
        high = np.minimum(self.high, self.largest)
        return np.minimum.accumulate(high) if self.constant_mean else high

    @property
    def table(self) -> DataFrame:
        """One row per event: `event` (1 is the first resolved), `centre`, `low`, `high`.

        `shown_low` and `shown_high` are clipped to the possible range and, for a constant mean, the
        narrowest so far.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "event": np.arange(1, self.count + 1),
                "centre": self.centre,
                "low": self.low,
                "high": self.high,
                "shown_low": self.shown_low,
                "shown_high": self.shown_high,
            }
        )


def values_in_range(values: ArrayLike, smallest: float, largest: float) -> Floats:
    """The values as floats, refused where one lies outside the range by more than rounding.

    Examples
    --------
    >>> values_in_range([0.1 + 0.2, -1], -1, 0.3).tolist()
    [0.3, -1.0]
    """
    given, slack = finite(values, "values"), 1e-12 * (largest - smallest)
    if not slack > 0 or np.any((given < smallest - slack) | (given > largest + slack)):
        raise ValueError(f"the values do not all lie between {smallest} and {largest}")
    return np.clip(given, smallest, largest)


def confidence_sequence(
    values: ArrayLike,
    *,
    smallest: float,
    largest: float,
    alpha: float = 0.05,
    how: Literal["empirical Bernstein", "Hoeffding"] = "empirical Bernstein",
) -> ConfidenceSequence:
    """The predictable plug-in confidence sequence of Waudby-Smith and Ramdas, for a constant mean.

    With the values moved to 0..1, ``m_i`` and ``v_i`` the running mean and variance, each started with one
    imagined value of mean 1/2 and variance 1/4:

    - empirical Bernstein: ``lam_i = min(sqrt(2 L / (v_{i-1} i ln(1 + i))), 1/2)``, cost
      ``psi_i = (x_i - m_{i-1})^2 (-ln(1 - lam_i) - lam_i)``;
    - Hoeffding: ``lam_i = min(sqrt(8 L / (i ln(1 + i))), 1)``, cost ``psi_i = lam_i^2 / 8``;

    with ``L = ln(2 / alpha)``, the interval is
    ``sum lam_i x_i / sum lam_i ± (L + sum psi_i) / sum lam_i``. Reference: Waudby-Smith and Ramdas 2024,
    "Estimating means of bounded random variables by betting".

    Parameters
    ----------
    values
        One value per event in the order of resolution, such as differences of Brier scores, shape (n,).
    smallest, largest
        The range that the values could have taken: -1 and 1 for differences of Brier scores.
    alpha
        The chance that any of the intervals misses the mean.

    Raises
    ------
    ValueError
        If a value is not finite or outside the range.

    Examples
    --------
    >>> found = confidence_sequence([0.2, 0.0, 0.1] * 40, smallest=-1, largest=1)
    >>> round(float(found.centre[-1]), 3), bool(found.low[-1] < 0.1 < found.high[-1])
    (0.1, True)
    """
    given, width = values_in_range(values, smallest, largest), largest - smallest
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, not {alpha}")
    x, step = (given - smallest) / width, np.arange(1, len(given) + 1)
    confidence = np.log(2 / alpha)
    if how == "Hoeffding":
        bets = np.minimum(np.sqrt(8 * confidence / (step * np.log1p(step))), 1.0)
        costs = bets**2 / 8
    else:
        means = (0.5 + np.cumsum(x)) / (step + 1)
        variances = (0.25 + np.cumsum((x - means) ** 2)) / (step + 1)
        mean_before = np.append(0.5, means[:-1])[: len(x)]
        variance_before = np.append(0.25, variances[:-1])[: len(x)]
        bets = np.minimum(np.sqrt(2 * confidence / (variance_before * step * np.log1p(step))), 0.5)
        costs = (x - mean_before) ** 2 * (-np.log1p(-bets) - bets)
    total = np.cumsum(bets)
    centre = np.cumsum(bets * x) / total
    reach = (confidence + np.cumsum(costs)) / total
    return ConfidenceSequence(
        centre=smallest + width * centre,
        low=smallest + width * (centre - reach),
        high=smallest + width * (centre + reach),
        smallest=float(smallest),
        largest=float(largest),
        alpha=alpha,
        how=f"predictable plug-in, {how}",
        constant_mean=True,
    )
