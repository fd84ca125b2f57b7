"""Windows and stated quantiles alike: what fell before, within and after them, beside what should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.timeline_shares import Curves, days_to_event
from tracker.vectors import Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Spans:
    """One entry a forecast: what was named, and where in it the truth fell.

    Attributes
    ----------
    before, after
        1 where the truth fell before the first, or after the last, that was named; 0 elsewhere.
    promised_before, promised_after
        The chances of that by the forecast itself.
    passed
        The share of the forecast below the truth; of what fell outside, the middle of the share there.
    limit
        The share up to the last that was named.
    cluster
        The event.
    """

    before: Floats
    after: Floats
    promised_before: Floats
    promised_after: Floats
    passed: Floats
    limit: Floats
    cluster: NDArray[np.object_]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.passed)

    def __getitem__(self, places: Any) -> Spans:
        """Those at the places."""
        return Spans(**{name: getattr(self, name)[places] for name in self.__slots__})


def spans_of_windows(over: DataFrame, curves: Curves) -> Spans:
    """Windows with a first and a last date, both over, as their curves read them, beside the day it came.

    An event on day d has the chance between d - 1 and d, so that one before the first date has the chance
    by the day before it. After the last date it is all one when, or whether, the event came.
    """
    days = days_to_event(over)
    first, last = (
        (over[end] - over["made_on"]).dt.days.to_numpy(np.float64) for end in ("earliest", "latest")
    )
    limit = curves.at(last.astype(np.float64))
    passed = curves.passed(np.minimum(days, last).astype(np.float64))
    return Spans(
        before=(days < first).astype(float),
        after=(days > last).astype(float),
        promised_before=curves.at(np.maximum(first - 1, 0.0).astype(np.float64)),
        promised_after=1 - limit,
        passed=np.where(days > last, (1 + limit) / 2, passed),
        limit=limit,
        cluster=over["cluster"].to_numpy(object),
    )


def spans_of_quantiles(stated: DataFrame) -> Spans:
    """Stated quantiles beside the value; between two of them the share runs straight."""
    rows = [
        _placed(values, levels, value)
        for values, levels, value in zip(
            stated["values"], stated["levels"], stated["answer_value"], strict=True
        )
    ]
    before, after, promised_before, promised_after, passed = np.array(rows, dtype=float).reshape(-1, 5).T
    return Spans(
        before=before,
        after=after,
        promised_before=promised_before,
        promised_after=promised_after,
        passed=passed,
        limit=1 - promised_after,
        cluster=stated["cluster"].to_numpy(object),
    )


def _placed(values: Sequence[float], levels: Sequence[float], seen: float) -> tuple[float, ...]:
    before, after = seen < values[0], seen > values[-1]
    passed = levels[0] / 2 if before else (1 + levels[-1]) / 2 if after else np.interp(seen, values, levels)
    return float(before), float(after), levels[0], 1 - levels[-1], float(passed)
