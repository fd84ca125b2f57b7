"""Which forecasts are updates of one another, and which of them came first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.frame_arrays import Places, day_numbers, present

if TYPE_CHECKING:
    from pandas import DataFrame

_SAME = (
    "forecaster",
    "question",
    "reading",
    "option",
    "above",
    "below",
    "not_before",
    "deadline",
    "condition_question",
    "condition_answer",
    "condition_by",
)
SERIES_COLUMNS = (*_SAME, "unscoreable", "made_on", "made_at", "first_entry", "first_position")
"""The columns of forecasts by which `series` tells."""


def series(forecasts: DataFrame) -> tuple[Places, Places]:
    """The series of each forecast, numbered from 0 as they appear, and its place in it (0 = first).

    A series is one forecaster, question, claim and reading. Windows of one reading are one series,
    though their dates differ, and so are the words that an analyst settled. Unscoreable forecasts
    make series of their own, so that a vague word said first does not keep a number from counting.
    Within a series the order is that of the day and, where known, the hour of the forecast, then
    that of recording; a correction keeps the place of what it corrects.
    """
    import pandas as pd

    code = present(forecasts["unscoreable"]).astype(np.int64)
    for name in _SAME:
        column = forecasts[name]
        if column.notna().any():
            codes, distinct = pd.factorize(column, use_na_sentinel=True)
            code = pd.factorize(code * (len(distinct) + 1) + codes + 1)[0].astype(np.int64)
    code = pd.factorize(code)[0].astype(np.int64)

    entry, position = (forecasts[name].to_numpy(dtype=np.int64) for name in ("first_entry", "first_position"))
    moment = forecasts["made_at"].to_numpy(dtype="datetime64[us]", na_value=np.datetime64("NaT", "us"))
    hour = np.where(np.isnat(moment), np.iinfo(np.int64).max, moment.astype(np.int64))
    order = np.lexsort((position, entry, hour, day_numbers(forecasts["made_on"]), code))
    ordered = code[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else ordered
    place = np.empty(len(code), dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(ordered)])
    place[order] = np.arange(len(ordered)) - np.repeat(starts, lengths)
    return code, place
