"""Rows of (probability, outcome) pooled into cells: how often each pair occurred.

Probabilities within a hair of a multiple of 1/10000 are held at that multiple, so that 0.3 and 0.1 + 0.2
are one probability in any order of the rows. Others stay as they are, and what is a hair from 0 or 1 is not
made certain. Where rows carry weights or grades, they are summed in sorted order, so that the order they
came in cannot show in the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Labels = NDArray[Any]

GRID = 10_000
LIGHTEST, HEAVIEST = 1e-15, 1e15
WEIGHTS = "a weight is 0, or from 1e-15 to 1e15"
_NEAR = 1e-9
_ROWS_AT_ONCE = 1 << 16
_BINS_PER_ROW = 4
_MANY = 100_000
_FEW = 1_000
"""So few rows are sorted sooner than they are counted in a bin for every multiple of 1/10000."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums over the rows of each cell, ascending by cluster and within it by probability."""

    said: Floats
    count: Floats
    happened: Floats
    squares: Floats
    cluster: Places | None


def column(values: ArrayLike, name: str) -> NDArray[Any]:
    """One column of numbers, one-dimensional; truth values count as 0 and 1."""
    found = np.asarray(values)
    if found.dtype.kind == "b":
        found = found.astype(np.int8)
    if found.dtype.kind not in "iuf":
        odd = next((value for value in found.flat if not isinstance(value, Real | None)), None)
        if odd is not None:
            raise ValueError(f"{name} must be numbers, not {odd!r}")
        found = found.astype(np.float64)
    if found.ndim != 1:
        raise ValueError(f"{name} has {found.ndim} dimensions, and a column of numbers is needed")
    return found


def check(values: NDArray[Any], name: str, rule: str, *, highest: float = 1.0) -> None:
    """Refuse the first value outside 0 to `highest`, or NaN, by its place; `rule` says what it should be."""
    if not len(values) or (values.min() >= 0 and values.max() <= highest):
        return
    place = int(np.argmin((values >= 0) & (values <= highest)))
    raise ValueError(f"{name}[{place}] is {values[place].item()!r}; {rule}")


def codes(p: NDArray[Any]) -> Places:
    """The multiple of 1/10000 that each probability is, or -1 where it is none.

    >>> codes(np.array([0.3, 0.1 + 0.2, 1 / 3])).tolist()
    [3000, 3000, -1]
    """
    steps = p * float(GRID)
    steps += 0.5
    whole = steps.astype(np.int64)
    steps -= whole
    near = _nearness(p)
    if len(p) and (steps.min() < 0.5 - near or steps.max() > 0.5 + near):
        whole[np.abs(steps - 0.5) > near] = -1
    whole[((whole == 0) & (p != 0)) | ((whole == GRID) & (p != 1))] = -1
    return whole


def pooled(
    p: NDArray[Any], y: NDArray[Any], weight: NDArray[Any] | None = None, cluster: Places | None = None
) -> Cells:
    """The cells of checked or unchecked rows; the first value that is impossible is refused.

    Raises
    ------
    ValueError
        On a probability or an outcome outside 0 to 1 or NaN, or a weight that is neither 0 nor from 1e-15 to
        1e15.
    """
    if weight is None and cluster is None and len(p) > _FEW:
        joint = _grid_counts(p, y)
        if joint is not None:
            used = np.flatnonzero(joint.any(axis=1))
            return _binary(used / GRID, joint[used], None)
    check(p, "p", "a probability lies between 0 and 1")
    check(y, "y", "an outcome is 0 (no), 1 (yes) or a grade between them")
    binary = weight is None and bool(((y == 0) | (y == 1)).all())
    if binary and cluster is None:
        return _sorted_pairs(on_grid(p), y)
    values, place = _distinct(p)
    key = place if cluster is None else _joined(cluster, len(values), place)
    if binary:
        cell, joint = _pairs(_joined(key, 2, y))
        return _binary(values[cell % max(len(values), 1)], joint, _over(cell, values, cluster))
    w = np.ones(len(p)) if weight is None else weight.astype(np.float64)
    check(w, "weight", WEIGHTS, highest=HEAVIEST)
    light = (w > 0) & (w < LIGHTEST)
    if light.any():
        check(np.where(light, -w, w), "weight", WEIGHTS, highest=HEAVIEST)
    return _weighted(key, values, y.astype(np.float64), w, cluster)


