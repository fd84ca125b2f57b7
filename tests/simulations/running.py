"""One cell of one promise, from a seed of its own, so that cells can run apart and in any order."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.simulations.cells import Promise
from tests.simulations.promises import promises


@cache
def listed() -> tuple[Promise, ...]:
    """All promises."""
    return tuple(promises())


def tried(promise: int, cell: int, sets: int, seed: int) -> float:
    """The share of sets in which the cell's promise was met, or its test fired."""
    rng = np.random.default_rng([seed, promise, cell])
    return float(listed()[promise].cells[cell].share(rng, sets))
