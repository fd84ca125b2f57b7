"""Columns of numbers and of names as callers hand them in, checked and put in an order of their own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def finite(values: ArrayLike, what: str) -> Floats:
    """The values as one column of finite floats; `what` names them where they are refused.

    Raises
    ------
    ValueError
        If they are not one-dimensional, or one of them is NaN or infinite: the sentence names the first.

    Examples
    --------
    >>> finite([0.1, 1], "scores").tolist()
    [0.1, 1.0]
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 1:
        raise ValueError(f"{what}: give one column of numbers, not an array of shape {found.shape}")
    unfit = np.flatnonzero(~np.isfinite(found))
    if len(unfit):
        raise ValueError(
            f"{what}[{unfit[0]}] is {found[unfit[0]]}: leave out what is undefined, clip what is infinite"
        )
    return found


def numbered(names: Iterable[Hashable]) -> tuple[tuple[Any, ...], Codes]:
    """The distinct names in ascending order, and for each row the position of its name among them.

    Names that cannot be compared with one another, such as 3 and "three", are ordered by how they are
    written. So the order of the rows never matters.

    Raises
    ------
    ValueError
        If a name is missing: None, NaN or another of pandas' ways of saying so.

    Examples
    --------
    >>> distinct, codes = numbered(["flood", "drought", "flood"])
    >>> distinct, codes.tolist()
    (('drought', 'flood'), [1, 0, 1])
    """
    from pandas import isna

    listed = names.tolist() if hasattr(names, "tolist") else list(names)
    different = set(listed)
    if any(isna(name) for name in different if not isinstance(name, tuple)):
        raise ValueError("a name is missing: leave out the rows that have none")
    try:
        distinct = tuple(sorted(different))
    except TypeError:
        distinct = tuple(sorted(different, key=repr))
    places = {name: place for place, name in enumerate(distinct)}
    return distinct, np.fromiter((places[name] for name in listed), dtype=np.int64, count=len(listed))


def column_sums(codes: Codes, values: Floats, groups: int) -> Floats:
    """The sum of the values in each group, 0 where a group has none.

    Examples
    --------
    >>> column_sums(np.array([0, 1, 0]), np.array([1.0, 2.0, 3.0]), 3).tolist()
    [4.0, 2.0, 0.0]
    """
    return np.bincount(codes, weights=values, minlength=groups).astype(float)


def event_means(scores: ArrayLike, events: Iterable[Hashable], what: str) -> tuple[tuple[Any, ...], Floats]:
    """The distinct events in ascending order, and the mean of the scores within each.

    Raises
    ------
    ValueError
        If a score is NaN or infinite, or the lengths differ.

    Examples
    --------
    >>> names, means = event_means([0.1, 0.3, 0.5], ["war", "war", "flood"], "scores")
    >>> names, means.tolist()
    (('flood', 'war'), [0.5, 0.2])
    """
    values = finite(scores, what)
    distinct, codes = numbered(events)
    if len(codes) != len(values):
        raise ValueError(f"{len(values)} {what}, but {len(codes)} events: give one event for each")
    means: Floats = column_sums(codes, values, len(distinct)) / np.bincount(codes, minlength=len(distinct))
    return distinct, means
