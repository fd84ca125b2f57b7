"""How sure we can be of a mean score of chances: what it could have been, had luck fallen otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.errors import FractionalWeights
from tracker.calibration.decomposition import NO_FORECASTS
from tracker.certainty.weighted_misses import misses
from tracker.means import Loss, mean_score

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

ONE_EVENT = "There is only one event, and one cannot vary."
SURE = "Whatever had happened, these forecasts would score the same."
_INFINITE = "The mean is infinite: something happened that had been ruled out."
_MEASURE = "An interval for the mean without clusters"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeanInterval:
    """A mean score with its interval.

    `low` and `high` are None where `reason` says why; `events` are what is independent: clusters, or
    forecasts where there are none, and then `clustered` is False. `high` is infinite for a log score where a
    forecast of 0 or 1 could have been missed.
    """

    loss: Loss
    mean: float | None
    low: float | None
    high: float | None
    level: float
    count: float
    events: int
    clustered: bool
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `mean`, `low`, `high`, `count`, `events`."""
        import pandas as pd

        names = ("mean", "low", "high", "count", "events")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def mean_interval(tally: Tally, *, level: float = 0.95, loss: Loss = "brier") -> MeanInterval:
    """The mean score of a tally with its interval, by clusters where there are any.

    The interval is of the expected mean of these very forecasts: each probability stays what it was, and
    luck decides what happens. It is finite, and as wide as it should be, also where nothing was missed.

    Parameters
    ----------
    tally
        The forecasts. With clusters, any weights and grades. Without, whole counts.
    level
        In what share of such sets the interval holds the expected mean, at least; docs/coverage.md has what
        was found.
    loss
        "brier" or "log".

    Raises
    ------
    FractionalWeights
        Without clusters, where weights do not say how many forecasts there are.

    References
    ----------
    `tracker.certainty.weighted_misses`, after Fay and Feuer (1997).

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> tally = Tally.of([0.2, 0.4, 0.9, 0.6], [0, 0, 1, 0], cluster=["a", "a", "b", "c"])
    >>> found = mean_interval(tally)
    >>> round(found.mean, 4), round(found.low, 4), round(found.high, 4), found.events
    (0.1425, 0.0938, 0.4697, 3)
    """
    if not 0 < level < 1:
        raise ValueError(f"an interval's level lies between 0 and 1, not {level}")
    if tally.cluster is None and not tally.whole:
        raise FractionalWeights(_MEASURE)
    mean, low, high, reason = mean_score(tally, loss), None, None, None
    if mean is None:
        reason = NO_FORECASTS
    elif not np.isfinite(mean):
        reason = _INFINITE
    elif tally.events < 2:
        reason = ONE_EVENT
    else:
        parts = misses(tally, loss)
        if parts.is_sure:
            reason = SURE
        else:
            ends = parts.interval(level=level)
            low, high = max(min(ends[0], mean), 0.0), max(ends[1], mean)
    return MeanInterval(
        loss=loss,
        mean=mean,
        low=low,
        high=high,
        level=level,
        count=tally.total,
        events=tally.events,
        clustered=tally.cluster is not None,
        reason=reason,
    )
