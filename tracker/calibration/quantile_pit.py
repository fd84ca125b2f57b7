"""Where values fell among the quantiles that foretold them: evenly, or more in some places than luck allows.

Quantiles fix the forecast distribution at their levels alone. So the bars end at stated levels, and nothing
is guessed between them: a bar is the share of values between two quantiles, and should be as large as the
levels are apart. A value that equals quantiles of several levels, as a count of 0 may, could lie anywhere
between them; its weight is spread evenly over these levels (the non-randomised form of Czado, Gneiting and
Held 2009), so that no random number moves a bar.

The band is simultaneous: of calibrated forecasts, 95 of 100 such sets stay within all of its bars at once.
Values of one cluster, such as one day, are drawn as falling to one and the same place, the most that they can
have in common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tracker.quantities.levels import ALIKE
from tracker.vectors import Floats

MOST_BARS = 10
SETS = 4999
_LEVEL = 0.95
_FEWEST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class QuantilePit:
    """The shares of values between stated levels, with what luck allows calibrated forecasts.

    Attributes
    ----------
    edges
        The levels between which the bars lie, from 0 to 1.
    shares, expected
        The share of values in each bar, and what it should be.
    low, high
        The simultaneous 95% band of the shares; empty below five clusters.
    p_value
        In what share of calibrated sets some bar is as far out; None below five clusters.
    count, clusters
        How many values there are, in how many clusters.
    sets, seed
        How many sets were drawn, and from which seed.
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    p_value: float | None
    count: int
    clusters: int
    sets: int
    seed: int


def quantile_pit(
    quantiles: ArrayLike, levels: ArrayLike, y: ArrayLike, clusters: ArrayLike, *, seed: int
) -> QuantilePit:
    """The histogram of values among quantiles.

    Parameters
    ----------
    quantiles
        Values not falling along a row, shape (n, m).
    levels
        Their levels, ascending, strictly between 0 and 1, shape (m,).
    y
        What came, shape (n,).
    clusters
        For each value a number, the same for those that share their luck.
    seed
        Of the sets that are drawn for the band.

    References
    ----------
    Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65:1254-1261;
    Säilynoja, Bürkner and Vehtari (2022), Statistics and Computing 32:32, for simultaneous bands by drawing.

    Examples
    --------
    >>> found = quantile_pit([[0, 10, 20]] * 4, [0.25, 0.5, 0.75], [-1, 5, 15, 25], range(4), seed=1)
    >>> found.edges, found.shares
    ((0.0, 0.25, 0.5, 0.75, 1.0), (0.25, 0.25, 0.25, 0.25))
    >>> quantile_pit([[0, 0, 20]], [0.25, 0.5, 0.75], [0], [1], seed=1).shares
    (0.0, 1.0, 0.0, 0.0)
    """
    stated, level = np.atleast_2d(np.asarray(quantiles, dtype=float)), np.asarray(levels, dtype=float)
    seen = np.asarray(y, dtype=float)
    if not len(seen) or stated.shape != (len(seen), len(level)) or not len(level):
        raise ValueError(
            f"quantiles of shape {stated.shape} do not fit {len(seen)} y and {len(level)} levels"
        )
    if not np.all((level > 0) & (level < 1)) or not np.all(np.diff(level) > 0):
        raise ValueError("levels ascend strictly between 0 and 1")
    names, cluster = np.unique(np.asarray(clusters), return_inverse=True)
    edges = _edges(level)
    shares = _mass(stated, level, seen, edges).mean(axis=0)
    sizes = np.bincount(cluster, minlength=len(names)) / len(seen)
    low, high, p_value = _band(sizes, np.diff(edges), shares, seed=seed)
    return QuantilePit(
        edges=tuple(edges.tolist()),
        shares=tuple(shares.tolist()),
        expected=tuple(np.diff(edges).round(ALIKE).tolist()),
        low=low,
        high=high,
        p_value=p_value,
        count=len(seen),
        clusters=len(names),
        sets=SETS,
        seed=seed,
    )


def _edges(level: Floats) -> Floats:
    """Ends of at most ten bars, as even as the stated levels allow."""
    wanted = np.arange(1, MOST_BARS) / MOST_BARS
    chosen = level
    if len(level) >= MOST_BARS:
        chosen = np.unique(level[np.abs(level[:, None] - wanted).argmin(axis=0)])
    return np.concatenate([[0.0], chosen, [1.0]])


def _mass(stated: Floats, level: Floats, seen: Floats, edges: Floats) -> Floats:
    """The weight of each value in each bar, shape (n, bars).

    Between two quantiles it lies somewhere between their levels; equal to some, between the lowest and the
    highest level of these; equal to one alone, on that level, half on either side.
    """
    padded = np.concatenate([[0.0], level, [1.0]])
    below, up_to = (stated < seen[:, None]).sum(axis=1), (stated <= seen[:, None]).sum(axis=1)
    tied = up_to - below
    first = np.where(tied > 0, padded[np.minimum(below + 1, len(level))], padded[below])
    last = np.where(tied > 0, padded[up_to], padded[below + 1])
    on_level = (tied == 1)[:, None]
    inside = np.minimum(last[:, None], edges[1:]) - np.maximum(first[:, None], edges[:-1])
    spread = np.maximum(inside, 0) / np.where(last > first, last - first, 1.0)[:, None]
    touching = (first[:, None] >= edges[:-1]) & (first[:, None] <= edges[1:])
    mass: Floats = np.where(on_level, touching / touching.sum(axis=1, keepdims=True), spread)
    return mass


def _band(
    sizes: Floats, widths: Floats, shares: Floats, *, seed: int
) -> tuple[tuple[float, ...], tuple[float, ...], float | None]:
    """The band by simulated sets, ranked by their most extreme bar, and the p-value by the same ranks."""
    if len(sizes) < _FEWEST:
        return (), (), None
    rng = np.random.default_rng(seed)
    bars, ends = len(widths), np.cumsum(widths)[:-1]
    drawn = np.zeros((SETS, bars))
    for size in np.sort(sizes):
        place = np.searchsorted(ends, rng.random(SETS), side="right")
        drawn[np.arange(SETS), place] += size
    drawn = drawn.round(ALIKE)
    tails = np.column_stack([_tails(column) for column in drawn.T])
    least = tails.min(axis=1)
    limit = np.quantile(least, 1 - _LEVEL, method="lower")
    allowed = [drawn[tails[:, bar] >= limit, bar] for bar in range(bars)]
    seen = shares.round(ALIKE)
    own = min((drawn <= seen).mean(axis=0).min(), (drawn >= seen).mean(axis=0).min())
    p_value = (1 + int((least <= own).sum())) / (SETS + 1)
    return (
        tuple(float(values.min()) for values in allowed),
        tuple(float(values.max()) for values in allowed),
        min(1.0, p_value),
    )


def _tails(bar: Floats) -> Floats:
    """Of each drawn set in what share of all the bar is at most as high, or at least: the smaller of both."""
    _, place, many = np.unique(bar, return_inverse=True, return_counts=True)
    up_to = np.cumsum(many)
    smaller: Floats = np.minimum(up_to, len(bar) - up_to + many)[place] / len(bar)
    return smaller
