"""The curve nearest to what happened among all that never fall as the stated probability rises.

Equal probabilities are one cell of a tally, so ties cannot change the curve. Several tallies are done in
one pass: each is lifted above the one before it, so that no two can be pooled with each other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tracker.pooling import Floats, Places

_NUMBERS_AT_ONCE = 1_000_000


def curve(count: Floats, happened: Floats, stack: Places | None = None) -> Floats:
    """The height of the curve at each cell, by pooling adjacent violators.

    Parameters
    ----------
    count, happened
        How often each probability was said and how often it happened, ascending by probability, shape
        (cells,).
    stack
        Which curve each cell belongs to, ascending; None where all belong to one.

    Returns
    -------
    array
        Shape (cells,), between 0 and 1, constant over each pooled block, where it is the block's share.

    References
    ----------
    Dimitriadis, Gneiting and Jordan (2021), doi 10.1073/pnas.2016191118.

    Examples
    --------
    >>> curve(np.array([2.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0])).tolist()
    [0.0, 0.5, 0.5]
    """
    starts = blocks(count, happened, stack)
    if not len(starts):
        return np.zeros(0)
    heights = np.add.reduceat(happened, starts) / np.add.reduceat(count, starts)
    return np.repeat(heights, np.diff(starts, append=len(count)))


def blocks(count: Floats, happened: Floats, stack: Places | None = None) -> Places:
    """Where each pooled block of the curve begins; arguments are those of `curve`."""
    from scipy.optimize import isotonic_regression

    if not len(count):
        return np.zeros(0, dtype=np.int64)
    shares = happened / count
    if stack is not None:
        shares = shares + 2.0 * stack
    found: Places = isotonic_regression(shares, weights=count).blocks[:-1].astype(np.int64)
    return found


def resampled_curves(
    count: Floats, chance: Floats, *, rng: np.random.Generator, replicates: int
) -> Iterator[tuple[Floats, Floats]]:
    """Curves of made-up sets in which each forecast's thing happens with its cell's chance, some at a time.

    Yields
    ------
    tuple
        How often it happened, and the curve's height, each of shape (sets, cells); all sets together are
        `replicates`.
    """
    cells = len(count)
    trials = count.astype(np.int64)
    at_once = max(1, _NUMBERS_AT_ONCE // max(cells, 1))
    for start in range(0, replicates, at_once):
        size = min(at_once, replicates - start)
        by_cell = rng.binomial(trials[:, None], chance[:, None], size=(cells, size))
        happened = np.ascontiguousarray(by_cell.T, dtype=np.float64)
        stack = np.repeat(np.arange(size), cells)
        heights = curve(np.tile(count, size), happened.ravel(), stack)
        yield happened, heights.reshape(size, cells)
