"""Names from several columns as one whole number, the same in every piece of a table and in every table.

A name's number is a 64-bit hash of its parts, so that millions of names need no room. That two of a million
names share one has a chance of 1 in 37 million. Groups, which are few, are numbered as they first appear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forecasts.errors import TooManyGroups
from tracker.pooling import Floats

if TYPE_CHECKING:
    import pandas as pd

Keys = NDArray[np.int64]

UNNAMED = -1
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(31)


def joined(mine: Keys, yours: Keys) -> tuple[Keys, Callable[[Floats, Floats], Floats]]:
    """The keys of two sides, ascending, and how to add up columns that stand beside them.

    Examples
    --------
    >>> both, summed = joined(np.array([1, 3]), np.array([3, 4]))
    >>> both, summed(np.array([1.0, 2.0]), np.array([5.0, 7.0]))
    (array([1, 3, 4]), array([1., 7., 7.]))
    """
    both, place = np.unique(np.concatenate([mine, yours]), return_inverse=True)

    def summed(beside_mine: Floats, beside_yours: Floats) -> Floats:
        beside = np.concatenate([beside_mine, beside_yours])
        return np.bincount(place, beside, len(both)).astype(np.float64)

    return both, summed


def keys(piece: pd.DataFrame, columns: Sequence[str]) -> Keys:
    """One number a row, `UNNAMED` where a column is blank.

    Examples
    --------
    >>> import pandas as pd
    >>> found = keys(pd.DataFrame({"a": ["x", "x", "", "x"], "b": [1, 2, 1, 1]}), ["a", "b"])
    >>> len(set(found.tolist())), found[0] == found[3], found[2] == UNNAMED
    (3, np.True_, np.True_)
    """
    key = np.zeros(len(piece), dtype=np.uint64)
    blank = np.zeros(len(piece), dtype=bool)
    for column in columns:
        place, texts = distinct(piece[column])
        hashes = _hashed(texts)
        nothing = np.array([not text.strip() for text in texts] + [True])
        if nothing[:-1].any() or (place < 0).any():
            blank |= nothing[place]
        key ^= key >> _SHIFT
        key *= _MIX
        key += hashes[place]
    found = key.view(np.int64)
    found[(found == UNNAMED) | blank] = UNNAMED
    return found


def places_of(key: Keys) -> tuple[Keys, Keys]:
    """The different keys in ascending order, and the place of each row's among them."""
    import pandas as pd

    place, found = pd.factorize(key)
    order = np.argsort(found)
    rank = np.empty(len(found), dtype=np.int64)
    rank[order] = np.arange(len(found))
    return found[order], rank[place]


def rows_by_group(group: Keys) -> Iterator[tuple[int, Keys]]:
    """The number of each group, ascending, and the rows that are in it, in their order.

    >>> [(number, rows.tolist()) for number, rows in rows_by_group(np.array([2, 0, 2]))]
    [(0, [1]), (2, [0, 2])]
    """
    if not len(group):
        return
    order = np.argsort(group, kind="stable")
    found, starts = np.unique(group[order], return_index=True)
    yield from zip(found.tolist(), np.split(order, starts[1:]), strict=True)


def distinct(column: pd.Series) -> tuple[Keys, list[str]]:
    """The place of each row's text among the column's different texts, -1 where it is missing; and these."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), list(map(str, column.cat.categories.tolist()))
    place, values = pd.factorize(column)
    return place.astype(np.int64), list(map(str, values))


def _hashed(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The hash of each text, and one more for what is missing."""
    from pandas.util import hash_array

    found = hash_array(np.array([*texts, ""], dtype=object), categorize=False)
    return found.astype(np.uint64, copy=False)


_BLANK = "(blank)"
MOST_GROUPS = 2_000
"""Each group has figures of its own, by luck drawn for it; more of them no page could show."""


class Groups:
    """The names of groups seen so far, and their numbers; several columns together name one group."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.number: dict[str, int] = {}

    def numbered(self, piece: pd.DataFrame) -> NDArray[np.int64]:
        """The number of each row's group; more than `MOST_GROUPS` in all raise TooManyGroups.

        >>> import pandas as pd
        >>> groups = Groups(["who", "what"])
        >>> groups.numbered(pd.DataFrame({"who": ["ann", "bob", "ann"], "what": ["war", "", "war"]})).tolist()
        [0, 1, 0]
        >>> groups.number
        {'ann, war': 0, 'bob, (blank)': 1}
        """
        joint, names = np.zeros(len(piece), dtype=np.int64), [""]
        for column in self.columns:
            place, texts = distinct(piece[column])
            known = [*(text.strip() or _BLANK for text in texts), _BLANK]
            pairs, joint = np.unique(joint * len(known) + place % len(known), return_inverse=True)
            before = [divmod(int(pair), len(known)) for pair in pairs]
            names = [f"{names[first]}, {known[last]}".removeprefix(", ") for first, last in before]
        numbers = [self.number.setdefault(name, len(self.number)) for name in names]
        if len(self.number) > MOST_GROUPS:
            raise TooManyGroups(self.columns, MOST_GROUPS)
        return np.array(numbers, dtype=np.int64)[joint]

    def sorted_names(self) -> list[tuple[str, int]]:
        """The names in order, with their numbers."""
        return sorted(self.number.items())
