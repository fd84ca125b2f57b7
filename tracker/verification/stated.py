"""Cells of a table that hold no plain number, read as `tracker import` reads them: 70%, yes, 0,7."""

from __future__ import annotations

from datetime import date
from math import nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forecasts.errors import TrackerError
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.mapping.outcomes import grade_in, plain_answer

if TYPE_CHECKING:
    import pandas as pd

_ANSWERS = {"yes": 1.0, "no": 0.0}


def chance_in(text: str, *, percent: bool) -> float:
    """The probability that a text states, on the scale of its column; NaN where it states none.

    >>> chance_in("70%", percent=False), chance_in("70 %", percent=True), chance_in("soon", percent=True)
    (0.7, 70.0, nan)
    """
    try:
        p = Conventions(today=date.min, percent=percent).chance(text, "probability")
    except TrackerError:
        return nan
    return 100 * p if percent else p


def answer_in(text: str) -> float:
    """1 for a yes, 0 for a no, a grade between them; NaN for what is no outcome yet.

    >>> answer_in("TRUE"), answer_in("Nein"), answer_in("0,5"), answer_in("open")
    (1.0, 0.0, 0.5, nan)
    """
    grade = grade_in(text)
    return _ANSWERS.get(plain_answer(text) or "", nan) if grade is None else grade


def has_sign(column: pd.Series) -> NDArray[np.bool_]:
    """Where a cell has the sign of a percentage."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column.dtype):
        return np.zeros(len(column), dtype=bool)
    found: NDArray[np.bool_] = column.astype(str).str.strip().str.endswith("%").to_numpy(dtype=bool)
    return found
