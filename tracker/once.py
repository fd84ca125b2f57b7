"""One forecast an event: what shares its luck with another counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

Key = tuple[str, bool]


def once_an_event(frame: DataFrame, *within: str) -> DataFrame:
    """The first made forecast on each event, in the order in which they were made; the others are dropped.

    Tests and intervals take forecasts as independent, and two on one event stand or fall together. The
    choice hangs on days and on the ledger's order alone, so it cannot know the outcome.

    Parameters
    ----------
    frame
        Judged forecasts.
    within
        Columns that must differ for two forecasts on one event to be kept, such as "forecaster".

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"made_on": [2, 1, 1], "entry": [1, 2, 3], "position": 1, "cluster": ["a", "a", "b"]}
    >>> once_an_event(pd.DataFrame(rows))["entry"].tolist()
    [2, 3]
    """
    columns: list[Any] = [*within, "cluster"]
    return frame.sort_values(["made_on", "entry", "position"], kind="stable").drop_duplicates(columns)


def places_by_kind(frame: DataFrame) -> dict[Key, NDArray[np.int64]]:
    """Where the rows of each forecaster's prospective, and retrospective, forecasts are.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"forecaster": ["ann", "bob", "ann"], "prospective": [True, True, True]})
    >>> {key: places.tolist() for key, places in places_by_kind(rows).items()}
    {('ann', True): [0, 2], ('bob', True): [1]}
    """
    if frame.empty:
        return {}
    found: dict[Any, Any] = frame.groupby(["forecaster", "prospective"]).indices
    return {
        (str(who), bool(ahead)): np.asarray(places, dtype=np.int64) for (who, ahead), places in found.items()
    }
