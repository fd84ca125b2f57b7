"""Whether the evidence is strong enough to stop, asked after every outcome: the e-value.

A p-value is good for one look. An e-value starts at 1 and is multiplied up or down by each event; if the
forecaster is *not* better, it reaches 20 with a chance of at most 1 in 20, however often one looks
(Choe and Ramdas 2024, doi 10.1287/opre.2021.0792).

The null is that the expected difference *given all that came before* never favours the forecaster. It holds
for events entered one by one in the order of resolution, forecast before their outcomes, one entry for all
that share a cause. Where deadlines overlap, take `tracker.comparison.lagged_evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame

STAKES = (0.1, 0.25, 0.4, 0.6, 0.8)
"""Shares of the largest possible bet, mixed in equal parts: small ones find small differences late."""

_LARGEST_EXPONENT = 700.0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Evidence:
    """The e-values for "the first is better" and "the second is better" after each event.

    Attributes
    ----------
    differences
        The first's score less the second's in the order of resolution, shape (n,).
    first_better, second_better
        The e-values after each event, shape (n,), 1 before the first. From 20 (at alpha 0.05) on the
        claim is made at a chance of error of 1 in 20 for that one claim, from 40 for the two together.
    bound, alpha, stakes
        The largest possible difference, the tolerated chance of error, and the bets that are mixed.
    """

    differences: Floats
    first_better: Floats
    second_better: Floats
    bound: float
    alpha: float
    stakes: tuple[float, ...]

    @property
    def count(self) -> int:
        """The number of events so far."""
        return len(self.differences)

    @property
    def e_first(self) -> float:
        """The present e-value for "the first is better"; 1 before any event."""
        return float(self.first_better[-1]) if self.count else 1.0

    @property
    def e_second(self) -> float:
        """The present e-value for "the second is better"; 1 before any event."""
        return float(self.second_better[-1]) if self.count else 1.0

    @property
    def decided_after(self) -> int | None:
        """After how many events either e-value first reached 2 / alpha; None if neither has."""
        reached = np.flatnonzero(np.maximum(self.first_better, self.second_better) >= 2 / self.alpha)
        return int(reached[0]) + 1 if len(reached) else None

    @property
    def table(self) -> DataFrame:
        """One row per event, the first resolved first.

        Columns: `event` (from 1), `difference`, and the e-values after it, `first_better`, `second_better`.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "event": np.arange(1, self.count + 1),
                "difference": self.differences,
                "first_better": self.first_better,
                "second_better": self.second_better,
            }
        )


def checked_differences(differences: ArrayLike, bound: float) -> Floats:
    """The differences as floats, refused where one lies outside -bound to bound by more than rounding.

    Examples
    --------
    >>> checked_differences([0.5, -1], 1.0).tolist()
    [0.5, -1.0]
    """
    values = finite(differences, "differences")
    if not (np.isfinite(bound) and bound > 0):
        raise ValueError(f"the bound is {bound}: give the largest possible difference, above 0 and finite")
    if np.any(np.abs(values) > bound * (1 + 1e-12)):
        raise ValueError(f"a difference is as large as {np.abs(values).max()}, beyond the bound {bound}")
    return np.clip(values, -bound, bound)


def squared_surprises(values: Floats) -> Floats:
    """The running sum of ``(d_i - g_i)^2``, where ``g_i`` is the mean of the differences before the i-th.

    Examples
    --------
    >>> squared_surprises(np.array([0.5, -0.5, 0.0])).tolist()
    [0.25, 1.25, 1.25]
    """
    before = np.zeros(len(values))
    before[1:] = np.cumsum(values)[:-1] / np.arange(1, len(values))
    surprises: Floats = np.cumsum((values - before) ** 2)
    return surprises


def bets_and_costs(bound: float, stakes: Sequence[float]) -> tuple[Floats, Floats]:
    """The bets ``lam`` and their costs ``psi(lam) = (-ln(1 - c lam) - c lam) / c^2`` with ``c = 2 bound``.

    Examples
    --------
    >>> bets, costs = bets_and_costs(1.0, [0.5])
    >>> bets.tolist(), costs.round(6).tolist()
    ([0.25], [0.048287])
    """
    shares = finite(stakes, "stakes")
    if not len(shares) or not np.all((shares > 0) & (shares < 1)):
        raise ValueError("stakes are shares of the largest bet, above 0 and below 1, and at least one")
    width = 2 * bound
    costs: Floats = (-np.log1p(-shares) - shares) / width**2
    return shares / width, costs


def growth(favour: Floats, surprises: Floats, bets: Floats, costs: Floats) -> Floats:
    """The mean over the bets of ``exp(lam S - psi(lam) V)``, which stops growing at e^700.

    >>> growth(np.array([0.0, 10.0]), np.zeros(2), np.array([0.25]), np.array([0.05])).round(3).tolist()
    [1.0, 12.182]
    """
    exponents = np.outer(favour, bets) - np.outer(surprises, costs)
    found: Floats = np.exp(np.minimum(exponents, _LARGEST_EXPONENT)).mean(axis=1)
    return found


def evidence(
    differences: ArrayLike, *, bound: float, alpha: float = 0.05, stakes: Sequence[float] = STAKES
) -> Evidence:
    """The e-values of both claims after each event, valid at any time one chooses to look.

    Formula: ``E_t`` is the mean over the bets lam of ``exp(lam S_t - psi(lam) V_t)``, with ``S_t`` the sum
    of the differences in favour, ``V_t = sum (d_i - g_i)^2``, ``g_i`` the mean of those before, and psi
    from `bets_and_costs`. Larger is stronger evidence; it stops growing at e^700. The bets must be chosen
    before looking.

    Parameters
    ----------
    differences
        The first's score less the second's, one per event in the order of resolution, shape (n,). The
        order matters here, and only here and in `tracker.comparison.confidence_sequence`.
    bound
        The largest possible difference: 1 for Brier scores from 0 to 1, 2 for those from 0 to 2. Log
        scores have none, and cannot be used.
    alpha
        The tolerated chance of error.
    stakes
        The bets, as shares of the largest possible one, mixed in equal parts.

    Raises
    ------
    ValueError
        If a difference is not finite or beyond the bound, or a stake is not between 0 and 1.

    Examples
    --------
    >>> found = evidence([-0.3] * 60, bound=1.0)
    >>> found.e_first > 40, found.e_second < 1, found.decided_after
    (True, True, 42)
    """
    values = checked_differences(differences, bound)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, not {alpha}")
    bets, costs = bets_and_costs(bound, stakes)
    sums, surprises = np.cumsum(values), squared_surprises(values)
    return Evidence(
        differences=values,
        first_better=growth(-sums, surprises, bets, costs),
        second_better=growth(sums, surprises, bets, costs),
        bound=float(bound),
        alpha=alpha,
        stakes=tuple(stakes),
    )
