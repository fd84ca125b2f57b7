"""The words that were said, as they were said, of what a period report lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from reports.facets.period.matured import Ended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame


def quotes_of(forecasts: DataFrame, handles: Collection[str]) -> dict[str, str]:
    """The quotes of forecasts, by handle; none for those that have none.

    >>> import pandas as pd
    >>> quotes_of(pd.DataFrame({"handle": ["4.2", "4.3"], "quote": ["Soon.", None]}), {"4.2", "4.3"})
    {'4.2': 'Soon.'}
    """
    listed = forecasts[forecasts["handle"].isin(list(handles)) & forecasts["quote"].notna()]
    return dict(zip(listed["handle"].astype(str), listed["quote"].astype(str), strict=True))


def words_of(row: Ended, quotes: Mapping[str, str]) -> str:
    """What was said, as a scorecard quotes it: the quote, or else the words that were read."""
    return quotes.get(row.handle) or row.words or ""
