"""What a page promises of an interval or a test, as something that can be tried on made-up sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tests.simulations.regimes import Floats

Rng = np.random.Generator
Try = Callable[[Rng, int], float]
LEVEL = 0.95
_SLACK = 1e-9


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One regime at one number of events; `share` is of sets in which it held, or the test fired."""

    row: str
    column: str
    share: Try


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A promise with its bound: coverage is at least that, size at most.

    `every` is of how many sets the tests try one, where a set is dear; the document is of all.
    """

    name: str
    words: str
    bound: float
    is_size: bool
    cells: tuple[Cell, ...]
    every: int = 1

    def broken(self, share: float, sets: int, *, errors: float = 0.0) -> bool:
        """Whether a share is beyond the bound by more than so many binomial errors."""
        slack = errors * sqrt(self.bound * (1 - self.bound) / sets)
        return share > self.bound + slack if self.is_size else share < self.bound - slack


def held(low: Floats, value: Floats, high: Floats) -> float:
    """The share of intervals that hold their value."""
    return float(np.mean((low <= value + _SLACK) & (value <= high + _SLACK)))
