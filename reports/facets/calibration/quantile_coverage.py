"""Whether values lay below stated quantiles, and within the intervals they span, as often as promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.calibration.coverage import Held, held_of, sure_of
from reports.figures import percent
from tracker.calibration.coverage import interval_coverage, quantile_coverage
from tracker.certainty.wording import Tier, told_by
from tracker.once import once_an_event
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

_ALIKE = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class QuantileCoverage:
    """How often values lay at or below each stated quantile, and within each central interval.

    Of several forecasts on one event the first made is taken: `count` of `forecasts`. `levels` ascend,
    `intervals` go from the narrowest to the widest.
    """

    forecasts: int
    count: int
    tier: Tier
    words: str
    levels: tuple[Held, ...]
    intervals: tuple[Held, ...]


def quantile_coverage_of(counted: DataFrame) -> QuantileCoverage | None:
    """The coverage of counted forecasts that are quantiles; None where there are none.

    Parameters
    ----------
    counted
        The forecasts that count, of any kind.
    """
    stated = counted[(counted["belief"] == "quantiles") & counted["answer_value"].notna()]
    if stated.empty:
        return None
    once = once_an_event(stated)
    values, levels = _table(once)
    seen = once["answer_value"].to_numpy(float)
    at, between = quantile_coverage(values, levels, seen), interval_coverage(values, levels, seen)
    up_to = tuple(
        held_of(f"up to {percent(level)}", level, held=int(k), count=int(n))
        for level, k, n in zip(at.claimed.tolist(), at.covered, at.count, strict=True)
    )
    middle = tuple(
        held_of(f"middle {percent(share)}", share, held=int(k), count=int(n))
        for share, k, n in zip(between.claimed.tolist(), between.covered, between.count, strict=True)
    )
    return QuantileCoverage(
        forecasts=len(stated),
        count=len(once),
        tier=told_by(len(once)).tier,
        words=sure_of(len(once), (*up_to, *middle)),
        levels=up_to,
        intervals=middle,
    )


def _table(stated: DataFrame) -> tuple[Floats, Floats]:
    """The quantiles of all rows under the levels that any of them states; NaN where one does not."""
    rows = [
        dict(zip((round(level, _ALIKE) for level in levels), values, strict=True))
        for levels, values in zip(stated["levels"], stated["values"], strict=True)
    ]
    levels = sorted({level for row in rows for level in row})
    return np.array([[row.get(level, np.nan) for level in levels] for row in rows]), np.array(levels)