def summed(
    said: Floats, count: Floats, happened: Floats, squares: Floats, cluster: Places | None
) -> tuple[Cells, Places]:
    """Cells in any order, those of one cluster and probability added up, and where each has gone."""
    values, place = distinct(said)
    cell = None
    if cluster is not None:
        cell, place = np.unique(_joined(cluster, max(len(values), 1), place), return_inverse=True)

    def sums(part: Floats) -> Floats:
        found: Floats = np.bincount(place, weights=part).astype(np.float64, copy=False)
        return found

    yes = sums(happened)
    cells = Cells(
        values if cell is None else values[cell % max(len(values), 1)],
        sums(count),
        yes,
        yes if squares is happened else sums(squares),
        None if cell is None else _over(cell, values, cluster),
    )
    return cells, place


def named(cluster: ArrayLike | Sequence[object]) -> Labels:
    """Labels as one column, a tuple being one label."""
    if isinstance(cluster, Sequence) and any(isinstance(label, tuple) for label in cluster):
        found = np.empty(len(cluster), dtype=object)
        found[:] = cluster
        return found
    return np.asarray(cluster)


def labelled(cluster: ArrayLike | Sequence[object]) -> tuple[Labels, Places]:
    """The distinct labels in ascending order, and the place of each row's among them.

    >>> labels, places = labelled([("war", 2), ("war", 1), ("war", 2)])
    >>> labels.tolist(), places.tolist()
    ([('war', 1), ('war', 2)], [1, 0, 1])
    """
    given = named(cluster)
    if given.ndim != 1:
        raise ValueError(f"cluster has {given.ndim} dimensions, and a column of labels is needed")
    if given.dtype.kind in "iu" and len(given):
        lowest = int(given.min())
        span = int(given.max()) - lowest + 1
        if span <= _BINS_PER_ROW * len(given) + GRID:
            shifted = given.astype(np.int64) - lowest
            seen = np.bincount(shifted, minlength=span) > 0
            return (np.flatnonzero(seen) + lowest).astype(given.dtype), (np.cumsum(seen) - 1)[shifted]
    if given.dtype.kind in "iu":
        labels, place = np.unique(given, return_inverse=True)
        return labels, place.astype(np.int64)
    import pandas as pd

    place, labels = pd.factorize(given.astype(object) if given.dtype.kind in "US" else given, sort=True)
    if len(place) and place.min() < 0:
        raise ValueError(f"cluster[{int(place.argmin())}] is missing; each row needs one")
    return np.asarray(labels), place.astype(np.int64)


def _nearness(p: NDArray[Any]) -> float:
    return max(_NEAR, 4 * GRID * float(np.finfo(p.dtype).eps)) if p.dtype.kind == "f" else _NEAR


def _grid_counts(p: NDArray[Any], y: NDArray[Any]) -> Places | None:
    """Counts by code and outcome, shape (10001, 2); None at the first row that is not on the grid or 0/1."""
    near = _nearness(p)
    joint = np.zeros(2 * (GRID + 1), dtype=np.int64)
    for start in range(0, len(p), _ROWS_AT_ONCE):
        chances, outcomes = p[start : start + _ROWS_AT_ONCE], y[start : start + _ROWS_AT_ONCE]
        within = chances.min() >= 0 and chances.max() <= 1 and outcomes.min() >= 0 and outcomes.max() <= 1
        if not within:
            return None
        steps = chances * float(GRID)
        steps += 0.5
        place = steps.astype(np.int32)
        steps -= place
        if steps.min() < 0.5 - near or steps.max() > 0.5 + near:
            return None
        yes = outcomes.astype(np.int32)
        if yes.dtype != outcomes.dtype and not (yes == outcomes).all():
            return None
        place += place
        place += yes
        found = np.bincount(place, minlength=len(joint))
        for end, sure in ((slice(0, 2), 0), (slice(-2, None), 1)):
            if found[end].any() and found[end].sum() != np.count_nonzero(chances == sure):
                return None
        joint += found
    return joint.reshape(-1, 2)


