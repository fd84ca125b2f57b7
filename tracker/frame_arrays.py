"""Columns of a frame as plain arrays: dates as day numbers, texts with None where there is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from pandas import DataFrame, Index, Series

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
Texts = NDArray[np.object_]
Lists = NDArray[np.object_]

_EPOCH = date(1970, 1, 1).toordinal()
LAST_DAY = float(date.max.toordinal() - _EPOCH)


def day_number(day: date) -> float:
    """Days since 1970-01-01, negative before it.

    >>> day_number(date(1970, 3, 1))
    59.0
    """
    return float(day.toordinal() - _EPOCH)


def day_numbers(dates: Series[Any]) -> Numbers:
    """Days since 1970-01-01 of a column of dates; NaN where there is none.

    >>> import pandas as pd
    >>> day_numbers(pd.Series(pd.array(["1970-01-02", None], dtype="datetime64[s]")))
    array([ 1., nan])
    """
    days = dates.to_numpy(dtype="datetime64[s]").astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))


def dates(numbers: Numbers) -> NDArray[np.datetime64]:
    """The dates that day numbers stand for; NaT for NaN.

    >>> dates(np.array([59.0, np.nan]))
    array(['1970-03-01T00:00:00', 'NaT'], dtype='datetime64[s]')
    """
    known = np.isfinite(numbers)
    days = np.where(known, numbers, 0).astype(np.int64).astype("datetime64[D]").astype("datetime64[s]")
    return np.where(known, days, np.datetime64("NaT", "s"))


def texts(column: Series[Any]) -> Texts:
    """A column of texts with None, and nothing else, where there is no text.

    >>> import pandas as pd
    >>> texts(pd.Series(["kabul", None, float("nan")])).tolist()
    ['kabul', None, None]
    """
    values: Texts = column.to_numpy(dtype=object).copy()
    values[column.isna().to_numpy()] = None
    return values


def joined(column: Series[Any]) -> Texts:
    """A column of tuples of texts as texts, with commas; None where there is none.

    >>> import pandas as pd
    >>> joined(pd.Series([("no deadline", "no probability"), None])).tolist()
    ['no deadline, no probability', None]
    """
    values = texts(column)
    for row in np.flatnonzero(present(column)):
        values[row] = ", ".join(values[row])
    return values


def among(values: Texts, wanted: tuple[str, ...]) -> Flags:
    """Which texts are one of those wanted.

    >>> among(np.array(["yes", None, "no"], dtype=object), ("no", "partly")).tolist()
    [False, False, True]
    """
    found = np.zeros(len(values), dtype=bool)
    for text in wanted:
        found |= values == text
    return found


def present(column: Series[Any]) -> Flags:
    """Which rows of a column hold something."""
    flags: Flags = column.notna().to_numpy(dtype=bool)
    return flags


def places(slugs: Index[Any], names: Series[Any]) -> Places:
    """The place of each name among the slugs; -1 for one that is not there.

    >>> import pandas as pd
    >>> places(pd.Index(["kabul", "kunduz"]), pd.Series(["kunduz", "herat"])).tolist()
    [1, -1]
    """
    import pandas as pd

    return slugs.get_indexer(pd.Index(names)).astype(np.int64)


def no_texts(count: int) -> Texts:
    """As many empty places for texts."""
    return np.full(count, None, dtype=object)


def with_columns(frame: DataFrame, **columns: NDArray[Any]) -> DataFrame:
    """The frame with further columns; texts stay Python objects with None where there is none.

    The arrays become the columns as they are, uncopied, so nobody may change them afterwards. Left to
    itself pandas turns texts into a type of its own, in which None becomes NaN.

    >>> import pandas as pd
    >>> why = np.array([None, "void"], dtype=object)
    >>> with_columns(pd.DataFrame({"p": [0.7, 0.2]}), why=why)["why"].tolist()
    [None, 'void']
    """
    import pandas as pd

    series = {
        name: pd.Series(values, index=frame.index, dtype=values.dtype, copy=False)
        for name, values in columns.items()
    }
    return frame.assign(**series)


def phrased(days: Numbers, phrase: Callable[[str], str]) -> Texts:
    """A phrase about the day of each row; each distinct day is put into words once.

    >>> phrased(np.array([59.0, 59.0]), "due on {}".format).tolist()
    ['due on 1970-03-01', 'due on 1970-03-01']
    """
    distinct, place = np.unique(days, return_inverse=True)
    said = [phrase(str(day.astype("datetime64[D]"))) for day in dates(distinct)]
    return np.array([*said, None], dtype=object)[place]
