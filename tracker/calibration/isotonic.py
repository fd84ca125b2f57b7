"""The curve nearest to what happened among all that never fall as the stated probability rises.

Equal probabilities are one cell of a tally, so ties cannot change the curve. Several tallies are done in
one pass, and no two are pooled with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    from tracker.tally import Tally

_NUMBERS_AT_ONCE = 1_000_000
_ROUNDS = 100
SETS = 999
_FEWEST_SETS = 25
_DRAWS = 100_000_000
SIMULATED = "A simulated miscalibration"


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
    """Where each pooled block of the curve begins; arguments are those of `curve`.

    Every run of blocks that do not rise is pooled at once, and the blocks are looked at again; neighbours
    that must be pooled stay so in any order. Shares are compared by cross-multiplying, which is exact for
    whole numbers. What is left after many rounds is finished block by block.

    Examples
    --------
    >>> blocks(np.array([2.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0])).tolist()
    [0, 1]
    """
    starts = np.arange(len(count))
    for _ in range(_ROUNDS):
        rises = np.ones(len(starts), dtype=np.bool_)
        rises[1:] = happened[1:] * count[:-1] > happened[:-1] * count[1:]
        if stack is not None:
            rises[1:] |= stack[1:] != stack[:-1]
        if rises.all():
            return starts
        kept = np.flatnonzero(rises)
        starts, count, happened = starts[kept], np.add.reduceat(count, kept), np.add.reduceat(happened, kept)
        stack = None if stack is None else stack[kept]
    return starts[_one_by_one(count, happened, stack)]


def _one_by_one(count: Floats, happened: Floats, stack: Places | None) -> Places:
    pooled: list[tuple[int, float, float, int]] = []
    belongs = [0] * len(count) if stack is None else stack.tolist()
    for start, (n, k, curve_of) in enumerate(zip(count.tolist(), happened.tolist(), belongs, strict=True)):
        first = start
        while pooled and pooled[-1][3] == curve_of and k * pooled[-1][1] <= pooled[-1][2] * n:
            first, more, happened_more, _ = pooled.pop()
            n, k = n + more, k + happened_more
        pooled.append((first, n, k, curve_of))
    return np.array([first for first, *_ in pooled], dtype=np.int64)


def sets_for(cells: int) -> int:
    """How many sets are made up of so many cells, of one event and one probability: 999, or as time allows.

    >>> sets_for(100), sets_for(1_000_000)
    (999, 100)
    """
    return min(max(_DRAWS // cells, _FEWEST_SETS), SETS)


def curves_by_luck(tally: Tally, *, seed: int, replicates: int) -> Iterator[tuple[Floats, Floats]]:
    """Curves of made-up sets in which each thing happens as likely as was said.

    Forecasts in one cluster share one uniform draw, and a thing happens where it lies below its probability:
    what is on one event stands or falls together. The names of the clusters change nothing.

    Yields
    ------
    tuple
        As `resampled_curves` does, for the cells of `tally.unclustered()`.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.
    FractionalWeights
        Where every forecast is by itself and weights are no counts.
    """
    tally.refuse_grades(SIMULATED)
    flat, rng = tally.unclustered(), np.random.default_rng(seed)
    if tally.independent:
        flat.counts(SIMULATED)
        yield from resampled_curves(flat.count, flat.said, rng=rng, replicates=replicates)
        return
    ordered, cells = tally.by_content(), len(flat.said)
    place = np.searchsorted(flat.said, ordered.said)
    together = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[together], prepend=-1))
    said, count = ordered.said[together], ordered.count[together]
    event: Places = np.asarray(ordered.cluster)[together]
    at_once = max(1, _NUMBERS_AT_ONCE // len(said))
    for start in range(0, replicates, at_once):
        size = min(at_once, replicates - start)
        yes = np.take(rng.random((size, ordered.events)), event, axis=1) < said
        happened = np.minimum(np.add.reduceat(yes * count, starts, axis=1), flat.count)
        stack = np.repeat(np.arange(size), cells)
        heights = curve(np.tile(flat.count, size), happened.ravel(), stack)
        yield happened, heights.reshape(size, cells)


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
