"""Whether a mean difference over few events could be luck: patterns of signs are tried, all or many.

If neither forecaster is better, each event's difference was as likely to fall the other way. The share of
all 2^m sign patterns with a mean at least as far from 0 is then an exact p-value. With m events that
differ it cannot be smaller than 2/2^m: five events never reach 0.05.

The interval holds every mean that this test does not reject: its ends are order statistics of the means of
all non-empty subsets of the differences (Hartigan 1969). Below six events it has no ends at 95%.

Above 15 events the patterns are too many to try them all, and `drawn_sign_flips` draws some of them. The
test holds its level at any number of events, which the bootstrap does not with fewer than about fifty.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, finite

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_EVENTS = 15
"""Up to this many events every pattern of signs is tried; above it some are drawn."""

_TIE = 1e-9
_CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class SignFlips:
    """A mean difference over few events, and how often chance alone would bring one as large.

    Attributes
    ----------
    count, informative
        The number of events, and of those whose difference is not 0.
    mean
        The mean difference.
    p_value
        The share of the sign patterns whose mean is at least as far from 0, two-sided.
    smallest_p
        The smallest p-value that so many informative events can give at all.
    low, high
        The interval of means not rejected at 1 - level; None where there are too few events.
    """

    count: int
    informative: int
    mean: float
    p_value: float
    smallest_p: float
    level: float
    low: float | None
    high: float | None

    @property
    def table(self) -> DataFrame:
        """One row: `events`, `informative`, `mean`, `low`, `high`, `p_value`, `smallest_p`."""
        import pandas as pd

        return pd.DataFrame(
            {
                "events": [self.count],
                "informative": [self.informative],
                "mean": [self.mean],
                "low": pd.array([self.low], dtype="Float64"),
                "high": pd.array([self.high], dtype="Float64"),
                "p_value": [self.p_value],
                "smallest_p": [self.smallest_p],
            }
        )


def smallest_p_value(events: int) -> float:
    """The smallest two-sided p-value that sign flips of so many non-zero differences can give: 2/2^m.

    Examples
    --------
    >>> smallest_p_value(5), smallest_p_value(6), smallest_p_value(0)
    (0.0625, 0.03125, 1.0)
    """
    if events < 0:
        raise ValueError(f"{events} events")
    return min(1.0, 2.0 ** (1 - events))


def _subset_sums(values: Floats) -> Floats:
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def _interval(values: Floats, level: float) -> tuple[float, float] | None:
    patterns = 2 ** len(values)
    rank = floor((1 - level) / 2 * patterns)
    if rank == 0:
        return None
    sums, sizes = _subset_sums(values), _subset_sums(np.ones(len(values)))
    means = np.sort(sums[1:] / sizes[1:])
    return float(means[rank - 1]), float(means[patterns - rank - 1])


def sign_flips(differences: ArrayLike, *, level: float = 0.95) -> SignFlips:
    """The exact sign-flip test that a mean difference is 0, for up to 15 events.

    Formula: ``p = #{patterns : |mean of flipped| >= |mean|} / 2^m``, where sums within 1e-9 of the
    largest difference count as equal. It assumes that the events are independent and that each
    difference would be symmetric around 0 if neither were better.

    Parameters
    ----------
    differences
        One difference of scores per event, shape (m,), 1 to 15 of them.
    level
        The coverage of the interval.

    Raises
    ------
    ValueError
        If there is no difference, there are more than 15, or one is not finite.

    Examples
    --------
    >>> found = sign_flips([-0.1, -0.2, -0.1, -0.3, -0.2, -0.1])
    >>> found.p_value, found.smallest_p, found.low, found.high
    (0.03125, 0.03125, -0.3, -0.1)
    """
    values = np.sort(finite(differences, "differences"))
    count = len(values)
    if not 1 <= count <= MOST_EVENTS:
        raise ValueError(f"{count} differences: sign flips are for 1 to {MOST_EVENTS}")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    total = float(values.sum())
    flipped = np.abs(total - 2 * _subset_sums(values))
    slack = _TIE * float(np.abs(values).max())
    informative = int(np.count_nonzero(values))
    ends = _interval(values, level)
    return SignFlips(
        count=count,
        informative=informative,
        mean=total / count,
        p_value=float(np.mean(flipped >= abs(total) - slack)),
        smallest_p=smallest_p_value(informative),
        level=level,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def drawn_sign_flips(differences: ArrayLike, *, seed: int, replicates: int) -> float:
    """The sign-flip p-value that a mean difference is 0, from patterns of signs drawn at random.

    Formula: ``p = (1 + #{drawn : |mean of flipped| >= |mean|}) / (replicates + 1)``, two-sided, never 0; sums
    within 1e-9 of the largest difference count as equal. Whatever the number of replicates, p is at most
    alpha in at most alpha of all cases if neither is better, where `sign_flips` assumes the same: events
    are independent, and differences symmetric around 0. Neither the order of the events nor a change of all
    signs changes it.

    Parameters
    ----------
    differences
        One difference of scores per event, shape (m,), at least one.
    seed, replicates
        What the draws start from, and how many patterns are drawn.

    Raises
    ------
    ValueError
        If there is no difference, one is not finite, or nothing is drawn.

    Examples
    --------
    >>> drawn_sign_flips([-0.1] * 20, seed=1, replicates=999)
    0.001
    """
    sizes = np.sort(np.abs(finite(differences, "differences")))
    if not len(sizes) or replicates < 1:
        raise ValueError(f"{len(sizes)} differences and {replicates} replicates: give at least one of each")
    bar = abs(float(np.sum(finite(differences, "differences")))) - _TIE * float(sizes[-1])
    rng, as_far = np.random.default_rng(seed), 0
    at_once = max(1, _CELLS_AT_ONCE // len(sizes))
    for start in range(0, replicates, at_once):
        shape = (min(at_once, replicates - start), len(sizes))
        signs = 2 * rng.integers(2, size=shape, dtype=np.int8) - 1
        as_far += int((np.abs(signs @ sizes) >= bar).sum())
    return (1 + as_far) / (replicates + 1)
