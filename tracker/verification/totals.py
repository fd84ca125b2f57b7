"""Sums by key that add to the same digits in any order and any number of parts: whole numbers of 2^-40.

A sum is a whole part and a rest below 1, each a whole number, so that it holds as many rows as there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.pooling import Floats
from tracker.verification.keys import Keys

BITS = 40
UNIT = float(1 << BITS)
HALF = BITS // 2
_REST = (1 << BITS) - 1
_LOW = (1 << HALF) - 1
_EXACT = 1 << (53 - BITS)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Totals:
    """For each key, ascending: how many rows it has, and the sums of their values.

    Attributes
    ----------
    key
        The different keys.
    count
        How many rows each has.
    whole, rest
        A column for each value: the whole part of its sum, and the rest in units of 2^-40.
    """

    key: Keys
    count: Keys
    whole: Keys
    rest: Keys

    @classmethod
    def none(cls, values: int) -> Totals:
        """The sums of no rows."""
        nothing = np.zeros((0, values), dtype=np.int64)
        return cls(key=nothing[:, :0].reshape(0), count=nothing.reshape(-1)[:0], whole=nothing, rest=nothing)

    @classmethod
    def of_halves(cls, key: Keys, count: Keys, halves: Sequence[tuple[Keys, Keys]]) -> Totals:
        """The sums from those of each half of a value's units: `units >> 20`, and `units & 1048575`.

        Keys may come several times.

        >>> high, low = np.array([1 << 19, 1 << 20]), np.array([0, 3])
        >>> found = Totals.of_halves(np.array([7, 7]), np.array([1, 1]), [(high, low)])
        >>> found.key.tolist(), found.count.tolist(), found.floats(0).tolist()
        ([7], [2], [1.5000000000027285])
        """
        whole = np.column_stack([high >> HALF for high, _ in halves])
        rest = np.column_stack([((high & _LOW) << HALF) + low for high, low in halves])
        return cls._summed(key, count, whole, rest)

    def __add__(self, other: Totals) -> Totals:
        """The sums over both."""
        if not len(self.key) or not len(other.key):
            return other if len(other.key) else self
        both = (np.concatenate([getattr(self, name), getattr(other, name)]) for name in self.__slots__)
        return self._summed(*both)

    def floats(self, value: int) -> Floats:
        """The sums of a value, each rounded once."""
        found: Floats = self.whole[:, value] + self.rest[:, value] / UNIT
        return found

    @classmethod
    def _summed(cls, key: Keys, count: Keys, whole: Keys, rest: Keys) -> Totals:
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1) != 0)
        if not len(starts):
            return cls.none(whole.shape[1])
        count, whole, rest = (np.add.reduceat(part[order], starts, axis=0) for part in (count, whole, rest))
        return cls(key=ordered[starts], count=count, whole=whole + (rest >> BITS), rest=rest & _REST)


def totals(key: Keys, place: NDArray[Any], values: Sequence[Floats]) -> Totals:
    """The sums of rows, whose values lie between 0 and 1.

    Parameters
    ----------
    key
        Different keys, ascending; those without rows are left out.
    place
        The place of each row's among them.
    values
        Columns of values, each rounded to the nearest 2^-40 before it is summed.
    """
    count = np.bincount(place, minlength=len(key))
    halves = [_halves(place, units_of(value), len(key), int(count.max(initial=0))) for value in values]
    some = count > 0
    return Totals.of_halves(key[some], count[some], [(high[some], low[some]) for high, low in halves])


def units_of(values: Floats) -> Floats:
    """Each value in whole units of 2^-40, to the nearest, halves up."""
    found: Floats = values * UNIT
    found += 0.5
    return np.floor(found, out=found)


def _halves(place: NDArray[Any], units: Floats, keys: int, most: int) -> tuple[Keys, Keys]:
    """The sums of the upper and of the lower halves; floats hold those of few rows exactly, undivided."""
    if most <= _EXACT:
        both = np.bincount(place, units, keys).astype(np.int64)
        return both >> HALF, both & _LOW
    whole = units.astype(np.int64)
    high, low = (np.bincount(place, part, keys).astype(np.int64) for part in (whole >> HALF, whole & _LOW))
    return high, low
