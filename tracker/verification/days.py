"""The days in a column of dates, and which of its cells hold something that is no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.verification.keys import distinct
from tracker.verification.tables import MISSING

if TYPE_CHECKING:
    import pandas as pd


def days(column: pd.Series) -> NDArray[np.datetime64]:
    """The day of each row's date, by whatever its ISO text begins with; not a time where there is none.

    >>> import pandas as pd
    >>> days(pd.Series(["2024-01-02T09:00", "soon", ""])).astype(str).tolist()
    ['2024-01-02', 'NaT', 'NaT']
    """
    place, texts = distinct(column)
    return _days_of(texts)[place]


def unreadable(column: pd.Series) -> NDArray[np.bool_]:
    """Where a cell is not blank and holds no date.

    >>> import pandas as pd
    >>> unreadable(pd.Series(["2024-01-02", "soon", ""])).tolist()
    [False, True, False]
    """
    place, texts = distinct(column)
    said = np.array([text.strip() not in MISSING for text in texts] + [False])
    return (said & np.isnat(_days_of(texts)))[place]


def _days_of(texts: list[str]) -> NDArray[np.datetime64]:
    """The day of each text, and one more for what is missing."""
    import pandas as pd

    starts = pd.Series([text.strip()[:10] for text in texts] + [""], dtype=object)
    found = pd.to_datetime(starts, format="%Y-%m-%d", errors="coerce")
    return found.to_numpy().astype("datetime64[D]")