def _binary(said: Floats, joint: Places, cluster: Places | None) -> Cells:
    happened = joint[:, 1].astype(np.float64)
    return Cells(said, joint.sum(axis=1).astype(np.float64), happened, happened, cluster)


def _sorted_pairs(exact: Floats, y: NDArray[Any]) -> Cells:
    """One sort of whole numbers: a probability's bits keep its order, and the outcome rides in the last."""
    halves, joint = _runs(_joined(exact.view(np.int64), 2, y))
    return _binary(halves.view(np.float64), joint, None)


def _runs(keys: Places) -> tuple[Places, Places]:
    """The distinct halves of keys, and how often each occurred even and odd; sorts the keys in place."""
    keys.sort()
    halves = keys >> 1
    new = np.ones(len(keys), dtype=bool)
    np.not_equal(halves[1:], halves[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    if not len(starts):
        return starts, np.zeros((0, 2), dtype=np.int64)
    odd = np.add.reduceat(keys & 1, starts)
    return halves[starts], np.column_stack([np.diff(starts, append=len(keys)) - odd, odd])


def on_grid(p: NDArray[Any], steps: Places | None = None) -> Floats:
    """Each probability, held at the multiple of 1/10000 that it is near; `steps` are its `codes`."""
    steps = codes(p) if steps is None else steps
    exact: Floats = np.where(steps >= 0, steps / GRID, p) + 0.0
    return exact


def _distinct(p: NDArray[Any]) -> tuple[Floats, Places]:
    """The distinct probabilities in ascending order, and the place of each row's among them."""
    steps = codes(p)
    if len(steps) and steps.min() >= 0:
        seen = np.bincount(steps, minlength=GRID + 1) > 0
        return np.flatnonzero(seen) / GRID, (np.cumsum(seen) - 1)[steps]
    return distinct(on_grid(p, steps))


def distinct(values: NDArray[Any]) -> tuple[NDArray[Any], Places]:
    """The distinct values in ascending order, and the place of each among them: by one sort, or hashed."""
    if len(values) < _MANY:
        found, place = np.unique(values, return_inverse=True)
    else:
        import pandas as pd

        place, found = pd.factorize(values, sort=True)
    return np.asarray(found), place.astype(np.int64, copy=False)


def _pairs(keys: Places) -> tuple[Places, Places]:
    """The distinct halves of keys, and how often each occurred even and odd: a bin each, else one sort."""
    if len(keys) and int(keys.max()) < _BINS_PER_ROW * len(keys) + 2 * GRID:
        joint = np.bincount(keys, minlength=2 * (int(keys.max()) // 2 + 1)).reshape(-1, 2)
        used = np.flatnonzero(joint.any(axis=1))
        return used, joint[used]
    return _runs(keys)


def _weighted(key: Places, values: Floats, y: Floats, weight: Floats, cluster: Places | None) -> Cells:
    order = np.lexsort((weight, y, key))
    order = order[weight[order] > 0]
    keys, w, grade = key[order], weight[order], y[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    cell = keys[starts]
    if not len(starts):
        none = np.zeros(0)
        return Cells(none, none, none, none, None if cluster is None else cell)
    sums = [np.add.reduceat(part, starts) for part in (w, w * grade, w * grade * grade)]
    return Cells(values[cell % len(values)], sums[0], sums[1], sums[2], _over(cell, values, cluster))


def _joined(high: Places, base: int, low: NDArray[Any]) -> Places:
    key = high * base
    key += low.astype(np.int64, copy=False)
    return key


def _over(cell: Places, values: Floats, cluster: Places | None) -> Places | None:
    return None if cluster is None else cell // max(len(values), 1)
