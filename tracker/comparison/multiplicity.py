"""How strong each of many claims is, given that many were tried.

Of twenty true nulls one p-value lies below 0.05 on average. An adjusted p-value allows for the number of
claims and is read like a single one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame

Method = Literal["Holm", "Benjamini-Hochberg"]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ManyClaims:
    """The p-values of several claims, raw and adjusted for their number.

    Attributes
    ----------
    claims
        What each claim says, in the order given.
    raw, adjusted
        The p-values, shape (n,).
    method
        "Holm" bounds the chance of a single false claim, "Benjamini-Hochberg" the expected share of
        false ones among those made.
    """

    claims: tuple[str, ...]
    raw: Floats
    adjusted: Floats
    method: Method

    @property
    def table(self) -> DataFrame:
        """One row per claim, the strongest first: `claim`, `p_value`, `adjusted`."""
        import pandas as pd

        order = np.argsort(self.raw, kind="stable")
        return pd.DataFrame(
            {
                "claim": pd.Series([self.claims[place] for place in order], dtype=object),
                "p_value": self.raw[order],
                "adjusted": self.adjusted[order],
            }
        )


def _checked(p_values: ArrayLike) -> Floats:
    p = finite(p_values, "p-values")
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("p-values lie between 0 and 1")
    return p


def holm(p_values: ArrayLike) -> Floats:
    """Holm's adjusted p-values, for claims such as "A is better than B", valid under any dependence.

    Formula: with ``p_(1) <= ... <= p_(m)``, the i-th is ``max over j <= i of min(1, (m - j + 1) p_(j))``.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.2]).round(4).tolist()
    [0.04, 0.09, 0.09, 0.2]
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.maximum.accumulate(np.minimum(1.0, p[order] * np.arange(len(p), 0, -1)))
    return adjusted


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p-values, for screening: independent or positively dependent ones.

    Formula: with ``p_(1) <= ... <= p_(m)``, the i-th is ``min over j >= i of min(1, m p_(j) / j)``.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.2]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.2]
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")[::-1]
    adjusted = np.empty(len(p))
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted[order] = np.minimum.accumulate(np.minimum(1.0, scaled))
    return adjusted


def many_claims(p_values: Mapping[str, float], *, method: Method) -> ManyClaims:
    """The adjusted p-value of each named claim.

    Examples
    --------
    >>> found = many_claims({"A beats B": 0.03, "A beats C": 0.01}, method="Holm")
    >>> found.adjusted.tolist()
    [0.03, 0.02]
    """
    raw = _checked(list(p_values.values()))
    return ManyClaims(
        claims=tuple(p_values),
        raw=raw,
        adjusted=holm(raw) if method == "Holm" else benjamini_hochberg(raw),
        method=method,
    )
