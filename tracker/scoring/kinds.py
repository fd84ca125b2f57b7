"""Numbers of any kind in, scores of the same kind out: a float, an array, or a Series with its index."""

from __future__ import annotations

import sys
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float64]"
Numbers: TypeAlias = "float | Sequence[Any] | NDArray[Any] | pd.Series[Any]"
Days: TypeAlias = "Numbers | None"
"""Days to an event: `None` as a scalar, or in a list, and `inf` in arrays mean that it did not happen."""
Scores: TypeAlias = Any
"""A Series where a Series came in, a float where only scalars did, and an array otherwise (lists too)."""


def series_among(*inputs: object) -> list[Any]:
    """Those inputs that are pandas Series; pandas is not imported, for without it there can be none."""
    pandas = sys.modules.get("pandas")
    return [] if pandas is None else [given for given in inputs if isinstance(given, pandas.Series)]


def refuse_different_indexes(*inputs: object) -> None:
    """Refuse pandas Series that do not share one index: by position, they would be paired wrongly."""
    series = series_among(*inputs)
    if not all(series[0].index.equals(other.index) for other in series[1:]):
        raise ValueError("the Series given have different indexes; align them first")


def floats(values: object, name: str) -> Array:
    """Values as an array of float64, copied only where they are not one already; missing ones become NaN.

    Text is refused even where it could be read as a number: reading is the importers' business.
    """
    for series in series_among(values):
        numeric = series.dtype.kind in "biuf"
        values = series.to_numpy(dtype=np.float64 if numeric else object, na_value=np.nan)
    found = np.asarray(values)
    if found.dtype.kind == "O":
        odd = next((value for value in found.flat if not isinstance(value, Real | None)), None)
    else:
        odd = None if found.dtype.kind in "biuf" else found.flat[0]
    if odd is not None:
        raise ValueError(f"{name} must be numbers, not {odd!r}")
    return found.astype(np.float64, copy=False)


def event_days(y: Days, name: str = "y") -> Array:
    """Days to the event as floats, with `inf` for `None`: it did not happen.

    NaN is refused: whether it stands for "unknown" or for "did not happen" cannot be told.
    """
    if y is None or isinstance(y, list | tuple) or getattr(y, "dtype", None) == np.dtype(object):
        objects = np.asarray(y, dtype=object)
        told = [np.inf if day is None else day for day in objects.flat]
        days = floats(told, name).reshape(objects.shape)
    else:
        days = floats(y, name)
    if np.isnan(days).any():
        raise ValueError(f"{name} has NaN among its days; write inf (or None) where it did not happen")
    return days


def one_shape(**named: Array) -> tuple[int, ...]:
    """The shape that all the named arrays share, scalars aside.

    Only scalars are stretched: a column of 3 against a row of 3 is a mistake, not a table of 9.
    """
    shapes = {name: found.shape for name, found in named.items() if found.ndim}
    if len(set(shapes.values())) > 1:
        told = " and ".join(f"{name} of shape {shape}" for name, shape in shapes.items())
        raise ValueError(f"one score needs one value of each; got {told}")
    return next(iter(shapes.values()), ())


def same_kind(scores: Array, *inputs: object) -> Scores:
    """Scores as the kind of thing the inputs were; Series among them must share one index."""
    series = series_among(*inputs)
    if series and scores.ndim == 1:
        refuse_different_indexes(*series)
        return sys.modules["pandas"].Series(scores, index=series[0].index)
    return float(scores) if scores.ndim == 0 else scores
